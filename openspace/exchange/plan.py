"""The Plan: one gathering in full; every reader makes one, and our own JSON file is exactly this.

Things point at each other by ids that live in the file only ("topic-3"). Of the moment, and so not here:
the running timer, the wall's page, links and roles, receipts, and cards nobody has revealed yet.
"""

from datetime import date, datetime
from typing import Annotated, Literal

from msgspec import Meta, Struct

Instant = Annotated[datetime, Meta(tz=True)]
Count = Annotated[int, Meta(ge=0, le=1_000_000_000)]


class Unreadable(Exception):
    """A file or folder nothing can be read from; the one error a reader raises."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class Part(Struct, omit_defaults=True, forbid_unknown_fields=True, kw_only=True):
    """What everything in a plan is: written without its defaults, read without surprises."""


class Party(Part):
    id: str
    name: str
    letter: str = ""
    colour: Annotated[int, Meta(ge=1, le=8)] | None = None


class Place(Part):
    id: str
    name: str
    capacity: Count | None = None
    features: list[str] = []
    address: str = ""


class Slot(Part):
    id: str
    title: str
    starts: Instant
    ends: Instant
    kind: Literal["session", "break", "fixed"] = "session"
    places: list[str] = []  # none means all of them


class Person(Part):
    id: str
    name: str | None  # None: somebody who was forgotten
    party: str | None = None
    # Read and not granted: rights come by links, never out of a file, so our own files leave it out.
    role: Literal["host", "facilitator", "participant", "onlooker"] = "participant"
    language: str = ""
    consent: Literal["unasked", "none", "room", "public"] = "unasked"
    joined: Instant | None = None


class Topic(Part):
    id: str
    title: str
    line: str = ""
    language: str = ""
    conveners: list[str] = []
    state: Literal["open", "withdrawn"] = "open"
    posted: Instant | None = None
    changed: Instant | None = None


class Interest(Part):
    topic: str
    person: str
    answer: Literal["come", "maybe", "skip"]


class Session(Part):
    id: str
    topic: str
    place: str | None = None
    slot: str | None = None
    starts: Instant | None = None  # its own times, where they differ from the slot's
    ends: Instant | None = None
    state: Literal["posted", "placed", "running", "held", "held_alone", "cancelled"] = "posted"
    here: Count = 0  # how many came by in all
    present: list[str] = []  # those of them who agreed to be named
    changed: Instant | None = None


class Note(Part):
    session: str
    text: str


class Report(Part):
    session: str
    discussed: str = ""
    conclusions: str = ""
    requests: str = ""
    resources: str = ""
    open_questions: str = ""
    note_taker: str | None = None
    state: Literal["draft", "published", "amended"] = "draft"
    published: Instant | None = None


class Outcome(Part):
    session: str
    kind: Literal["decision", "action", "question"]
    text: str
    owner: str | None = None
    due: date | None = None
    party: str | None = None
    state: Literal["open", "doing", "done", "dropped"] = "open"


class Column(Part):
    id: str
    title: str


class Card(Part):
    column: str
    text: str
    position: float = 0
    late: bool = False
    author: str | None = None


class Board(Part):
    session: str
    title: str = ""
    format: str = ""
    step: Literal["write", "talk"] = "write"
    revealed: bool = False
    columns: list[Column] = []
    cards: list[Card] = []


class Announcement(Part):
    text: str
    at: Instant | None = None


class LeftOut(Part):
    """Something of the file that found no place: where it stands ("README.md:27") and why."""

    line: str
    why: str


class Plan(Part, tag_field="openspace", tag=1):
    """One gathering. `None` means that the file does not say; so does an empty title, time zone or language."""

    title: str = ""
    theme: str = ""
    timezone: str = ""
    language: str = ""
    languages: list[str] = []
    starts: Instant | None = None
    people_expected: Count | None = None
    phase: str = ""
    posting: bool | None = None
    placing: bool | None = None
    releasing: bool | None = None
    principles: list[str] | None = None
    law: str | None = None
    counts_hidden: bool | None = None
    announcements: list[Announcement] = []
    parties: list[Party] = []
    places: list[Place] = []
    slots: list[Slot] = []
    people: list[Person] = []
    topics: list[Topic] = []
    ideas: list[str] = []
    interest: list[Interest] = []
    sessions: list[Session] = []
    notes: list[Note] = []
    reports: list[Report] = []
    outcomes: list[Outcome] = []
    boards: list[Board] = []
    left_out: list[LeftOut] = []
