"""Everybody marks interest at once, at a multiple of the usual pace, while the desk goes on steering."""

from __future__ import annotations

import asyncio

from benchmarks.case import Case, Setting
from benchmarks.figures import Figures, quantiles, spread
from benchmarks.ledgers import WITNESSES, arrivals, deliveries, everywhere, told_at, verdict
from benchmarks.outbox import Wish
from benchmarks.room import Room, uncollected
from benchmarks.server import Server

DESK_PAUSE = 0.5  # seconds between two wishes of the desk


async def play(server: Server, setting: Setting) -> Figures:
    """One run."""
    async with Room(server, setting) as room:
        await room.fill()
        with uncollected():
            topics = await room.post()
            stretch = room.stretch("mark")
            burst = asyncio.create_task(room.burst(topics, setting.rate))
            desk = await steer(room, burst)
            wishes = await burst
            complete = await room.reached(max(map(told_at, wishes)))
            cost = stretch.figures()
        witnesses = room.lot.sample(room.phones, min(WITNESSES, len(room.phones)))
        figures = {
            **spread("mark_acknowledged", (wish.seconds for wish in wishes)),
            **spread("mark_delivered", deliveries(wishes, witnesses)),
            **(spread("desk_acknowledged", (wish.seconds for wish in desk)) if desk else {}),
            **wall(room, wishes),
            **cost,
            **turned_back(room),
        }
        if complete:
            figures["last_total_everywhere_ms"] = round(everywhere(wishes, room.screens) * 1000, 1)
        return figures | verdict(room, wishes, topics, complete)


async def steer(room: Room, burst: asyncio.Task[list[Wish]]) -> list[Wish]:
    """As long as marks are not answered the desk announces something every half second."""
    wishes: list[Wish] = []
    while room.desk is not None and not (await asyncio.wait([burst], timeout=DESK_PAUSE))[0]:
        wishes.append(room.desk.wish("gatherings.announce", text=f"Announcement {len(wishes) + 1}"))
    await asyncio.gather(*(wish.settled for wish in wishes))
    return wishes


def wall(room: Room, wishes: list[Wish]) -> Figures:
    """How old the totals on the wall were: the longest that it did not show a mark whose answer had been given,
    and from the thumb to the wall."""
    if room.wall is None:
        return {}
    known = arrivals(room.wall)
    moments = [(wish, known[told_at(wish)]) for wish in wishes if told_at(wish) in known]
    behind = max(0.0, *(moment - wish.answered for wish, moment in moments))
    delivered = spread("wall_delivered", (moment - wish.asked for wish, moment in moments))
    return {**delivered, "wall_behind_at_most_ms": round(behind * 1000, 1)}


def turned_back(room: Room) -> Figures:
    """How often phones were told to slow down, and how evenly that fell upon them."""
    times = [phone.outbox.turned_back["slow_down"] for phone in room.phones]
    slowest = [max(wish.seconds for wish in phone.outbox.ledger) for phone in room.phones]
    return {
        "slow_downs": sum(times),
        "phones_slowed_down": sum(count > 0 for count in times),
        **quantiles("slow_downs_of_a_phone", times),
        "other_refusals": sum(phone.outbox.turned_back.total() for phone in room.phones) - sum(times),
        **spread("slowest_mark_of_a_phone", slowest),
    }


CASE = Case(play, ("bare", "openspace"), ("counts_exact",), rates=True)
