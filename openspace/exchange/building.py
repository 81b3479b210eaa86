"""Builds a Plan piece by piece: each name becomes one thing, and columns of the agenda come from the times."""

import itertools
import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from openspace.core.text import clean
from openspace.core.words import _
from openspace.exchange.names import split_names
from openspace.exchange.plan import (
    LeftOut,
    Note,
    Party,
    Person,
    Place,
    Plan,
    Session,
    Slot,
    Topic,
)
from openspace.exchange.times import DAY, Setting

_SEATS = re.compile(r"(.*\S) ?\((\d{1,5})\)")  # "Room 1 (33)"
_LINE = 140  # letters of a card's one line
HOUR = timedelta(hours=1)  # how long something lasts when nothing says so


class Building:
    """A plan under way."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.plan = Plan(timezone=setting.timezone)
        self._ids: dict[str, Iterator[int]] = {}
        self._parties: dict[str, Party] = {}
        self._places: dict[str, Place] = {}
        self._people: dict[str, Person] = {}
        self._days: dict[date, Slot] = {}

    def new_id(self, kind: str) -> str:
        """The next id of a kind: "topic-1"."""
        return f"{kind}-{next(self._ids.setdefault(kind, itertools.count(1)))}"

    def leave_out(self, line: str, why: str) -> None:
        """Say that something found no place."""
        self.plan.left_out.append(LeftOut(line=line, why=why))

    def party(self, name: str) -> str | None:
        """The party of this name; none without a name."""
        name = clean(name)
        if name and name not in self._parties:
            self._parties[name] = Party(id=self.new_id("party"), name=name)
            self.plan.parties.append(self._parties[name])
        return self._parties[name].id if name else None

    def place(self, name: str, capacity: int | None = None) -> str | None:
        """The place of this name; none without a name."""
        name = clean(name)
        if seats := _SEATS.fullmatch(name):
            name, capacity = seats[1], int(seats[2])
        if not name:
            return None
        if name not in self._places:
            self._places[name] = Place(id=self.new_id("place"), name=name)
            self.plan.places.append(self._places[name])
        if capacity is not None and 0 <= capacity <= 1_000_000:
            self._places[name].capacity = capacity
        return self._places[name].id

    def new_person(self, name: str, party: str = "") -> Person:
        """One more person, also where the name is known: two people may have one name."""
        person = Person(id=self.new_id("person"), name=clean(name), party=self.party(party))
        self._people.setdefault(clean(name), person)
        self.plan.people.append(person)
        return person

    def conveners(self, names: str, line: str, title: str, party: str = "") -> list[str]:
        """The people a text names; says so where it names somebody unknown."""
        known, unknown = split_names(names)
        if unknown:
            why = _("'{title}': '{names}' names no convener", title=title, names=clean(names))
            self.leave_out(line, why)
        return [self.known_person(name, party) for name in known]

    def known_person(self, name: str, party: str = "") -> str:
        """The person of this name, new if need be."""
        return (self._people.get(clean(name)) or self.new_person(name, party)).id

    def topic(self, title: str, line: str = "", conveners: list[str] | None = None) -> Topic:
        """A topic on the marketplace."""
        topic = Topic(id=self.new_id("topic"), title=clean(title), line=clean(line), conveners=conveners or [])
        self.plan.topics.append(topic)
        return topic

    def session(
        self,
        topic: Topic,
        place: str | None = None,
        starts: datetime | None = None,
        ends: datetime | None = None,
        slot: Slot | None = None,
    ) -> Session:
        """A topic at a place and time; with times of its own, `finish` finds the slot."""
        session = Session(
            id=self.new_id("session"),
            topic=topic.id,
            place=place,
            slot=slot.id if slot else None,
            starts=starts,
            ends=ends,
            state="placed" if place and (slot or starts) else "posted",
        )
        self.plan.sessions.append(session)
        return session

    def note(self, session: Session, *texts: str) -> None:
        """The note of a session, out of texts that are kept as they are."""
        if any(map(str.strip, texts)):
            self.plan.notes.append(Note(session=session.id, text="\n\n".join(filter(None, texts))))

    def slot(self, starts: datetime, ends: datetime, title: str = "", kind: str = "session") -> Slot:
        """A column of the agenda; sessions' columns get their letter from `finish`."""
        slot = Slot(id=self.new_id("slot"), title=clean(title), starts=starts, ends=ends)
        slot.kind = "fixed" if kind == "fixed" else "break" if kind == "break" else "session"
        self.plan.slots.append(slot)
        return slot

    def day_slot(self, day: date) -> Slot:
        """A slot as long as a day, for sessions of which no more than the day is known."""
        if day not in self._days:
            midnight = self.setting.instant(day, 0)
            self._days[day] = self.slot(midnight, self.setting.instant(day, DAY))
        return self._days[day]

    def finish(self) -> Plan:
        """The plan, with a slot for every session that has a time, in order and lettered."""
        self._find_slots()
        conveners = {person for topic in self.plan.topics for person in topic.conveners}
        for person in self.plan.people:
            if person.id in conveners:  # a list of people is no programme, so who else is in it was not asked
                person.consent = self.setting.consent
        self.plan.slots.sort(key=lambda slot: (slot.starts, slot.ends))
        letters = _letters()
        for day, slot in self._days.items():
            slot.title = _("Day {number}", number=(day - min(self._days)).days + 1)
        for slot in self.plan.slots:
            slot.title = slot.title or next(letters)
        if self.plan.slots:
            self.plan.starts = self.plan.slots[0].starts
        else:
            self.plan.starts = self.setting.instant(self.setting.starts, 0)
        return self.plan

    def _find_slots(self) -> None:
        """One slot for each moment at which sessions start, until the next such moment."""
        loose = [session for session in self.plan.sessions if session.starts and not session.slot]
        ends: dict[datetime, datetime] = {}
        for session in loose:
            if session.starts:
                end = session.ends or session.starts + HOUR
                ends[session.starts] = max(end, ends.get(session.starts, end))
        moments = sorted(ends)
        known = {slot.starts: slot for slot in self.plan.slots if not slot.places}
        for moment, following in itertools.zip_longest(moments, moments[1:]):
            if moment not in known:
                end = min(ends[moment], following) if following else ends[moment]
                known[moment] = self.slot(moment, end)
        for session in loose:
            if session.starts:
                slot = known[session.starts]
                session.slot = slot.id
                if session.ends in (None, slot.ends):
                    session.starts = session.ends = None


def line_and_note(texts: list[str]) -> tuple[str, str]:
    """A card's one line out of longer texts, and the whole as a note where the line cannot hold it."""
    texts = list(dict.fromkeys(text for text in texts if text.strip()))
    if not texts:
        return "", ""
    line = clean(texts[0])
    if len(texts) == 1 and len(line) <= _LINE and "\n" not in texts[0].strip():
        return line, ""
    short = line if len(line) <= _LINE else f"{line[: _LINE - 1].rstrip()}…"
    return short, "\n\n".join(texts)


def _letters() -> Iterator[str]:
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    for size in itertools.count(1):
        yield from map("".join, itertools.product(alphabet, repeat=size))
