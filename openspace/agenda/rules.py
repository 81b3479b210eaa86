"""What may be on the agenda: states, the proposed grid, the nearest free cells. Pure."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import ceil
from zoneinfo import ZoneInfo

SLOT_KINDS = ("session", "break", "fixed")
SESSION_STATES = ("posted", "placed", "running", "held", "held_alone", "cancelled")
END_STATES = ("running", "held", "held_alone", "cancelled")
REPORT_STATES = ("none", "draft", "published", "amended")
MOST_PLACES = 200
MOST_SLOTS = 200

# Topics to expect: share of the people up to that number (methods.md 6.2-K, after Corrigan).
_BANDS = ((50, 50), (100, 30), (200, 25), (500, 20))
_ABOVE = 15  # per cent


def expected_topics(people: int) -> int:
    """How many topics `people` people post. Source: methods.md 6.2-K."""
    expected = 0
    for upper, percent in _BANDS:
        expected = max(expected, ceil(min(people, upper) * percent / 100))
        if people <= upper:
            return expected
    return max(expected, ceil(people * _ABOVE / 100))


def places_per_slot(topics: int, slots: int) -> int:
    """Places that a slot needs: the topics spread over the slots, and two or a tenth to spare."""
    needed = ceil(topics / slots)
    return needed + max(2, ceil(needed / 10))


def slot_letter(index: int) -> str:
    """A, B, ... Z, AA, AB: what a slot is called on the wall."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


@dataclass(frozen=True, slots=True)
class Planned:
    """A column of a proposed day. `title` is a slot's letter, or a word for what is fixed."""

    kind: str
    title: str
    starts: datetime
    ends: datetime


def proposed_day(
    starts: datetime, slots: int, minutes: int, pause: int, words: tuple[str, str, str], first: int = 0
) -> Iterator[Planned]:
    """A day of `slots` slots: an hour of opening and marketplace, a pause between, an hour of lunch in the middle when
    the day is long enough, three quarters of an hour for the closing circle. `words`: opening, lunch, closing;
    `first`: how many slots the days before had, so that letters go on."""
    opening, lunch, closing = words
    at = starts
    yield Planned("fixed", opening, at, at := at + timedelta(minutes=60))
    noon = slots // 2 if slots >= 3 else None
    for index in range(slots):
        yield Planned("session", slot_letter(first + index), at, at := at + timedelta(minutes=minutes))
        if index + 1 == noon:
            yield Planned("break", lunch, at, at := at + timedelta(minutes=60))
        else:
            at += timedelta(minutes=pause)
    yield Planned("fixed", closing, at, at + timedelta(minutes=45))


def on_day(starts: datetime, day: int, timezone: str) -> datetime:
    """The same wall time some days later, also across a change of the clock."""
    there = starts.astimezone(ZoneInfo(timezone))
    return (there.replace(tzinfo=None) + timedelta(days=day)).replace(tzinfo=ZoneInfo(timezone)).astimezone(UTC)


Cell = tuple[int, int]  # place and slot


def nearest_free(
    wished: Cell, places: Sequence[int], slots: Sequence[int], taken: Collection[Cell], most: int = 3
) -> list[Cell]:
    """Free cells near the wished one: first the same slot, then the slots before and after, nearer places first.
    `places` and `slots` in their order on the wall."""
    if not places or not slots:
        return []
    row = places.index(wished[0]) if wished[0] in places else 0
    column = slots.index(wished[1]) if wished[1] in slots else 0
    free = [
        (abs(slots.index(slot) - column), abs(places.index(place) - row), slots.index(slot), places.index(place))
        for slot in slots
        for place in places
        if (place, slot) not in taken and (place, slot) != wished
    ]
    return [(places[place], slots[slot]) for _, _, slot, place in sorted(free)[:most]]
