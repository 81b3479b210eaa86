"""Copying an earlier gathering: the set-up on another day, by command line and on the web."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from flask.testing import FlaskClient

from openspace.app import build_server
from openspace.core.actor import Actor, Role
from openspace.core.committer import Wish
from openspace.exchange.plan import Plan
from tests.exchange.database import taken_out
from tests.exchange.lived import live
from tests.world import World

ZONE = ZoneInfo("Europe/Amsterdam")
SUMMER = "2027-07-05T08:30:00Z"  # half past ten; the world's day began at nine, in winter


def copied(world: World, **fields: Any) -> Plan:
    made = world.trusted("exchange.copy_gathering", Actor(world.gathering, Role.HOST), **fields)
    assert made["code"] != world.code
    return taken_out(world, made["gathering"])


def test_a_copy_has_the_set_up_and_nothing_else(world: World) -> None:
    live(world)
    earlier, later = taken_out(world), copied(world, title="Again", starts=SUMMER)
    kept = ("theme", "timezone", "language", "languages", "people_expected", "principles", "law", "counts_hidden")
    for name in (*kept, "parties", "places"):
        assert getattr(later, name) == getattr(earlier, name), name
    assert (later.title, later.starts) == ("Again", datetime.fromisoformat(SUMMER))
    assert (later.phase, later.posting, later.placing) == ("preparing", False, False)
    made = ("people", "topics", "interest", "sessions", "notes", "reports", "outcomes", "boards", "ideas")
    assert [getattr(later, name) for name in (*made, "announcements")] == [[]] * 10


def test_slots_keep_their_wall_time(world: World) -> None:
    earlier, later = taken_out(world), copied(world, starts=SUMMER)
    assert (later.title, later.theme) == (earlier.title, earlier.theme)
    for before, after in zip(earlier.slots, later.slots, strict=True):
        assert (before.title, before.kind) == (after.title, after.kind)
        for one, other in ((before.starts, after.starts), (before.ends, after.ends)):
            assert one.astimezone(ZONE).strftime("%H:%M") == other.astimezone(ZONE).strftime("%H:%M")
            assert other.astimezone(ZONE).strftime("%Y-%m-%d") == "2027-07-05"


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.PARTICIPANT, Role.STRANGER])
def test_only_the_host_copies(world: World, role: Role) -> None:
    wish = Wish("exchange.copy_gathering", {"starts": SUMMER}, actor=Actor(world.gathering, role))
    assert world.commit(wish)["code"] == "forbidden"


@pytest.mark.parametrize("starts", ["", "tomorrow", "9999-12-31T23:00:00Z"])
def test_a_copy_needs_a_day(world: World, starts: str) -> None:
    wish = Wish("exchange.copy_gathering", {"starts": starts}, actor=Actor(world.gathering, Role.HOST))
    answer = world.commit(wish)
    assert (answer["code"], list(answer["fields"])) == ("invalid", ["starts"])


@pytest.fixture
def browser(sqlite_world: World) -> Iterator[FlaskClient]:
    """The browser of the world's host."""
    server = build_server(sqlite_world.system)
    server.app.config["WTF_CSRF_ENABLED"] = False
    with server.app.test_client() as client:
        link = sqlite_world.host.does("people.make_link", right="host")["url"]
        client.post(link.removeprefix(sqlite_world.system.settings.base_url), data={"name": "Hanna"})
        yield client
    server.stop()


def test_the_host_copies_on_the_web(sqlite_world: World, browser: FlaskClient) -> None:
    address = f"/new?copy={sqlite_world.code}"
    page = browser.get(address).get_data(as_text=True)
    assert 'value="Neighbours"' in page
    assert 'value="Hanna"' in page
    assert "T09:00" in page
    fields = {"title": "Neighbours again", "theme": "And now?", "starts": "2027-07-05T10:30", "people_expected": "30"}
    made = browser.post(address, data=fields)
    assert made.status_code == 200
    listed = made.get_data(as_text=True).partition("/desk")[0]
    code = listed.rpartition("/g/")[2]
    with sqlite_world.system.database.reading() as db:
        from openspace.gatherings.queries import by_code

        gathering = by_code(db, code)
        assert gathering is not None
        later = taken_out(sqlite_world, gathering.id)
    assert (later.title, later.theme, later.people_expected) == ("Neighbours again", "And now?", 30)
    assert later.starts == datetime.fromisoformat(SUMMER)
    assert [party.name for party in later.parties] == ["Town", "Harbour"]
    assert browser.get(f"/g/{code}/desk").status_code == 200  # this browser is the host of both
    assert browser.get(f"/g/{sqlite_world.code}/desk").status_code == 200


@pytest.mark.parametrize(
    "wrong",
    [{"title": ""}, {"starts": "soon"}, {"starts": "2027-03-28T02:30"}, {"starts": "9999-12-31T23:59"},
     {"people_expected": "0"}, {"theme": "x" * 141}],
    ids=str,
)  # fmt: skip
def test_a_wrong_copy_comes_back(sqlite_world: World, browser: FlaskClient, wrong: dict[str, str]) -> None:
    before = sqlite_world.everything()
    fields = {"title": "Again", "theme": "", "starts": "2027-07-05T10:30", "people_expected": "30"} | wrong
    answer = browser.post(f"/new?copy={sqlite_world.code}", data=fields)
    assert answer.status_code == 400
    assert 'aria-invalid="true"' in answer.get_data(as_text=True)
    assert sqlite_world.everything() == before


def test_nobody_else_copies_on_the_web(sqlite_world: World, browser: FlaskClient) -> None:
    address = f"/new?copy={sqlite_world.code}"
    stranger = browser.application.test_client()
    for answer in (stranger.get(address), stranger.post(address, data={"title": "Mine"})):
        assert answer.status_code == 403
    assert stranger.get("/new?copy=NOPE123").status_code == 404
