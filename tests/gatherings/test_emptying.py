"""Emptying after a rehearsal: what people made is gone, the set-up stays, and nothing of the rehearsal comes back."""

from pathlib import Path

from sqlalchemy import select

from openspace.people.models import Person
from tests.cases import CASES, Day
from tests.replica import followed
from tests.world import World


def rehearsed(world: World) -> Day:
    world.opens()
    day = Day(world.code, world.host, world.joins("Anna"), world.joins("Bram"), world.joins, world.state)
    next(case for case in CASES if case.command == "gatherings.empty").prepare(day)
    session = world.state()["sessions"][0]["id"]
    day.anna.does("notes.save_report", session=session, discussed="A lot")
    day.anna.does("notes.save_outcome", session=session, kind="decision", text="One form")
    return day


def test_the_set_up_stays_and_the_rest_is_gone(world: World) -> None:
    day, before = rehearsed(world), world.state()
    fatma = world.takes(world.host.does("people.make_link", right="facilitator")["url"], "Fatma")
    with followed(world):
        world.host.does("gatherings.empty", code=f" {world.code[:3].lower()}-{world.code[3:]}")
    after = world.state()
    for name in ("topics", "ideas", "sessions", "announcements"):
        assert before[name] != []
        assert after[name] == []
    assert after["timer"] is None
    assert after["wall"] == {"page": "auto"}
    assert after["gathering"] == before["gathering"] | {"phase": "preparing", "posting": False, "placing": False}
    for name in ("places", "slots", "parties"):
        assert after[name] == before[name]
    # Who only took part joins again on the day; the desk stays.
    assert [person["person"] for person in world.state("desk")["people"]] == [world.host.person, fatma.person]
    assert day.anna.wishes("people.rename", name="Still here")["code"] == "no_person"
    me = world.state(f"person:{world.host.person}")
    assert (me["interest"], me["session"], me["cards"]) == ({}, None, [])


def test_who_only_took_part_is_forgotten(world: World) -> None:
    """Also who had been removed; the desk keeps its names."""
    day = rehearsed(world)
    gijs = world.joins("Gijs")
    world.host.does("people.remove_person", person=gijs.person)
    world.told.clear()
    world.host.does("gatherings.empty", code=world.code)
    with world.system.database.reading() as db:
        rows = db.scalars(select(Person).order_by(Person.id)).all()
    named = {row.id: (row.name, row.name_key, row.mark, row.party_id) for row in rows if row.removed}
    assert set(named) == {day.anna.person, day.bram.person, gijs.person}
    assert set(named.values()) == {(None, "", "", None)}
    assert [row.name for row in rows if not row.removed] == ["Hanna"]
    told = [change for each in world.told if each.stream == "all" for change in each.changes]
    assert {change["person"] for change in told if change["kind"] == "people.renamed"} == set(named)
    # A newcomer of that name is not "Anna 2".
    assert world.people({"person": world.joins("Anna").person}).popitem()[1]["mark"] == ""


def test_their_names_are_in_no_file_either(sqlite_world: World, tmp_path: Path) -> None:
    def holding() -> list[str]:
        return [path.name for path in tmp_path.iterdir() if path.is_file() and b"Zebedeus" in path.read_bytes()]

    sqlite_world.joins("Zebedeus")
    assert holding() != []
    sqlite_world.host.does("gatherings.empty", code=sqlite_world.code)
    assert holding() == []


def test_only_the_host_and_only_with_the_code(world: World) -> None:
    rehearsed(world)
    fatma = world.takes(world.host.does("people.make_link", right="facilitator")["url"], "Fatma")
    assert fatma.refused("gatherings.empty", code=world.code) == "forbidden"
    for code in ("", "AAAAAAA", world.code[:-1]):
        assert world.host.refused("gatherings.empty", code=code) == "invalid"


def test_the_ids_of_the_rehearsal_never_come_back(world: World) -> None:
    """A phone that still holds the rehearsal would show its note, or change the wrong thing."""
    rehearsed(world)
    before = world.state()
    world.host.does("gatherings.empty", code=world.code)
    world.opens()
    day = Day(world.code, world.host, world.joins("Anna"), world.joins("Bram"), world.joins, world.state)
    session = day.session()
    assert session > max(each["id"] for each in before["sessions"])
    assert world.state()["topics"][0]["id"] > max(each["id"] for each in before["topics"])
    assert world.state(f"session:{session}")["outcomes"] == []
    assert world.state(f"session:{session}")["report"]["discussed"] == ""
