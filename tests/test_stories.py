"""Golden stories: what was, what changed, what then is. Python writes them (`OPENSPACE_UPDATE_STORIES=1`) and
compares them otherwise; tests/js/stories.test.mjs replays the same files with the screens' own store."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
import time_machine
from sqlalchemy import text

from tests.cases import CASES, Case, Day
from tests.reducer import reduced
from tests.replica import check, pictures, told
from tests.world import World

FOLDER = Path(__file__).parent / "stories"
UPDATE = os.environ.get("OPENSPACE_UPDATE_STORIES") == "1"
BY_HAND = "by-hand-"  # written before there was a server: they stay, as a second opinion


@pytest.fixture
def day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A world in which every instant and every code is the same each time."""
    monkeypatch.setattr("openspace.exchange.create.new_code", lambda length=7: "GATHER23456789ABCDEFX"[:length])
    with time_machine.travel("2026-11-28T09:30:00Z", tick=False):
        world = World(tmp_path)
        world.opens()
        yield world, Day(world.code, world.host, world.joins("Anna"), world.joins("Bram"), world.joins, world.state)
        with world.system.database.glancing() as sql:  # whatever was done, nothing is left without its parent
            assert sql.execute(text("PRAGMA foreign_keys")).scalar() == 1
            assert sql.execute(text("PRAGMA foreign_key_check")).all() == []
        world.system.database.close()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_old_state_and_changes_make_the_fresh_state(case: Case, day: tuple[World, Day]) -> None:
    world, the_day = day
    deed = case.prepare(the_day)
    before = pictures(world)
    world.told.clear()
    answer = deed.who.wishes(case.command, deed.base, **deed.fields)
    assert answer["ok"], answer
    after = check(world, before)
    written = {path.name: path for path in FOLDER.glob("*.json") if path.name.split("@")[0] == case.name}
    stories = {}
    for stream in sorted({each.stream for each in world.told}):
        if stream in before and stream in after:
            story = {"stream": stream, "before": before[stream], "changes": told(world, stream)}
            stories[f"{case.name}@{stream.replace(':', '-')}.json"] = as_text({**story, "after": after[stream]})
    if UPDATE:
        for path in written.values():
            path.unlink()
        for name, text in stories.items():
            (FOLDER / name).write_text(text)
    else:
        assert {name: path.read_text() for name, path in written.items()} == stories


def test_every_command_has_a_case(sqlite_world: World) -> None:
    commands = {command.name for command in sqlite_world.system.commands.values() if not command.inside}
    assert {case.command for case in CASES} == commands


def test_no_two_cases_have_one_name() -> None:
    assert len({case.name for case in CASES}) == len(CASES)


def test_every_story_is_one_of_a_case_and_every_kind_of_change_is_told_in_one(sqlite_world: World) -> None:
    names = {case.name for case in CASES}
    stories = [json.loads(path.read_text()) for path in FOLDER.glob("*.json")]
    assert {path.name.split("@")[0] for path in FOLDER.glob("*.json") if BY_HAND not in path.name} <= names
    kinds = {change["kind"] for story in stories for change in story["changes"]}
    # Somebody comes in by a page's form; that is no command of the wire.
    assert kinds | {"people.joined"} == set(sqlite_world.system.changes)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.json")), ids=lambda path: path.stem)
def test_a_story_ends_as_it_says(path: Path) -> None:
    story = json.loads(path.read_text())
    numbers = [change["number"] for change in story["changes"]]
    assert numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    assert reduced(story["before"], story["changes"]) == story["after"]


def as_text(story: dict[str, Any]) -> str:
    """JSON with one thing on a line, so that a change of a story reads well."""
    parts = [f'"{name}": {_value(value)}' for name, value in story.items()]
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return "{\n" + ",\n".join(f"  {json.dumps(name)}: {_items(inner)}" for name, inner in value.items()) + "\n}"
    return _items(value)


def _items(value: Any) -> str:
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return "[\n" + ",\n".join(f"    {json.dumps(item)}" for item in value) + "\n  ]"
    return json.dumps(value)
