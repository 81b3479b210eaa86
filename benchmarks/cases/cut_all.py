"""Every line is cut while the server lives: how soon all are back and equal, and what is sent again for it."""

from __future__ import annotations

import asyncio
import time

from benchmarks.case import Case, Setting
from benchmarks.figures import Figures, spread
from benchmarks.ledgers import arrivals, told_at, verdict
from benchmarks.phones import Phone
from benchmarks.room import Room, uncollected, until
from benchmarks.server import Server

WRITERS = 40  # phones that mark interest in the moment of the cut: what they say the others have missed


async def play(server: Server, setting: Setting) -> Figures:
    """One run."""
    async with Room(server, setting) as room:
        await room.fill()
        with uncollected():
            topics = await room.post()
            await room.burst(topics)
            await asyncio.sleep(1.0)
            before = [sum(each) for each in zip(*map(sent_again, room.screens), strict=True)]
            stretch = room.stretch("back")
            cut = time.perf_counter()
            for phone in room.screens:
                phone.cut()
            writers = room.lot.sample(room.phones, min(WRITERS, len(room.phones)))
            wishes = [room.mark(phone, topics) for phone in writers]
            await until(lambda: all(phone.greeted[-1] > cut for phone in room.screens), "everybody back")
            await asyncio.gather(*(wish.settled for wish in wishes))
            last = max(map(told_at, wishes))
            complete = await room.reached(last)
            cost = stretch.figures()
        after = [sum(each) for each in zip(*map(sent_again, room.screens), strict=True)]
        missed, known, pictures = (b - a for a, b in zip(before, after, strict=True))
        figures = {
            **spread("back", (phone.greeted[-1] - cut for phone in room.screens)),
            **cost,
            "bytes_a_phone": round(cost["back_messages_received_bytes"] / len(room.screens)),
            "changes_missed_and_sent": missed,
            "changes_known_and_sent": known,
            "whole_states_sent": pictures,
            "only_what_was_missed": pictures == 0,
        }
        if complete:
            equal = max(arrivals(phone).get(last, cut) for phone in room.screens)
            figures["all_equal_ms"] = round((equal - cut) * 1000, 1)
        return figures | verdict(room, wishes, topics, complete)


def sent_again(phone: Phone) -> tuple[int, int, int]:
    """Changes that greetings brought, changes that came twice, and whole states that were fetched."""
    return phone.missed, phone.known, phone.pictures


CASE = Case(play, ("openspace",), ("counts_exact", "only_what_was_missed"))
