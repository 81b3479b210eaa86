"""A full room that does nothing costs next to nothing, and one that lives for long does not grow."""

from __future__ import annotations

import asyncio
import statistics
import time

from benchmarks.case import Case, Setting
from benchmarks.figures import Figures
from benchmarks.room import Room, accepted, uncollected
from benchmarks.server import Server

TOPICS = 300
IDLE_SECONDS = 60.0
LOOKS = 100  # at the memory, at equal distances
FLAT = 0.02  # of the memory: less growth than that, from the second quarter of the time to the last, is none


async def play(server: Server, setting: Setting) -> Figures:
    """One run: a minute in which nothing happens, then as many as were asked for with one mark a second."""
    async with Room(server, setting) as room:
        await room.fill()
        topics = await room.post(TOPICS, 1.5 * room.seconds)
        await asyncio.to_thread(server.rest)
        with uncollected():
            idle = room.stretch("idle")
            await asyncio.sleep(min(IDLE_SECONDS, 60 * setting.minutes))
            figures = idle.figures()
            for whose in ("server", "worker"):
                figures[f"idle_{whose}_cpu_percent"] = round(
                    100 * figures[f"idle_{whose}_cpu_s"] / figures["idle_seconds"], 2
                )
            living = room.stretch("living")
            memory, answers = await live(room, topics, 60 * setting.minutes)
            figures |= living.figures()
    quarter = max(1, len(memory) // 4)
    before, after = statistics.mean(memory[quarter : 2 * quarter]), statistics.mean(memory[-quarter:])
    return figures | {
        "topics": len(topics),
        "marks": len(answers),
        "all_accepted": all(answers),
        "rss_least_mb": min(memory),
        "rss_most_mb": max(memory),
        "rss_grown_mb": round(after - before, 1),
        "rss_flat": after - before < FLAT * before,
    }


async def live(room: Room, topics: list[int], seconds: float) -> tuple[list[float], list[bool]]:
    """One mark a second. The memory of server and worker together as it went on, and whether marks were accepted."""
    memory: list[float] = []
    answers: list[bool] = []
    begun = time.perf_counter()
    while (gone := time.perf_counter() - begun) < seconds or len(memory) < 4:
        if gone >= len(memory) * seconds / LOOKS:
            usage = room.server.usage()
            memory.append(round(usage.rss_mb + usage.worker_rss_mb, 1))
        answers.append(accepted(await room.mark(room.lot.choice(room.phones), topics).settled))
        await asyncio.sleep(1.0)
    return memory, answers


CASE = Case(play, ("openspace",), ("all_accepted",), minutes=1.0)
