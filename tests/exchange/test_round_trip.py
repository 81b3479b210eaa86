"""A gathering that goes out and comes in again is the same one, byte for byte."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from openspace.exchange import whole
from openspace.exchange.plan import Plan
from tests.exchange.conftest import read_path
from tests.exchange.database import once_more, taken_out
from tests.exchange.lived import live
from tests.exchange.plans import plans
from tests.world import World

REAL = (
    "jscraftcamp/2018",
    "devopsdays-boston-2019",
    "socrates-austria/2024",
    "kubernetes-contributor-summits",
    *(f"srccon-2014-2018/_archive/sessions/{year}/sessions.json" for year in range(2014, 2019)),
    "srccon-2014-2018/srccon-schedule_sessions.json",
    "w3c-tpac/breakouts-day-2024.json",
    "w3c-tpac/group-meetings.json",
    "w3c-tpac/tpac2023.json",
)


def same(world: World, plan: Plan) -> None:
    """What comes out again is what went in, to the byte."""
    again = once_more(world, plan)
    assert again == plan
    assert whole.encode(again) == whole.encode(plan)


def test_a_gathering_as_it_was_created(world: World) -> None:
    same(world, taken_out(world))


def test_a_day_as_it_was_lived(world: World) -> None:
    live(world)
    plan = taken_out(world)
    assert whole.encode(plan) == whole.encode(taken_out(world))
    same(world, plan)


def test_what_a_file_tells_and_what_it_keeps_to_itself(sqlite_world: World) -> None:
    live(sqlite_world)
    plan = taken_out(sqlite_world)
    names = {person.id: person.name for person in plan.people}
    assert list(names.values()) == ["Hanna", "Anna", "Anna", "Bram", None, "Removed"]
    first = plan.sessions[0]
    assert (first.here, [names[person] for person in first.present]) == (4, ["Anna", "Bram"])
    assert [session.place for session in plan.sessions] == ["place-1", "place-1", None]
    assert [(note.session, note.text) for note in plan.notes] == [(first.id, "# Notes\r\n\n😀 \u2028 <b>not bold</b>")]
    assert [(report.session, report.state) for report in plan.reports] == [(first.id, "amended")]
    assert (plan.outcomes[0].owner, plan.outcomes[0].party) == ("person-2", None)
    cards = [(card.column, card.text, card.late, names.get(card.author or "")) for card in plan.boards[0].cards]
    assert cards == [("1", "Coffee", False, "Bram"), ("1", "Tea", True, "Bram"), ("2", "Paper", False, "Anna")]
    assert (plan.boards[1].title, plan.boards[1].revealed, plan.boards[1].cards) == ("Later", False, [])
    assert (plan.principles, plan.law, plan.counts_hidden) == ([], "", True)
    text = whole.encode(plan).decode()
    secrets = ["Gone", "Between me", sqlite_world.made["recovery"], "role", sqlite_world.code]
    assert [secret for secret in secrets if secret in text] == []


@pytest.mark.parametrize("name", REAL)
def test_what_gatherings_left_behind(name: str, real: Callable[[str], Path], sqlite_world: World) -> None:
    plan = read_path(real(name))
    brought = once_more(sqlite_world, plan)
    assert [topic.title for topic in brought.topics] == [topic.title for topic in plan.topics]
    assert brought.notes == plan.notes
    placed = [(session.place, session.slot) for session in plan.sessions]
    order = {slot.id: slot for slot in plan.slots}
    renamed = {id: f"slot-{n}" for n, id in enumerate(sorted(order, key=lambda id: order[id].starts), 1)}
    assert [(session.place, session.slot) for session in brought.sessions] == [
        (place if slot else None, renamed.get(slot or "")) for place, slot in placed
    ]
    same(sqlite_world, brought)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(plan=plans())
def test_any_plan_settles_at_once(plan: Plan, world: World) -> None:
    same(world, once_more(world, plan))
