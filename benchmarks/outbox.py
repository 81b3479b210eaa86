"""What one phone wishes: a ledger of wishes and answers, and which of them to send next."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

MOST_IN_FLIGHT = 8
FIRST_PATIENCE = 4.0  # seconds an answer is awaited before the line is taken for dead
MOST_PATIENCE = 30.0
LEAST_PAUSE = 0.05  # before a wish that was not kept goes again

Answer = dict[str, Any]


@dataclass(slots=True)
class Wish:
    """One line of the ledger. Times are of `time.perf_counter()`."""

    n: int
    name: str
    fields: dict[str, Any]
    asked: float
    settled: asyncio.Future[Answer]
    sent: float = 0.0
    tries: int = 0
    answered: float = 0.0
    answer: Answer | None = None

    @property
    def seconds(self) -> float:
        """From the thumb to the tick."""
        return self.answered - self.asked


@dataclass
class Outbox:
    """Wishes leave it in order, at most 8 in flight, each only by its own final answer."""

    ledger: list[Wish] = field(default_factory=list)
    waiting: dict[int, Wish] = field(default_factory=dict)
    in_flight: set[int] = field(default_factory=set)
    not_before: float = 0.0
    patience: float = FIRST_PATIENCE
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    turned_back: Counter[str] = field(default_factory=Counter)  # answers that were not final, by their code

    def add(self, name: str, fields: dict[str, Any]) -> Wish:
        settled: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        wish = Wish(len(self.ledger) + 1, name, fields, time.perf_counter(), settled)
        self.ledger.append(wish)
        self.waiting[wish.n] = wish
        self.changed.set()
        return wish

    @property
    def next(self) -> int:
        """The lowest number that has no answer yet."""
        return next(iter(self.waiting), len(self.ledger) + 1)

    def renew(self) -> None:
        """A new line: what was in flight on the old one is sent again."""
        self.in_flight.clear()
        self.not_before = 0.0
        self.changed.set()

    def take(self) -> Wish | None:
        """The wish to send now, if there is one."""
        if len(self.in_flight) >= MOST_IN_FLIGHT or time.perf_counter() < self.not_before:
            return None
        wish = next((wish for n, wish in self.waiting.items() if n not in self.in_flight), None)
        if wish is not None:
            self.in_flight.add(wish.n)
            wish.tries += 1
            wish.sent = time.perf_counter()
        return wish

    def settle(self, wish: Wish, answer: Answer) -> None:
        """Note an answer; one that is not final sends the wish again after a while."""
        now = time.perf_counter()
        self.in_flight.discard(wish.n)
        self.changed.set()
        if not answer["ok"] and not answer.get("final", True):
            self.turned_back[answer["code"]] += 1
            pause = max(LEAST_PAUSE, answer.get("retry_ms", 0) / 1000)
            self.not_before = max(self.not_before, now + pause)
            return
        if self.waiting.pop(wish.n, None) is not None:
            wish.answered, wish.answer = now, answer
            if not wish.settled.done():
                wish.settled.set_result(answer)

    def pause(self) -> float | None:
        """Seconds until something is to be done without any news; None for never."""
        now = time.perf_counter()
        times = [self.waiting[n].sent + self.patience for n in self.in_flight if n in self.waiting]
        if self.not_before > now:
            times.append(self.not_before)
        return max(0.0, min(times) - now) if times else None

    @property
    def late(self) -> bool:
        """Whether an answer is overdue, so that the line must be taken for dead."""
        now = time.perf_counter()
        return any(now >= self.waiting[n].sent + self.patience for n in self.in_flight if n in self.waiting)

    def lose_patience(self) -> None:
        self.patience = min(MOST_PATIENCE, 2 * self.patience)
