"""Plans into a world's database and out of it again."""

from typing import Any

from openspace.core.actor import Actor, Role
from openspace.core.committer import Answer, Wish
from openspace.exchange import whole
from openspace.exchange.export import plan_of
from openspace.exchange.plan import Plan
from tests.world import World

OPERATOR = Actor(0, Role.STRANGER)


def asked(world: World, text: str, actor: Actor = OPERATOR) -> Answer:
    """The answer to importing a text."""
    return world.commit(Wish("exchange.import_plan", {"plan": text}, actor=actor))


def brought(world: World, plan: Plan) -> dict[str, Any]:
    """A plan into a new gathering."""
    return world.trusted("exchange.import_plan", OPERATOR, plan=whole.encode(plan).decode())


def brought_into(world: World, plan: Plan) -> dict[str, Any]:
    """A plan into the world's own gathering."""
    actor = Actor(world.gathering, Role.HOST)
    return world.trusted("exchange.import_plan", actor, plan=whole.encode(plan).decode())


def taken_out(world: World, gathering: int | None = None) -> Plan:
    """A gathering as a plan; the world's own unless told otherwise."""
    with world.system.database.reading() as db:
        return plan_of(db, gathering or world.gathering)


def once_more(world: World, plan: Plan) -> Plan:
    """A plan after a trip through the database."""
    return taken_out(world, brought(world, plan)["gathering"])
