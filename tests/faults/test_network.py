"""The network is bad, or shared, or crowded, or somebody at its other end does not read (FAULTS, groups A and E)."""

import asyncio
import json
import random
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count, takewhile
from typing import Any

import pytest
import socketio
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin

from openspace.core.committer import Wish
from openspace.live.streams import Snapshots
from tests.doors.line import Line, TurnedAway, until
from tests.doors.phones import Gathering, Phone
from tests.faults.conftest import FaultyServer, served
from tests.faults.lines import keeps_trying, lead_through
from tests.proxy import FaultProxy
from tests.world import World

pytestmark = pytest.mark.slow

RESET = struct.pack("ii", 1, 0)  # close at once and with a reset
WORDS = ("who", "does", "what", "when", "forms", "of", "two", "towns", "nobody", "types", "anything", "twice")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FaultyServer]:
    """One for all: nothing here ends it."""
    yield from served(tmp_path_factory.mktemp("served"))


def test_lines_that_break_all_the_time(server: FaultyServer, gather: Callable[[str], Gathering]) -> None:
    """C2: a hundred resets while four people write; each wish is done once, and in its order."""
    with FaultProxy(server.port) as proxy:
        gathering = gather(server.url)
        people = [gathering.joins(f"Person {n}") for n in range(4)]
        topics = [each.does("marketplace.post_topic", title="Topic")["topic"] for each in people]
        for each in people:
            lead_through(each, proxy)
        enough = threading.Event()

        def write(phone: Phone, topic: int) -> list[str]:
            wrote = []
            for n in takewhile(lambda _: not enough.is_set(), count(2)):
                wish = {"n": n, "name": "marketplace.edit_topic", "fields": {"topic": topic, "line": str(n)}}
                assert keeps_trying(phone, wish)["ok"]
                wrote.append(str(n))
            return wrote

        with ThreadPoolExecutor(len(people)) as pool:
            writing = [pool.submit(write, *pair) for pair in zip(people, topics, strict=True)]
            cuts = 0
            while cuts < 100:
                time.sleep(0.1)
                cuts += proxy.lines
                proxy.cut()
            enough.set()
            wrote = [each.result() for each in writing]
    edits = [change["topic"] for change in everything(gathering) if change["kind"] == "marketplace.topic_edited"]
    assert [[each["line"] for each in edits if each["id"] == topic] for topic in topics] == wrote
    assert all(wrote)


def test_a_weak_mobile_network(server: FaultyServer, gather: Callable[[str], Gathering]) -> None:
    """C4: 150 ms each way, 256 kbit/s, one packet of twenty lost: a tick takes 2.5 s at most for 19 of 20."""
    with FaultProxy(server.port) as proxy:
        gathering = gather(server.url)
        people = [gathering.joins(f"Person {n}") for n in range(8)]
        for each in people:
            lead_through(each, proxy)
            each.line  # noqa: B018  # greeted
        proxy.turn("far")

        def ticks(phone: Phone) -> list[float]:
            waited = []
            for n in range(5):
                begun = time.monotonic()
                assert phone.wishes("marketplace.post_idea", text=f"Idea {n}")["ok"]
                waited.append(time.monotonic() - begun)
            return waited

        with ThreadPoolExecutor(len(people)) as pool:
            waited = sorted(each for mine in pool.map(ticks, people) for each in mine)
    assert waited[len(waited) * 19 // 20 - 1] <= 2.5


def everything(gathering: Gathering) -> list[dict[str, Any]]:
    """All changes of `all`."""
    path = f"/g/{gathering.code}/snapshot"
    epoch = gathering.host.browser.get(path).json()["epoch"]
    found = gathering.host.browser.get(f"/g/{gathering.code}/changes?epoch={epoch}&stream=all&since=0").json()
    changes: list[dict[str, Any]] = found["changes"]
    return changes


def test_forty_wishes_without_a_websocket(gathering: Gathering) -> None:
    """C5: long polling brings them in one request of forty packets, which the library as it comes would lose (F1)."""
    anna = gathering.joins("Anna")
    browser = anna.browser

    async def talk() -> list[dict[str, Any]]:
        client = socketio.AsyncClient()
        headers = {"Cookie": browser.cookie, "Origin": browser.url}
        await client.connect(browser.url, headers=headers, auth={"csrf": browser.csrf}, transports=["polling"])
        hello = {"v": 1, "gathering": gathering.code, "client": anna.client, "next": 1, "epoch": None, "have": {}}
        assert (await client.call("hello", hello))["ok"]
        asked = [
            client.call("do", {"n": n, "name": "marketplace.mark_interest", "fields": {"topic": topic, "answer": said}})
            for n, said in enumerate(["come", "maybe"] * 20, 1)
        ]
        answers = await asyncio.gather(*asked)
        assert client.transport() == "polling"
        await client.disconnect()
        return list(answers)

    topic = gathering.host.does("marketplace.post_topic", title="One form")["topic"]
    answers = asyncio.run(talk())
    assert [answer["n"] for answer in answers if answer["ok"]] == list(range(1, 41))
    assert gathering.host.state()["topics"][0]["interest"] == {"come": 0, "maybe": 1}


def test_a_new_address_is_the_same_person(gathering: Gathering) -> None:
    """C8: the old line was never closed; the new one works at once, and they count as one."""
    anna = gathering.joins("Anna")
    old = anna.line
    new = Line(anna.browser)
    hello = {"v": 1, "gathering": gathering.code, "screen": "phone", "client": anna.client, "next": 1}
    assert new.ask("hello", hello | {"epoch": None, "have": {}})["ok"]
    assert new.ask("do", {"n": 1, "name": "marketplace.post_idea", "fields": {"text": "Tea"}})["ok"]
    bram = gathering.joins("Bram")
    until(lambda: any(pulse["here"] == 3 for pulse in bram.line.heard("pulse")))  # with the host, who posted by JSON
    assert not old.closed.is_set()
    new.close()


def test_a_whole_room_comes_from_one_address(gathering: Gathering) -> None:
    """C9: behind a NAT they all look alike, and nobody is kept out."""
    with ThreadPoolExecutor(20) as door:
        joined = list(door.map(lambda n: gathering.joins(f"Person {n}").person, range(100)))
    assert len(set(joined)) == 100


class Deaf:
    """A phone that greets, follows a stream, and then never reads again."""

    def __init__(self, phone: Phone, stream: str) -> None:
        browser = phone.browser
        narrow = socket.socket()
        narrow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        narrow.connect(("127.0.0.1", int(browser.host.rpartition(":")[2])))
        self.socket: ClientConnection = connect(
            f"ws://{browser.host}/socket.io/?EIO=4&transport=websocket",
            sock=narrow,
            origin=Origin(browser.url),
            additional_headers={"Cookie": browser.cookie},
            compression=None,
            ping_interval=None,
            max_queue=1,  # what nobody takes is not read from the socket either
        )
        self.socket.recv()
        hello = {"v": 1, "gathering": phone.code, "screen": "phone", "client": "d" * 16, "next": 1, "epoch": None}
        for packet in (
            "40" + json.dumps({"csrf": browser.csrf}),
            "420" + json.dumps(["hello", {**hello, "have": {}}]),
            "421" + json.dumps(["follow", {"stream": stream, "have": None}]),
        ):
            self.socket.send(packet)
            while self.socket.recv(10)[1:2] == "2":  # what is told meanwhile
                pass


def test_phones_that_never_read_are_dropped_and_cost_little(server: FaultyServer, gathering: Gathering) -> None:
    """C11: whoever reads gets everything, in order; who comes back after that is told what it missed."""
    session = gathering.day().session()
    stream = f"session:{session}"
    reader = gathering.joins("Reader")
    assert reader.line.ask("follow", {"stream": stream, "have": None})["ok"]
    deaf = [Deaf(gathering.joins(f"Deaf {n}"), stream) for n in range(8)]
    before, dropped = (server.figure(name) for name in ("process_resident_memory_bytes", "openspace_slow_total"))
    names = ("discussed", "conclusions", "requests", "resources", "open_questions")
    saved = 0
    while server.figure("openspace_slow_total") < dropped + len(deaf):
        saved += 1
        assert saved < 1000, "nobody was dropped"
        text = f"{saved:04}" * 1000
        assert gathering.host.wishes("notes.save_report", session=session, **dict.fromkeys(names, text))["ok"]
    assert server.figure("process_resident_memory_bytes") - before < 20e6
    until(lambda: len(reader.line.changes(stream)) == saved)
    assert [change["report"]["discussed"][:4] for change in reader.line.changes(stream)] == [
        f"{n:04}" for n in range(1, saved + 1)
    ]
    assert reader.line.heard("bye") == []
    for each in deaf:
        each.socket.close_socket()


def test_a_silent_line_is_asked_often_enough_for_any_nat(gathering: Gathering) -> None:
    """C12: the shortest memory of a NAT that we know of is a minute."""
    opening = gathering.host.browser.get("/socket.io/?EIO=4&transport=polling").text
    assert opening.startswith("0")
    said = json.loads(opening[1:])
    assert (said["pingInterval"], said["pingTimeout"]) == (10_000, 6_000)


def test_the_first_agenda_fits_a_slow_line(sqlite_world: World) -> None:
    """C15: three hundred topics are there within 6 s at 8 kB a second."""
    sqlite_world.opens()
    lot = random.Random(15)
    wishes = []
    for _ in range(300):
        title, line = (" ".join(lot.choices(WORDS, k=words)) for words in (8, 16))
        fields = {"title": title, "line": line}
        wishes.append(Wish("marketplace.post_topic", fields, device=sqlite_world.host.device))
    assert all(answer["ok"] for answer in sqlite_world.committer.commit(wishes).answers)
    with sqlite_world.system.database.glancing() as sql:
        assert len(Snapshots(sqlite_world.system).of(sql, sqlite_world.gathering).zipped) < 6 * 8000


def test_coming_and_going_leaves_nothing(server: FaultyServer, gathering: Gathering) -> None:
    """C49: a third says goodbye, a third is torn away, a third is refused."""
    anna = gathering.joins("Anna")
    quiet = server.figure("openspace_connections")

    def come_and_go(rounds: int) -> None:
        for n in range(rounds):
            if n % 3 == 0:
                with pytest.raises(TurnedAway):
                    Line(anna.browser, csrf="wrong")
                continue
            line = Line(anna.browser)
            if n % 3 == 1:
                line.socket.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
                line.socket.close_socket()
            else:
                line.close()

    come_and_go(150)  # what is only made once is there now
    before = server.figure("process_resident_memory_bytes")
    come_and_go(300)
    until(lambda: server.figure("openspace_connections") == quiet)
    assert server.figure("process_resident_memory_bytes") < before * 1.05


def test_half_open_requests_keep_nobody_out(server: FaultyServer, gathering: Gathering) -> None:
    """C51: two hundred never finish their request: somebody joins as if they were not there, and they are let go."""
    anna = gathering.joins("Anna")
    line = anna.line
    server.arm("impatient")
    halves = [socket.create_connection(("127.0.0.1", server.port), timeout=5) for _ in range(200)]
    for half in halves:
        half.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ")
    begun = time.monotonic()
    assert gathering.joins("Bram").wishes("marketplace.post_idea", text="Tea")["ok"]
    assert time.monotonic() - begun < 2
    for half in halves:
        assert half.recv(1) == b""
        half.close()
    server.disarm("impatient")
    assert anna.wishes("marketplace.post_idea", text="Coffee")["ok"]
    assert anna.line is line  # which finished asking long ago
