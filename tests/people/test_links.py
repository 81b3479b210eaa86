"""Capability links: what each right opens, once or until revoked or run out; recovery; a shared tablet's minute."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine

from openspace.core import clock
from openspace.core.actor import Actor, Role
from openspace.core.committer import Answer, Wish
from openspace.people.queries import find_acting
from openspace.people.rules import hashed
from tests.replica import followed
from tests.world import Somebody, World


def takes(world: World, url: str, browser: str = "fresh", **fields: Any) -> Answer:
    given = {"secret": hashed(url.rpartition("/")[2]), "language": "en", "browser": browser} | fields
    return world.commit(Wish("people.take_link", given, actor=Actor(world.gathering, Role.STRANGER)))


def role(world: World, somebody: Somebody) -> str | None:
    with world.system.database.reading() as db:
        found = world.system.find_actor(db, somebody.device)
    return found.role if found else None


def acting(world: World, browser: str, screen: str = "phone") -> int | None:
    with world.system.database.reading() as db:
        found = find_acting(db.connection(), browser, world.code, screen)
    return found.device if found else None


@pytest.mark.parametrize("right", ["host", "facilitator"])
def test_a_desk_link_opens_once(world: World, right: str) -> None:
    url = world.host.does("people.make_link", right=right)["url"]
    with followed(world):
        somebody = world.takes(url, "Fatma")
    assert role(world, somebody) == right
    before = world.everything()
    assert takes(world, url)["code"] == "gone"
    assert world.everything() == before
    assert [link for link in world.state("desk")["links"] if link["right"] == right] == []


@pytest.mark.parametrize("right", ["wall", "onlooker"])
def test_a_wall_link_opens_until_it_is_revoked(world: World, right: str) -> None:
    made = world.host.does("people.make_link", right=right)
    assert made["qr"].startswith("<svg")
    one, other = world.takes(made["url"]), world.takes(made["url"])
    assert [role(world, each) for each in (one, other)] == [right, right]
    told = next(link for link in world.state("desk")["links"] if link["id"] == made["link"])
    assert (told["right"], told["taken"]) == (right, 2)
    assert made["url"].rpartition("/")[2] not in str(world.state("desk"))
    with followed(world):
        world.host.does("people.revoke_link", link=made["link"])
    assert [role(world, each) for each in (one, other)] == [None, None]
    assert one.wishes("gatherings.turn_wall", page="join")["code"] == "no_person"
    assert takes(world, made["url"])["code"] == "gone"
    assert world.host.refused("people.revoke_link", link=999) == "gone"


def test_own_other_device(world: World) -> None:
    world.opens()
    anna = world.joins("Anna")
    url = anna.does("people.make_link", right="device")["url"]
    laptop = world.takes(url)
    assert laptop.person == anna.person
    assert takes(world, url)["code"] == "gone"
    topic = anna.does("marketplace.post_topic", title="One form")["topic"]
    laptop.does("marketplace.withdraw_topic", topic=topic)


def test_a_device_link_runs_out(sqlite_world: World) -> None:
    url = sqlite_world.joins("Anna").does("people.make_link", right="device")["url"]
    with time_machine.travel(clock.now() + timedelta(minutes=61)):
        assert takes(sqlite_world, url)["code"] == "gone"
    with time_machine.travel(clock.now() + timedelta(minutes=59)):
        assert takes(sqlite_world, url)["ok"]


def test_who_may_make_which_link(sqlite_world: World) -> None:
    world = sqlite_world
    anna = world.joins("Anna")
    fatma = world.takes(world.host.does("people.make_link", right="facilitator")["url"], "Fatma")
    for who, allowed in (
        (anna, {"device"}),
        (fatma, {"device", "facilitator", "wall", "onlooker"}),
        (world.host, {"device", "facilitator", "wall", "onlooker", "host"}),
    ):
        for right in ("host", "facilitator", "wall", "onlooker", "device"):
            answer = who.wishes("people.make_link", right=right)
            assert answer.get("code") == (None if right in allowed else "forbidden"), right
    assert anna.refused("people.make_link", right="king") == "invalid"


def test_a_link_of_another_gathering_is_gone(sqlite_world: World) -> None:
    other = sqlite_world.trusted(
        "exchange.create",
        Actor(0, Role.STRANGER),
        title="Others",
        timezone="Europe/Amsterdam",
        language="en",
        starts="2026-11-28T08:00:00Z",
        people_expected=12,
    )
    assert takes(sqlite_world, other["wall"]["url"])["code"] == "gone"


def test_a_participant_who_takes_the_desk_link_stays_the_same_person(sqlite_world: World) -> None:
    world = sqlite_world
    anna = world.joins("Anna")
    url = world.host.does("people.make_link", right="facilitator")["url"]
    with followed(world):
        answer = takes(world, url, browser="new cookie", before="browser-2")
    assert answer["result"]["device"] == anna.device
    assert role(world, anna) == "facilitator"
    assert acting(world, "new cookie") == anna.device
    assert acting(world, "browser-2") is None


def test_recovery(world: World) -> None:
    def recovers(code: str) -> Answer:
        given = {"recovery": code, "language": "en", "browser": "fresh"}
        return world.commit(Wish("people.recover", given, actor=Actor(world.gathering, Role.STRANGER)))

    before = world.everything()
    assert recovers("0" * 20)["code"] == recovers("")["code"] == "invalid"
    assert world.everything() == before
    back = Somebody(world, recovers(world.made["recovery"])["result"]["device"], world.host.person)
    assert role(world, back) == "host"
    # Again and again: the paper does not wear out.
    assert recovers(world.made["recovery"])["ok"]


def test_the_next_person_on_a_shared_tablet_has_a_minute(world: World) -> None:
    world.opens()
    anna = world.joins("Anna")
    actor = Actor(world.gathering, Role.STRANGER)
    joining = {"name": "Bram", "language": "en", "before": "browser-2", "browser": "tablet", "turn": "yes"}
    made = world.trusted("people.join", actor, **joining)
    bram = Somebody(world, made["device"], made["person"])
    assert acting(world, "tablet") == bram.device
    bram.does("marketplace.post_topic", title="Quick thought")
    with time_machine.travel(clock.now() + timedelta(seconds=61)):
        assert acting(world, "tablet") == anna.device
        assert bram.wishes("marketplace.post_topic", title="Too late")["code"] == "no_person"
        anna.does("marketplace.post_topic", title="Mine again")


@pytest.mark.parametrize("screen", ["phone", "desk", "wall"])
def test_a_laptop_that_is_desk_and_wall_says_which(sqlite_world: World, screen: str) -> None:
    world = sqlite_world
    takes(world, world.host.does("people.make_link", right="wall")["url"], "laptop")
    desk = takes(world, world.host.does("people.make_link", right="facilitator")["url"], "laptop")["result"]["device"]
    found = acting(world, "laptop", screen)
    assert (found == desk) == (screen != "wall")
    assert found is not None
