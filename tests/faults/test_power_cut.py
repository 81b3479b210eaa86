"""The power goes, at any moment: what was ticked is on the disk, and the database opens whole (FAULTS C28, F12)."""

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import event

from openspace.app import build_system
from openspace.core.committer import Committer, Wish
from openspace.core.settings import load
from tests.faults.disk import Watch
from tests.faults.power import PowerCuts, Recorder
from tests.world import Somebody, World

CUTS = 300
COMMITS = 260
PEOPLE = 4


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """A gathering in its marketplace, on a disk that has all of it."""
    made = World(tmp_path / "data")
    made.opens()
    yield made
    made.system.database.close()


def record(world: World, mode: str) -> tuple[PowerCuts, dict[str, tuple[int, int]]]:
    """People write while everything that is done to the files is kept; and of each outbox its device and topic.

    `mode`: what SQLite's `synchronous` is turned to, other than `Database` has it; "" leaves it."""
    lot = random.Random(28)
    people = [world.joins(f"Person {n}") for n in range(PEOPLE)]
    topics = [each.does("marketplace.post_topic", title=f"Topic {n}")["topic"] for n, each in enumerate(people)]
    leaver = world.joins("Somebody who leaves")
    world.system.database.close()  # which writes all into the one file
    path = world.system.settings.data / "openspace.db"
    assert [file.name for file in path.parent.glob("openspace.db*")] == [path.name]
    before = {str(path): path.read_bytes()}

    recorder = Recorder()
    watch = Watch(recorder, "recorded")
    address = f"sqlite:///file:{path}?vfs=recorded&uri=true"
    system = build_system(load(environment={"OPENSPACE_DATA": str(path.parent), "OPENSPACE_DATABASE": address}))
    if mode:
        event.listen(system.database.writer, "connect", lambda sql, _: sql.execute(f"PRAGMA synchronous={mode}"))
    committer = Committer(system)
    for count in range(COMMITS):
        wishes = [edit(lot, *each) for each in zip(people, topics, strict=True) if lot.random() < 0.5]
        if count == COMMITS // 2:  # the file is written anew
            wishes.append(Wish("people.forget_person", {"person": leaver.person}, device=world.host.device))
        if wishes:
            answers = committer.commit(wishes).answers
            assert all(answer["ok"] for answer in answers)
            recorder.tick([(wish.client, wish.n) for wish in wishes])
        if count % 7 == 0:  # somebody reads beside it
            with system.database.reading() as db:
                system.state(db, world.gathering, "all")
    system.database.close()
    watch.end()
    return PowerCuts(before, recorder.events, lot), {
        each.client: (each.device, topic) for each, topic in zip(people, topics, strict=True)
    }


def edit(lot: random.Random, somebody: Somebody, topic: int) -> Wish:
    """The topic's line gets the number of the wish, and now and then many words after it."""
    n = next(somebody.numbers)
    line = f"{n} {'word ' * lot.randrange(30)}".strip()
    fields = {"topic": topic, "line": line}
    return Wish("marketplace.edit_topic", fields, device=somebody.device, client=somebody.client, n=n)


def cut(world: World, folder: Path, mode: str, cuts: int) -> list[str]:
    """What went wrong in each cut that went wrong, in words."""
    power, outboxes = record(world, mode)
    points = sorted(power.lot.choices(range(len(power.events) + 1), k=cuts))
    wrong = []
    folder.mkdir()
    for ticked in power.at(points, folder):
        last: dict[str, int] = dict.fromkeys(outboxes, 1)  # the first wish posted the topic
        for client, n in (each for answers in ticked for each in answers):
            if client in last:
                last[client] = n
        try:
            wrong += found_wrong(folder / "openspace.db", outboxes, last)
        except sqlite3.DatabaseError as error:
            wrong.append(f"broken: {error}")
    return wrong


def found_wrong(path: Path, outboxes: dict[str, tuple[int, int]], last: dict[str, int]) -> Iterator[str]:
    """One thing that is wrong with what the disk holds, if there is one."""
    with closing(sqlite3.connect(path)) as sql:
        sql.execute("PRAGMA synchronous=OFF")  # the power stays on now
        whole = sql.execute("PRAGMA integrity_check").fetchall()
        if whole != [("ok",)]:
            yield f"broken: {whole[0][0]}"
            return
        numbers = [n for (n,) in sql.execute("SELECT number FROM changes WHERE stream = 'all' ORDER BY number")]
        head = sql.execute("SELECT number FROM streams WHERE name = 'all'").fetchone()
        if numbers != list(range(1, head[0] + 1)):
            yield "broken: a hole in the stream"
        for client, (device, topic) in outboxes.items():
            query = "SELECT n FROM receipts WHERE outbox LIKE ? ORDER BY n"
            answered = [n for (n,) in sql.execute(query, (f"%{client}",))]
            line = sql.execute("SELECT line FROM topics WHERE id = ?", (topic,)).fetchone()[0]
            written = int(line.split()[0]) if line else 1
            if answered != list(range(1, written + 1)):
                yield f"broken: device {device} has receipts that do not fit its rows"
            if written < last[client]:
                yield f"lost: {last[client] - written} ticked of device {device}"


@pytest.mark.slow
def test_no_tick_is_lost_in_300_cuts(world: World, tmp_path: Path) -> None:
    assert cut(world, tmp_path / "after", "", CUTS) == []


@pytest.mark.slow
@pytest.mark.parametrize(("mode", "found"), [("NORMAL", "lost"), ("OFF", "broken")])
def test_a_disk_that_is_asked_for_less_is_found(world: World, tmp_path: Path, mode: str, found: str) -> None:
    """The simulator would see it: with less than FULL ticks are lost, without any sync the file is."""
    assert any(wrong.startswith(found) for wrong in cut(world, tmp_path / "after", mode, 60))
