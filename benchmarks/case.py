"""What a case is: a way to play a room against a server, the servers it makes sense for, and what must come out."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any

from benchmarks.figures import Figures
from benchmarks.server import Server


@dataclass(frozen=True)
class Setting:
    """How one run is played. The number of the run decides the lot: who does what, when."""

    phones: int
    run: int = 1
    rate: int = 1  # so many times the usual pace
    seconds: float = 10.0  # how long a wave, a burst or a darkness lasts
    minutes: float = 0.0  # how long a case goes on that goes on

    @property
    def column(self) -> str:
        """How it is called in the table, after the server's name."""
        return f"{self.phones}" + (f" x{self.rate}" if self.rate > 1 else "")


@dataclass(frozen=True)
class Case:
    """`must` names the figures, each a yes or a no, that have to be yes in every run."""

    play: Callable[[Server, Setting], Coroutine[Any, Any, Figures]]
    servers: tuple[str, ...]
    must: tuple[str, ...]
    phones: list[int] = field(default_factory=lambda: [2000])
    files_per_phone: int = 3  # a socket, and a connection over which it joined
    rates: bool = False  # whether it can be played at a multiple of its pace
    minutes: float = 0.0  # how long it goes on unless told otherwise, where it goes on
