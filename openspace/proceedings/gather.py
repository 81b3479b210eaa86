"""Reads one gathering for the book, in a constant number of queries beside notes and boards."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from string import ascii_uppercase
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session as Db

from openspace.agenda import models as agenda
from openspace.agenda.queries import places, sessions, slots
from openspace.agenda.rules import slot_letter
from openspace.boards.models import Board as BoardRow
from openspace.boards.queries import boards, cards
from openspace.core.models import KeptChange, Stream
from openspace.gatherings.models import Gathering
from openspace.gatherings.queries import parties, the_gathering
from openspace.marketplace.models import Idea
from openspace.marketplace.models import Topic as TopicRow
from openspace.marketplace.queries import interest_of, topics
from openspace.notes.models import NoteUpdate
from openspace.notes.models import Report as ReportRow
from openspace.notes.queries import note_texts
from openspace.notes.rules import REPORT_TEXTS
from openspace.outcomes import register
from openspace.outcomes.models import Outcome as OutcomeRow
from openspace.people.models import Person
from openspace.proceedings.day import (
    Board,
    Card,
    Day,
    Name,
    Outcome,
    Party,
    People,
    Place,
    Report,
    Session,
    Slot,
    Topic,
)

_NAMED = frozenset({"room", "public"})  # what somebody agreed to, for the book of the room
_HELD = frozenset({"running", "held", "held_alone"})
_AFTER = frozenset({"convergence", "closing", "published"})


def gather(db: Db, gathering: int) -> Day:
    """The gathering as it stands now."""
    return _Gatherer(db, the_gathering(db, gathering)).day()


class _Gatherer:
    """Holds what several parts of the book need."""

    def __init__(self, db: Db, row: Gathering) -> None:
        self.db = db
        self.row = row
        self.parties = parties(db, row.id)
        self.letters = {party.id: party.letter for party in self.parties}
        self.persons = {
            person.id: person
            for person in db.scalars(select(Person).where(Person.gathering_id == row.id).order_by(Person.id))
        }
        self.topics = self._topics()
        self.places = [Place(place.id, place.name) for place in places(db, row.id)]
        self.session_rows = sessions(db, row.id)
        self.slots = self._slots()
        self.outcomes = [self._outcome(outcome) for outcome in register.of_gathering(db, row.id)]

    def day(self) -> Day:
        """Everything, put together."""
        row, there = self.row, [person for person in self.persons.values() if not person.removed]
        made = self._sessions()
        shown = {session.topic_id for session in self.session_rows if _counts(session)}
        return Day(
            code=row.code,
            title=row.title,
            theme=row.theme,
            language=row.language,
            zone=ZoneInfo(row.timezone),
            starts=row.starts,
            phase=row.phase,
            principles=tuple(row.principles),
            law=row.law,
            hosts=self._people(person.id for person in there if person.role == "host"),
            facilitators=self._people(person.id for person in there if person.role == "facilitator"),
            people=self._people([person.id for person in there], by_name=True),
            parties=tuple(Party(party.name, party.letter, self._of_party(there, party.id)) for party in self.parties),
            unattached=self._of_party(there, None),
            places=tuple(self.places),
            slots=tuple(self.slots.values()),
            ideas=tuple(self.db.scalars(select(Idea.text).where(Idea.gathering_id == row.id).order_by(Idea.id))),
            waiting=tuple(topic for id, topic in self.topics.items() if id not in shown and not topic.withdrawn),
            topics=tuple(self.topics.values()),
            sessions=tuple(made),
            outcomes=tuple(self.outcomes),
            newest=self._newest(),
        )

    def _of_party(self, there: list[Person], party: int | None) -> People:
        return self._people([person.id for person in there if person.party_id == party], by_name=True)

    def _people(self, ids: Iterable[int], *, by_name: bool = False) -> People:
        """Names for those who agreed to be named and were not forgotten; numbers for the rest."""
        found = [self.persons[id] for id in dict.fromkeys(ids) if id in self.persons]
        named = [self._name(person) for person in found]
        names = [name for name in named if name is not None]
        if by_name:
            names.sort(key=lambda name: (name.name.casefold(), name.name))
        known = {person.party_id for person in found if person.party_id is not None}
        return People(tuple(names), len(found) - len(names), len(known))

    def _name(self, person: Person | None) -> Name | None:
        if person is None or person.name is None or person.consent not in _NAMED:
            return None
        return Name(f"{person.name} {person.mark}".strip(), self.letters.get(person.party_id or 0, ""))

    def _person(self, id: int | None) -> People:
        return self._people([id] if id is not None else [])

    def _topics(self) -> dict[int, Topic]:
        hidden = self.row.counts_hidden
        interest = {} if hidden else interest_of(self.db, None, self.row.id)
        return {topic.id: self._topic(topic, interest) for topic in topics(self.db, self.row.id)}

    def _topic(self, row: TopicRow, interest: dict[int, dict[str, int]]) -> Topic:
        return Topic(
            title=row.title,
            line=row.line,
            language=row.language,
            conveners=self._people(convener.person_id for convener in row.conveners),
            withdrawn=row.state == "withdrawn",
            come=None if self.row.counts_hidden else interest.get(row.id, {}).get("come", 0),
        )

    def _slots(self) -> dict[int, Slot]:
        """Slots with the letter that numbers their sessions: their own when it is one, else the next nobody has."""
        used = {session.slot_id for session in self.session_rows}
        rows = slots(self.db, self.row.id)
        own = {slot.id: slot.title for slot in rows if _is_letter(slot.title)}
        taken, made = set(own.values()), {}
        for slot in rows:
            letter = own.get(slot.id, "")
            if not letter and (slot.kind == "session" or slot.id in used):
                letter = next(name for name in map(slot_letter, range(len(rows) * 27)) if name not in taken)
                taken.add(letter)
            made[slot.id] = Slot(slot.id, slot.title, letter, slot.kind, slot.starts, slot.ends, tuple(slot.places))
        return made

    def _outcome(self, row: OutcomeRow) -> Outcome:
        party = next((party.name for party in self.parties if party.id == row.party_id), "")
        return Outcome(
            id=row.id,
            kind=row.kind,
            text=row.text,
            owner=self._person(row.owner_id),
            party=party,
            due=row.due,
            state=row.state,
            origin=(row.origin_type, row.origin_id),
            made=row.made,
            changed=row.changed,
        )

    def _sessions(self) -> list[Session]:
        db, gathering = self.db, self.row.id
        notes = note_texts(db, gathering)
        mine = select(agenda.Session.id).where(agenda.Session.gathering_id == gathering)
        reports = {row.session_id: row for row in db.scalars(select(ReportRow).where(ReportRow.session_id.in_(mine)))}
        visits: dict[int, list[int]] = defaultdict(list)
        seen = select(agenda.CheckIn.session_id, agenda.CheckIn.person_id).where(agenda.CheckIn.session_id.in_(mine))
        for session, person in db.execute(seen.order_by(agenda.CheckIn.id)):
            visits[session].append(person)
        shown = {row.session_id: self._board(row) for row in boards(db, gathering)}
        labels = self._labels()
        made = [
            self._session(row, n, labels.get(row.id, ""), reports.get(row.id), notes, visits, shown.get(row.id))
            for n, row in enumerate(self.session_rows, 1)
        ]
        order = {place.id: index for index, place in enumerate(self.places)}
        return sorted(made, key=lambda item: _place_in_time(item, order))

    def _session(
        self,
        row: agenda.Session,
        n: int,
        label: str,
        report: ReportRow | None,
        notes: dict[int, str],
        visits: dict[int, list[int]],
        board: Board | None,
    ) -> Session:
        slot = self.slots.get(row.slot_id or 0)
        note = notes.get(row.id, "").strip()
        come = self._people(visits[row.id], by_name=True)
        told = self._report(row, report) if report is not None and row.report_state != "none" else None
        evidence = self.row.phase in _AFTER or told is not None or bool(note) or come.count > 0
        return Session(
            id=row.id,
            n=n,
            label=label,
            topic=self.topics[row.topic_id],
            place=next((place for place in self.places if place.id == row.place_id), None),
            slot=slot,
            starts=row.starts or (slot.starts if slot else None),
            ends=row.ends or (slot.ends if slot else None),
            state=row.state,
            held=row.state in _HELD or (row.state == "placed" and evidence),
            people=come,
            report=told,
            note=note,
            outcomes=tuple(outcome for outcome in self.outcomes if outcome.origin == ("session", row.id)),
            board=board,
        )

    def _labels(self) -> dict[int, str]:
        """ "C3": the slot's letter and the place's row; sessions stacked on one cell are C3a, C3b."""
        rows = {place.id: index for index, place in enumerate(self.places, 1)}
        cells: dict[tuple[int, int], list[int]] = defaultdict(list)
        for row in self.session_rows:
            if row.slot_id in self.slots and row.place_id in rows:
                cells[row.slot_id, row.place_id].append(row.id)
        return {
            session: f"{self.slots[slot].letter}{rows[place]}{slot_letter(index).lower() if len(stack) > 1 else ''}"
            for (slot, place), stack in cells.items()
            for index, session in enumerate(stack)
        }

    def _report(self, row: agenda.Session, report: ReportRow) -> Report:
        return Report(
            texts={name: getattr(report, name).strip() for name in REPORT_TEXTS},
            note_taker=self._person(report.note_taker_id),
            state=row.report_state,
            published=report.published,
            changed=report.changed,
        )

    def _board(self, row: BoardRow) -> Board:
        held = cards(self.db, row.id)
        if row.revealed is None:
            return Board(row.title, False, len(held), ())
        columns = tuple(
            (
                column["title"],
                tuple(
                    Card(card.id, card.text, self._name(self.persons.get(card.author_id or 0)))
                    for card in held
                    if card.column == column["id"]
                ),
            )
            for column in row.columns
        )
        return Board(row.title, True, len(held), columns)

    def _newest(self) -> datetime:
        """When the newest change in the data was made. Every kept change is one, and the newest of a stream is its
        head; notes are a log of their own, and what was imported came with the rows."""
        heads = select(func.max(KeptChange.at)).join(
            Stream,
            (Stream.gathering_id == KeptChange.gathering_id)
            & (Stream.name == KeptChange.stream)
            & (Stream.number == KeptChange.number),
        )
        mine = select(agenda.Session.id).where(agenda.Session.gathering_id == self.row.id)
        newest = [
            self.db.scalar(heads.where(KeptChange.gathering_id == self.row.id)),
            self.db.scalar(select(func.max(NoteUpdate.at)).where(NoteUpdate.session_id.in_(mine))),
            *(session.changed for session in self.session_rows),
            *(outcome.changed for outcome in self.outcomes),
            *(person.joined for person in self.persons.values()),
        ]
        return max((instant for instant in newest if instant is not None), default=self.row.created)


def _is_letter(title: str) -> bool:
    return 0 < len(title) <= 2 and all(character in ascii_uppercase for character in title)


def _counts(row: agenda.Session) -> bool:
    """Whether a session stands for its topic: on the wall, over, or called off."""
    return row.place_id is not None or row.state != "posted"


def _place_in_time(session: Session, order: dict[int, int]) -> tuple[bool, datetime | None, int, int, int]:
    if session.slot is None or session.place is None:
        return True, None, 0, 0, session.n
    return False, session.starts, session.slot.id, order[session.place.id], session.n
