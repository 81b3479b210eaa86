"""Receipts: what an outbox was already answered, for a week."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, delete, exists, func, select
from sqlalchemy.orm import Session, aliased

from openspace.core.actor import Actor
from openspace.core.database import Database
from openspace.core.models import Receipt
from openspace.core.prepared import Prepared

HOLDS = timedelta(days=7)
PORTION = 500


def outbox_key(actor: Actor, client: str) -> str:
    """An outbox belongs to one gathering, person and client; who has no person is known by the device."""
    return f"{actor.gathering}:{actor.person or f'd{actor.device}'}:{client}"


_LAST = (
    select(Receipt.outbox, func.max(Receipt.n))
    .where(Receipt.outbox.in_(bindparam("outboxes", expanding=True)))
    .group_by(Receipt.outbox)
)


def last_answered(sql: Connection, outboxes: Collection[str]) -> dict[str, int]:
    """The highest wish that has its answer, by outbox; an outbox without any is left out."""
    if not outboxes:
        return {}
    return dict(sql.execute(_LAST, {"outboxes": list(outboxes)}).all())


_LAST_OF_ONE = Prepared(select(func.max(Receipt.n)).where(Receipt.outbox == bindparam("outbox")))


def last_of(db: Session, outbox: str) -> int:
    """The highest wish of an outbox that has its answer; 0 when none has."""
    (row,) = _LAST_OF_ONE(db, outbox=outbox)
    return row[0] or 0


_LATER = aliased(Receipt)
_OLD = (
    select(Receipt.outbox.label("of"), Receipt.n.label("number"))
    .where(Receipt.at < bindparam("before"))
    .where(exists().where(_LATER.outbox == Receipt.outbox, _LATER.n > Receipt.n))
    .order_by(Receipt.at)
    .limit(PORTION)
)
_THROW = delete(Receipt).where(Receipt.outbox == bindparam("of"), Receipt.n == bindparam("number"))


def throw_away(database: Database, now: datetime) -> int:
    """Throw away receipts that are too old, a portion at a time so that the writer is held for a moment only; how many.
    The newest of each outbox stays, however old: by its number every wish before it is known to be answered, so that
    none is done twice."""
    with database.reading() as db:
        old = db.execute(_OLD, {"before": now - HOLDS}).mappings().all()
    if old:
        with database.writing() as sql:
            sql.execute(_THROW, [dict(row) for row in old])
    return len(old)
