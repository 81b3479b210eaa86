"""Reads of the agenda."""

from typing import Any

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session as Db

from openspace.agenda.changes import HereCounted, PresentChanged
from openspace.agenda.models import CheckIn, Place, Session, Slot
from openspace.agenda.rules import Cell
from openspace.core.actor import Actor
from openspace.core.clock import iso, iso_or_none
from openspace.core.prepared import Prepared
from openspace.people.models import Person


def place_told(row: Place) -> dict[str, Any]:
    """A place as PROTOCOL.md has it."""
    return {
        "id": row.id,
        "name": row.name,
        "capacity": row.capacity,
        "features": row.features,
        "address": row.address,
        "position": row.position,
    }


def slot_told(row: Slot) -> dict[str, Any]:
    """A slot as PROTOCOL.md has it."""
    return {
        "id": row.id,
        "title": row.title,
        "starts": iso(row.starts),
        "ends": iso(row.ends),
        "kind": row.kind,
        "places": row.places,
    }


def session_told(row: Session, here: int) -> dict[str, Any]:
    """A session as PROTOCOL.md has it; `here` is how many checked in and did not leave."""
    return {
        "id": row.id,
        "topic": row.topic_id,
        "place": row.place_id,
        "slot": row.slot_id,
        "starts": iso_or_none(row.starts),
        "ends": iso_or_none(row.ends),
        "state": row.state,
        "here": here,
        "report": row.report_state,
        "version": row.version,
        "changed": iso(row.changed),
    }


def places(db: Db, gathering: int) -> list[Place]:
    """The places in their order on the wall."""
    return list(db.scalars(select(Place).where(Place.gathering_id == gathering).order_by(Place.position, Place.id)))


def slots(db: Db, gathering: int) -> list[Slot]:
    """The slots in order of time."""
    return list(db.scalars(select(Slot).where(Slot.gathering_id == gathering).order_by(Slot.starts, Slot.id)))


def sessions(db: Db, gathering: int) -> list[Session]:
    """All sessions, placed or not, in the order they were first placed."""
    return list(db.scalars(select(Session).where(Session.gathering_id == gathering).order_by(Session.id)))


def sessions_of(db: Db, topic: int) -> list[Session]:
    """The sessions of a topic: one, until it is repeated."""
    return list(db.scalars(select(Session).where(Session.topic_id == topic).order_by(Session.id)))


def taken_cells(db: Db, gathering: int, but: int | None = None) -> set[Cell]:
    """The cells that have a session, `but` that one."""
    query = select(Session.place_id, Session.slot_id).where(
        Session.gathering_id == gathering, Session.place_id.is_not(None), Session.id != (but or 0)
    )
    return {(place, slot) for place, slot in db.execute(query) if place is not None and slot is not None}


def here(db: Db, session_ids: list[int]) -> dict[int, int]:
    """How many are in each session now."""
    query = select(CheckIn.session_id, func.count()).where(CheckIn.session_id.in_(session_ids), CheckIn.left.is_(None))
    counted = dict(db.execute(query.group_by(CheckIn.session_id)).all())
    return {session: counted.get(session, 0) for session in session_ids}


def present(db: Db, session: int) -> list[int]:
    """Those in a session now who agreed to be named."""
    query = select(CheckIn.person_id).join(Person, Person.id == CheckIn.person_id)
    query = query.where(CheckIn.session_id == session, CheckIn.left.is_(None), Person.consent.in_(("room", "public")))
    return list(db.scalars(query.distinct().order_by(CheckIn.person_id)))


def count_here(db: Db, gathering: int, keys: list[int]) -> HereCounted:
    """New totals of the touched sessions."""
    return HereCounted(sessions={str(session): count for session, count in here(db, keys).items()})


def count_present(db: Db, gathering: int, keys: list[int]) -> PresentChanged:
    """Who is named in a session now; told on its own stream, so there is one key."""
    return PresentChanged(present=present(db, keys[0]))


def may_follow_session(db: Db, actor: Actor, key: int) -> bool:
    """A session of one's own gathering."""
    row = db.get(Session, key)
    return row is not None and row.gathering_id == actor.gathering


def state_part(db: Db, gathering: int, _key: int) -> dict[str, Any]:
    """This feature's part of the state of `all`."""
    rows = sessions(db, gathering)
    counts = here(db, [row.id for row in rows])
    return {
        "places": [place_told(row) for row in places(db, gathering)],
        "slots": [slot_told(row) for row in slots(db, gathering)],
        "sessions": [session_told(row, counts[row.id]) for row in rows],
    }


_CHECK_INS = CheckIn.__table__.c
_WHERE_I_AM = Prepared(
    select(_CHECK_INS.session_id)
    .where(_CHECK_INS.person_id == bindparam("person"), _CHECK_INS.left.is_(None))
    .order_by(_CHECK_INS.id.desc())
    .limit(1)
)


def person_part(db: Db, gathering: int, key: int) -> dict[str, Any]:
    """This feature's part of the state of `person:<id>`: where somebody is."""
    here = _WHERE_I_AM.one(db, person=key)
    return {"session": here[0] if here else None}


def session_part(db: Db, gathering: int, key: int) -> dict[str, Any]:
    """This feature's part of the state of `session:<id>`."""
    return {"session": key, "present": present(db, key)}
