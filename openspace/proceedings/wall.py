"""The agenda wall as it was held: for each day a grid of places and slots."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from openspace.core.times import day as day_in_words
from openspace.core.times import day_of, span
from openspace.core.words import _
from openspace.proceedings.day import Day, Place, Session, Slot
from openspace.proceedings.markdown import bold, cell, emphasis, inline, table
from openspace.proceedings.parts import Ours, Part
from openspace.proceedings.phrases import of_session


def days(day: Day) -> Iterator[tuple[date, list[Slot]]]:
    """The slots by day."""
    for when, slots in groupby(day.slots, lambda slot: day_of(slot.starts, day.zone)):
        yield when, list(slots)


def wall_parts(day: Day) -> Iterator[Part]:
    """A grid for each day that has sessions."""
    several = len({day_of(slot.starts, day.zone) for slot in day.slots}) > 1
    for when, slots in days(day):
        here = [session for session in day.placed if session.slot in slots]
        if not here:
            continue
        if several:
            yield Ours(bold(day_in_words(when, weekday=True)))
        yield from _grid(day, slots, here)
    if not day.placed:
        yield Ours(_("Nothing was put on the agenda wall."))


def _grid(day: Day, slots: list[Slot], here: list[Session]) -> Iterator[Part]:
    used = {session.slot.id for session in here if session.slot}
    columns = [slot for slot in slots if slot.kind == "session" or slot.places or slot.id in used]
    rows = [place for place in day.places if _stands_in(place, columns, here)]
    titles = [_("Place"), *(f"{cell(slot.title)}<br>{span(slot.starts, slot.ends, day.zone)}" for slot in columns)]
    yield Ours(table(titles, [[cell(place.name), *(_cell(place, slot, here) for slot in columns)] for place in rows]))
    together = [slot for slot in slots if slot not in columns]
    if together:
        everybody = [f"{span(slot.starts, slot.ends, day.zone)} {slot.title}" for slot in together]
        yield Ours(inline(_("For everybody: {items}.", items=" · ".join(everybody))))


def _stands_in(place: Place, columns: list[Slot], here: list[Session]) -> bool:
    return any(session.place == place for session in here) or any(place.id in slot.places for slot in columns)


def _cell(place: Place, slot: Slot, here: list[Session]) -> str:
    """What stood there: sessions, stacked ones below each other; else the fixed item that covers the place."""
    found = [session for session in here if session.place == place and session.slot == slot]
    if found:
        return "<br>".join(_marked(session) for session in found)
    covered = slot.kind != "session" and (not slot.places or place.id in slot.places)
    return emphasis(cell(slot.title)) if covered else ""


def _marked(session: Session) -> str:
    mark = _("held, nobody else came") if session.state == "held_alone" else ""
    return f"{of_session(session)} ({mark})" if mark else of_session(session)
