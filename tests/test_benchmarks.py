"""The benchmarks measure what they say: each case in a small room at the real server, and what must be found."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from websockets.asyncio.server import ServerConnection, serve

from benchmarks import peers
from benchmarks.__main__ import measure, present
from benchmarks.case import Setting
from benchmarks.cases import CASES
from benchmarks.figures import Figure
from benchmarks.ledgers import kept, verdict
from benchmarks.room import Room
from benchmarks.server import OPENSPACE, ROOT, Server, new_gathering, start_openspace
from benchmarks.typists import with_length, without_length
from benchmarks.websocket import Line

PHONES = 8
# Of each case with simulated phones: that a run was what the case says it is, beside what must be in every run.
IN_SHORT: dict[str, dict[str, Figure]] = {
    "marketplace": {"wishes_accepted": 5 * PHONES, "lines_made_again": 0},
    "one_wish": {"wishes": 3},
    "burst": {"wishes_accepted": 10 * PHONES, "slow_downs": 0},
    "cut_all": {"lines_made_again": PHONES + 2, "whole_states_sent": 0},
    "kill": {"lines_made_again": PHONES + 2, "acknowledged_lost": 0},
    "dark": {"phones_in_the_dark": PHONES // 2, "wishes_accepted": 3 * PHONES // 2},
    "typing": {"texts_equal": True},
    "idle": {"topics": PHONES},
    "growth": {"wishes_accepted": 5 * PHONES},
}


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with start_openspace(tmp_path_factory.mktemp("openspace"), PHONES) as server:
        yield server


@pytest.fixture
def server(running: Server) -> Server:
    """With a gathering of its own, for a desk link opens once."""
    data = running.log.parent / "data"
    program = ["env", f"OPENSPACE_BASE_URL={running.base}", str(OPENSPACE), "--data", str(data)]
    links = new_gathering(program, PHONES)
    running.code, running.desk_url = links["code"], links["desk_url"]
    return running


@pytest.mark.slow
@pytest.mark.parametrize("name", IN_SHORT)
def test_a_case_in_a_small_room(server: Server, name: str) -> None:
    case = CASES[name]
    setting = Setting(PHONES, rate=2 if case.rates else 1, seconds=1.0, minutes=0.02 if case.minutes else 0.0)
    figures = asyncio.run(case.play(server, setting))
    assert {figure: figures[figure] for figure in case.must} == dict.fromkeys(case.must, True)
    assert {figure: figures[figure] for figure in IN_SHORT[name]} == IN_SHORT[name]
    assert any(figure.endswith("client_busy") for figure in figures)


@pytest.mark.slow
def test_what_is_wrong_is_found(server: Server) -> None:
    async def play() -> None:
        async with Room(server, Setting(2, seconds=0.1)) as room:
            await room.fill()
            topics = await room.post()
            wishes = await room.burst(topics)
            await asyncio.sleep(0.5)
            assert verdict(room, wishes, topics)["counts_exact"]
            first = await kept(room)
            assert (first["acknowledged_lost"], first["doubled"]) == (0, 0)
            # What was acknowledged and is not at the server; what is there twice; what a screen shows wrongly.
            own = next(wish for wish in reversed(room.phones[0].outbox.ledger) if wish in wishes)
            own.fields["answer"] = "maybe" if own.fields["answer"] != "maybe" else "come"
            for _ in range(2):
                await room.phones[1].ask("marketplace.post_idea", text="Shade")
            room.phones[1].totals.clear()
            second = await kept(room)
            assert (second["acknowledged_lost"], second["doubled"]) == (1, 1)
            assert (second["nothing_lost"], second["nothing_doubled"]) == (False, False)
            assert not verdict(room, wishes, topics)["counts_exact"]

    asyncio.run(play())


@pytest.mark.slow
@pytest.mark.parametrize(("case", "peer"), [("one_wish", "node"), ("typing", "y-websocket")])
def test_a_peer_plays_along(case: str, peer: str) -> None:
    if not peers.PEERS[peer].fetched:
        pytest.skip("its package is not here: `make bench-peers`")
    figures = measure(CASES[case], peer, Setting(3, seconds=1.0))
    assert all(figures[name] for name in CASES[case].must)


def test_a_peer_that_was_not_fetched_is_said_to_be_absent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(peers, "FOLDER", tmp_path)
    assert present(["bare", "node"]) == (["bare"], ["node"])
    assert "node is absent" in capsys.readouterr().err


@pytest.mark.slow
def test_the_command_writes_what_it_measured(tmp_path: Path) -> None:
    out = tmp_path / "result.json"
    options = ["--servers", "bare", "--phones", "3", "--rate", "1,2", "--runs", "1", "--seconds", "0.5"]
    command = [sys.executable, "-m", "benchmarks", "burst", *options, "--out", str(out)]
    done = subprocess.run(command, cwd=ROOT, env=dict(os.environ), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    results = json.loads(out.read_text())["results"]
    assert [(each["server"], each["phones"], each["rate"]) for each in results] == [("bare", 3, 1), ("bare", 3, 2)]
    assert [each["summary"]["wishes"]["median"] for each in results] == [15, 30]
    assert "bare 3 x2" in done.stdout


def test_options_that_a_case_does_not_know_are_refused() -> None:
    for options in ("one_wish --rate 2", "burst --minutes 3", "kill --servers bare"):
        command = [sys.executable, "-m", "benchmarks", *options.split()]
        assert subprocess.run(command, cwd=ROOT, capture_output=True, check=False).returncode == 2, options


@pytest.mark.parametrize("size", [0, 1, 127, 128, 16_383, 16_384, 70_000])
def test_lengths_of_y_protocols(size: int) -> None:
    assert without_length(with_length(b"x" * size) + b"more") == b"x" * size


def test_the_lean_line_understands_all_frames() -> None:
    """Each length has its own form, a message may come in parts, and pings want to be answered."""
    messages = ["a" * size for size in (0, 125, 126, 65_535, 65_536, 200_000)]
    heard: list[tuple[bytes, bool]] = []

    async def echo(connection: ServerConnection) -> None:
        async for message in connection:
            await connection.send([message[:3], message[3:]] if len(message) > 3 else message)
            await (await connection.ping())  # which is answered, or this never ends

    async def talk() -> None:
        async with serve(echo, "127.0.0.1", 0) as listening:
            port = listening.sockets[0].getsockname()[1]
            line = Line(lambda message, binary: heard.append((message, binary)))
            await line.connect(f"http://127.0.0.1:{port}/")
            for message in messages:
                line.send(message.encode())
            line.send(b"\0\1", binary=True)
            async with asyncio.timeout(10):
                while len(heard) < len(messages) + 1:
                    await asyncio.sleep(0.01)
            line.close()
            await line.ended

    asyncio.run(talk())
    assert heard == [*((message.encode(), False) for message in messages), (b"\0\1", True)]
