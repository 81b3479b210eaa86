"""A room full of phones at one server: the desk and the wall, the people, and what cases do with them."""

from __future__ import annotations

import asyncio
import gc
import random
import time
from collections.abc import Awaitable, Callable, Iterable, Iterator
from contextlib import AsyncExitStack, contextmanager
from functools import partial
from typing import Any, Self

from benchmarks.case import Setting
from benchmarks.outbox import Answer, Wish
from benchmarks.phones import BROKEN, Phone
from benchmarks.server import Server, ServerError
from benchmarks.stretch import Stretch
from benchmarks.wire import Traffic

SETTLE_SECONDS = 120.0
RELOAD_SECONDS = 2.0
AT_ONCE = 32  # people at the door, where a case begins when everybody is in
MARKS = 5
TOPICS = 40
ANSWERS = ("come", "come", "maybe", "skip", "none")

Work = Callable[[], Awaitable[None]]


class Room:
    """`async with Room(server, setting) as room: await room.fill()`. Servers without a desk have no wall either."""

    def __init__(self, server: Server, setting: Setting):
        self.server = server
        self.seconds = setting.seconds
        self.lot = random.Random(setting.run)
        self.traffic = Traffic()
        self.desk: Phone | None = None
        self.wall: Phone | None = None
        self._leaving = AsyncExitStack()
        self.phones = [self._phone() for _ in range(setting.phones)]

    async def __aenter__(self) -> Self:
        try:
            if self.server.desk_url:
                await self._open_market()
            await asyncio.to_thread(self.server.rest)
        except BaseException:
            await self._leaving.aclose()
            raise
        return self

    async def __aexit__(self, *_: object) -> None:
        await asyncio.gather(*(phone.close() for phone in self.phones))
        await self._leaving.aclose()

    def _phone(self, screen: str = "phone") -> Phone:
        return Phone(self.server.base, self.server.code, self.traffic, screen)

    async def _screen(self, screen: str, url: str) -> Phone:
        phone = self._phone(screen)
        self._leaving.push_async_callback(phone.close)
        await phone.take_link(url)
        return await phone.live()

    async def _open_market(self) -> None:
        self.desk = await self._screen("desk", self.server.desk_url)
        await self.at_the_desk("gatherings.move_phase", phase="marketplace")
        link = await self.at_the_desk("people.make_link", right="wall")
        self.wall = await self._screen("wall", link["url"])

    async def at_the_desk(self, name: str, **fields: Any) -> dict[str, Any]:
        """A wish of the facilitator that has to succeed; its result."""
        assert self.desk is not None
        answer = await self.desk.ask(name, **fields)
        if not answer["ok"]:
            raise ServerError(f"{name} is refused: {answer}")
        return dict(answer["result"])

    @property
    def screens(self) -> list[Phone]:
        """All phones, and desk and wall where there are some."""
        return [*self.phones, *(screen for screen in (self.desk, self.wall) if screen is not None)]

    def stretch(self, name: str) -> Stretch:
        """Begin to count what is used."""
        return Stretch(name, self.server, self.traffic)

    async def fill(self) -> None:
        """Everybody comes in, a few at a time, and loads no page: how that goes is the matter of `marketplace`."""
        door = asyncio.Semaphore(AT_ONCE)

        async def one(number: int, phone: Phone) -> None:
            async with door:
                await phone.enter(f"Person {number}")
                await phone.live()

        await asyncio.gather(*(one(*each) for each in enumerate(self.phones, 1)))
        await asyncio.to_thread(self.server.rest)

    async def post(self, count: int = TOPICS, seconds: float = 4.0) -> list[int]:
        """Some people post topics; goes on once every screen shows them all."""
        topics: list[int] = []

        async def one(number: int, phone: Phone) -> None:
            answer = await phone.ask("marketplace.post_topic", title=f"Topic {number}", line="Why now?")
            topics.append(answer["result"]["topic"])

        hosts = self.lot.sample(self.phones, min(count, len(self.phones)))
        await self.spaced(seconds, [partial(one, *each) for each in enumerate(hosts, 1)])
        await until(lambda: all(len(phone.totals) == len(topics) for phone in self.screens), "all topics everywhere")
        return sorted(topics)

    async def burst(self, topics: list[int], rate: int = 1) -> list[Wish]:
        """Everybody marks interest five times (times the rate), at moments of their own within the same ten seconds."""
        wishes: list[Wish] = []

        async def one(phone: Phone) -> None:
            wishes.append(self.mark(phone, topics))
            await wishes[-1].settled

        works = [partial(one, phone) for phone in self.phones for _ in range(MARKS * rate)]
        await self.spaced(self.seconds, works)
        return wishes

    def mark(self, phone: Phone, topics: list[int]) -> Wish:
        """One mark, its topic and answer drawn by lot."""
        topic, answer = self.lot.choice(topics), self.lot.choice(ANSWERS)
        return phone.wish("marketplace.mark_interest", topic=topic, answer=answer)

    async def spaced(self, seconds: float, works: Iterable[Work]) -> None:
        """Begin each work at a moment of its own within these seconds; wait for all."""

        async def at(moment: float, work: Work) -> None:
            await asyncio.sleep(moment)
            await work()

        try:
            async with asyncio.timeout(seconds + SETTLE_SECONDS):
                await asyncio.gather(*(at(self.lot.uniform(0, seconds), work) for work in works))
        except TimeoutError as error:
            raise ServerError("some of the room are never answered") from error

    async def reached(self, number: int) -> bool:
        """Whether every screen gets this far; one that never does is a finding, not an error."""
        try:
            await until(lambda: all((phone.number or 0) >= number for phone in self.screens), "last total")
        except ServerError:
            return False
        return True


async def until(condition: Callable[[], bool], what: str, seconds: float = SETTLE_SECONDS) -> None:
    """Wait until this holds."""
    give_up = time.perf_counter() + seconds
    while not condition():
        if time.perf_counter() > give_up:
            raise ServerError(f"after {seconds:.0f} s still not: {what}")
        await asyncio.sleep(0.05)


@contextmanager
def uncollected() -> Iterator[None]:
    """What phones heard is kept to the end: looking through it again and again would stop the client."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


async def patiently(work: Callable[[], Awaitable[None]], what: str) -> int:
    """Do it, and again when it broke off, as a person who loads the page again; how often that was."""
    again, give_up = 0, time.perf_counter() + SETTLE_SECONDS
    while True:
        try:
            await work()
            return again
        except BROKEN as error:
            again += 1
            if time.perf_counter() > give_up:
                raise ServerError(f"{what}: {error!r}") from error
            await asyncio.sleep(RELOAD_SECONDS)


def accepted(answer: Answer | None) -> bool:
    """Whether it was answered with yes."""
    return answer is not None and bool(answer["ok"])
