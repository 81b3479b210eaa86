"""Yesterday's backup works: taken while people write, restored whole; who asked to be forgotten stays forgotten."""

import hashlib
import io
import json
import sqlite3
import stat
import tarfile
import threading
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update

from openspace.app import build_system
from openspace.backup import BadBackup, back_up, restore
from openspace.core.system import System
from openspace.migrate import newest
from openspace.people.models import Device
from openspace.serving import only_one
from tests.exchange.test_commandline import Operator
from tests.world import World


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "backup.tar.gz"


def reopened(world: World) -> System:
    """The system that a server would find now."""
    world.system.database.close()
    return build_system(world.system.settings)


def rewritten(file: Path, **instead: bytes | None) -> None:
    """The archive with other contents of some files, whose sums are right."""
    with tarfile.open(file) as archive:
        contents = {name: archive.extractfile(name).read() for name in archive.getnames()}  # type: ignore[union-attr]
    names = {"database": "openspace.db", "key": "secret.key", "label": "backup.json", "other": "../../evil"}
    for short, content in instead.items():
        contents.pop(names[short], None)
        if content is not None:
            contents[names[short]] = content
    if "label" not in instead:
        label = json.loads(contents["backup.json"])
        present = [name for name in label["sha256"] if name in contents]
        label["sha256"] |= {name: hashlib.sha256(contents[name]).hexdigest() for name in present}
        contents["backup.json"] = json.dumps(label).encode()
    with tarfile.open(file, "w:gz") as archive:
        for name, content in contents.items():
            about = tarfile.TarInfo(name)
            about.size = len(content)
            archive.addfile(about, io.BytesIO(content))


def everything(system: System, gathering: int) -> dict[str, Any]:
    with system.database.reading() as db:
        return {stream: system.state(db, gathering, stream) for stream in ("all", "desk")}


def test_a_backup_comes_back(sqlite_world: World, file: Path) -> None:
    world = sqlite_world
    world.opens()
    anna = world.joins("Anna")
    topic = anna.does("marketplace.post_topic", title="Bees")["topic"]
    before, epoch = everything(world.system, world.gathering), world.system.epoch
    made = back_up(world.system.settings, file)
    assert (made["gatherings"], stat.S_IMODE(file.stat().st_mode)) == (1, 0o600)
    anna.does("marketplace.edit_topic", topic=topic, title="Wasps")
    world.system.database.close()

    done = restore(world.system.settings, file)
    assert (done.gatherings, done.forgotten, done.made) == (1, 0, made["made"])
    system = reopened(world)
    assert everything(system, world.gathering) == before
    assert system.epoch != epoch
    assert done.former is not None
    with closing(sqlite3.connect(done.former)) as former:
        assert former.execute("SELECT title FROM topics").fetchall() == [("Wasps",)]
    system.database.close()


def test_it_is_of_one_moment_while_people_write(sqlite_world: World, tmp_path: Path) -> None:
    """Each copy holds the changes of a stream without a gap, and the topics they tell of."""
    world = sqlite_world
    world.opens()
    people = [world.joins(f"Person {n}") for n in range(10)]
    stop = threading.Event()

    def write() -> None:
        while not stop.is_set():
            for person in people:
                topic = person.does("marketplace.post_topic", title="Now")["topic"]
                person.does("marketplace.withdraw_topic", topic=topic)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for n in range(8):
            back_up(world.system.settings, tmp_path / f"{n}.tar.gz")
    finally:
        stop.set()
        writer.join()
    seen = []
    for n in range(8):
        with tarfile.open(tmp_path / f"{n}.tar.gz") as archive:
            archive.extract("openspace.db", tmp_path / "copy", filter="data")
        with closing(sqlite3.connect(tmp_path / "copy" / "openspace.db")) as copy:
            [(head,)] = copy.execute("SELECT number FROM streams WHERE name = 'all'").fetchall()
            [(kept, last)] = copy.execute("SELECT count(*), max(number) FROM changes WHERE stream = 'all'").fetchall()
            [(told,)] = copy.execute("SELECT count(*) FROM changes WHERE body LIKE '%topic_posted%'").fetchall()
            [(topics,)] = copy.execute("SELECT count(*) FROM topics").fetchall()
        assert (kept, last, told) == (head, head, topics)
        seen.append(head)
    assert seen == sorted(seen)
    assert seen[0] < seen[-1], "nobody wrote meanwhile"


def test_who_was_forgotten_since_stays_forgotten(sqlite_world: World, file: Path) -> None:
    world = sqlite_world
    anna, bram = world.joins("Annegriet"), world.joins("Bram")
    back_up(world.system.settings, file)
    anna.does("people.forget_person", person=anna.person)
    world.system.database.close()
    assert restore(world.system.settings, file).forgotten == 1
    system = reopened(world)
    with system.database.reading() as db:
        named = system.name_people(db, world.gathering, [anna.person or 0, bram.person or 0])
        assert system.find_actor(db, anna.device) is None
        assert system.find_actor(db, bram.device) is not None
    assert (named[str(anna.person)]["name"], named[str(bram.person)]["name"]) == (None, "Bram")
    system.database.close()
    assert b"Annegriet" not in (world.system.settings.data / "openspace.db").read_bytes()


def test_who_came_in_since_keeps_the_place(sqlite_world: World, file: Path) -> None:
    """By the cookie of now; who was removed or forgotten since, and what anybody made since, does not come back."""
    world = sqlite_world
    world.opens()
    anna = world.joins("Anna")
    assert world.system.epoch
    back_up(world.system.settings, file)
    party = world.host.does("gatherings.save_party", name="Late", letter="L", colour=3)["party"]
    bram = world.joins("Bram", party=party)
    bram.does("marketplace.post_topic", title="Bees")
    carla, david = world.joins("Carlotta"), world.joins("David")
    carla.does("people.forget_person", person=carla.person)
    world.host.does("people.remove_person", person=david.person)
    with world.system.database.writing() as sql:
        sql.execute(update(Device).where(Device.id == anna.device).values(browser="another cookie"))
    world.system.database.close()
    assert restore(world.system.settings, file).newcomers == 1
    system = reopened(world)
    with system.database.reading() as db:
        named = system.name_people(db, world.gathering, [one.person or 0 for one in (anna, bram, carla, david)])
        assert {id: found["name"] for id, found in named.items()} == {
            str(anna.person): "Anna",
            str(bram.person): "Bram",
        }
        assert named[str(bram.person)]["party"] is None
        assert [system.find_actor(db, one.device) is not None for one in (bram, carla, david)] == [True, False, False]
        assert db.scalar(select(Device.browser).where(Device.id == anna.device)) == "another cookie"
        assert system.state(db, world.gathering, "all")["topics"] == []
    system.database.close()
    assert b"Carlotta" not in (world.system.settings.data / "openspace.db").read_bytes()
    # From another line nobody is taken over: its ids say nothing of these.
    assert restore(world.system.settings, file).newcomers == 0


def test_what_is_no_backup_changes_nothing(sqlite_world: World, file: Path) -> None:
    world, settings = sqlite_world, sqlite_world.system.settings
    before = world.everything()
    database = settings.data / "openspace.db"

    def refused(words: str) -> None:
        with pytest.raises(BadBackup, match=words):
            restore(settings, file)
        assert world.everything() == before
        assert [each.name for each in settings.data.iterdir() if each.name.startswith("openspace.db.")] == []

    for content in (b"", b"PK", b"\x1f\x8b" + bytes(100)):
        file.write_bytes(content)
        refused("no backup")
    for bent, words in (
        ({"key": None}, "no backup"),
        ({"label": b"{}"}, "no backup"),
        ({"label": b"[]"}, "no backup"),
        ({"label": json.dumps({"sha256": {}}).encode()}, "damaged"),
        ({"database": b"SQLite format 3\x00" + bytes(4096)}, "cannot be read|damaged"),
        ({"database": b""}, "cannot be read"),
    ):
        back_up(settings, file)
        rewritten(file, **bent)
        refused(words)
    back_up(settings, file)
    whole = bytearray(file.read_bytes())
    for place in range(100, len(whole), max(1, len(whole) // 40)):
        file.write_bytes(whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :])
        refused("damaged")
    with closing(sqlite3.connect(database)) as later, later:
        later.execute("UPDATE alembic_version SET version_num = '9999'")
    back_up(settings, file)
    with closing(sqlite3.connect(database)) as later, later:
        later.execute("UPDATE alembic_version SET version_num = ?", (newest(),))
    refused("newer version")


def test_other_files_of_an_archive_go_nowhere(sqlite_world: World, file: Path) -> None:
    settings = sqlite_world.system.settings
    back_up(settings, file)
    rewritten(file, other=b"mine")
    sqlite_world.system.database.close()
    restore(settings, file)
    assert not list(settings.data.parent.parent.glob("evil"))
    assert not list(settings.data.rglob("evil"))


def test_a_running_server_is_not_robbed_of_its_data(sqlite_world: World, file: Path) -> None:
    settings = sqlite_world.system.settings
    back_up(settings, file)
    lock = only_one(settings)
    with pytest.raises(BadBackup, match="stop it first"):
        restore(settings, file)
    lock.close()


def test_at_the_terminal(tmp_path: Path) -> None:
    operator, file = Operator(tmp_path), tmp_path / "mine.tar.gz"
    assert "no database" in operator.is_told("backup", "--out", file)
    operator.gets("gathering", "create", "--title", "Neighbours")
    before = operator.gets("gathering", "list")
    assert operator.gets("backup", "--out", file)["gatherings"] == 1
    operator.gets("gathering", "create", "--title", "Another")
    assert operator.gets("restore", file)["former"].startswith(str(operator.data / "openspace.db."))
    assert operator.gets("gathering", "list") == before
    assert "cannot write" in operator.is_told("backup", "--out", tmp_path / "nowhere" / "x.tar.gz")
    assert sorted(each.name for each in tmp_path.glob("mine*")) == ["mine.tar.gz"]
