"""Every field of every command, with what is not of its type: refused by name, nothing changed."""

import time
from typing import Any

from openspace.core.committer import Wish
from openspace.describe import described
from tests.world import World

NOBODYS: list[Any] = [{"a": 1}, [[1]], [{"a": 1}], 10**17, -(10**17)]
BY_TYPE: dict[str, list[Any]] = {
    "integer": ["abc", "", "1.5", 1.5, True, False, [1], [1, 2], "\x00", "1e3", -1e3, "9" * 400, "0x10"],
    "text": [["a", "b"], ["a"], [None]],
    "boolean": [7, 1.5, "perhaps", [True], "True ", -1],
    "list of text": [["x" * 20_000], ["x"] * 201, [["x"]], [1, {"a": 1}]],
    "list of ids": [["x"], [True], [1.5], [0], [-1], ["1; DROP TABLE topics"], [10**17], [None, "y"], "x"],
    "instant": [7, True, "tomorrow", "2026-11-28", "2026-13-01T00:00:00Z", "2026-11-28T08:00:00", [7], "9" * 40],
    "date": [7, True, "tomorrow", "2026-02-30", [7], "2026-11-28T08:00:00Z"],
}


def test_wrong_types_are_refused_by_name_and_change_nothing(sqlite_world: World) -> None:
    world = sqlite_world
    before, tried = world.everything(), []
    wishes = []
    for command in described(world.system)["commands"]:
        for field in command["fields"]:
            known = [*NOBODYS, *BY_TYPE[field["type"]]]
            known += ["nonsense", 7] if field["choices"] else []
            known += ["x" * (field["max"] + 1)] if field["type"] == "text" and field["max"] else []
            known += [field["max"] + 1] if field["type"] == "integer" else []
            known += [None] if field["required"] else []
            for value in known:
                if value in ("", None) and not field["required"]:
                    continue
                if isinstance(value, str) and value in ("",) and field["type"] != "integer":
                    continue
                tried.append((command["name"], field["name"], value))
                n = len(tried)
                fields = {field["name"]: value}
                wishes.append(Wish(command["name"], fields, device=world.host.device, client="w" * 16, n=n))
    answers = world.committer.commit(wishes).answers
    for (name, field, value), answer in zip(tried, answers, strict=True):
        assert answer["code"] == "invalid", (name, field, value, answer)
        assert field in answer["fields"], (name, field, value, answer)
        assert answer["fields"][field], (name, field, value)
    assert len(tried) > 1000
    assert world.everything() == before


def test_unknown_fields_are_refused_by_name(sqlite_world: World) -> None:
    before = sqlite_world.everything()
    for command in described(sqlite_world.system)["commands"]:
        for field in ("nothing", "work", "self", "__class__", "gathering_id", "_fields", "meta"):
            answer = sqlite_world.host.wishes(command["name"], None, **{field: 1})
            assert (answer["code"], list(answer["fields"])) == ("invalid", [field]), command["name"]
    assert sqlite_world.everything() == before


def test_a_bomb_of_fields_is_refused_at_once(sqlite_world: World) -> None:
    deep: Any = "x"
    for _ in range(12):
        deep = [deep]
    began = time.monotonic()
    for fields in (
        {"title": deep},
        {f"f{n}": n for n in range(5000)},
        {"title": "x" * 60_000},
        {"title": "e" + "\u0301" * 50_000 + "x" * 80},
        {"title": "One", "conveners": list(range(1, 5000))},
    ):
        assert sqlite_world.host.wishes("marketplace.post_topic", None, **fields)["code"] == "invalid"
    assert time.monotonic() - began < 5
