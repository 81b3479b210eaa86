"""Who is connected: one entry a socket, from its connect to its disconnect."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import TypeVar

from openspace.core.actor import Actor
from openspace.live.limits import Bucket

MOST_SOCKETS_OF_ONE = 4  # phone, tablet, laptop and one that the network forgot
CROWD_RATE, CROWD_BURST = 10, 40  # wishes a second of one phone: faster than any thumb
DESK_RATE, DESK_BURST = 50, 200
Place = TypeVar("Place")


@dataclass(slots=True)
class Connection:
    """A socket. It is nobody until it greets."""

    sid: str
    browser: str
    language: str
    code: str = ""
    screen: str = ""
    actor: Actor | None = None
    client: str = ""
    next: int = 1
    bucket: Bucket = field(default_factory=lambda: Bucket(CROWD_RATE, CROWD_BURST))

    def greet(self, actor: Actor, code: str, screen: str, client: str, next: int) -> None:
        """Become somebody. `next`: the first wish of the outbox that waits for its answer."""
        if self.actor is None and actor.steers:
            self.bucket = Bucket(DESK_RATE, DESK_BURST)
        self.actor, self.code, self.screen = actor, code, screen
        self.client, self.next = client, next


class Connections:
    """All sockets, and those of each gathering and person."""

    def __init__(self) -> None:
        self.by_sid: dict[str, Connection] = {}
        self.of_gathering: defaultdict[int, dict[str, Connection]] = defaultdict(dict)
        self._of_person: defaultdict[tuple[int, int], dict[str, Connection]] = defaultdict(dict)

    def add(self, connection: Connection) -> None:
        """A socket came."""
        self.by_sid[connection.sid] = connection

    def settle(self, connection: Connection) -> None:
        """A socket greeted: it counts at its gathering now."""
        actor = connection.actor
        if actor is None:
            return
        self.of_gathering[actor.gathering][connection.sid] = connection
        if actor.person is not None:
            self._of_person[actor.gathering, actor.person][connection.sid] = connection

    def drop(self, sid: str) -> None:
        """A socket went."""
        connection = self.by_sid.pop(sid, None)
        if connection is not None:
            self.unsettle(connection)

    def unsettle(self, connection: Connection) -> None:
        """It does not count at its gathering any more."""
        actor = connection.actor
        if actor is None:
            return
        _take_out(self.of_gathering, actor.gathering, connection)
        if actor.person is not None:
            _take_out(self._of_person, (actor.gathering, actor.person), connection)

    def of_person(self, gathering: int, person: int) -> list[Connection]:
        """Somebody's sockets, the oldest first."""
        return list(self._of_person.get((gathering, person), {}).values())

    def of_devices(self, gathering: int, devices: Collection[int]) -> list[Connection]:
        """The sockets of some devices."""
        here = self.of_gathering.get(gathering, {})
        return [item for item in here.values() if item.actor is not None and item.actor.device in devices]


def _take_out(places: dict[Place, dict[str, Connection]], place: Place, connection: Connection) -> None:
    """Out of one place, of which nothing stays when it was the last there."""
    places[place].pop(connection.sid, None)
    if not places[place]:
        del places[place]
