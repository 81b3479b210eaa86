"""The scripted day, played once on each database."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from openspace.proceedings.day import Day
from openspace.proceedings.gather import gather
from tests.proceedings.scripted_day import evening_before, play
from tests.world import World


@pytest.fixture
def day_before() -> Iterator[None]:
    """The clock stands on the evening before."""
    with evening_before():
        yield


@pytest.fixture
def played(day_before: None, world: World) -> World:
    """A world after its day; on SQLite and on PostgreSQL."""
    play(world)
    return world


@pytest.fixture
def evening(tmp_path: Path) -> Iterator[World]:
    """The same on SQLite, for what does not depend on the database."""
    with evening_before():
        world = World(tmp_path)
    play(world)
    yield world
    world.system.database.close()


def gathered(world: World) -> Day:
    """The day of a world."""
    with world.system.database.reading() as db:
        return gather(db, world.gathering)
