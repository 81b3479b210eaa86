"""The database is busy, slow, shared, or its making breaks off (FAULTS, group C and C42)."""

import random
import sqlite3
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import QueuePool, text

from openspace.app import build_system
from openspace.core.committer import Committer, Wish
from openspace.core.database import Database
from openspace.migrate import METADATA, newest, upgrade
from tests.doors.phones import Gathering, Phone
from tests.faults.conftest import FaultyServer
from tests.faults.disk import Watch
from tests.faults.power import PowerCuts, Recorder
from tests.test_migrations import REVISIONS, ROWS, revision, up
from tests.world import CLIENT, World

STILL = 0.25  # seconds: longer the loop may not stand


def seconds_to_read_while(gathering: Gathering, goes_on: Callable[[], bool]) -> float:
    """How long somebody waits for the agenda meanwhile, in the middle."""
    waited = []
    while goes_on():
        begun = time.monotonic()
        assert gathering.host.state()
        waited.append(time.monotonic() - begun)
        time.sleep(0.02)
    return statistics.median(waited)


@pytest.mark.slow
def test_another_process_holds_the_write_lock(server: FaultyServer, gathering: Gathering) -> None:
    """C30: everybody is told to wait and keeps the wish, reading goes on, and afterwards each is done once."""
    people = [gathering.joins(f"Person {n}") for n in range(8)]
    for each in people:
        each.line  # noqa: B018  # greeted

    def post(phone: Phone) -> dict[str, Any]:
        return phone.sends({"n": 1, "name": "marketplace.post_idea", "fields": {"text": "Tea"}})

    with (
        closing(sqlite3.connect(server.data / "openspace.db", isolation_level=None)) as other,
        ThreadPoolExecutor(len(people)) as phones,
    ):
        other.execute("BEGIN IMMEDIATE")
        begun = time.monotonic()
        asked = [phones.submit(post, each) for each in people]
        assert seconds_to_read_while(gathering, lambda: not all(each.done() for each in asked)) < STILL
        assert time.monotonic() - begun < 2 * 4 + 2  # the first of them, then all that came meanwhile
        other.execute("ROLLBACK")
    for answer in (each.result() for each in asked):
        assert (answer["ok"], answer["code"], answer["final"]) == (False, "busy", False)
        assert answer["retry_ms"] > 0
    assert all(post(each)["ok"] for each in people)
    assert len(gathering.host.state()["ideas"]) == len(people)


@pytest.mark.slow
def test_a_slow_disk_makes_ticks_late_and_nothing_else(server: FaultyServer, gathering: Gathering) -> None:
    """C42: half a second for each sync; a dozen people do not wait for each other, and screens stay alive."""
    people = [gathering.joins(f"Person {n}") for n in range(12)]
    for each in people:
        each.line  # noqa: B018  # greeted
    server.arm("slow_disk")

    def post(phone: Phone) -> dict[str, Any]:
        return phone.wishes("marketplace.post_idea", text="Tea")

    begun = time.monotonic()
    with ThreadPoolExecutor(len(people)) as phones:
        asked = [phones.submit(post, each) for each in people]
        read = seconds_to_read_while(gathering, lambda: not all(each.done() for each in asked))
    took = time.monotonic() - begun
    server.disarm("slow_disk")
    assert all(each.result()["ok"] for each in asked)
    assert 0.5 <= took < len(people) * 0.5 / 2
    assert read < STILL


@pytest.mark.slow
def test_two_processes_write_at_once(world: World) -> None:
    """C29: what reads first and then writes never meets a lock error; each waits for its turn."""
    world.opens()
    people = [world.joins(f"Person {n}") for n in range(4)]
    topics = [each.does("marketplace.post_topic", title=f"Topic {n}")["topic"] for n, each in enumerate(people)]
    systems = [build_system(world.system.settings) for _ in people]
    start = threading.Barrier(len(people))

    def write(number: int) -> list[bool]:
        committer, device = Committer(systems[number]), people[number].device
        start.wait()
        wishes = (
            Wish("marketplace.edit_topic", {"topic": topics[number], "line": str(n)}, device=device, client=CLIENT, n=n)
            for n in range(1, 101)
        )
        return [committer.one(wish)[0]["ok"] for wish in wishes]

    with ThreadPoolExecutor(len(people)) as processes:
        done = list(processes.map(write, range(len(people))))
    for system in systems:
        system.database.close()
    assert done == [[True] * 100] * len(people)
    assert {topic["line"] for topic in world.state()["topics"]} == {"100"}


def test_no_connection_is_kept(world: World) -> None:
    """C31: after 300 wishes, good, refused and broken ones, none is in use."""
    world.opens()
    anna = world.joins("Anna")
    topic = anna.does("marketplace.post_topic", title="One form")["topic"]
    broken: Any = Wish("marketplace.post_idea", {"text": "Tea"}, device=anna.device, client=CLIENT, n="one")  # type: ignore[arg-type]
    for n in range(100):
        assert anna.wishes("marketplace.edit_topic", topic=topic, line=str(n))["ok"]
        assert not anna.wishes("marketplace.post_topic", title="")["ok"]
        with pytest.raises(TypeError):
            world.commit(broken)
        assert world.state()
    for engine in (world.system.database.writer, world.system.database.reader):
        assert isinstance(engine.pool, QueuePool)
        assert engine.pool.checkedout() == 0


@pytest.mark.parametrize("first", [0, 4096], ids=["its head", "its tables"])
def test_a_damaged_file_is_not_written_to(sqlite_world: World, first: int) -> None:
    """C37: the start says so in one line, and what to do; nothing in the file changes. What stands in the middle of a
    text SQLite cannot know to be wrong: it keeps no sums."""
    settings = sqlite_world.system.settings
    sqlite_world.system.database.close()
    file, lot = settings.data / "openspace.db", random.Random(37)
    content = bytearray(file.read_bytes())
    for place in range(first, len(content), 4096):
        content[place : place + 64] = lot.randbytes(64)
    file.write_bytes(content)
    command = [sys.executable, "-m", "openspace", "serve", "--port", "0", "--data", str(settings.data)]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    assert ended.returncode != 0
    assert "the database is damaged" in ended.stderr
    assert "openspace restore" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert file.read_bytes() == content


@pytest.mark.slow
@pytest.mark.parametrize("old", ["", *REVISIONS[:-1]])
def test_a_migration_that_breaks_off_is_done_again(tmp_path: Path, old: str) -> None:
    """C33: cut anywhere, the next start finds the old tables or the new ones, and goes on."""
    path = tmp_path / "before" / "openspace.db"
    path.parent.mkdir()
    if old:
        database = Database(f"sqlite:///{path}")
        up(database, old)
        with database.writing() as sql:
            for statement in ROWS[max(known for known in ROWS if known <= old)]:
                sql.execute(text(statement))
        database.close()
    before = {str(path): path.read_bytes()} if old else {}
    recorder = Recorder()
    watch = Watch(recorder, "migrated")
    database = Database(f"sqlite:///file:{path}?vfs=migrated&uri=true")
    upgrade(database)
    database.close()
    watch.end()
    after = tmp_path / "after"
    after.mkdir()
    count = len(recorder.events)
    points = [*range(0, count, max(1, count // 20)), count]
    for _ in PowerCuts(before, recorder.events, random.Random(33)).at(points, after):
        found = Database(f"sqlite:///{after / path.name}")
        assert revision(found) in (old or None, newest())
        upgrade(found)
        with found.writing() as sql:
            assert compare_metadata(MigrationContext.configure(sql), METADATA) == []
            assert sql.execute(text("PRAGMA integrity_check")).scalar() == "ok"
            if old:
                assert sql.execute(text("SELECT epoch FROM line")).scalars().all() == ["old"]
        found.close()
