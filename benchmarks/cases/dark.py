"""Half the room is in the dark for ten seconds and goes on writing: nothing lost, nothing doubled, soon all equal."""

from __future__ import annotations

import asyncio
import time
from functools import partial

from benchmarks.case import Case, Setting
from benchmarks.figures import Figures, spread
from benchmarks.ledgers import arrivals, kept, told_at, verdict
from benchmarks.outbox import Wish
from benchmarks.phones import Phone
from benchmarks.room import Room, uncollected
from benchmarks.server import Server

SENT_SECONDS = 0.002  # after which a wish is on its way, and its answer is not here
IDEAS = 400  # fewer than the wall of ideas takes


async def play(server: Server, setting: Setting) -> Figures:
    """One run. Each unlucky phone writes once just before, so that answers get lost, and twice in the dark."""
    async with Room(server, setting) as room:
        await room.fill()
        with uncollected():
            topics = await room.post()
            unlucky = room.lot.sample(room.phones, len(room.phones) // 2)
            stretch = room.stretch("dark")
            wishes: list[Wish] = []
            for number, phone in enumerate(unlucky, 1):
                wishes.append(write(room, phone, topics, number))
            await asyncio.sleep(SENT_SECONDS)
            for phone in unlucky:
                phone.go_dark()
            unanswered = sum(bool(phone.outbox.waiting) for phone in unlucky)
            works = [partial(mark, room, phone, topics, wishes) for phone in unlucky * 2]
            await asyncio.gather(asyncio.sleep(room.seconds), room.spaced(room.seconds, works))
            light = time.perf_counter()
            pending = [wish for wish in wishes if wish.answer is None]
            for phone in unlucky:
                phone.see_light()
            await asyncio.gather(*(wish.settled for wish in wishes))
            last = max(map(told_at, wishes))
            complete = await room.reached(last)
            cost = stretch.figures()
        figures = {
            "phones_in_the_dark": len(unlucky),
            "phones_without_an_answer_when_it_got_dark": unanswered,
            "wishes_pending_when_it_got_light": len(pending),
            **spread("acknowledged_after_light", (wish.answered - light for wish in pending)),
            **cost,
            **await kept(room),
        }
        if complete:
            equal = max(arrivals(phone).get(last, light) for phone in room.screens)
            figures["all_equal_ms"] = round((equal - light) * 1000, 1)
        return figures | verdict(room, wishes, topics, complete)


def write(room: Room, phone: Phone, topics: list[int], number: int) -> Wish:
    """An idea, as long as the wall of ideas has room, else a mark."""
    if number <= IDEAS:
        return phone.wish("marketplace.post_idea", text=f"Idea {number}")
    return room.mark(phone, topics)


async def mark(room: Room, phone: Phone, topics: list[int], wishes: list[Wish]) -> None:
    """Somebody marks interest and does not wait: there is no answer in the dark."""
    wishes.append(room.mark(phone, topics))


CASE = Case(play, ("openspace",), ("counts_exact", "nothing_lost", "nothing_doubled"))
