"""What a format may say, as far as boards go (methods.md 2.1), and reading its file."""

from functools import cache
from pathlib import Path
from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct

FOLDER = Path(__file__).resolve().parent.parent / "formats" / "data"

Words = dict[str, str]  # by language
Id = Annotated[str, Meta(pattern="^[a-z0-9_]{1,40}$")]


class About(Struct, forbid_unknown_fields=True):
    """The format itself."""

    id: Id
    title: Words
    minutes: int
    purpose: Words = {}
    level: str = "any"
    people: tuple[int, int] = (2, 60)
    parties: tuple[int, int] = (0, 0)
    privacy: dict[str, int | str] = {}
    source: list[str] = []


class Axis(Struct, forbid_unknown_fields=True):
    """A set of lanes."""

    id: Id
    source: Literal["fixed"]
    values: list[Words]


class Lanes(Struct, forbid_unknown_fields=True):
    """Which axes are the rows and columns."""

    rows: str = ""
    cols: str = ""


class Field(Struct, forbid_unknown_fields=True):
    """A field of a card."""

    id: Id
    type: Literal["text", "longtext"]
    max: int = 280
    required: bool = False


class Kind(Struct, forbid_unknown_fields=True):
    """A kind of card."""

    id: Id
    label: Words
    fields: list[Field]
    owner: Literal["person", "room"] = "person"
    per_person: int = 0


class Step(Struct, forbid_unknown_fields=True):
    """A step: how long, who with, who sees what is made in it."""

    id: Id
    title: Words
    minutes: int
    group: str = "room"
    visibility: Literal["private", "room"] = "room"
    do: list[str] = []
    reveal: Literal["facilitator", "never"] = "facilitator"


class Harvest(Struct, forbid_unknown_fields=True, rename={"from_": "from", "as_": "as"}):
    """A section of the book."""

    order: int
    heading: Words
    from_: str
    as_: Literal["table", "list"]
    columns: list[str] = []


class Format(Struct, forbid_unknown_fields=True):
    """A whole format."""

    schema: Literal[1]
    format: About
    axis: list[Axis]
    board: Lanes
    kind: list[Kind]
    step: list[Step]
    harvest: list[Harvest] = []

    def columns(self, language: str) -> list[dict[str, str]]:
        """The lanes of the column axis, in a language."""
        axis = next(axis for axis in self.axis if axis.id == self.board.cols)
        return [{"id": value["id"], "title": value.get(language) or value["en"]} for value in axis.values]

    def step_after_reveal(self) -> Step:
        """The first step in which everybody sees what is made."""
        return next(step for step in self.step if step.visibility == "room")


@cache
def shipped() -> dict[str, Format]:
    """The formats that come with the software, by id."""
    formats = [msgspec.toml.decode(path.read_bytes(), type=Format) for path in sorted(FOLDER.glob("*.toml"))]
    return {format.format.id: format for format in formats}
