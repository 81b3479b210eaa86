"""The worker beside a real server: it makes the page, a killed one is replaced, and it ends with its server."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from http.cookiejar import CookieJar
from pathlib import Path
from time import monotonic, sleep
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener

import pytest
from sqlalchemy import func, insert, select

from openspace.core import clock
from openspace.core.models import Receipt
from openspace.core.settings import load
from openspace.proceedings.shelf import Shelf
from tests.server import RunningServer, free_port
from tests.world import World

pytestmark = pytest.mark.slow


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RunningServer]:
    running = RunningServer(tmp_path / "data", free_port()).start()
    yield running
    if running.process is not None and running.process.poll() is None:
        running.stop()


def joined(server: RunningServer, code: str) -> OpenerDirector:
    """A browser that takes part."""
    browser = build_opener(HTTPCookieProcessor(CookieJar()))
    page = browser.open(f"{server.url}/g/{code}", timeout=20).read().decode()
    token = re.search(r'name="csrf-token" content="(.*?)"', page)
    assert token
    form = urlencode({"name": "Anna", "csrf_token": token[1]}).encode()
    browser.open(Request(f"{server.url}/g/{code}/join", form, {"Origin": server.url}), timeout=20).read()
    return browser


def until(true: Callable[[], object], seconds: float = 30) -> None:
    deadline = monotonic() + seconds
    while not true():
        assert monotonic() < deadline
        sleep(0.1)


def worker_of(server: RunningServer) -> int | None:
    """The process id of the server's worker."""
    assert server.process is not None
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal() and _is_worker(entry, server.process.pid):
            return int(entry.name)
    return None


def _is_worker(entry: Path, server: int) -> bool:
    try:
        parent = (entry / "stat").read_text().rpartition(")")[2].split()[1]
        return int(parent) == server and b"worker" in (entry / "cmdline").read_bytes()
    except OSError:
        return False


def alive(process: int) -> bool:
    try:
        return (Path("/proc") / str(process) / "stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_the_page_comes_also_after_the_worker_was_killed(server: RunningServer) -> None:
    shelf = Shelf(load(environment=server.environment))
    code = server.command("gathering", "create", "--title", "Neighbours", "--theme", "And *now*?")["code"]
    reader = joined(server, code)
    until(shelf.worker_runs)
    page = reader.open(f"{server.url}/g/{code}/book", timeout=20).read().decode()
    assert '<h1 lang="en">And *now*?</h1>' in page
    assert 'href="#in-one-minute"' in page

    first = worker_of(server)
    assert first is not None
    os.kill(first, signal.SIGKILL)
    until(lambda: not shelf.worker_runs())
    plain = reader.open(f"{server.url}/g/{code}/book", timeout=20).read().decode()
    assert "And" in plain
    until(lambda: worker_of(server) not in (None, first) and shelf.worker_runs())
    joined(server, code)  # the book is another one now

    pages: list[str] = []

    def looked_again() -> bool:
        """As the page bids while a busy machine still makes the book."""
        pages.append(reader.open(f"{server.url}/g/{code}/book", timeout=20).read().decode())
        return '<h1 lang="en">' in pages[-1]

    until(looked_again)
    assert "2 people took part" in pages[-1]

    second = worker_of(server)
    assert second is not None
    assert server.stop() == 0
    until(lambda: not alive(second), 5)


def test_ctrl_c_ends_the_server_and_its_worker(server: RunningServer) -> None:
    shelf = Shelf(load(environment=server.environment))
    until(shelf.worker_runs)
    worker = worker_of(server)
    assert worker is not None
    assert server.stop(signal.SIGINT) == 0
    until(lambda: not alive(worker), 5)
    assert "Traceback" not in server.log


def test_a_worker_that_was_started_by_hand(tmp_path: Path) -> None:
    """It throws old receipts away, and Ctrl-C ends it."""
    world = World(tmp_path)
    shelf, database = Shelf(world.system.settings), world.system.database
    old = clock.now() - timedelta(days=8)
    with database.writing() as sql:
        sql.execute(insert(Receipt), [{"outbox": "1:1:x", "n": n, "answer": "{}", "at": old} for n in (1, 2, 3)])

    def left() -> int:
        with database.reading() as db:
            return db.scalars(select(func.count()).select_from(Receipt).where(Receipt.outbox == "1:1:x")).one()

    with (tmp_path / "worker.log").open("wb") as log:
        command = [sys.executable, "-m", "openspace", "worker", "--data", str(tmp_path)]
        process = subprocess.Popen(command, stdout=log, stderr=log)
    try:
        until(shelf.worker_runs)
        until(lambda: left() == 1)
        process.send_signal(signal.SIGINT)
        assert process.wait(5) == -signal.SIGINT
        assert "Traceback" not in (tmp_path / "worker.log").read_text()
    finally:
        process.kill()
        database.close()


def test_the_worker_ends_when_the_server_is_killed(server: RunningServer) -> None:
    shelf = Shelf(load(environment=server.environment))
    until(shelf.worker_runs)
    worker = worker_of(server)
    assert worker is not None
    server.stop(signal.SIGKILL)
    until(lambda: not alive(worker), 10)
