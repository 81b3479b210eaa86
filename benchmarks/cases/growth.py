"""What one change on one screen costs the server, and what one wish costs it, in rooms of several sizes."""

from __future__ import annotations

import asyncio

from benchmarks.case import Case, Setting
from benchmarks.figures import Figures
from benchmarks.ledgers import told_at, verdict
from benchmarks.room import Room, uncollected
from benchmarks.server import Server

PAUSE = 0.25  # seconds between two changes, so that each is told by itself


async def play(server: Server, setting: Setting) -> Figures:
    """One run: the desk tells the room something four times a second; then the burst."""
    async with Room(server, setting) as room:
        joining = room.stretch("join")
        await room.fill()
        assert room.desk is not None
        figures = joining.figures()
        with uncollected():
            topics = await room.post()
            told = room.stretch("told")
            wishes = []
            for number in range(1, round(room.seconds / PAUSE) + 1):
                wishes.append(room.desk.wish("gatherings.announce", text=f"Announcement {number}"))
                await asyncio.sleep(PAUSE)
            await asyncio.gather(*(wish.settled for wish in wishes))
            await room.reached(max(map(told_at, wishes)))
            figures |= told.figures()
            announced = len(wishes)
            heard = changes(room)
            marking = room.stretch("mark")
            wishes = await room.burst(topics)
            complete = await room.reached(max(map(told_at, wishes)))
            figures |= marking.figures()
            delivered = changes(room) - heard
        return {
            "cpu_us_of_a_change_to_the_room": micro(figures["told_server_cpu_s"], announced),
            "cpu_us_of_a_change_on_a_screen": micro(figures["told_server_cpu_s"], announced * len(room.screens)),
            "cpu_us_of_a_wish_in_the_burst": micro(figures["mark_server_cpu_s"], len(wishes)),
            "cpu_us_of_a_change_on_a_screen_in_the_burst": micro(figures["mark_server_cpu_s"], delivered),
            "cpu_us_of_a_newcomer_without_pages": micro(figures["join_server_cpu_s"], len(room.phones)),
            "changes_delivered_in_the_burst": delivered,
            **figures,
            **verdict(room, wishes, topics, complete),
        }


def changes(room: Room) -> int:
    """How many changes the screens heard of so far, all together."""
    return sum(len(phone.heard) for phone in room.screens)


def micro(seconds: float, times: int) -> float:
    """Microseconds of each."""
    return round(seconds / times * 1e6, 1)


CASE = Case(play, ("openspace",), ("counts_exact",), phones=[250, 500, 1000, 2000, 4000])
