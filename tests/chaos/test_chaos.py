"""A room in which everything breaks: lines are cut, go deaf, crawl; the server is killed and restarted. Whoever got a
tick keeps it, once, in order, and in the end all phones show the same."""

from __future__ import annotations

import hashlib
import json
import random
import signal
import threading
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, text

from benchmarks.phones import Phone
from tests.proxy import FaultProxy
from tests.server import RunningServer, free_port
from tests.swarm import Swarm

PHONES = 20
SECONDS = 60.0
CUTS = 15
# Each with how long it lasts before the lines are cut and all is well again.
FAULTS = (
    ("reset", 0.3),
    ("blackhole", 1.5),
    ("half", 1.5),
    ("slow:4000", 2.0),
    ("cut", 0.0),
    ("kill", 0.0),
    ("term", 0.0),
)

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def server(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[RunningServer]:
    running = RunningServer(tmp_path / "data", free_port())
    if request.param == "postgresql":
        running.database = request.getfixturevalue("postgres_database")
    running.start()
    yield running
    running.stop()


def opened(server: RunningServer) -> tuple[str, str]:
    """A gathering whose market is open; its code and the desk's link."""
    made = server.command("gathering", "create", "--title", "Chaos", "--people", "60")
    return made["code"], made["desk_url"]


def told(server: RunningServer) -> list[dict[str, Any]]:
    """All changes of `all`, as they lie on the disk."""
    engine = create_engine(server.database or f"sqlite:///{server.data / 'openspace.db'}")
    with engine.connect() as database:
        rows = database.execute(text("SELECT number, body FROM changes WHERE stream = 'all' ORDER BY number")).all()
    engine.dispose()
    assert [number for number, _body in rows] == list(range(1, len(rows) + 1)), "a stream without holes"
    return [json.loads(body) for _number, body in rows]


def fingerprint(totals: dict[str, dict[str, int]]) -> str:
    return hashlib.sha256(json.dumps(totals, sort_keys=True).encode()).hexdigest()


def breaks(server: RunningServer, proxy: FaultProxy, fault: str, lasts: float) -> None:
    match fault:
        case "cut":
            proxy.cut()
        case "kill":
            server.stop(signal.SIGKILL)
            server.start()
        case "term":
            assert server.stop() == 0
            server.start()
        case mode:
            proxy.turn(mode)
            time.sleep(lasts)
            proxy.turn("ok")
            proxy.cut()


def play(server: RunningServer, seconds: float, faults: Sequence[tuple[str, float]], rest: float = 60.0) -> list[str]:
    """Everybody writes while one fault after another happens; what is wrong in the end, in words."""
    code, desk = opened(server)
    lot = random.Random(7)
    with FaultProxy(server.port) as proxy, Swarm(proxy.url, code, PHONES) as swarm:
        host = swarm.add("desk", desk.replace(server.url, proxy.url))
        swarm.run(host.ask("gatherings.move_phase", phase="marketplace"))
        topics = [swarm.ask(n, "marketplace.post_topic", title=f"Topic {n}")["result"]["topic"] for n in range(PHONES)]
        begun, line = time.monotonic(), 0
        for number, (fault, lasts) in enumerate(faults, 1):
            breaking = threading.Thread(target=breaks, args=(server, proxy, fault, lasts))
            breaking.start()
            while breaking.is_alive() or time.monotonic() < begun + number * seconds / len(faults):
                n = lot.randrange(PHONES)
                line += 1
                swarm.wish(n, "marketplace.edit_topic", topic=topics[n], line=str(line))
                answer = lot.choice(("come", "maybe"))
                swarm.wish(n, "marketplace.mark_interest", topic=lot.choice(topics), answer=answer)
                time.sleep(0.03)
        faulty = []
        try:
            swarm.settle(rest)
        except AssertionError:
            faulty.append("the phones do not come to rest")
        return faulty + list(wrong(server, swarm.phones[:PHONES], topics))


def wrong(server: RunningServer, phones: list[Phone], topics: list[int]) -> Iterator[str]:
    """What the ledgers, the disk and the screens do not agree on."""
    wrote = edits(server)
    for phone, topic in zip(phones, topics, strict=True):
        wished = [wish for wish in phone.outbox.ledger if wish.name == "marketplace.edit_topic"]
        if not all(wish.answer and wish.answer["ok"] for wish in wished):
            yield f"topic {topic}: not all was accepted"
        ticked = [wish.fields["line"] for wish in wished if wish.answer and wish.answer["ok"]]
        kept = wrote[topic]
        if missing := set(ticked) - set(kept):
            yield f"topic {topic}: {len(missing)} ticked and missing"
        if len(kept) > len(set(kept)):
            yield f"topic {topic}: {len(kept) - len(set(kept))} doubled"
        if list(dict.fromkeys(kept)) != [line for line in ticked if line in kept]:
            yield f"topic {topic}: out of order"
    if sum(phone.lines for phone in phones) <= len(phones):
        yield "nobody had to resume"
    if len({fingerprint(phone.totals) for phone in phones}) > 1:
        yield "the screens differ"
    if phones[0].totals != totals(phones, topics):
        yield "the totals are not what the ledgers say"
    if not all(whole(phone) for phone in phones):
        yield "a phone heard something twice, or in another order"


def edits(server: RunningServer) -> dict[int, list[str]]:
    """What was written to each topic, in the order of the stream."""
    wrote: dict[int, list[str]] = defaultdict(list)
    for change in told(server):
        if change["kind"] == "marketplace.topic_edited":
            wrote[change["topic"]["id"]].append(change["topic"]["line"])
    return wrote


def test_ticks_are_kept_once_and_in_order(server: RunningServer) -> None:
    faults = list(islice(cycle(FAULTS), CUTS))
    assert play(server, SECONDS, faults) == []


@pytest.mark.parametrize(
    ("mutant", "fault", "found"), [("forgetful", ("half", 1.0), "doubled"), ("hasty", ("kill", 0.0), "missing")]
)
def test_a_broken_promise_is_found(tmp_path: Path, mutant: str, fault: tuple[str, float], found: str) -> None:
    server = RunningServer(tmp_path / "data", free_port(), program=("tests.chaos.mutant", mutant)).start()
    try:
        assert any(found in said for said in play(server, 8.0, [fault] * 3, rest=10.0))
    finally:
        server.stop()


def totals(phones: list[Phone], topics: list[int]) -> dict[str, dict[str, int]]:
    """By the ledgers: of each person the last answer on each topic."""
    counted = {str(topic): {"come": 0, "maybe": 0} for topic in topics}
    for phone in phones:
        marks = {
            wish.fields["topic"]: wish.fields["answer"]
            for wish in phone.outbox.ledger
            if wish.name == "marketplace.mark_interest"
        }
        for topic, answer in marks.items():
            counted[str(topic)][answer] += 1
    return counted


def whole(phone: Phone) -> bool:
    """Each change was heard once, in the order of the stream."""
    numbers = [change["number"] for change in phone.heard]
    return numbers == sorted(set(numbers))


def test_a_server_that_is_asked_to_end_under_load_answers_and_ends(server: RunningServer) -> None:
    """Within 5 s, with code 0; what was ticked is there, what was not goes to the next server, once."""
    code, desk = opened(server)
    with Swarm(server.url, code, PHONES) as swarm:
        host = swarm.add("desk", desk)
        swarm.run(host.ask("gatherings.move_phase", phase="marketplace"))
        topics = [swarm.ask(n, "marketplace.post_topic", title=f"Topic {n}")["result"]["topic"] for n in range(PHONES)]
        for count in range(30):
            for n in range(PHONES):
                swarm.wish(n, "marketplace.edit_topic", topic=topics[n], line=str(count))
        begun = time.monotonic()
        assert server.stop() == 0
        assert time.monotonic() - begun < 5
        server.start()
        swarm.settle(60)
        wrote = edits(server)
        assert all(wrote[topic] == [str(count) for count in range(30)] for topic in topics)
