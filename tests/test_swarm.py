"""The simulated phone keeps its promises: without that no load or fault test says anything about the server.

The server here is the yardstick of the benchmarks, so that a fault of the real one cannot hide a fault of the phone.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import aiohttp
import pytest

from benchmarks.figures import percentile, spread, summary, table
from benchmarks.ledgers import expected
from benchmarks.server import Server, ServerError, start_bare
from tests.proxy import FaultProxy
from tests.swarm import Swarm


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with start_bare(tmp_path_factory.mktemp("bare"), 3) as server:
        yield server


def marked(swarm: Swarm, topic: int) -> list[dict[str, int]]:
    return [phone.totals[str(topic)] for phone in swarm.phones]


def test_what_one_wishes_all_see(server: Server) -> None:
    with Swarm(server.base, server.code, 3) as swarm:
        topic = swarm.ask(0, "marketplace.post_topic", title="Water")["result"]["topic"]
        swarm.ask(1, "marketplace.mark_interest", topic=topic, answer="come")
        swarm.ask(2, "marketplace.mark_interest", topic=topic, answer="maybe")
        swarm.ask(2, "marketplace.mark_interest", topic=topic, answer="come")
        swarm.settle()
        assert marked(swarm, topic) == [{"come": 2, "maybe": 0}] * 3
        assert expected(swarm.phones, [topic]) == {str(topic): {"come": 2, "maybe": 0}}
        assert [phone.lines for phone in swarm.phones] == [1, 1, 1]


def test_wishes_go_in_order_and_at_most_eight_are_in_flight(server: Server) -> None:
    with FaultProxy(int(server.base.rpartition(":")[2])) as proxy, Swarm(proxy.url, server.code, 1) as swarm:
        proxy.turn("half")
        wishes = [swarm.wish(0, "marketplace.post_topic", title=f"Topic {n}") for n in range(20)]
        swarm.until(lambda: wishes[7].tries == 1)
        time.sleep(0.2)
        assert [wish.tries for wish in wishes] == [1] * 8 + [0] * 12
        proxy.turn("ok")
        swarm.settle()
        made = [wish.answer["result"]["topic"] for wish in wishes if wish.answer]
        assert made == list(range(made[0], made[0] + 20))


def test_a_cut_line_is_made_again_and_what_waits_is_sent_again(server: Server) -> None:
    with FaultProxy(int(server.base.rpartition(":")[2])) as proxy, Swarm(proxy.url, server.code, 2) as swarm:
        topic = swarm.ask(0, "marketplace.post_topic", title="Roads")["result"]["topic"]
        proxy.turn("blackhole")
        wish = swarm.wish(1, "marketplace.mark_interest", topic=topic, answer="come")
        swarm.until(lambda: wish.tries == 1)
        assert wish.answer is None
        proxy.cut()
        proxy.turn("ok")
        swarm.settle()
        assert wish.tries == 2
        assert marked(swarm, topic) == [{"come": 1, "maybe": 0}] * 2
        assert swarm.phones[1].lines == 2


def test_what_is_wished_in_the_dark_is_answered_in_the_light(server: Server) -> None:
    with Swarm(server.base, server.code, 2) as swarm:
        topic = swarm.ask(0, "marketplace.post_topic", title="Light")["result"]["topic"]
        phone = swarm.phones[1]

        async def turn(dark: bool) -> None:
            phone.go_dark() if dark else phone.see_light()

        swarm.run(turn(dark=True))
        wish = swarm.wish(1, "marketplace.mark_interest", topic=topic, answer="come")
        swarm.ask(0, "marketplace.mark_interest", topic=topic, answer="maybe")
        swarm.until(lambda: swarm.phones[0].totals[str(topic)]["maybe"] == 1)
        assert (wish.answer, phone.totals[str(topic)]["maybe"]) == (None, 0)
        swarm.run(turn(dark=False))
        swarm.settle()
        assert (wish.tries, phone.lines) == (1, 1), "the line outlived a short darkness"
        swarm.run(turn(dark=True))
        late = swarm.wish(1, "marketplace.mark_interest", topic=topic, answer="maybe")
        swarm.until(lambda: phone.late == 1, seconds=6)
        swarm.run(turn(dark=False))
        swarm.settle()
        assert (late.tries, phone.lines) == (2, 2), "it was given up in a longer one"
        assert marked(swarm, topic) == [{"come": 0, "maybe": 2}] * 2


def test_a_phone_without_its_line_comes_back(server: Server) -> None:
    with Swarm(server.base, server.code, 1) as swarm:
        phone = swarm.phones[0]

        async def cut() -> None:
            phone.cut()

        swarm.run(cut())
        swarm.until(lambda: len(phone.greeted) == 2)
        assert (phone.lines, phone.pictures) == (2, 2), "the yardstick keeps no log: it sends the whole"


def test_an_answer_that_does_not_come_ends_the_line(server: Server) -> None:
    with FaultProxy(int(server.base.rpartition(":")[2])) as proxy, Swarm(proxy.url, server.code, 1) as swarm:
        phone = swarm.phones[0]
        proxy.turn("half")
        wish = swarm.wish(0, "marketplace.post_topic", title="Late")
        swarm.until(lambda: phone.late == 1, seconds=6)
        assert 4 <= time.perf_counter() - wish.sent < 5
        proxy.cut()
        proxy.turn("ok")
        swarm.settle()
        assert (wish.tries, phone.outbox.patience) == (2, 8)


def test_a_phone_that_finds_no_gathering_says_so(server: Server) -> None:
    with pytest.raises(aiohttp.ClientResponseError, match="404"), Swarm(server.base, "nowhere", 1):
        pass


def test_a_server_says_what_it_costs(server: Server) -> None:
    before = server.usage()
    with Swarm(server.base, server.code, 2) as swarm:
        for n in range(200):
            swarm.ask(0, "marketplace.post_topic", title=f"Topic {n}")
    after = server.usage()
    assert 0 < after.cpu_seconds - before.cpu_seconds < 10
    resident = subprocess.check_output(["ps", "-o", "rss=", "-p", str(server.process.pid)], text=True)
    assert after.rss_mb == pytest.approx(int(resident) * 1024 / 1e6, rel=0.05)


def test_figures() -> None:
    assert [percentile([1, 2, 3, 4], share) for share in (0.01, 0.25, 0.5, 0.51, 1)] == [1, 1, 2, 3, 4]
    assert spread("x", [0.002, 0.001]) == {"x_p50_ms": 1, "x_p95_ms": 2, "x_p99_ms": 2, "x_max_ms": 2}
    with pytest.raises(ValueError, match="no samples of x"):
        spread("x", [])
    runs = [{"ms": 3.0, "exact": True}, {"ms": 1.0, "exact": False}, {"ms": 7.5, "exact": True}]
    assert summary(runs) == {
        "ms": {"median": 3, "least": 1.0, "most": 7.5},
        "exact": {"always": False, "ever": True},
    }
    assert table({"a": summary(runs), "b": summary([{"ms": 2.0}])}).split("\n") == [
        "                     a  b",
        "ms         3 (1.0-7.5)  2",
        "exact  not in all runs  -",
    ]


def test_the_log_of_a_server_that_does_not_start_is_shown(tmp_path: Path) -> None:
    with pytest.raises(ServerError, match="unrecognized arguments: --nonsense"):
        Server(
            "bare", [sys.executable, "-m", "benchmarks.bare", "--port", "1", "--nonsense"], 1, "x", "", tmp_path / "log"
        )
