"""The day in the book's language: what we proposed and nobody changed is said in it; what people wrote stays theirs."""

from dataclasses import replace

from openspace.gatherings.proposed import as_read
from openspace.proceedings.day import Day


def worded(day: Day) -> Day:
    """The day as a reader of the current language reads it."""
    places = {place: replace(place, name=as_read(place.name)) for place in day.places}
    slots = {slot: replace(slot, title=as_read(slot.title)) for slot in day.slots}
    return replace(
        day,
        principles=tuple(as_read(principle) for principle in day.principles),
        law=as_read(day.law),
        places=tuple(places.values()),
        slots=tuple(slots.values()),
        sessions=tuple(
            replace(
                session,
                place=places[session.place] if session.place else None,
                slot=slots[session.slot] if session.slot else None,
            )
            for session in day.sessions
        ),
    )
