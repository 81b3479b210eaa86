"""What the book knows of a gathering: plain values without ids of persons, without words of any language."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Name:
    """Somebody who agreed to be named in the room's book."""

    name: str
    party: str = ""  # its letter


@dataclass(frozen=True, slots=True)
class People:
    """Some people: those who agreed are named, the others only counted."""

    named: tuple[Name, ...] = ()
    others: int = 0
    parties: int = 0

    @property
    def count(self) -> int:
        """How many they are."""
        return len(self.named) + self.others


@dataclass(frozen=True, slots=True)
class Party:
    """A party, and who of it was there."""

    name: str
    letter: str
    people: People


@dataclass(frozen=True, slots=True)
class Slot:
    """A column of the agenda. `letter` numbers its sessions; `places` are those it covers, none meaning all."""

    id: int
    title: str
    letter: str
    kind: str
    starts: datetime
    ends: datetime
    places: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A row of the agenda."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """A decision, an action or a question, and the session it came from."""

    id: int
    kind: str
    text: str
    owner: People
    party: str
    due: date | None
    state: str
    origin: tuple[str, int]
    made: datetime
    changed: datetime


@dataclass(frozen=True, slots=True)
class Report:
    """What a session reported; draft until it was published."""

    texts: dict[str, str]
    note_taker: People
    state: str
    published: datetime | None
    changed: datetime


@dataclass(frozen=True, slots=True)
class Card:
    """A card that everybody saw."""

    id: int
    text: str
    author: Name | None


@dataclass(frozen=True, slots=True)
class Board:
    """A session's board; `columns` stay empty until it is revealed, when only the number of cards is known."""

    title: str
    revealed: bool
    cards: int
    columns: tuple[tuple[str, tuple[Card, ...]], ...]


@dataclass(frozen=True, slots=True)
class Topic:
    """What somebody posted."""

    title: str
    line: str
    language: str
    conveners: People
    withdrawn: bool
    come: int | None  # None while counts are hidden


@dataclass(frozen=True, slots=True)
class Session:
    """A topic at a place and slot, or one that has left its cell. `n` counts sessions as they were made."""

    id: int
    n: int
    label: str  # "C3" on the wall; empty without a cell
    topic: Topic
    place: Place | None
    slot: Slot | None
    starts: datetime | None
    ends: datetime | None
    state: str
    held: bool
    people: People
    report: Report | None
    note: str
    outcomes: tuple[Outcome, ...]
    board: Board | None

    @property
    def anchor(self) -> str:
        """Where the book has it. It stays when sessions move, for links that people keep."""
        return f"s-{self.n:02}"

    @property
    def reported(self) -> bool:
        """A report came in."""
        return self.report is not None and self.report.published is not None

    @property
    def written(self) -> bool:
        """Somebody wrote something that must not be lost."""
        return bool(self.report or self.note or self.outcomes or self.board)


@dataclass(frozen=True, slots=True)
class Day:
    """A whole gathering, as it stands."""

    code: str
    title: str
    theme: str
    language: str
    zone: ZoneInfo
    starts: datetime
    phase: str
    principles: tuple[str, ...]
    law: str
    hosts: People
    facilitators: People
    people: People
    parties: tuple[Party, ...]
    unattached: People  # of no party
    places: tuple[Place, ...]
    slots: tuple[Slot, ...]
    ideas: tuple[str, ...]
    waiting: tuple[Topic, ...]  # open topics that no session stands for
    topics: tuple[Topic, ...]
    sessions: tuple[Session, ...]  # by time and place; those without a cell last
    outcomes: tuple[Outcome, ...]
    newest: datetime

    def of_kind(self, kind: str) -> list[Outcome]:
        """The outcomes of one kind."""
        return [outcome for outcome in self.outcomes if outcome.kind == kind]

    def session_of(self, outcome: Outcome) -> Session | None:
        """The session an outcome came from."""
        kind, id = outcome.origin
        return next((session for session in self.sessions if kind == "session" and session.id == id), None)

    @property
    def placed(self) -> list[Session]:
        """The sessions on the agenda wall."""
        return [session for session in self.sessions if session.slot is not None]
