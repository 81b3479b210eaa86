"""docs/PROTOCOL.md draws the states as they are. What doors answer is held against it in tests/doors."""

import json
import re

import pytest

from tests.cases import CASES, Day
from tests.replica import pictures
from tests.shapes import PROTOCOL, block_after, misfits, named_shapes, parsed, stream_shape
from tests.world import World


@pytest.mark.parametrize(
    ("drawn", "value", "fits"),
    [
        ("{a, b: 1}", {"a": 1, "b": 2}, True),
        ("{a, b: 1}", {"a": 1}, False),
        ("{a}", {"a": 1, "b": 2}, False),
        ("{a, ...}", {"a": 1, "b": 2}, True),
        ("{a, b?: 1}", {"a": 1}, True),
        ('{"<id>": {a}}', {"7": {"a": 1}, "8": {"a": 2}}, True),
        ('{"<id>": {a}}', {"7": {"b": 1}}, False),
        ("[{a}, ...]", [{"a": 1}, {"a": 2}], True),
        ("[{a}]", [{"a": 1}, {"b": 2}], False),
        ("{a: {b} | null}", {"a": None}, True),
        ("{a: {b} | {c}}", {"a": {"c": 1}}, True),
        ("{a: {b} | {c}}", {"a": {"d": 1}}, False),
        ("{a: 1, // first\n b|null}", {"a": 1, "b": None}, True),
        ("{a: text}", {"a": {"b": 1}}, False),
        ("[id]|[]", [], True),
    ],
)
def test_shapes_are_read_as_they_are_drawn(drawn: str, value: object, fits: bool) -> None:
    assert (misfits(value, parsed(drawn)) == []) is fits


def test_every_stream_has_the_state_that_is_drawn(sqlite_world: World) -> None:
    world = sqlite_world
    world.opens()
    day = Day(world.code, world.host, world.joins("Anna"), world.joins("Bram"), world.joins, world.state)
    for case in CASES:
        if case.command in ("people.join_persons", "notes.remove_outcome", "gatherings.empty"):
            case.prepare(day)
    world.host.does("agenda.save_slot", kind="break", starts="2026-11-28T18:00:00Z", ends="2026-11-28T19:00:00Z")
    shapes = {kind: stream_shape(kind) for kind in ("desk", "person", "session", "board")}
    shapes["all"] = parsed(block_after("## State of `all`"))
    states = pictures(world)
    assert {stream.partition(":")[0] for stream in states} == set(shapes) == set(world.system.streams)
    for stream, state in states.items():
        assert misfits(state, shapes[stream.partition(":")[0]]) == [], stream
    everything = states["all"]
    assert all(everything[name] for name in ("topics", "ideas", "sessions", "announcements", "parties", "timer"))
    assert any(states[stream]["cards"] for stream in states if stream.startswith("board:"))


def test_examples_that_say_they_are_json_are() -> None:
    for example in re.findall(r"```json\n(.*?)```", PROTOCOL, re.DOTALL):
        json.loads(example)
    assert set(named_shapes()) == {"Me", "Person", "Link", "Report", "Outcome", "Board", "Card"}
