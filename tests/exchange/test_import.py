"""Importing: everything arrives, existing things are used again, nothing is half done, and screens learn it."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from openspace.core.actor import Actor, Role
from openspace.core.committer import Wish
from openspace.core.text import clean
from openspace.exchange import plan as parts
from openspace.exchange import whole
from openspace.exchange.plan import Plan
from tests.exchange.conftest import agenda, read_path
from tests.exchange.database import asked, brought, brought_into, once_more, taken_out
from tests.replica import followed
from tests.world import World

NINE = datetime(2026, 11, 28, 9, tzinfo=UTC)  # slot A of the world
HOUR = timedelta(hours=1)
HOSTILE = [
    "<script>alert(1)</script>",
    "a\u202egnp.exe",
    "Zoë\u0301\u200b",
    "z" + "\u0301" * 60,
    "  spaces \t and\r\nlines  ",
    "\x1b[31mred\x07",
    "👩‍👩‍👧‍👦 عربى 漢字",
    "'; DROP TABLE topics; --",
    "{{ 7 * 7 }} ${x} %s {name}",
    "x" * 10_000,
    "\ufeffmark\u2028line",
    "no\0thing",
]


def test_every_session_and_note_of_jscraftcamp(world: World, real: Callable[[str], Path]) -> None:
    plan = read_path(real("jscraftcamp/2018"))
    made = brought(world, plan)
    assert (made["topics"], made["sessions"], made["notes"]) == (54, 54, 11)
    assert made["left_out"] == [{"line": left.line, "why": left.why} for left in plan.left_out]
    kept = taken_out(world, made["gathering"])
    assert agenda(kept) == agenda(plan)
    assert [note.text for note in kept.notes] == [note.text for note in plan.notes]
    assert (kept.title, kept.timezone, kept.starts) == (plan.title, "Europe/Berlin", plan.starts)
    assert made["desk"]["url"] != made["wall"]["url"]
    assert made["join"]["url"].endswith(made["code"])


def test_a_plan_goes_into_what_is_there(world: World) -> None:
    world.opens()
    world.joins("Anna")
    before = world.state()
    first = before["places"][0]
    plan = Plan(
        title="Not taken over",
        parties=[parts.Party(id="t", name="town"), parts.Party(id="n", name="Tower", letter="T")],
        places=[
            parts.Place(id="1", name=first["name"].upper(), capacity=9),
            parts.Place(id="2", name=first["name"]),
            parts.Place(id="3", name="Tree", features=["shade"]),
        ],
        slots=[
            parts.Slot(id="a", title="Mine", starts=NINE, ends=NINE + HOUR),
            parts.Slot(id="b", title="Walk", starts=NINE, ends=NINE + HOUR, kind="break", places=["3"]),
        ],
        people=[parts.Person(id="p", name="Anna", party="t"), parts.Person(id="q", name="Cas", role="host")],
        topics=[parts.Topic(id="t", title="Trees", conveners=["p", "q"])],
        interest=[parts.Interest(topic="t", person="q", answer="come")],
        sessions=[
            parts.Session(id="1", topic="t", place="1", slot="a"),
            parts.Session(id="2", topic="t", place="1", slot="a"),
            parts.Session(id="3", topic="t", place="3", slot="b", state="held", here=3, present=["p"]),
        ],
        notes=[parts.Note(session="1", text="Roots")],
        ideas=["Plant one"],
        announcements=[parts.Announcement(text="Boots are at the door")],
    )
    with followed(world):
        made = brought_into(world, plan)
    after = world.state()
    assert made == {
        "gathering": world.gathering, "code": world.code, "topics": 1, "sessions": 3, "notes": 1, "left_out": [],
    }  # fmt: skip
    assert after["gathering"] == before["gathering"]
    assert [(party["name"], party["letter"]) for party in after["parties"]] == [
        ("Town", "T"), ("Harbour", "H"), ("Tower", "O"),
    ]  # fmt: skip
    assert after["places"][: len(before["places"])] == before["places"]
    assert [place["name"] for place in after["places"][len(before["places"]) :]] == [first["name"], "Tree"]
    assert len(after["slots"]) == len(before["slots"]) + 1
    sessions = [(session["place"], session["state"], session["here"]) for session in after["sessions"]]
    assert sessions == [(first["id"], "placed", 0), (first["id"], "placed", 0), (after["places"][-1]["id"], "held", 0)]
    assert after["topics"][0]["interest"] == {"come": 1, "maybe": 0}
    named = world.people(after["topics"])
    assert [(name["name"], name["mark"]) for name in named.values()] == [("Anna", "2"), ("Cas", "")]
    assert {person["role"] for person in world.state("desk")["people"]} == {"host", "participant"}
    assert [person["role"] for person in world.state("desk")["people"]].count("host") == 1


def test_the_same_plan_brings_the_same_people(world: World) -> None:
    plan = Plan(
        people=[parts.Person(id=id, name=name) for id, name in (("a", "Anna"), ("b", "Anna"), ("c", "Cas"))],
        topics=[parts.Topic(id="t", title="Trees", conveners=["a"])],
        interest=[parts.Interest(topic="t", person="b", answer="maybe")],
    )
    brought_into(world, plan)
    people = world.state("desk")["people"]
    with followed(world):
        brought_into(world, plan)
    assert world.state("desk")["people"] == people
    assert len(world.state()["topics"]) == 2
    brought_into(world, Plan(people=plan.people))  # another plan: other people, until the desk joins them
    assert len(world.state("desk")["people"]) == len(people) + 3


def test_who_was_forgotten_stays_forgotten(world: World) -> None:
    plan = Plan(people=[parts.Person(id="a", name="Anna")], topics=[parts.Topic(id="t", title="T", conveners=["a"])])
    brought_into(world, plan)
    anna = world.state()["topics"][0]["conveners"][0]
    world.host.does("people.forget_person", person=anna)
    brought_into(world, plan)
    assert [topic["conveners"] for topic in world.state()["topics"]] == [[anna], [anna]]
    assert "Anna" not in whole.encode(taken_out(world)).decode()


def test_a_rehearsed_plan_comes_whole_again(world: World) -> None:
    plan = Plan(people=[parts.Person(id="a", name="Anna")], topics=[parts.Topic(id="t", title="T", conveners=["a"])])
    brought_into(world, plan)
    world.host.does("gatherings.empty", code=world.code)
    brought_into(world, plan)
    assert [person["name"] for person in world.people(world.state()["topics"]).values()] == ["Anna"]


def test_who_was_forgotten_before_a_rehearsal_ended_does_not_come_again(world: World) -> None:
    plan = Plan(
        people=[parts.Person(id="a", name="Anna"), parts.Person(id="b", name="Bram")],
        topics=[parts.Topic(id="t", title="T", conveners=["a", "b"])],
    )
    brought_into(world, plan)
    anna = world.state()["topics"][0]["conveners"][0]
    world.host.does("people.forget_person", person=anna)
    world.host.does("gatherings.empty", code=world.code)
    brought_into(world, plan)
    assert [person["name"] for person in world.people(world.state()["topics"]).values()] == [None, "Bram"]


def test_no_limit_of_typing_binds(sqlite_world: World) -> None:
    note = "# Long\n" + "word " * 100_000
    plan = Plan(
        parties=[parts.Party(id=str(n), name=f"Employer {n}") for n in range(800)],
        places=[parts.Place(id=str(n), name=f"Table {n}") for n in range(300)],
        slots=[
            parts.Slot(id=str(n), title=str(n), starts=NINE + n * HOUR, ends=NINE + (n + 1) * HOUR) for n in range(300)
        ],
        people=[parts.Person(id=str(n), name="Kim") for n in range(300)],
        topics=[parts.Topic(id=str(n), title="T" * 500, conveners=[str(p) for p in range(60)]) for n in range(60)],
        ideas=["Idea"] * 600,
        sessions=[parts.Session(id=str(n), topic="0", place="0", slot="0", here=2000) for n in range(30)],
        notes=[parts.Note(session="0", text=note)],
        outcomes=[parts.Outcome(session="0", kind="question", text="W" * 900) for _n in range(300)],
    )
    made = brought(sqlite_world, plan)
    kept = taken_out(sqlite_world, made["gathering"])
    assert len({party.letter for party in kept.parties}) == 800
    assert len(kept.topics[59].conveners) == 60
    assert (len(kept.places), len(kept.slots), len(kept.ideas), len(kept.outcomes)) == (300, 300, 600, 300)
    assert {session.here for session in kept.sessions} == {2000}
    assert kept.notes[0].text == note
    assert len(kept.people) == 300  # those of whom only the number is known are on no list


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_kept_or_cleaned(world: World, text: str) -> None:
    plan = Plan(
        title=text, theme=text, ideas=[text], principles=[text], law=text,
        announcements=[parts.Announcement(text=text)],
        parties=[parts.Party(id=text, name=text)],
        places=[parts.Place(id=text, name=text, features=[text], address="javascript:alert(1)")],
        slots=[parts.Slot(id=text, title=text, starts=NINE, ends=NINE + HOUR)],
        people=[parts.Person(id=text, name=text, party=text)],
        topics=[parts.Topic(id=text, title=text, line=text, conveners=[text])],
        sessions=[parts.Session(id=text, topic=text, place=text, slot=text)],
        notes=[parts.Note(session=text, text=text)],
        reports=[parts.Report(session=text, discussed=text)],
        outcomes=[parts.Outcome(session=text, kind="decision", text=text, owner=text)],
        boards=[parts.Board(session=text, title=text, revealed=True, columns=[parts.Column(id=text, title=text)],
                            cards=[parts.Card(column=text, text=text)])],
    )  # fmt: skip
    kept = once_more(world, plan)
    line = clean(text)
    shown = [
        kept.title, kept.theme, *kept.ideas, *(kept.principles or []), kept.law, kept.announcements[0].text,
        kept.parties[0].name, kept.places[0].name, *kept.places[0].features, kept.slots[0].title, kept.people[0].name,
        kept.topics[0].title, kept.topics[0].line, kept.outcomes[0].text, kept.boards[0].title,
        kept.boards[0].columns[0].title, kept.boards[0].cards[0].text,
    ]  # fmt: skip
    assert shown == [line] * len(shown)
    assert kept.reports[0].discussed == clean(text, lines=True)
    assert kept.notes[0].text == text.replace("\0", "")
    assert kept.places[0].address == ""
    assert once_more(world, kept) == kept


def test_what_found_no_place_is_said(world: World) -> None:
    plan = Plan(
        places=[parts.Place(id="p", name="Hall", address="ftp://x")],
        slots=[parts.Slot(id="s", title="A", starts=NINE, ends=NINE - HOUR)],
        topics=[parts.Topic(id="t", title="Trees")],
        sessions=[parts.Session(id="1", topic="t", place="p", here=7_000)],
        boards=[parts.Board(session="1", title="Board", format="chess")],
        left_out=[parts.LeftOut(line="x.md:3", why="a picture")],
    )
    made = brought(world, plan)
    assert made["left_out"] == [
        {"line": "x.md:3", "why": "a picture"},
        {"line": "Hall", "why": "'ftp://x' is no web address"},
        {"line": "A", "why": "ends before it begins; an hour is taken"},
        {"line": "Trees", "why": "its place 'Hall', for it has no time"},
        {"line": "Trees", "why": "7000 people were there; 5000 are kept"},
        {"line": "Board", "why": "this version does not know the board 'chess'"},
    ]


WRONG: list[dict[str, Any] | str] = [
    "",
    "no JSON",
    "[]",
    {"openspace": 2},
    {"openspace": 1, "people": [{"id": "a", "name": 7}]},
    {"openspace": 1, "topics": [{"id": "t", "title": "T", "conveners": ["nobody"]}]},
    {"openspace": 1, "announcements": [{"text": "x", "at": "9999-12-31T23:59:59Z"}]},
    {"openspace": 1, "announcements": [{"text": "x", "at": "0001-01-01T00:00:00+14:00"}]},
    {"openspace": 1, "people_expected": float("inf")},
    {"openspace": 1, "slots": [{"id": "s", "title": "A", "starts": "2026-11-28T09:00:00", "ends": "x"}]},
]


@pytest.mark.parametrize("wrong", WRONG, ids=str)
@pytest.mark.parametrize("into", [False, True], ids=["new", "into"])
def test_a_wrong_plan_changes_nothing(world: World, wrong: dict[str, Any] | str, into: bool) -> None:
    before = world.everything()
    text = wrong if isinstance(wrong, str) else json.dumps(wrong)
    answer = asked(world, text, Actor(world.gathering, Role.HOST) if into else Actor(0, Role.STRANGER))
    assert (answer["ok"], answer["code"]) == (False, "invalid")
    assert answer["fields"]["plan"]
    assert world.everything() == before


def test_what_fails_halfway_leaves_nothing(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_arguments: object) -> None:
        raise RuntimeError("the disk of the board is full")

    before = world.everything()
    monkeypatch.setattr("openspace.exchange.apply.put_writing", fail)
    plan = Plan(topics=[parts.Topic(id="t", title="T")], parties=[parts.Party(id="p", name="P")])
    answer = asked(world, whole.encode(plan).decode(), Actor(world.gathering, Role.HOST))
    assert answer["code"] == "error"
    assert world.everything() == before


def test_no_door_imports(world: World) -> None:
    text = whole.encode(Plan()).decode()
    assert world.host.refused("exchange.import_plan", plan=text) == "unknown_command"
    assert world.host.refused("exchange.copy_gathering", starts="2027-01-01T09:00:00Z") == "unknown_command"
    participant = Actor(world.gathering, Role.PARTICIPANT)
    assert world.commit(Wish("exchange.import_plan", {"plan": text}, actor=participant))["code"] == "forbidden"
