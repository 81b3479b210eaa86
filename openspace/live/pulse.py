"""The pulse: the server's time, how many are here, the heads of what all or each desk follows, and totals for walls and
desks; at most once a second, never kept."""

import logging
from time import monotonic
from typing import Any

import gevent
import socketio
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from openspace.core import clock
from openspace.core.system import System
from openspace.live.connections import Connections
from openspace.live.presence import Presence
from openspace.live.publisher import Publisher, room
from openspace.live.readonly import ReadOnly
from openspace.live.streams import head

log = logging.getLogger(__name__)

_AT_MOST = 1.0  # seconds between two pulses
_AT_LEAST = 10.0  # so that a silent line is noticed, and no NAT forgets it
SCREENS = "screens"  # walls and desks of a gathering: they also learn the totals


class Pulse:
    """One greenlet for all gatherings that somebody is connected to."""

    def __init__(
        self,
        system: System,
        server: socketio.Server,
        connections: Connections,
        publisher: Publisher,
        presence: Presence,
        read_only: ReadOnly,
    ) -> None:
        self._system, self._server, self._publisher, self._presence = system, server, publisher, presence
        self._read_only = read_only
        self._heads: dict[str, int] = {}  # of the database, a beat ago
        self._connections = connections
        self._last: dict[int, tuple[float, dict[str, Any]]] = {}
        self._loop = gevent.spawn(self._run)

    def stop(self) -> None:
        """End it."""
        self._loop.kill()

    def _run(self) -> None:
        while True:
            gevent.sleep(_AT_MOST)
            self._presence.tell()
            try:
                for gathering in list(self._connections.of_gathering):
                    self._beat(gathering)
            except SQLAlchemyError as error:  # a database that is away for a moment must not end this for good
                log.warning("no pulse: %s", type(error).__name__)

    def _beat(self, gathering: int) -> None:
        here = self._connections.of_gathering.get(gathering, {})
        screens = any(item.screen in ("wall", "desk") for item in here.values())
        with self._system.database.reading() as db:
            told: dict[str, Any] = {
                "here": len(self._presence.people(gathering)),
                "heads": {"all": self._head(db, gathering, "all")},
            }
            if self._read_only.on:
                told["disk_full"] = True
            more = self._for_screens(db, gathering, told) if screens else told
        at, before = self._last.get(gathering, (0.0, {}))
        if more == before and monotonic() - at < _AT_LEAST:
            return
        self._last[gathering] = (monotonic(), more)
        now = {"now": clock.milliseconds(clock.now())}
        self._server.emit("pulse", told | now, room=room(gathering, "all"), skip_sid=self._screens(gathering))
        if screens:
            self._server.emit("pulse", more | now, room=room(gathering, SCREENS))

    def _head(self, db: Session, gathering: int, stream: str) -> int:
        """How far a screen that heard everything is: what was sent, and what stood in the database a beat ago; of that
        the publisher tells first what is news to it. What is written just now is still on its way, and a room that were
        told of it would ask for it at once."""
        name = room(gathering, stream)
        before = self._heads.get(name, 0)
        self._heads[name] = head(db, gathering, stream)
        if before:
            self._publisher.catch_up(gathering, stream, before)
        return max(before, self._publisher.told.get(name, 0))

    def _for_screens(self, db: Session, gathering: int, told: dict[str, Any]) -> dict[str, Any]:
        """What walls and desks learn beside it."""
        return {
            **told,
            "heads": {**told["heads"], "desk": self._head(db, gathering, "desk")},
            "joined": self._system.count_people(db, gathering),
            "outcomes": self._system.count_outcomes(db, gathering),
        }

    def _screens(self, gathering: int) -> list[str]:
        here = self._connections.of_gathering.get(gathering, {})
        return [item.sid for item in here.values() if item.screen in ("wall", "desk")]
