"""Forgetting somebody is one act: the name is nowhere any more, in no table, no page of the file, no log of it."""

import sqlite3
from pathlib import Path

from sqlalchemy import inspect, text

from tests.replica import followed
from tests.world import Somebody, World

NAME = "Zebedeus Quackelberg"


def leaves_traces(world: World) -> Somebody:
    """Somebody who did what one can do with a name, also under another one."""
    world.opens()
    party = world.state()["parties"][0]["id"]
    gone = world.joins(NAME, party=party)
    twin = world.joins(NAME)
    topic = gone.does("marketplace.post_topic", title="One form")["topic"]
    state = world.state()
    slot = next(slot["id"] for slot in state["slots"] if slot["kind"] == "session")
    session = gone.does("agenda.place_topic", topic=topic, place=state["places"][0]["id"], slot=slot)["session"]
    gone.does("people.set_consent", consent="public")
    gone.does("people.rename", name=f"{NAME} the second")
    gone.does("people.rename", name=NAME)
    gone.does("agenda.check_in", session=session)
    gone.does("notes.save_report", session=session, discussed="A lot", note_taker=gone.person)
    gone.does("notes.save_outcome", session=session, kind="action", text="Ring them", owner=gone.person)
    world.host.does("people.join_persons", keep=gone.person, drop=twin.person)
    return gone


def in_tables(world: World) -> list[str]:
    """The tables that hold the name in any spelling."""
    found = []
    with world.system.database.reading() as db:
        for table in inspect(db.connection()).get_table_names():
            rows = db.execute(text(f'SELECT * FROM "{table}"')).all()
            found += [table] if any(part in str(rows).casefold() for part in ("zebedeus", "quackelberg")) else []
    return found


def in_files(folder: Path) -> list[str]:
    """The files of the database, its log included, that hold the name."""
    return [path.name for path in sorted(folder.iterdir()) if b"zebedeus" in path.read_bytes().lower()]


def test_the_name_is_in_no_table_and_the_traces_stay_nameless(world: World) -> None:
    gone = leaves_traces(world)
    assert in_tables(world) == ["persons"]
    with followed(world):
        gone.does("people.forget_person", person=gone.person)
    assert in_tables(world) == []
    state = world.state()
    assert state["topics"][0]["conveners"] == [gone.person]
    assert world.people(state)[str(gone.person)] == {"name": None, "party": None, "mark": ""}
    assert gone.wishes("marketplace.post_topic", title="Still here")["code"] == "no_person"
    report = world.state(f"session:{state['sessions'][0]['id']}")
    assert report["report"]["note_taker"] == report["outcomes"][0]["owner"] == gone.person
    assert report["present"] == []


def test_the_name_is_in_no_file_either(sqlite_world: World, tmp_path: Path) -> None:
    gone = leaves_traces(sqlite_world)
    assert "openspace.db-wal" in in_files(tmp_path)
    gone.does("people.forget_person", person=gone.person)
    assert in_files(tmp_path) == []
    dump = "\n".join(sqlite3.connect(tmp_path / "openspace.db").iterdump())
    assert "One form" in dump
    assert "zebedeus" not in dump.lower()


def test_what_was_told_before_is_read_without_the_name(sqlite_world: World) -> None:
    from openspace.live.streams import Budget, missed, names

    world = sqlite_world
    gone = leaves_traces(world)

    def told() -> str:
        with world.system.database.reading() as db:
            found = missed(db, world.gathering, "all", 0, Budget())
            assert found is not None
            return str((found, names(world.system, db, world.gathering, found)))

    assert NAME in told()
    gone.does("people.forget_person", person=gone.person)
    assert NAME not in told()


def test_only_oneself_or_the_desk(world: World) -> None:
    anna, bram = world.joins("Anna"), world.joins("Bram")
    assert anna.refused("people.forget_person", person=bram.person) == "forbidden"
    world.host.does("people.forget_person", person=bram.person)
    # Also somebody who was removed before, and a second time does no harm.
    world.host.does("people.remove_person", person=anna.person)
    world.host.does("people.forget_person", person=anna.person)
    world.host.does("people.forget_person", person=anna.person)
    assert [each["name"] for each in world.people({"people": [anna.person, bram.person]}).values()] == [None, None]
    # A newcomer of that name is not "Anna 2".
    assert world.people({"person": world.joins("Anna").person}).popitem()[1]["mark"] == ""


def test_a_busy_reader_does_not_stop_it(sqlite_world: World) -> None:
    """The name goes out of the tables at once, whoever reads; out of the log as soon as nobody does."""
    world = sqlite_world
    gone, other = leaves_traces(world), world.joins("Bram")
    with world.system.database.reading() as db:
        assert NAME in str(db.execute(text("SELECT name FROM persons")).all())
        gone.does("people.forget_person", person=gone.person)
    assert in_tables(world) == []
    other.does("people.forget_person", person=other.person)
    assert in_files(Path(world.system.settings.data)) == []
