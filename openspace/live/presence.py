"""Who is connected, to this process or to another one: a person with a phone here and a laptop there is one person."""

from time import monotonic

from openspace.live.connections import Connections
from openspace.live.relay import Relay

_AGAIN = 5.0  # seconds after which the others are told again, changed or not
_FORGET = 15.0  # seconds after which a process that says nothing is taken for dead

Who = int | str  # a person, or the socket of somebody who is nobody


class Presence:
    """Counts people, not sockets."""

    def __init__(self, connections: Connections, relay: Relay) -> None:
        self._connections, self._relay = connections, relay
        self._told: dict[int, tuple[float, set[Who]]] = {}
        self._elsewhere: dict[tuple[str, int], tuple[float, set[Who]]] = {}
        relay.on("here", self._hear)

    def people(self, gathering: int) -> set[Who]:
        """Everybody who is at a gathering with a phone or a desk."""
        elsewhere = [who for (_process, of), (_at, who) in self._elsewhere.items() if of == gathering]
        return self._here(gathering).union(*elsewhere)

    def tell(self) -> None:
        """Tell the other processes who is here, and forget those that are gone; once a beat."""
        if not self._relay.several:
            return
        since = monotonic() - _FORGET
        self._elsewhere = {key: (at, who) for key, (at, who) in self._elsewhere.items() if at > since}
        for gathering in {*self._connections.of_gathering, *self._told}:
            here = self._here(gathering)
            at, before = self._told.get(gathering, (0.0, set()))
            if here == before and monotonic() < at + _AGAIN:
                continue
            self._relay.tell("here", (self._relay.own, gathering, list(here)))
            self._told[gathering] = (monotonic(), here)
            if not here:
                del self._told[gathering]

    def _here(self, gathering: int) -> set[Who]:
        sockets = self._connections.of_gathering.get(gathering, {}).values()
        return {item.actor.person or item.sid for item in sockets if item.actor and item.screen != "wall"}

    def _hear(self, news: tuple[str, int, list[Who]]) -> None:
        process, gathering, who = news
        self._elsewhere[process, gathering] = (monotonic(), set(who))
        if not who:
            del self._elsewhere[process, gathering]
