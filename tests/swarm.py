"""Simulated phones for ordinary tests: they live in a thread, and the test speaks to them without await."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Coroutine
from typing import Any, Self, TypeVar

from benchmarks.outbox import Answer, Wish
from benchmarks.phones import Phone
from benchmarks.wire import Traffic

SECONDS = 30.0

Result = TypeVar("Result")


class Swarm:
    """`with Swarm(base, code, 20) as swarm: swarm.ask(0, "marketplace.post_topic", title="Water")`

    Each of `phones` keeps its ledger (`outbox.ledger`), what it heard (`heard`, `number`) and its `totals`. Behind a
    fault proxy, give the proxy's address as base.
    """

    def __init__(self, base: str, code: str, count: int):
        self.traffic = Traffic()
        self.phones: list[Phone] = []
        self._base, self._code, self._count = base, code, count
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        try:
            self.run(self._join_all())
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        try:
            self.run(self._leave())
        finally:
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join()
            self._loop.close()

    def run(self, work: Coroutine[Any, Any, Result], seconds: float = SECONDS) -> Result:
        """Do something where the phones live, and wait for it."""
        return asyncio.run_coroutine_threadsafe(asyncio.wait_for(work, seconds), self._loop).result()

    def add(self, screen: str = "phone", link: str = "", name: str = "") -> Phone:
        """One more: a person with a name, or a screen by its capability link."""
        return self.run(self._add(screen, link, name))

    def wish(self, phone: int, command: str, **fields: Any) -> Wish:
        """Put a wish in a phone's outbox and go on at once."""

        async def put() -> Wish:
            return self.phones[phone].wish(command, **fields)

        return self.run(put())

    def ask(self, phone: int, command: str, **fields: Any) -> Answer:
        """Wish, and wait for the answer."""
        return self.run(self.phones[phone].ask(command, **fields))

    def until(self, condition: Callable[[], bool], seconds: float = SECONDS) -> None:
        """Wait until this holds; fail when it does not in time."""
        give_up = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < give_up, f"not within {seconds:.0f} s"
            time.sleep(0.02)

    def settle(self, seconds: float = SECONDS) -> None:
        """Wait until each wish has its answer and all phones know all that the answers speak of."""
        phones = self.phones
        self.until(lambda: not any(phone.outbox.waiting for phone in phones), seconds)
        wishes = [wish for phone in phones for wish in phone.outbox.ledger]
        told = max((wish.answer["at"].get("all", 0) for wish in wishes if wish.answer and wish.answer["ok"]), default=0)
        self.until(lambda: all((phone.number or 0) >= told for phone in phones), seconds)

    async def _add(self, screen: str, link: str, name: str) -> Phone:
        phone = Phone(self._base, self._code, self.traffic, screen)
        self.phones.append(phone)
        if link:
            await phone.take_link(link)
        else:
            await phone.join(name or f"Person {len(self.phones)}")
        return await phone.live()

    async def _join_all(self) -> None:
        await asyncio.gather(*(self._add("phone", "", "") for _ in range(self._count)))

    async def _leave(self) -> None:
        await asyncio.gather(*(phone.close() for phone in self.phones))
