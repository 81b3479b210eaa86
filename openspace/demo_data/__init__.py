"""The sample gatherings of the demonstration, all invented, and what their files may say."""

from pathlib import Path
from typing import Literal

from msgspec import Struct, toml

_FOLDER = Path(__file__).resolve().parent


class _Part(Struct, forbid_unknown_fields=True):
    """What every piece is: read without surprises."""


class Place(_Part):
    name: str
    capacity: int
    features: list[str] = []
    address: str = ""


class Slot(_Part):
    """A column of the grid; `at`: minutes after the beginning of the day."""

    at: int
    minutes: int
    kind: Literal["session", "break", "fixed"] = "session"
    title: str = ""  # sessions' slots get their letter


class Outcome(_Part):
    kind: Literal["decision", "action", "question"]
    text: str
    owner: str = ""
    due: int = 0  # days from today; 0: no date
    state: Literal["open", "doing", "done", "dropped"] = "open"


class Board(_Part):
    """A revealed board; a card is the number of its column, who wrote it, and its text."""

    title: str
    columns: list[str]
    cards: list[tuple[int, str, str]]


class Topic(_Part):
    """A topic with all that became of it. `at`: "B3" is slot B, third place; `here`: how many take part."""

    title: str
    line: str
    by: list[str]
    come: int
    language: str = ""
    at: str = ""
    state: Literal["placed", "running", "held", "held_alone", "withdrawn"] = "placed"
    maybe: int = 0
    here: int = 0
    note: str = ""
    report: dict[str, str] = {}
    published: bool = True  # the report, when there is one
    outcomes: list[Outcome] = []
    board: Board | None = None


class Sample(_Part):
    """A whole gathering. `now`: in which minute of its day we come in; `people`: names by party."""

    title: str
    theme: str
    about: str  # a line for whoever reads the terminal
    language: str
    languages: list[str]
    phase: str
    released: bool  # the book
    now: int
    ideas: list[str]
    announcements: list[str]
    people: dict[str, list[str]]
    places: list[Place]
    slots: list[Slot]
    topics: list[Topic]


def samples() -> list[Sample]:
    """The sample gatherings, in the order they are shown."""
    return [toml.decode(path.read_bytes(), type=Sample) for path in sorted(_FOLDER.glob("*.toml"))]
