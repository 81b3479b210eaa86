"""The marketplace at its busiest: everybody joins in ten seconds, then marks interest in ten seconds."""

from __future__ import annotations

import time
from functools import partial

from benchmarks.case import Case, Setting
from benchmarks.figures import Figures, spread
from benchmarks.ledgers import WITNESSES, deliveries, everywhere, told_at, verdict
from benchmarks.phones import Phone
from benchmarks.room import Room, patiently, uncollected
from benchmarks.server import Server


async def play(server: Server, setting: Setting) -> Figures:
    """One run."""
    async with Room(server, setting) as room:
        figures = await join(room)
        with uncollected():
            topics = await room.post()
            posts = [phone.outbox.ledger[0].seconds for phone in room.phones if phone.outbox.ledger]
            return figures | spread("post_acknowledged", posts) | await mark(room, topics)


async def join(room: Room) -> Figures:
    """From the scan of the code to a live screen, for everybody."""
    pages: list[float] = []
    live: list[float] = []
    again = 0

    async def one(number: int, phone: Phone) -> None:
        nonlocal again
        scanned = time.perf_counter()
        again += await patiently(partial(phone.join, f"Person {number}"), "somebody cannot join")
        joined = time.perf_counter()
        await phone.live()
        pages.append(joined - scanned)
        live.append(time.perf_counter() - joined)

    stretch = room.stretch("join")
    await room.spaced(room.seconds, [partial(one, *each) for each in enumerate(room.phones, 1)])
    total = [a + b for a, b in zip(pages, live, strict=True)]
    return {
        **spread("join_pages", pages),
        **spread("join_live", live),
        **spread("join", total),
        "join_pages_loaded_again": again,
        **stretch.figures(),
    }


async def mark(room: Room, topics: list[int]) -> Figures:
    """Everybody marks interest five times; then what every phone shows is held against the ledgers."""
    stretch = room.stretch("mark")
    wishes = await room.burst(topics)
    complete = await room.reached(max(map(told_at, wishes)))
    cost = stretch.figures()
    witnesses = room.lot.sample(room.phones, min(WITNESSES, len(room.phones)))
    figures = {
        **spread("mark_acknowledged", (wish.seconds for wish in wishes)),
        **spread("mark_delivered", deliveries(wishes, witnesses)),
        **cost,
    }
    if complete:
        figures["last_total_everywhere_ms"] = round(everywhere(wishes, room.phones) * 1000, 1)
    return figures | verdict(room, wishes, topics, complete)


CASE = Case(play, ("bare", "openspace"), ("counts_exact",), phones=[500, 2000], files_per_phone=8)
