"""The marketplace at its busiest: everybody joins in ten seconds, then marks interest in ten seconds."""

from __future__ import annotations

import asyncio
import gc
import random
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable
from contextlib import AsyncExitStack
from functools import partial

from benchmarks.figures import Figure, Figures, spread
from benchmarks.machine import busy_seconds
from benchmarks.outbox import Wish
from benchmarks.phones import BROKEN, Phone
from benchmarks.server import Server, ServerError
from benchmarks.wire import Traffic

JOIN_SECONDS = 10.0
POST_SECONDS = 4.0
MARK_SECONDS = 10.0
SETTLE_SECONDS = 120.0
RELOAD_SECONDS = 2.0
TOPICS = 40
MARKS = 5
WITNESSES = 100  # phones, drawn by lot, on which every wish's delivery is looked up
ANSWERS = ("come", "come", "maybe", "skip", "none")

Work = Callable[[], Awaitable[None]]


class Stretch:
    """A stretch of a run: what it cost the server and the client, and what went over the lines."""

    def __init__(self, name: str, server: Server, traffic: Traffic):
        self.name, self._server, self._traffic = name, server, traffic
        self._wall, self._own = time.perf_counter(), time.process_time()
        self._cpu = server.usage().cpu_seconds
        self._machine = busy_seconds()
        self._before = vars(traffic).copy()

    def figures(self) -> Figures:
        seconds = time.perf_counter() - self._wall
        usage = self._server.usage()
        cpu = usage.cpu_seconds - self._cpu
        own = time.process_time() - self._own
        others = max(0.0, busy_seconds() - self._machine - cpu - own)
        figures: Figures = {
            "seconds": round(seconds, 2),
            "server_cpu_s": round(cpu, 2),
            "server_rss_mb": usage.rss_mb,
            "client_busy": round(own / seconds, 2),
            "others_busy": round(others / seconds, 2),
        }
        for name, count in vars(self._traffic).items():
            figures[f"messages_{name}"] = count - self._before[name]
        return {f"{self.name}_{name}": value for name, value in figures.items()}


async def run(server: Server, count: int, seed: int) -> Figures:
    """One run with that many phones; the seed decides who does what when."""
    lot = random.Random(seed)
    traffic = Traffic()
    async with AsyncExitStack() as leaving:

        def phone(screen: str = "phone") -> Phone:
            made = Phone(server.base, server.code, traffic, screen)
            leaving.push_async_callback(made.close)
            return made

        if server.desk_url:
            await open_market(phone("desk"), server.desk_url)
        phones = [phone() for _ in range(count)]
        figures = await join(server, traffic, phones, lot)
        gc.collect()
        gc.disable()  # what phones heard is kept to the end: looking through it would stop the client
        try:
            topics = await post(phones, lot, figures)
            await mark(server, traffic, phones, topics, lot, figures)
        finally:
            gc.enable()
    return figures


async def open_market(desk: Phone, url: str) -> None:
    await desk.take_link(url)
    await desk.live()
    answer = await desk.ask("gatherings.move_phase", phase="marketplace")
    if not answer["ok"]:
        raise ServerError(f"the marketplace does not open: {answer}")


async def spaced(lot: random.Random, seconds: float, works: Iterable[Work]) -> None:
    """Begin each work at a moment of its own within these seconds; wait for all."""

    async def at(moment: float, work: Work) -> None:
        await asyncio.sleep(moment)
        await work()

    await asyncio.gather(*(at(lot.uniform(0, seconds), work) for work in works))


async def join(server: Server, traffic: Traffic, phones: list[Phone], lot: random.Random) -> Figures:
    """From the scan of the code to a live screen, for everybody."""
    http: list[float] = []
    live: list[float] = []
    again = 0

    async def one(number: int, phone: Phone) -> None:
        nonlocal again
        scanned = time.perf_counter()
        while True:
            try:
                await phone.join(f"Person {number}")
                break
            except BROKEN as error:  # a person would load the page again
                again += 1
                if time.perf_counter() > scanned + SETTLE_SECONDS:
                    raise ServerError(f"somebody cannot join: {error!r}") from error
                await asyncio.sleep(RELOAD_SECONDS)
        joined = time.perf_counter()
        await phone.live()
        http.append(joined - scanned)
        live.append(time.perf_counter() - joined)

    stretch = Stretch("join", server, traffic)
    await spaced(lot, JOIN_SECONDS, [partial(one, *each) for each in enumerate(phones, 1)])
    total = [a + b for a, b in zip(http, live, strict=True)]
    return {
        **spread("join_pages", http),
        **spread("join_live", live),
        **spread("join", total),
        "join_pages_loaded_again": again,
        **stretch.figures(),
    }


async def post(phones: list[Phone], lot: random.Random, figures: Figures) -> list[int]:
    """Some people post a topic each; goes on once every phone shows them all."""
    topics: list[int] = []

    async def one(number: int, phone: Phone) -> None:
        answer = await phone.ask("marketplace.post_topic", title=f"Topic {number}", line="Why now?")
        topics.append(answer["result"]["topic"])

    hosts = lot.sample(phones, min(TOPICS, len(phones)))
    await spaced(lot, POST_SECONDS, [partial(one, *each) for each in enumerate(hosts, 1)])
    figures |= spread("post_acknowledged", (phone.outbox.ledger[0].seconds for phone in hosts))
    await until(lambda: all(len(phone.totals) == len(topics) for phone in phones), "all topics everywhere")
    return sorted(topics)


async def mark(
    server: Server,
    traffic: Traffic,
    phones: list[Phone],
    topics: list[int],
    lot: random.Random,
    figures: Figures,
) -> None:
    """Everybody marks interest five times; then what every phone shows is held against the ledgers."""
    wishes: list[Wish] = []

    async def one(phone: Phone, topic: int, answer: str) -> None:
        wish = phone.wish("marketplace.mark_interest", topic=topic, answer=answer)
        wishes.append(wish)
        await wish.settled

    stretch = Stretch("mark", server, traffic)
    works = [partial(one, phone, lot.choice(topics), lot.choice(ANSWERS)) for phone in phones for _ in range(MARKS)]
    await spaced(lot, MARK_SECONDS, works)
    last = max(map(told_at, wishes))
    everywhere = await reached(phones, last)
    cost = stretch.figures()

    figures |= spread("mark_acknowledged", (wish.seconds for wish in wishes))
    figures |= spread("mark_delivered", deliveries(wishes, lot.sample(phones, min(WITNESSES, len(phones)))))
    figures |= cost
    last_asked = max(wish.asked for wish in wishes)
    if everywhere:
        arrived = max(arrivals(phone).get(last, 0.0) for phone in phones)
        figures["last_total_everywhere_ms"] = round((arrived - last_asked) * 1000, 1)
    figures |= verdict(phones, wishes, topics, everywhere)


def told_at(wish: Wish) -> int:
    """The number of the change on `all` that told of this wish; 0 when nothing had to be told."""
    return int((wish.answer or {}).get("at", {}).get("all", 0))


async def until(condition: Callable[[], bool], what: str) -> None:
    give_up = time.perf_counter() + SETTLE_SECONDS
    while not condition():
        if time.perf_counter() > give_up:
            raise ServerError(f"after {SETTLE_SECONDS:.0f} s still not: {what}")
        await asyncio.sleep(0.05)


async def reached(phones: list[Phone], number: int) -> bool:
    """Whether every phone gets this far; a phone that never does is a finding, not an error."""
    try:
        await until(lambda: all((phone.number or 0) >= number for phone in phones), "last total")
    except ServerError:
        return False
    return True


def arrivals(phone: Phone) -> dict[int, float]:
    """When each change came to this phone."""
    return dict(zip((change["number"] for change in phone.heard), phone.arrivals, strict=True))


def deliveries(wishes: list[Wish], witnesses: list[Phone]) -> list[float]:
    """From a thumb to the new total on somebody else's screen, for every wish and witness."""
    seconds: list[float] = []
    for phone in witnesses:
        known = arrivals(phone)
        moments = ((known.get(told_at(wish)), wish.asked) for wish in wishes)
        seconds += [moment - asked for moment, asked in moments if moment is not None]
    return seconds


def expected(phones: list[Phone], topics: list[int]) -> dict[str, dict[str, int]]:
    """The totals by the ledgers: of each person the last accepted answer on each topic."""
    totals = {str(topic): {"come": 0, "maybe": 0} for topic in topics}
    for phone in phones:
        marks: dict[int, str] = {}
        for wish in phone.outbox.ledger:
            if wish.name == "marketplace.mark_interest" and wish.answer and wish.answer["ok"]:
                marks[wish.fields["topic"]] = wish.fields["answer"]
        for topic, answer in marks.items():
            if answer in totals[str(topic)]:
                totals[str(topic)][answer] += 1
    return totals


def verdict(phones: list[Phone], wishes: list[Wish], topics: list[int], everywhere: bool) -> Figures:
    """Whether it was right, and what went wrong on the way."""
    truth = expected(phones, topics)
    wrong = sum(phone.totals != truth for phone in phones)
    answers = Counter(str((wish.answer or {}).get("code", "ok")) for wish in wishes)
    figures: dict[str, Figure] = {
        "counts_exact": everywhere and wrong == 0,
        "phones_with_wrong_counts": wrong,
        "wishes": len(wishes),
        "wishes_accepted": answers["ok"],
        "wishes_sent_again": sum(wish.tries - 1 for wish in wishes),
        "lines_made_again": sum(phone.lines - 1 for phone in phones),
    }
    return figures
