"""What people may wish of the agenda: placing, checking in. One function a wish."""

from typing import Any

from sqlalchemy import select

from openspace.agenda import changes, forms
from openspace.agenda.grid import COMMANDS as GRID_COMMANDS
from openspace.agenda.models import CheckIn, Place, Session, Slot
from openspace.agenda.queries import here, places, session_told, sessions_of, slots, taken_cells
from openspace.agenda.rules import nearest_free
from openspace.core.actor import TAKING_PART
from openspace.core.changes import Change
from openspace.core.commands import Command
from openspace.core.errors import Refused
from openspace.core.words import _
from openspace.core.work import Work, guard, touch
from openspace.gatherings.queries import inside, the_gathering
from openspace.marketplace.commands import own_topic
from openspace.marketplace.models import Topic


def place_topic(work: Work, topic: int, place: int, slot: int, stack: bool = False) -> dict[str, int]:
    """Put a topic at a place and slot; its only session is made or moved."""
    row = _placeable(work, topic)
    held = sessions_of(work.db, row.id)
    if len(held) > 1:
        raise Refused("conflict", _("This topic has several sessions. Move one of them."))
    session = held[0] if held else add_session(work, row)
    _put(work, session, place, slot, stack)
    return {"session": session.id}


def repeat_topic(work: Work, topic: int, place: int, slot: int, stack: bool = False) -> dict[str, int]:
    """One more session of a topic, at another place or slot."""
    session = add_session(work, _placeable(work, topic))
    _put(work, session, place, slot, stack)
    return {"session": session.id}


def move_session(work: Work, session: int, place: int, slot: int, stack: bool = False) -> None:
    """Move one session."""
    row = own_session(work, session)
    _placeable(work, row.topic_id)
    _put(work, row, place, slot, stack)


def unplace_topic(work: Work, topic: int) -> None:
    """Free the cells of a topic; its sessions keep their id, note and report."""
    row = own_topic(work, topic)
    _open_for_placing(work)
    for session in sessions_of(work.db, row.id):
        if session.place_id is not None:
            free(work, session)


def unplace_session(work: Work, session: int) -> None:
    """Free the cell of one session."""
    row = own_session(work, session)
    _open_for_placing(work)
    free(work, row)


def end_session(work: Work, session: int, state: str) -> None:
    """Say how a session goes or ended. A cancelled one frees its cell at once (methods.md R14)."""
    row = own_session(work, session)
    touch(row, {"state": state})
    if state == "cancelled":
        free(work, row, state="cancelled")
        return
    row.changed = work.now
    tell(work, row, changes.SessionChanged)


def check_in(work: Work, session: int) -> None:
    """I'm here. Being in one session ends being in another: moving on is as easy (the law of two feet)."""
    row = inside(work.db, Session, work.gathering, session)
    person = work.actor.person
    assert person is not None, "only persons take part"
    current = visits(work, person)
    if any(visit.session_id == row.id for visit in current):
        return
    for visit in current:
        leave(work, visit)
    work.db.add(CheckIn(session_id=row.id, person_id=person, came=work.now))
    work.announce(changes.CheckedIn(session=row.id), f"person:{person}")
    count_present(work, row.id)


def check_out(work: Work, session: int) -> None:
    """I leave."""
    person = work.actor.person
    assert person is not None, "only persons take part"
    row = inside(work.db, Session, work.gathering, session)
    for visit in visits(work, person):
        if visit.session_id == row.id:
            leave(work, visit)


def add_session(work: Work, topic: Topic) -> Session:
    """A session without a cell yet; also for importers."""
    row = Session(
        gathering_id=work.gathering,
        topic_id=topic.id,
        state="posted",
        report_state="none",
        stacked=False,
        version=0,  # its first placing makes 1 of it; from 2 on it was moved
        field_versions={},
        changed=work.now,
    )
    work.db.add(row)
    work.db.flush()
    return row


def own_session(work: Work, session: int) -> Session:
    """A session that the actor may steer: its topic's conveners and the desk."""
    row = inside(work.db, Session, work.gathering, session)
    own_topic(work, row.topic_id)
    return row


def free(work: Work, row: Session, state: str = "posted") -> None:
    """Take a session off its cell."""
    guard(work, f"session:{row.id}", row, {"place_id": None, "slot_id": None})
    touch(row, {"place_id": None, "slot_id": None, "state": state})
    row.stacked, row.starts, row.ends, row.changed = False, None, None, work.now
    tell(work, row, changes.SessionFreed)


def tell(work: Work, row: Session, kind: type[Change]) -> None:
    """Announce a session whole."""
    work.db.flush()
    work.announce(kind(session=session_told(row, here(work.db, [row.id])[row.id])))


def _placeable(work: Work, topic: int) -> Topic:
    row = own_topic(work, topic)
    _open_for_placing(work)
    if row.state != "open":
        raise Refused("gone", _("This topic was withdrawn."))
    return row


def _open_for_placing(work: Work) -> None:
    if not work.actor.steers and not the_gathering(work.db, work.gathering).placing:
        raise Refused("closed", _("Placing is closed at the moment. The desk opens it again."))


def _put(work: Work, row: Session, place: int, slot: int, stack: bool) -> None:
    where = work.db.scalars(select(Place).where(Place.id == place).with_for_update()).first()
    when = inside(work.db, Slot, work.gathering, slot)
    if where is None or where.gathering_id != work.gathering:
        raise Refused("gone", _("This place is not here any more."))
    wanted: dict[str, Any] = {"place_id": where.id, "slot_id": when.id}
    guard(work, f"session:{row.id}", row, wanted)
    taken = taken_cells(work.db, work.gathering, but=row.id)
    occupied = (where.id, when.id) in taken
    if occupied and not (stack and work.actor.steers):
        free_cells = nearest_free(
            (where.id, when.id),
            [other.id for other in places(work.db, work.gathering)],
            [other.id for other in slots(work.db, work.gathering) if other.kind == "session"],
            taken,
        )
        raise Refused(
            "taken",
            _("Somebody was first: this place is taken in this slot."),
            {"nearest": [{"place": place, "slot": slot} for place, slot in free_cells]},
        )
    row.stacked, row.starts, row.ends = occupied, None, None
    touch(row, {**wanted, "state": "placed"})
    row.changed = work.now
    tell(work, row, changes.SessionPlaced)


def visits(work: Work, person: int) -> list[CheckIn]:
    """Where somebody is: in one session, or in none."""
    return list(work.db.scalars(select(CheckIn).where(CheckIn.person_id == person, CheckIn.left.is_(None))))


def leave(work: Work, visit: CheckIn) -> None:
    """Somebody leaves a session."""
    visit.left = work.now
    work.announce(changes.CheckedOut(session=visit.session_id), f"person:{visit.person_id}")
    count_present(work, visit.session_id)


def count_present(work: Work, session: int) -> None:
    """Tell anew how many are in a session, and who of them is named."""
    work.count(changes.HereCounted.KIND, session)
    work.count(changes.PresentChanged.KIND, session, f"session:{session}")


COMMANDS = (
    *GRID_COMMANDS,
    Command("agenda.place_topic", place_topic, TAKING_PART, forms.PlaceTopicForm),
    Command("agenda.repeat_topic", repeat_topic, TAKING_PART, forms.PlaceTopicForm),
    Command("agenda.move_session", move_session, TAKING_PART, forms.MoveSessionForm),
    Command("agenda.unplace_topic", unplace_topic, TAKING_PART, forms.TopicForm),
    Command("agenda.unplace_session", unplace_session, TAKING_PART, forms.SessionForm),
    Command("agenda.end_session", end_session, TAKING_PART, forms.EndForm),
    Command("agenda.check_in", check_in, TAKING_PART, forms.SessionForm),
    Command("agenda.check_out", check_out, TAKING_PART, forms.SessionForm),
)
