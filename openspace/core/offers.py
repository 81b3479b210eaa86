"""Offers: wishes that were answered on a line of the database that is lost. Phones bring them back after a restore, in
the ids of that line."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select

from openspace.core.database import Model
from openspace.core.line import BEGINNING, NO_OFFERS
from openspace.core.models import Receipt

# What one phone made is named by the wishes of others. While the room comes back an offer that names something unknown
# waits so long for the phone that made it; later that answer is final.
ROOM_RETURNS = 60.0  # seconds

_LARGEST = 2**53 - 1
_MOST_FIELDS, _MOST_IN_A_LIST = 40, 200
_TABLES = {"party": "parties"}  # the others are called by what they hold
_NOW = "now"  # {"now": 13} in place of an id: one of this line already


@dataclass(frozen=True, slots=True)
class Offer:
    """Of which line the ids in a wish are, and what the wish had made there: `{"topic": 12}`."""

    line: str
    made: Mapping[str, Any] = field(default_factory=dict)


def wanted(sql: Connection) -> bool:
    """Whether this line takes offers: not when it was begun to undo something."""
    return _become(sql, NO_OFFERS, 0) is None


def translated(sql: Connection, gathering: int, offer: Offer, fields: Mapping[str, object]) -> dict[str, object]:
    """The fields with the ids of this line in place of those that are known to have become something here. More than
    any form has is left alone, since each is looked up: the form refuses it."""
    if len(fields) > _MOST_FIELDS:
        return dict(fields)
    return {name: _value(sql, gathering, offer, name, value) for name, value in fields.items()}


def seen(sql: Connection, base: Mapping[str, int]) -> dict[str, int]:
    """What somebody had looked at, in versions of this line: of what stood in the backup, at most that."""
    return {thing: _version(sql, thing, version) for thing, version in base.items()}


def _version(sql: Connection, thing: str, version: int) -> int:
    kind, _, key = thing.partition(":")
    id = _id(key)
    if id is None:
        return version
    text = _become(sql, f"{BEGINNING}{_table(kind)}", id)
    return 0 if text is None else min(version, int(text))  # a report that the backup did not have


def remember(sql: Connection, gathering: int, offer: Offer, result: Mapping[str, Any], now: datetime) -> None:
    """Keep what the things of the lost line have become, for the wishes that name them, as long as receipts are kept.
    Who says it first is believed, and only of what does not exist: nobody can lead others away from a thing."""
    for kind, old, new in _pairs(offer.made, result):
        shelf = _shelf(gathering, offer, kind)
        if not _exists(sql, kind, old) and _become(sql, shelf, old) is None:
            sql.execute(insert(Receipt).values(outbox=shelf, n=old, answer=json.dumps(new), at=now))


def _value(sql: Connection, gathering: int, offer: Offer, name: str, value: object) -> object:
    if isinstance(value, list) and len(value) <= _MOST_IN_A_LIST:  # "places" is a list of what each "place" is
        return [_one(sql, _shelf(gathering, offer, name.removesuffix("s")), one) for one in value]
    return _one(sql, _shelf(gathering, offer, name), value)


def _one(sql: Connection, shelf: str, value: object) -> object:
    if isinstance(value, dict) and set(value) == {_NOW}:
        return value[_NOW]
    id = _id(value)
    text = None if id is None else _become(sql, shelf, id)
    return value if text is None else json.loads(text)


def _id(value: object) -> int | None:
    """An id, as a number or as a form's text; None for what cannot be one."""
    if isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) < len(str(_LARGEST)):
        value = int(value)
    return value if type(value) is int and 0 < value <= _LARGEST else None


def _become(sql: Connection, shelf: str, old: int) -> str | None:
    return sql.execute(select(Receipt.answer).where(Receipt.outbox == shelf, Receipt.n == old)).scalar()


def _exists(sql: Connection, kind: str, id: int) -> bool:
    """Whether the backup had it. What is none of our things counts as there."""
    rows = Model.metadata.tables.get(_table(kind))
    return rows is None or sql.execute(select(rows.c.id).where(rows.c.id == id)).first() is not None


def _table(kind: str) -> str:
    return _TABLES.get(kind, f"{kind}s")


def _pairs(made: Mapping[str, Any], result: Mapping[str, Any]) -> list[tuple[str, int, int]]:
    """What each thing was and is: (kind, id there, id here)."""
    pairs: list[tuple[str, int, int]] = []
    for name, new in result.items():
        old = made.get(name)
        if isinstance(new, list) and isinstance(old, list) and len(new) == len(old):
            both = [(name.removesuffix("s"), *pair) for pair in zip(old, new, strict=True)]
        else:
            both = [(name, old, new)]
        pairs += [(kind, was, now) for kind, was, now in both if type(was) is int and _id(was) and type(now) is int]
    return pairs


def _shelf(gathering: int, offer: Offer, kind: str) -> str:
    """Among the receipts, since it is one: what the lost line's thing of this kind has become. No outbox has this name:
    its second part is a person or a device."""
    return f"{gathering}:line {offer.line}:{kind}"
