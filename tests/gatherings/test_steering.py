"""What the desk does with the gathering itself: set-up, phases, switches, timer, announcements, wall, parties."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine

from openspace.core import clock
from openspace.gatherings.rules import MOST_ANNOUNCEMENTS, MOST_PARTIES, PHASES, USUAL_SWITCHES, WALL_PAGES
from tests.replica import followed
from tests.world import World


def gathering(world: World) -> dict[str, Any]:
    found: dict[str, Any] = world.state()["gathering"]
    return found


def test_what_is_given_of_the_set_up_changes(world: World) -> None:
    before = gathering(world)
    given = {
        "title": "Neighbours again",
        "theme": "",
        "timezone": "America/New_York",
        "language": "nl",
        "languages": ["nl", "en"],
        "starts": "2026-12-01T14:00:00Z",
        "people_expected": 30,
        "principles": ["Come.", "", "Go."],
        "law": "Walk.",
    }
    with followed(world):
        world.host.does("gatherings.set_up", **given)
    assert gathering(world) == before | given | {"principles": ["Come.", "Go."]}
    number = world.number()
    world.host.does("gatherings.set_up", title="Neighbours")
    assert gathering(world) == before | given | {"principles": ["Come.", "Go."], "title": "Neighbours"}
    assert world.number() == number + 1


@pytest.mark.parametrize(
    "fields",
    [
        {"title": "x" * 81},
        {"theme": "x" * 141},
        {"timezone": "Europe/Atlantis"},
        {"timezone": "../../etc/passwd"},
        {"language": "fr"},
        {"languages": ["nl", "fr"]},
        {"starts": "2026-12-01"},
        {"people_expected": 0},
        {"people_expected": 1.5},
        {"people_expected": True},
        {"people_expected": 10**30},
        {"principles": ["x" * 201]},
        {"law": "x" * 401},
        {"counts_hidden": "perhaps"},
        {"code": "AAAAAAA"},
        {"phase": "closing"},
    ],
)
def test_a_set_up_that_may_not_be(sqlite_world: World, fields: dict[str, Any]) -> None:
    assert sqlite_world.host.refused("gatherings.set_up", None, **fields) == "invalid"


def test_a_phase_sets_its_switches_and_the_desk_turns_each(world: World) -> None:
    for phase in PHASES:
        with followed(world):
            world.host.does("gatherings.move_phase", phase=phase)
        told = gathering(world)
        assert told["phase"] == phase
        assert (told["posting"], told["placing"], told["releasing"]) == USUAL_SWITCHES[phase]
    for switch in ("posting", "placing", "releasing"):
        for on in (True, False, True):
            world.host.does("gatherings.turn_switch", switch=switch, on=on)
            assert gathering(world)[switch] is on
        # Left out, as a form leaves out an empty checkbox.
        world.host.does("gatherings.turn_switch", switch=switch)
        assert gathering(world)[switch] is False
    for bad in ({"switch": "phase", "on": True}, {"switch": "posting", "on": 7}, {"on": True}):
        assert world.host.refused("gatherings.turn_switch", None, **bad) == "invalid"
    assert world.host.refused("gatherings.move_phase", phase="lunch") == "invalid"


def test_one_timer_for_all(world: World) -> None:
    host = world.host

    def timer() -> Any:
        return world.state()["timer"]

    for name in ("pause_timer", "resume_timer"):
        assert host.refused(f"gatherings.{name}") == "gone"
    assert host.refused("gatherings.extend_timer", minutes=5) == "gone"
    with time_machine.travel("2026-11-28T09:30:00Z", tick=False) as now, followed(world):
        host.does("gatherings.set_timer", minutes=10, label="Quiet minute")
        assert timer() == {"label": "Quiet minute", "ends": "2026-11-28T09:40:00Z", "paused_ms": None}
        host.does("gatherings.extend_timer", minutes=5)
        assert timer()["ends"] == "2026-11-28T09:45:00Z"
        now.shift(timedelta(minutes=3))
        host.does("gatherings.pause_timer")
        assert timer() == {"label": "Quiet minute", "ends": None, "paused_ms": 12 * 60_000}
        now.shift(timedelta(hours=1))
        host.does("gatherings.pause_timer")
        host.does("gatherings.extend_timer", minutes=-2)
        assert timer()["paused_ms"] == 10 * 60_000
        host.does("gatherings.extend_timer", minutes=-60)
        assert timer()["paused_ms"] == 0
        host.does("gatherings.extend_timer", minutes=1)
        host.does("gatherings.resume_timer")
        assert timer() == {"label": "Quiet minute", "ends": "2026-11-28T10:34:00Z", "paused_ms": None}
        now.shift(timedelta(minutes=9))
        host.does("gatherings.extend_timer", minutes=5)  # it had run out: from now
        assert timer()["ends"] == "2026-11-28T10:47:00Z"
        host.does("gatherings.set_timer", minutes=0)
        assert timer() is None
    for bad in ({"minutes": -1}, {"minutes": 601}, {}, {"minutes": "ten"}, {"minutes": 5, "label": "x" * 61}):
        assert host.refused("gatherings.set_timer", None, **bad) == "invalid"
    for minutes in (-61, 61, 1e400):
        assert host.refused("gatherings.extend_timer", None, minutes=minutes) == "invalid"


def test_the_newest_announcements_are_kept(world: World) -> None:
    host = world.host
    with followed(world):
        made = [
            host.does("gatherings.announce", text=f"Number {n}")["announcement"] for n in range(MOST_ANNOUNCEMENTS + 3)
        ]
        assert [each["id"] for each in world.state()["announcements"]] == made[3:]
        host.does("gatherings.withdraw_announcement", announcement=made[10])
    assert [each["id"] for each in world.state()["announcements"]] == made[3:10] + made[11:]
    assert host.refused("gatherings.withdraw_announcement", announcement=made[0]) == "gone"
    for text in ("", " ", "x" * 201):
        assert host.refused("gatherings.announce", None, text=text) == "invalid"


def test_the_wall_turns_itself_too(sqlite_world: World) -> None:
    world = sqlite_world
    wall = world.takes(world.host.does("people.make_link", right="wall")["url"])
    wall.does("gatherings.turn_wall", page="now")
    assert world.state()["wall"] == {"page": "now"}
    for page in WALL_PAGES:
        world.host.does("gatherings.turn_wall", page=page)
        assert world.state()["wall"] == {"page": page}
    world.host.does("gatherings.turn_wall", page="auto")
    assert world.state()["wall"] == {"page": "auto"}
    assert wall.refused("gatherings.turn_wall", page="desk") == "invalid"
    assert world.joins("Anna").refused("gatherings.turn_wall", page="now") == "forbidden"


def test_parties_have_a_letter_and_a_colour_of_their_own(world: World) -> None:
    host = world.host
    assert [(party["letter"], party["colour"]) for party in world.state()["parties"]] == [("T", 1), ("H", 2)]
    with followed(world):
        made = host.does("gatherings.save_party", name="Traders")["party"]
        host.does("gatherings.save_party", party=made, name="Tradesmen", letter="z", colour=8)
    assert world.state()["parties"][-1] == {"id": made, "name": "Tradesmen", "letter": "Z", "colour": 8}
    for bad in (
        {"name": "Other", "letter": "t"},
        {"name": ""},
        {"name": "x" * 61},
        {"name": "Other", "letter": "ABC"},
        {"name": "Other", "colour": 9},
    ):
        assert host.refused("gatherings.save_party", None, **bad) == "invalid", bad
    assert host.refused("gatherings.save_party", party=999, name="Other") == "gone"
    for n in range(MOST_PARTIES - 3):
        host.does("gatherings.save_party", name=f"Party {n}")
    assert len({party["letter"] for party in world.state()["parties"]}) == MOST_PARTIES
    assert host.refused("gatherings.save_party", name="One more") == "limit"


def test_a_party_that_is_taken_away_is_nobodys(world: World) -> None:
    party = world.state()["parties"][0]["id"]
    anna = world.joins("Anna", party=party)
    gone = world.joins("Gijs", party=party)
    world.host.does("people.remove_person", person=gone.person)
    with followed(world):
        world.host.does("gatherings.remove_party", party=party)
    assert world.people({"person": anna.person})[str(anna.person)]["party"] is None
    assert world.state(f"person:{anna.person}")["me"]["party"] is None
    assert world.host.refused("gatherings.remove_party", party=party) == "gone"
    assert anna.refused("people.choose_party", party=party) == "gone"


def test_instants_are_told_to_the_millisecond() -> None:
    assert clock.iso(clock.now()).endswith("Z")
