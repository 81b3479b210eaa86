"""Processes that are kept running, and the command that serves with several of them."""

import os
import signal
from pathlib import Path

import pytest

from openspace.core.settings import load
from openspace.listening import listen, reached
from openspace.processes import Kept, keep
from tests.doors.line import until
from tests.doors.phones import Gathering
from tests.redis import RedisServer
from tests.server import RunningServer, free_port


def test_what_dies_is_started_again_and_all_end_together() -> None:
    kept = [Kept(("--help",)), Kept(("serve", "--help"))]  # they end at once by themselves
    beats = 0

    def ended(seconds: float) -> bool:
        nonlocal beats
        beats += 1
        return beats > 2

    def died() -> bool:
        for each in kept:
            each.look_after()
        return all(each.pause > 0 for each in kept)

    until(died)
    assert [each.pause for each in kept] == [1.0, 1.0]
    keep(kept, ended)
    assert all(each.process is None or each.process.returncode is not None for each in kept)


def serving(server: RunningServer) -> set[int]:
    """The processes that answer at its port."""
    assert server.process is not None
    children = Path(f"/proc/{server.process.pid}/task/{server.process.pid}/children").read_text().split()
    return {int(pid) for pid in children if b"--inherited" in Path(f"/proc/{pid}/cmdline").read_bytes()}


@pytest.mark.postgres
@pytest.mark.timeout(120)
def test_phones_of_a_process_that_is_killed_go_to_the_other(tmp_path: Path, postgres_database: str) -> None:
    redis = RedisServer(tmp_path).start()
    server = RunningServer(tmp_path / "data", free_port(), database=postgres_database, redis=redis.address, workers=2)
    server.start()
    until(lambda: len(serving(server)) == 2)
    first = serving(server)
    gathering = Gathering(server.url, "socket")
    phones = [gathering.joins(f"Person {n}") for n in range(6)]
    lines = [phone.line for phone in phones]
    topics = [phone.does("marketplace.post_topic", title=f"Topic {phone.person}")["topic"] for phone in phones]

    os.kill(min(first), signal.SIGKILL)
    os.kill(max(first), 0)  # the other one lives
    until(lambda: any(line.closed.is_set() for line in lines) or len(serving(server) - first) == 1)
    for phone, topic in zip(phones, topics, strict=True):
        phone.does("marketplace.edit_topic", topic=topic, line="Still here")  # on a new line where the old one broke
    written = {topic["id"]: topic["line"] for topic in phones[0].state()["topics"]}
    assert written == dict.fromkeys(topics, "Still here")
    until(lambda: len(serving(server)) == 2)

    # Without a head they end, and the next one takes the port over.
    headless = serving(server)
    server.stop(signal.SIGKILL)
    server.start()
    phones[0].does("marketplace.edit_topic", topic=topics[0], line="And here")
    until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in headless))

    gathering.close()
    assert server.stop() == 0
    redis.stop()


@pytest.mark.parametrize("database", ["", "postgresql+psycopg://nobody@127.0.0.1/nothing"])
def test_several_on_sqlite_or_without_redis_are_refused(tmp_path: Path, database: str) -> None:
    server = RunningServer(tmp_path, free_port(), database=database, workers=2)
    with pytest.raises(RuntimeError, match="several workers need PostgreSQL and Redis"):
        server.start()


def test_commands_print_the_address_that_the_server_has(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENSPACE_BASE_URL", raising=False)
    assert load(tmp_path, {}).base_url == "http://127.0.0.1:8000"
    with listen("127.0.0.1", 0) as listener:
        served = reached(load(tmp_path, {}), "127.0.0.1", listener)
        assert served.base_url == f"http://127.0.0.1:{listener.getsockname()[1]}"
    assert load(tmp_path, {}).base_url == served.base_url
    assert load(tmp_path, {"OPENSPACE_BASE_URL": "https://elsewhere"}).base_url == "https://elsewhere"
