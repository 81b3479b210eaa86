"""Puts the sessions of a plan in, and who was in them."""

from openspace.agenda.changes import SessionChanged, SessionPlaced
from openspace.agenda.models import CheckIn, Session
from openspace.agenda.queries import session_told, taken_cells
from openspace.agenda.rules import Cell
from openspace.core.words import _
from openspace.exchange import plan as parts
from openspace.exchange.apply_people import nameless
from openspace.exchange.applying import Applying, pointed
from openspace.people.models import Person

_MOST_HERE = 5000  # people at one gathering; a larger number in a file is a mistake


def put_sessions(into: Applying) -> None:
    """No cell is refused: what stands on a taken one is stacked, also in a break or a fixed item."""
    taken = taken_cells(into.work.db, into.gathering.id)
    reports = {report.session: report.state for report in into.plan.reports}
    for part in into.plan.sessions:
        row = _session(into, part, taken)
        row.report_state = reports.get(part.id, "none")
        into.sessions[part.id] = row
    into.write(into.sessions.values())
    _put_check_ins(into)
    for row in into.sessions.values():
        kind = SessionChanged if row.place_id is None else SessionPlaced
        into.work.announce(kind(session=session_told(row, here=0)))


def _session(into: Applying, part: parts.Session, taken: set[Cell]) -> Session:
    topic = into.topics[part.topic]
    place, slot = pointed(into.places, part.place), pointed(into.slots, part.slot)
    if place is not None and slot is None:
        into.leave_out(topic.title, _("its place '{place}', for it has no time", place=place.name))
        place = None
    cell = (place.id, slot.id) if place and slot else None
    state: str = part.state
    if state in ("posted", "placed"):  # the one means without, the other with a cell
        state = "placed" if cell else "posted"
    row = Session(
        gathering_id=into.gathering.id,
        topic_id=topic.id,
        place_id=place.id if place else None,
        slot_id=slot.id if slot else None,
        starts=part.starts,
        ends=part.ends,
        stacked=cell in taken,
        state=state,
        version=1,
        field_versions={},
        changed=part.changed or into.work.now,
    )
    if cell:
        taken.add(cell)
    return row


def _put_check_ins(into: Applying) -> None:
    """Everybody came and left again: who comes out of a file has no device to leave with."""
    named: dict[str, list[Person]] = {}
    others: dict[str, int] = {}
    for part in into.plan.sessions:
        named[part.id] = list({into.people[id].id: into.people[id] for id in part.present}.values())
        others[part.id] = min(max(part.here - len(named[part.id]), 0), _MOST_HERE)
        if part.here > len(named[part.id]) + others[part.id]:
            title = into.topics[part.topic].title
            into.leave_out(title, _("{n} people were there; {most} are kept", n=part.here, most=_MOST_HERE))
    somebody = nameless(into, max(others.values(), default=0))
    into.write(
        visit
        for part in into.plan.sessions
        for visit in _visits(into, part, [*named[part.id], *somebody[: others[part.id]]])
    )


def _visits(into: Applying, part: parts.Session, people: list[Person]) -> list[CheckIn]:
    row, slot = into.sessions[part.id], pointed(into.slots, part.slot)
    came = row.starts or (slot.starts if slot else row.changed)
    left = max(came, row.ends or (slot.ends if slot else came))
    return [CheckIn(session_id=row.id, person_id=person.id, came=came, left=left) for person in people]
