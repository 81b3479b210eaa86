"""Old state + changes = fresh snapshot: every stream of a world, looked at before and after what happens in a block."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import select

from openspace.agenda.models import Session
from openspace.boards.models import Board
from openspace.people.models import Person
from tests.reducer import reduced
from tests.world import World

Pictures = dict[str, Any]


def streams(world: World) -> list[str]:
    """Every stream that somebody may follow now."""
    with world.system.database.reading() as db:
        people = db.scalars(
            select(Person.id).where(Person.gathering_id == world.gathering, Person.removed.is_(False))
        ).all()
        sessions = db.scalars(select(Session.id).where(Session.gathering_id == world.gathering)).all()
        boards = db.scalars(select(Board.id).where(Board.gathering_id == world.gathering)).all()
    keyed = [("person", people), ("session", sessions), ("board", boards)]
    return ["all", "desk", *(f"{kind}:{key}" for kind, keys in keyed for key in sorted(keys))]


def pictures(world: World) -> Pictures:
    """A fresh picture of every stream."""
    return {stream: world.state(stream) for stream in streams(world)}


def told(world: World, stream: str) -> list[dict[str, Any]]:
    """What was told on a stream since `world.told` was cleared."""
    return [change for each in world.told if each.stream == stream for change in each.changes]


def check(world: World, before: Pictures) -> Pictures:
    """Who had `before` and heard everything since has what a newcomer gets now, which is returned."""
    after = pictures(world)
    for stream, old in before.items():
        if stream in after:
            changes = told(world, stream)
            assert reduced(old, changes) == after[stream], (stream, [change["kind"] for change in changes])
    return after


@contextmanager
def followed(world: World) -> Iterator[None]:
    """Check that for what happens in this block."""
    before = pictures(world)
    world.told.clear()
    yield
    check(world, before)
