"""Reads of the gathering's rows: inside one gathering only, and its part of the state."""

from typing import Any, NamedTuple, TypeVar

from sqlalchemy import Connection, bindparam, func, select
from sqlalchemy.orm import Session

from openspace.core.errors import Refused
from openspace.core.models import Stream
from openspace.core.prepared import Prepared
from openspace.core.words import _
from openspace.gatherings.changes import announcement_told, gathering_told, party_told, timer_told
from openspace.gatherings.models import Announcement, Gathering, Party
from openspace.gatherings.rules import MOST_ANNOUNCEMENTS, typed_code

Row = TypeVar("Row")


def inside(db: Session, model: type[Row], gathering: int, id: int) -> Row:
    """A row by its id, if it belongs to this gathering; another gathering's is `gone` like one that never was."""
    row = db.get(model, id)
    if row is None or getattr(row, "gathering_id", None) != gathering:
        raise Refused("gone", _("This is not here any more."))
    return row


def the_gathering(db: Session, gathering: int) -> Gathering:
    """The gathering's own row."""
    return db.get_one(Gathering, gathering)


_ID_OF_CODE = Prepared(select(Gathering.id).where(Gathering.code == bindparam("code")))


def id_of_code(db: Session | Connection, code: str) -> int | None:
    """The id of the gathering with a typed or scanned code."""
    found = _ID_OF_CODE.one(db, code=typed_code(code))
    return None if found is None else found[0]


class Sign(NamedTuple):
    """What stands over a gathering's door."""

    id: int
    code: str
    language: str
    timezone: str
    number: int  # of the last change told to all of it


_SIGN = Prepared(
    select(Gathering.id, Gathering.code, Gathering.language, Gathering.timezone, func.coalesce(Stream.number, 0))
    .outerjoin(Stream, (Stream.gathering_id == Gathering.id) & (Stream.name == "all"))
    .where(Gathering.code == bindparam("code"))
)


def find_sign(sql: Connection, code: str) -> Sign | None:
    """The sign of the gathering with this code."""
    row = _SIGN.one(sql, code=typed_code(code))
    return None if row is None else Sign(*row)


def sign_of(sql: Connection, code: str) -> Sign:
    """The same of a code that is known."""
    found = find_sign(sql, code)
    assert found is not None
    return found


def by_code(db: Session, code: str) -> Gathering | None:
    """The gathering of a typed or scanned code."""
    found = id_of_code(db, code)
    return None if found is None else the_gathering(db, found)


def parties(db: Session, gathering: int) -> list[Party]:
    """The parties in the order they were made."""
    return list(db.scalars(select(Party).where(Party.gathering_id == gathering).order_by(Party.id)))


def state_part(db: Session, gathering: int, _key: int) -> dict[str, Any]:
    """This feature's part of the state of `all`."""
    row = the_gathering(db, gathering)
    latest = db.scalars(
        select(Announcement)
        .where(Announcement.gathering_id == gathering)
        .order_by(Announcement.id.desc())
        .limit(MOST_ANNOUNCEMENTS)
    )
    return {
        "gathering": gathering_told(row),
        "timer": timer_told(row),
        "announcements": [announcement_told(item) for item in reversed(list(latest))],
        "wall": {"page": row.wall_page},
        "parties": [party_told(party) for party in parties(db, gathering)],
    }
