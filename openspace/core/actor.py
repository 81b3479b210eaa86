"""Who asks: the one vocabulary of roles, and the actor a door found."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Role(StrEnum):
    """What somebody may be at a gathering."""

    HOST = "host"
    FACILITATOR = "facilitator"
    PARTICIPANT = "participant"
    ONLOOKER = "onlooker"
    WALL = "wall"
    STRANGER = "stranger"


DESK = frozenset({Role.HOST, Role.FACILITATOR})
TAKING_PART = DESK | {Role.PARTICIPANT}
PRESENT = TAKING_PART | {Role.ONLOOKER, Role.WALL}
EVERYONE = frozenset(Role)


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody at one gathering. `person` is None for a wall, an onlooker without a name and the operator. `until`:
    when a turn on a shared tablet ends."""

    gathering: int
    role: Role
    person: int | None = None
    party: int | None = None
    device: int | None = None
    language: str = "en"
    until: datetime | None = None

    @property
    def steers(self) -> bool:
        """Host or facilitator."""
        return self.role in DESK
