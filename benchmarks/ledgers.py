"""Holds what the screens show, and what the server kept, against the ledgers of all phones."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterable, Sequence

from benchmarks.figures import Figures
from benchmarks.outbox import Wish
from benchmarks.phones import Phone
from benchmarks.room import Room, accepted

WITNESSES = 100  # phones, drawn by lot, on which every wish's delivery is looked up
MARK = "marketplace.mark_interest"
IDEA = "marketplace.post_idea"


def told_at(wish: Wish) -> int:
    """The number of the change on `all` that told of this wish; 0 when nothing had to be told."""
    return int((wish.answer or {}).get("at", {}).get("all", 0))


def arrivals(phone: Phone) -> dict[int, float]:
    """When each change came to this phone."""
    return dict(zip((change["number"] for change in phone.heard), phone.arrivals, strict=True))


def deliveries(wishes: Sequence[Wish], witnesses: Iterable[Phone]) -> list[float]:
    """From a thumb to the new total on somebody else's screen, for every wish and witness."""
    seconds: list[float] = []
    for phone in witnesses:
        known = arrivals(phone)
        moments = ((known.get(told_at(wish)), wish.asked) for wish in wishes)
        seconds += [moment - asked for moment, asked in moments if moment is not None]
    return seconds


def everywhere(wishes: Sequence[Wish], phones: Iterable[Phone]) -> float:
    """Seconds from the last wish until the last phone shows what came of it; only where all phones got that far."""
    last = max(map(told_at, wishes))
    arrived = max(arrivals(phone).get(last, 0.0) for phone in phones)
    return arrived - max(wish.asked for wish in wishes)


def marks(phone: Phone) -> dict[int, str]:
    """The last accepted answer on each topic, by the phone's ledger."""
    of = (wish for wish in phone.outbox.ledger if wish.name == MARK and accepted(wish.answer))
    return {wish.fields["topic"]: wish.fields["answer"] for wish in of}


def expected(phones: Iterable[Phone], topics: Iterable[int]) -> dict[str, dict[str, int]]:
    """The totals by the ledgers."""
    totals = {str(topic): {"come": 0, "maybe": 0} for topic in topics}
    for phone in phones:
        for topic, answer in marks(phone).items():
            if answer in totals[str(topic)]:
                totals[str(topic)][answer] += 1
    return totals


def verdict(room: Room, wishes: Sequence[Wish], topics: Iterable[int], complete: bool = True) -> Figures:
    """Whether it was right, and what went wrong on the way."""
    truth = expected(room.phones, topics)
    wrong = sum(phone.totals != truth for phone in room.screens)
    answers = Counter(str((wish.answer or {}).get("code", "ok")) for wish in wishes)
    return {
        "counts_exact": complete and wrong == 0,
        "phones_with_wrong_counts": wrong,
        "wishes": len(wishes),
        "wishes_accepted": answers["ok"],
        "wishes_sent_again": sum(wish.tries - 1 for wish in wishes),
        "lines_made_again": sum(phone.lines - 1 for phone in room.screens),
    }


async def kept(room: Room) -> Figures:
    """Whether each person's acknowledged marks and ideas are what the server has: none lost, none twice."""
    lost = 0
    at_the_server = await asyncio.gather(*(phone.own_marks() for phone in room.phones))
    for phone, have in zip(room.phones, at_the_server, strict=True):
        lost += sum(have.get(topic, "none") != answer for topic, answer in marks(phone).items())
    ledgers = (wish for phone in room.phones for wish in phone.outbox.ledger)
    ideas = {wish.fields["text"] for wish in ledgers if wish.name == IDEA and accepted(wish.answer)}
    shown = Counter(idea["text"] for idea in (await room.phones[0].picture())["ideas"])
    lost += len(ideas - set(shown))
    doubled = sum(count - 1 for count in shown.values())
    return {
        "acknowledged_lost": lost,
        "doubled": doubled,
        "nothing_lost": lost == 0,
        "nothing_doubled": doubled == 0,
    }
