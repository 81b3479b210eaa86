"""A day on which cases happen: a host, two people, and short ways to what a case begins with."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol


class Somebody(Protocol):
    """Who can ask, through whatever door."""

    @property
    def person(self) -> int | None: ...
    def wishes(self, name: str, base: Mapping[str, int] | None = None, /, **fields: Any) -> dict[str, Any]: ...
    def does(self, name: str, /, **fields: Any) -> dict[str, Any]: ...


@dataclass
class Deed:
    """Who asks for the command of a case, and how."""

    who: Somebody
    fields: dict[str, Any] = field(default_factory=dict)
    base: dict[str, int] = field(default_factory=dict)


@dataclass
class Day:
    """A gathering in its marketplace, with three people in it. `state` reads a stream."""

    code: str
    host: Somebody
    anna: Somebody
    bram: Somebody
    joins: Callable[[str], Somebody]
    state: Callable[[str], dict[str, Any]]

    def topic(self, who: Somebody | None = None, title: str = "One form for all") -> int:
        """A posted topic, Anna's unless told otherwise."""
        return int((who or self.anna).does("marketplace.post_topic", title=title)["topic"])

    def cell(self) -> dict[str, int]:
        """A free cell of the wall."""
        state = self.state("all")
        taken = {(session["place"], session["slot"]) for session in state["sessions"]}
        return next(
            {"place": place["id"], "slot": slot["id"]}
            for slot in state["slots"]
            if slot["kind"] == "session"
            for place in state["places"]
            if (place["id"], slot["id"]) not in taken
        )

    def session(self, who: Somebody | None = None) -> int:
        """A topic on the wall."""
        who = who or self.anna
        return int(who.does("agenda.place_topic", topic=self.topic(who), **self.cell())["session"])

    def board(self) -> int:
        """A session's board with two columns."""
        return int(self.anna.does("boards.open_board", session=self.session(), columns=["Good", "Hard"])["board"])

    def card(self, board: int, who: Somebody | None = None, text: str = "Shade") -> int:
        """A card in the first column."""
        return int((who or self.anna).does("boards.write_card", board=board, column="1", text=text)["card"])


@dataclass(frozen=True)
class Case:
    """`prepare` makes what the command needs and says how it is asked."""

    command: str
    what: str
    prepare: Callable[[Day], Deed]

    @property
    def name(self) -> str:
        """How its stories are called."""
        return f"{self.command}{'-' if self.what else ''}{self.what.replace(' ', '-')}"


CASES: list[Case] = []


def case(command: str, what: str = "") -> Callable[[Callable[[Day], Deed]], Callable[[Day], Deed]]:
    """Declare a case of a command; `what` tells several apart."""

    def declare(prepare: Callable[[Day], Deed]) -> Callable[[Day], Deed]:
        CASES.append(Case(command, what, prepare))
        return prepare

    return declare
