"""Telling screens after the commit: encoded once for a stream, and to a full room at most so often, the last always."""

from collections.abc import Callable
from time import monotonic
from typing import Any

import gevent
import socketio

from openspace.core.committer import Told
from openspace.core.system import System
from openspace.live.backpressure import drop_slow

# Messages a second that one stream may cost: a room of 200 is told at once up to 100 times a second, one of 2,000 ten
# times. What comes in between is told together, so that cost grows with people x ticks and not with people x wishes.
_MESSAGES_A_SECOND = 20_000
_OF_THE_ROOM = ("all", "desk")  # of these the pulse tells how far they are


def room(gathering: int, stream: str) -> str:
    """The audience of a stream, as Socket.IO calls it."""
    return f"{gathering}:{stream}"


class Publisher:
    """Sends what was committed. `farewell` ends the sockets of a person, or of devices, whose rights changed;
    `audience` tells how many sockets a gathering has."""

    def __init__(self, system: System, server: socketio.Server) -> None:
        self._system = system
        self._server = server
        self._waiting: dict[str, Told] = {}
        self._last: dict[str, float] = {}
        self.told: dict[str, int] = {}  # by audience, the number of the last change that was sent
        self.farewell: Callable[[int, int | list[int], str], None] = lambda gathering, who, code: None
        self.audience: Callable[[int], int] = lambda gathering: 0

    def publish(self, told: list[Told]) -> None:
        """Tell each stream its changes, then say farewell to those whose rights ended."""
        for each in told:
            self._tell(each)
        for each in told:
            for change in each.changes:
                ends = self._system.farewells.get(change["kind"])
                if ends is not None:
                    self.farewell(each.gathering, change[ends[0]], ends[1])

    def _tell(self, told: Told) -> None:
        name = room(told.gathering, told.stream)
        if told.stream != "all":  # few listen to each of the others
            self._send(name, told)
            return
        waiting = self._waiting.get(name)
        if waiting is not None:
            waiting.changes.extend(told.changes)
            waiting.people |= told.people
            return
        pause = self.audience(told.gathering) / _MESSAGES_A_SECOND
        early = self._last.get(name, 0.0) + pause - monotonic()
        if early <= 0:
            self._send(name, told)
        else:
            self._waiting[name] = told
            gevent.spawn_later(early, self._send_waiting, name)

    def _send_waiting(self, name: str) -> None:
        self._send(name, self._waiting.pop(name))

    def _send(self, name: str, told: Told) -> None:
        if told.stream in _OF_THE_ROOM:  # of the others there are as many as people: nothing is kept of each
            self._last[name] = monotonic()
            self.told[name] = told.changes[-1]["number"]
        message: dict[str, Any] = {
            "stream": told.stream,
            "from": told.changes[0]["number"],
            "to": told.changes[-1]["number"],
            "changes": told.changes,
            "people": told.people,
        }
        self._server.emit("changes", message, room=name)
        drop_slow(self._server)
