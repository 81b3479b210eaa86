"""The grid: places and slots, and the day proposed from the number of people. One function a wish of the desk."""

from datetime import datetime
from typing import Any

from msgspec import UNSET, UnsetType
from sqlalchemy import func, select

from openspace.agenda import changes, forms
from openspace.agenda.models import Place, Session, Slot
from openspace.agenda.queries import place_told, places, slot_told, slots
from openspace.agenda.rules import (
    MOST_PLACES,
    MOST_SLOTS,
    expected_topics,
    on_day,
    places_per_slot,
    proposed_day,
    slot_letter,
)
from openspace.core.actor import DESK
from openspace.core.commands import Command
from openspace.core.errors import Refused
from openspace.core.words import _
from openspace.core.work import Work
from openspace.gatherings import proposed
from openspace.gatherings.queries import inside, the_gathering


def save_place(
    work: Work,
    place: int | None = None,
    name: str | None = None,
    capacity: int | UnsetType | None = UNSET,
    features: list[str] | None = None,
    address: str | None = None,
    position: int | None = None,
) -> dict[str, int]:
    """Add a place or change what was given of one."""
    if place is None:
        held = places(work.db, work.gathering)
        if len(held) >= MOST_PLACES:
            raise Refused("limit", _("A gathering has at most {n} places.", n=MOST_PLACES))
        last = held[-1].position + 1 if held else 0
        row = Place(gathering_id=work.gathering, name=name, features=[], address="", position=last)
        work.db.add(row)
    else:
        row = inside(work.db, Place, work.gathering, place)
    given = {"name": name, "features": features, "address": address, "position": position}
    for field, value in given.items():
        if value is not None and not (field == "name" and not value):
            setattr(row, field, value)
    if not isinstance(capacity, UnsetType):
        row.capacity = capacity
    work.db.flush()
    work.announce(changes.PlaceSaved(place=place_told(row)))
    return {"place": row.id}


def remove_place(work: Work, place: int) -> None:
    """Take away a place that nothing stands in."""
    row = inside(work.db, Place, work.gathering, place)
    _must_be_free(work, Session.place_id == row.id)
    work.db.delete(row)
    work.announce(changes.PlaceRemoved(place=place))
    for slot in slots(work.db, work.gathering):
        if place in slot.places:
            slot.places = [other for other in slot.places if other != place]
            work.announce(changes.SlotSaved(slot=slot_told(slot)))


def save_slot(
    work: Work,
    starts: datetime,
    ends: datetime,
    slot: int | None = None,
    title: str | None = None,
    kind: str | None = None,
    places: list[int] | None = None,
) -> dict[str, int]:
    """Add a slot or change one. A fixed item covers all places or some and never forbids a session."""
    for place in places or []:
        inside(work.db, Place, work.gathering, place)
    if slot is None:
        if len(slots(work.db, work.gathering)) >= MOST_SLOTS:
            raise Refused("limit", _("A gathering has at most {n} slots.", n=MOST_SLOTS))
        row = Slot(gathering_id=work.gathering, title="", kind="session", places=[])
        work.db.add(row)
    else:
        row = inside(work.db, Slot, work.gathering, slot)
    row.starts, row.ends = starts, ends
    row.kind = kind or row.kind
    row.places = places if places is not None else row.places
    row.title = title or row.title or _next_letter(work, row)
    work.db.flush()
    work.announce(changes.SlotSaved(slot=slot_told(row)))
    return {"slot": row.id}


def remove_slot(work: Work, slot: int) -> None:
    """Take away a slot that nothing stands in."""
    row = inside(work.db, Slot, work.gathering, slot)
    _must_be_free(work, Session.slot_id == row.id)
    work.db.delete(row)
    work.announce(changes.SlotRemoved(slot=slot))


def propose_grid(
    work: Work,
    people: int,
    slots: int | None = None,
    minutes: int | None = None,
    pause: int | None = None,
    days: int = 1,
) -> dict[str, list[int]]:
    """Places and slots for a day of `people` people, where there are none yet (methods.md 6.2-K): 4 slots of 60 minutes
    with 20 between, unless told otherwise."""
    made: dict[str, list[int]] = {"slots": [], "places": []}
    if work.db.scalars(select(Slot.id).where(Slot.gathering_id == work.gathering)).first() is None:
        words = proposed.parts_of_a_day()
        gathering = the_gathering(work.db, work.gathering)
        per_day = slots or 4
        for day in range(days):
            begin = on_day(gathering.starts, day, gathering.timezone)
            plan = proposed_day(begin, per_day, minutes or 60, 20 if pause is None else pause, words, day * per_day)
            for planned in plan:
                saved = save_slot(work, planned.starts, planned.ends, title=planned.title, kind=planned.kind)
                made["slots"].append(saved["slot"])
    if not places(work.db, work.gathering):
        needed = places_per_slot(expected_topics(people), (slots or 4) * days)
        for n in range(1, min(needed, MOST_PLACES) + 1):
            made["places"].append(save_place(work, name=proposed.place(n))["place"])
    return made


def _next_letter(work: Work, row: Slot) -> str:
    if row.kind != "session":
        return proposed.pause() if row.kind == "break" else proposed.together()
    titles = {other.title for other in slots(work.db, work.gathering) if other is not row}
    return next(letter for letter in map(slot_letter, range(MOST_SLOTS + 1)) if letter not in titles)


def _must_be_free(work: Work, condition: Any) -> None:
    standing = work.db.scalars(select(func.count()).select_from(Session).where(condition)).one()
    if standing:
        raise Refused("taken", _("{n} sessions stand here. Move them first.", n=standing))


COMMANDS = (
    Command("agenda.save_place", save_place, DESK, forms.PlaceForm),
    Command("agenda.remove_place", remove_place, DESK, forms.PlaceIdForm),
    Command("agenda.save_slot", save_slot, DESK, forms.SlotForm),
    Command("agenda.remove_slot", remove_slot, DESK, forms.SlotIdForm),
    Command("agenda.propose_grid", propose_grid, DESK, forms.GridForm),
)
