"""One wish in a quiet room, again and again: how long until each phone shows it."""

from __future__ import annotations

import asyncio

from benchmarks.case import Case, Setting
from benchmarks.figures import Figures, spread
from benchmarks.ledgers import arrivals, told_at
from benchmarks.outbox import Wish
from benchmarks.room import Room, uncollected
from benchmarks.server import Server

WISHES = 3  # for each of the ten seconds
PAUSE = (0.3, 0.7)  # seconds between two of them, drawn by lot


async def play(server: Server, setting: Setting) -> Figures:
    """One run: somebody posts a topic, which each server tells at once."""
    async with Room(server, setting) as room:
        await room.fill()
        with uncollected():
            stretch = room.stretch("told")
            wishes = [await one(room, number) for number in range(1, round(WISHES * room.seconds) + 1)]
            complete = await room.reached(max(map(told_at, wishes)))
            cost = stretch.figures()
        return seen(room, wishes) | cost | {"wishes": len(wishes), "seen_by_all": complete}


async def one(room: Room, number: int) -> Wish:
    """A topic, its answer, and a pause in which the room comes to rest."""
    wish = room.lot.choice(room.phones).wish("marketplace.post_topic", title=f"Topic {number}")
    await wish.settled
    await asyncio.sleep(room.lot.uniform(*PAUSE))
    return wish


def seen(room: Room, wishes: list[Wish]) -> Figures:
    """Over all phones and wishes; and, for each wish, until the last phone."""
    each: list[float] = []
    last: list[float] = []
    known = [arrivals(phone) for phone in room.phones]
    for wish in wishes:
        moments = [moments[told_at(wish)] - wish.asked for moments in known if told_at(wish) in moments]
        each += moments
        last.append(max(moments))
    return {
        **spread("acknowledged", (wish.seconds for wish in wishes)),
        **spread("seen", each),
        **spread("seen_by_the_last", last),
    }


CASE = Case(play, ("bare", "node", "openspace"), ("seen_by_all",))
