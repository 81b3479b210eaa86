"""Our own JSON file: a Plan written out, and read back with every pointer checked."""

from collections.abc import Iterable, Iterator
from datetime import datetime

import msgspec

from openspace.core.words import _
from openspace.exchange.plan import Part, Plan, Unreadable
from openspace.exchange.times import is_zone

_CALENDAR = range(2, 9999)  # years in which a moment has a clock time in every zone


def encode(plan: Plan) -> bytes:
    """The file of a plan, indented for people; the same plan gives the same bytes."""
    return msgspec.json.format(msgspec.json.encode(plan), indent=2) + b"\n"


def read(value: object, name: str) -> Plan:
    """The plan in a decoded file, or `Unreadable` with the first thing that is wrong."""
    try:
        plan = msgspec.convert(value, Plan)
    except msgspec.ValidationError as error:
        raise Unreadable(_("{file} is no gathering of version 1: {reason}", file=name, reason=error)) from error
    if plan.timezone and not is_zone(plan.timezone):
        raise Unreadable(_("{file}: the time zone '{zone}' is unknown", file=name, zone=plan.timezone))
    if any(moment.year not in _CALENDAR for moment in _moments(plan)):
        raise Unreadable(_("{file}: a date is out of the calendar", file=name))
    for kind, things in _things(plan):
        if len(things) > len(set(things)):
            raise Unreadable(_("{file}: two {kind} have the same id", file=name, kind=kind))
    known = {kind: set(things) for kind, things in _things(plan)}
    for kind, pointer in _pointers(plan):
        if pointer is not None and pointer not in known[kind]:
            raise Unreadable(_("{file}: something points to '{id}', which is not there", file=name, id=pointer))
    return plan


def _moments(thing: object) -> Iterator[datetime]:
    if isinstance(thing, datetime):
        yield thing
    elif isinstance(thing, list):
        for one in thing:
            yield from _moments(one)
    elif isinstance(thing, Part):
        for name in thing.__struct_fields__:
            yield from _moments(getattr(thing, name))


def _things(plan: Plan) -> Iterator[tuple[str, list[str]]]:
    yield "parties", [party.id for party in plan.parties]
    yield "places", [place.id for place in plan.places]
    yield "slots", [slot.id for slot in plan.slots]
    yield "people", [person.id for person in plan.people]
    yield "topics", [topic.id for topic in plan.topics]
    yield "sessions", [session.id for session in plan.sessions]
    yield "notes of one session", [note.session for note in plan.notes]
    yield "reports of one session", [report.session for report in plan.reports]
    yield "boards of one session", [board.session for board in plan.boards]
    for board in plan.boards:
        yield f"columns of {board.session}", [column.id for column in board.columns]


def _pointers(plan: Plan) -> Iterator[tuple[str, str | None]]:
    for person in plan.people:
        yield "parties", person.party
    for slot in plan.slots:
        yield from _all("places", slot.places)
    for topic in plan.topics:
        yield from _all("people", topic.conveners)
    for interest in plan.interest:
        yield from (("topics", interest.topic), ("people", interest.person))
    for session in plan.sessions:
        yield from (("topics", session.topic), ("places", session.place), ("slots", session.slot))
        yield from _all("people", session.present)
    for note in plan.notes:
        yield "sessions", note.session
    for report in plan.reports:
        yield from (("sessions", report.session), ("people", report.note_taker))
    for outcome in plan.outcomes:
        yield from (("sessions", outcome.session), ("people", outcome.owner))
        yield "parties", outcome.party
    for board in plan.boards:
        yield "sessions", board.session
        for card in board.cards:
            yield from ((f"columns of {board.session}", card.column), ("people", card.author))


def _all(kind: str, ids: Iterable[str]) -> Iterator[tuple[str, str]]:
    return ((kind, one) for one in ids)
