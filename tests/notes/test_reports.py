"""The report: field by field, from none to amended, refused only where the same field changed."""

from typing import Any

import pytest

from openspace.notes.rules import LONGEST_REPORT_FIELD, next_report_state, publishable
from tests.cases import Day
from tests.replica import followed
from tests.world import World


def day(world: World) -> Day:
    world.opens()
    return Day(world.code, world.host, world.joins("Anna"), world.joins("Bram"), world.joins, world.state)


def report(world: World, session: int) -> dict[str, Any]:
    found: dict[str, Any] = world.state(f"session:{session}")["report"]
    return found


def state(world: World) -> str:
    return str(world.state()["sessions"][0]["report"])


@pytest.mark.parametrize(
    ("before", "after"), [("none", "draft"), ("draft", "draft"), ("published", "amended"), ("amended", "amended")]
)
def test_what_a_change_makes_of_a_report(before: str, after: str) -> None:
    assert next_report_state(before) == after


@pytest.mark.parametrize(
    ("texts", "may"),
    [
        ({}, False),
        ({"discussed": ""}, False),
        ({"requests": "x"}, False),
        ({"discussed": "x"}, True),
        ({"conclusions": "x"}, True),
    ],
)
def test_what_may_be_published(texts: dict[str, str], may: bool) -> None:
    assert publishable(texts) is may


def test_from_none_to_amended(world: World) -> None:
    at = day(world)
    session = at.session()
    assert (state(world), report(world, session)["version"]) == ("none", 0)
    assert at.bram.refused("notes.publish_report", session=session) == "invalid"  # type: ignore[attr-defined]
    with followed(world):
        at.bram.does("notes.save_report", session=session, discussed="Forms.\r\n Many. ", note_taker=at.bram.person)
        assert (state(world), report(world, session)["discussed"]) == ("draft", "Forms.\n Many.")
        at.anna.does("notes.save_report", session=session, conclusions="One is enough.", note_taker=None)
        at.anna.does("notes.publish_report", session=session)
        assert state(world) == report(world, session)["state"] == "published"
        published = report(world, session)["published"]
        assert published is not None
        number = world.number(f"session:{session}")
        at.anna.does("notes.save_report", session=session, conclusions="One is enough.")
        assert world.number(f"session:{session}") == number  # nothing new, nothing told
        at.bram.does("notes.save_report", session=session, requests="Time")
        assert state(world) == "amended"
        at.bram.does("notes.publish_report", session=session)
        assert state(world) == "amended"
    told = report(world, session)
    assert (told["note_taker"], told["requests"], told["open_questions"]) == (None, "Time", "")


def test_two_write_at_once_and_both_survive_unless_it_is_one_field(world: World) -> None:
    at = day(world)
    session = at.session()
    at.anna.does("notes.save_report", session=session, discussed="Forms")
    base = {f"report:{session}": report(world, session)["version"]}
    assert at.bram.wishes("notes.save_report", base, session=session, conclusions="One")["ok"]
    assert at.anna.wishes("notes.save_report", base, session=session, requests="Time", note_taker=at.anna.person)["ok"]
    before = world.state(f"session:{session}")
    refused = at.bram.wishes("notes.save_report", base, session=session, requests="Money", resources="A wiki")
    assert (refused["code"], refused["fields"]) == ("conflict", {"requests": "Time"})
    refused = at.bram.wishes("notes.save_report", base, session=session, note_taker=at.bram.person)
    assert (refused["code"], refused["fields"]) == ("conflict", {"note_taker": at.anna.person})
    assert world.state(f"session:{session}") == before
    assert (before["report"]["conclusions"], before["report"]["requests"]) == ("One", "Time")


def test_a_report_that_may_not_be(sqlite_world: World) -> None:
    at = day(sqlite_world)
    session = at.session()
    before = sqlite_world.state(f"session:{session}")
    for fields, code in (
        ({"session": session, "discussed": "x" * (LONGEST_REPORT_FIELD + 1)}, "invalid"),
        ({"session": session, "discussed": ["one", "two"]}, "invalid"),
        ({"session": session, "summary": "One"}, "invalid"),
        ({"session": session, "note_taker": 999}, "gone"),
        ({"session": 999, "discussed": "One"}, "gone"),
        ({"discussed": "One"}, "invalid"),
    ):
        assert at.anna.wishes("notes.save_report", **fields)["code"] == code, fields
    assert at.anna.wishes("notes.publish_report", session=999)["code"] == "gone"
    assert sqlite_world.state(f"session:{session}") == before
