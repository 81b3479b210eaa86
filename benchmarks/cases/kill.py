"""The server is killed in the middle of a burst and started again: who is back when, and is anything lost."""

from __future__ import annotations

import asyncio
import time
from functools import partial

from benchmarks.case import Case, Setting
from benchmarks.figures import Figures, percentile
from benchmarks.ledgers import everywhere, kept, told_at, verdict
from benchmarks.phones import Phone
from benchmarks.room import Room, uncollected, until
from benchmarks.server import Server

IDEAS = 200  # what could be doubled: an idea sent twice would stand there twice, a mark would not


async def play(server: Server, setting: Setting) -> Figures:
    """One run."""
    async with Room(server, setting) as room:
        await room.fill()
        with uncollected():
            topics = await room.post()
            stretch = room.stretch("kill")
            ideas = asyncio.create_task(post_ideas(room))
            crash = asyncio.create_task(kill(server, room.seconds / 2))
            wishes = await room.burst(topics)
            await ideas
            killed, ready = await crash
            await until(lambda: all(phone.greeted[-1] > killed for phone in room.screens), "everybody back")
            complete = await room.reached(max(map(told_at, wishes)))
            cost = stretch.figures()
        back = sorted(first_after(phone, killed) for phone in room.screens)
        figures = {
            "server_ready_again_s": round(ready - killed, 2),
            "back_95_percent_s": round(percentile(back, 0.95) - killed, 2),
            "back_all_s": round(back[-1] - killed, 2),
            "acknowledged_before_the_kill": sum(0 < wish.answered < killed for wish in wishes),
            **cost,
            **await kept(room),
        }
        if complete:
            figures["last_total_everywhere_ms"] = round(everywhere(wishes, room.screens) * 1000, 1)
        return figures | verdict(room, wishes, topics, complete)


async def kill(server: Server, after: float) -> tuple[float, float]:
    """Kill it, start it at once; the moments of the kill and of being ready again."""
    await asyncio.sleep(after)
    killed = time.perf_counter()
    server.kill()
    await asyncio.to_thread(server.start)
    return killed, time.perf_counter()


async def post_ideas(room: Room) -> None:
    """All through the burst some post an idea each."""

    async def one(number: int, phone: Phone) -> None:
        await phone.ask("marketplace.post_idea", text=f"Idea {number}")

    writers = room.lot.sample(room.phones, min(IDEAS, len(room.phones)))
    await room.spaced(room.seconds, [partial(one, *each) for each in enumerate(writers, 1)])


def first_after(phone: Phone, moment: float) -> float:
    """When this screen was on a line again, and knew all that the server knew."""
    return next(greeted for greeted in phone.greeted if greeted > moment)


CASE = Case(play, ("openspace",), ("counts_exact", "nothing_lost", "nothing_doubled"))
