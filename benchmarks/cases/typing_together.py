"""Many people type in one note: how long until a word is seen by the others, and are all texts equal in the end."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace

from benchmarks.case import Case, Setting
from benchmarks.figures import Figures, spread
from benchmarks.room import Room, uncollected, until
from benchmarks.server import Server, ServerError
from benchmarks.typists import OpenspaceTypist, Typist, YTypist

WORD_SECONDS = 2.0  # a word of about seven letters every two seconds, told when it is whole
WITNESSES = 20  # whose screens are watched
SETTLE_SECONDS = 60.0


async def play(server: Server, setting: Setting) -> Figures:
    """One run."""
    people = setting.phones
    asked: dict[str, float] = {}
    answered: list[float] = []
    async with at_a_note(server, setting) as (room, typists):
        witnesses = room.lot.sample(typists, min(WITNESSES, people))
        for typist in witnesses:
            typist.copy.watch()

        async def one(typist: Typist, moment: float) -> None:
            while moment < 2 * setting.seconds:
                await asyncio.sleep(max(0.0, begun + moment - time.perf_counter()))
                now = time.perf_counter()
                asked[await typist.type()] = now
                answered.append(time.perf_counter() - now)
                moment += room.lot.uniform(0.5, 1.5) * WORD_SECONDS

        with uncollected():
            stretch = room.stretch("typing")
            begun = time.perf_counter()
            moments = [room.lot.uniform(0, WORD_SECONDS) for _ in typists]
            await asyncio.gather(*(one(*each) for each in zip(typists, moments, strict=True)))
            equal = await same(typists, asked)
            cost = stretch.figures()
    seen = [
        typist.copy.seen[word] - moment
        for typist in witnesses
        for word, moment in asked.items()
        if word in typist.copy.seen
    ]
    acknowledged = spread("acknowledged", answered) if server.name == "openspace" else {}
    return {**acknowledged, **spread("seen", seen), **cost, "words": len(asked), "texts_equal": equal}


async def same(typists: Sequence[Typist], words: dict[str, float]) -> bool:
    """Whether everybody comes to have the same text, with each word in it once."""

    def all_are() -> bool:
        texts = {str(typist.copy.text) for typist in typists}
        return len(texts) == 1 and sorted(texts.pop().split()) == sorted(words)

    try:
        await until(all_are, "texts equal", SETTLE_SECONDS)
    except ServerError:
        return False
    return True


@asynccontextmanager
async def at_a_note(server: Server, setting: Setting) -> AsyncIterator[tuple[Room, list[Typist]]]:
    """Everybody has the note open. At y-websocket there is no room to enter: a line is all it takes."""
    typists: list[Typist] = []
    if server.name == "openspace":
        async with Room(server, setting) as room:
            await room.fill()
            note = await placed_session(room)
            typists += [OpenspaceTypist(phone, note, number) for number, phone in enumerate(room.phones)]
            await opened(typists)
            yield room, typists
        return
    async with Room(server, replace(setting, phones=0)) as room:
        ys = [YTypist(server.base, room.traffic, number) for number in range(setting.phones)]
        typists += ys
        try:
            await opened(typists)
            yield room, typists
        finally:
            for typist in ys:
                typist.line.close()


async def opened(typists: Sequence[Typist]) -> None:
    await asyncio.gather(*(typist.open() for typist in typists))
    await asyncio.sleep(1.0)


async def placed_session(room: Room) -> int:
    """A session on the wall, whose note it is; its id."""
    assert room.desk is not None
    (topic,) = await room.post(1, 0.0)
    await room.at_the_desk("agenda.propose_grid", people=len(room.phones))
    state = await room.desk.picture()
    slot = next(slot["id"] for slot in state["slots"] if slot["kind"] == "session")
    placed = await room.at_the_desk("agenda.place_topic", topic=topic, place=state["places"][0]["id"], slot=slot)
    return int(placed["session"])


CASE = Case(play, ("openspace", "y-websocket"), ("texts_equal",), phones=[200])
