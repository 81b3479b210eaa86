"""Puts the grid of a plan in: parties, places and slots. What the gathering has already is used again."""

from datetime import timedelta

from openspace.agenda.changes import PlaceSaved, SlotSaved
from openspace.agenda.models import Place, Slot
from openspace.agenda.queries import place_told, places, slot_told, slots
from openspace.core.text import clean, same_name
from openspace.core.words import _
from openspace.exchange import plan as parts
from openspace.exchange.applying import Applying, Known
from openspace.gatherings.changes import PartySaved, party_told
from openspace.gatherings.models import Party
from openspace.gatherings.queries import parties
from openspace.gatherings.rules import free_colour, free_letter

_HOUR = timedelta(hours=1)


def put_grid(into: Applying) -> None:
    """Parties, places, slots."""
    _put_parties(into)
    _put_places(into)
    _put_slots(into)


def _put_parties(into: Applying) -> None:
    held = parties(into.work.db, into.gathering.id)
    known = Known(held, lambda row: same_name(row.name))
    letters, colours = {row.letter for row in held}, [row.colour for row in held]
    new = []
    for part in into.plan.parties:
        row = known.take(same_name(part.name))
        if row is None:
            name, letter = clean(part.name), clean(part.letter)
            if not letter or letter in letters:
                letter = _letter(name, letters)
            row = Party(gathering_id=into.gathering.id, name=name, letter=letter)
            row.colour = part.colour or free_colour(colours)
            letters.add(row.letter)
            colours.append(row.colour)
            new.append(row)
        into.parties[part.id] = row
    into.write(new)
    for row in new:
        into.work.announce(PartySaved(party=party_told(row)))


def _letter(name: str, taken: set[str]) -> str:
    # One and two letters are enough for 702 parties; a list of everybody's employer may have more.
    return str(len(taken) + 1) if len(taken) >= 26 * 27 else free_letter(name, taken)


def _put_places(into: Applying) -> None:
    held = places(into.work.db, into.gathering.id)
    known = Known(held, lambda row: same_name(row.name))
    position = held[-1].position + 1 if held else 0
    new: list[Place] = []
    for part in into.plan.places:
        row = known.take(same_name(part.name))
        if row is None:
            row = _place(into, part, position + len(new))
            new.append(row)
        into.places[part.id] = row
    into.write(new)
    for row in new:
        into.work.announce(PlaceSaved(place=place_told(row)))


def _place(into: Applying, part: parts.Place, position: int) -> Place:
    name, address = clean(part.name), clean(part.address)
    if address and not address.startswith(("https://", "http://")):  # it becomes a link on every phone
        into.leave_out(name, _("'{address}' is no web address", address=address))
        address = ""
    return Place(
        gathering_id=into.gathering.id,
        name=name,
        capacity=part.capacity,
        features=[feature for feature in map(clean, part.features) if feature],
        address=address,
        position=position,
    )


def _put_slots(into: Applying) -> None:
    known = Known(slots(into.work.db, into.gathering.id), lambda row: (row.starts, row.ends, row.kind))
    new: list[Slot] = []
    for part in into.plan.slots:
        starts, ends, title = part.starts, part.ends, clean(part.title)
        if ends <= starts:
            into.leave_out(title, _("ends before it begins; an hour is taken"))
            ends = starts + _HOUR
        row = known.take((starts, ends, part.kind))
        if row is None:
            where = [into.places[place].id for place in part.places]
            row = Slot(gathering_id=into.gathering.id, title=title, starts=starts, ends=ends, kind=part.kind)
            row.places = list(dict.fromkeys(where))
            new.append(row)
        into.slots[part.id] = row
    into.write(new)
    for row in new:
        into.work.announce(SlotSaved(slot=slot_told(row)))
