"""Telling screens after the commit: encoded once for a stream, and to a full room at most so often, the last always."""

from collections.abc import Callable
from time import monotonic
from typing import Any

import gevent
import socketio
from gevent.lock import RLock

from openspace.core.committer import Told
from openspace.core.system import System
from openspace.live import metrics
from openspace.live.backpressure import drop_slow
from openspace.live.relay import Relay
from openspace.live.streams import Budget, missed, names

# Messages a second that one stream may cost: a room of 200 is told at once up to 100 times a second, one of 2,000 ten
# times. What comes in between is told together, so that cost grows with people x ticks and not with people x wishes.
_MESSAGES_A_SECOND = 20_000
_OF_THE_ROOM = ("all", "desk")  # of these the pulse tells how far they are


def room(gathering: int, stream: str) -> str:
    """The audience of a stream, as Socket.IO calls it."""
    return f"{gathering}:{stream}"


class Publisher:
    """Sends what was committed: by this process, which hands it in, or by another, which only says that there is
    something; then it is read from the log. `farewell` ends the sockets of a person, or of devices, whose rights
    changed; `audience` tells how many sockets a gathering has."""

    def __init__(self, system: System, server: socketio.Server, relay: Relay) -> None:
        self._system = system
        self._server = server
        self._relay = relay
        self._turn = RLock()  # reading the log may take a while; what comes meanwhile comes after it
        self._waiting: dict[str, Told] = {}
        self._last: dict[str, float] = {}
        self._taken: dict[str, int] = {}  # by audience, the number of the last change that was sent or waits
        self.told: dict[str, int] = {}  # by audience, the number of the last change that was sent
        self.farewell: Callable[[int, int | list[int], str], None] = lambda gathering, who, code: None
        self.audience: Callable[[int], int] = lambda gathering: 0
        relay.on("told", self._hear)

    def publish(self, told: list[Told]) -> None:
        """Tell each stream its changes, then say farewell to those whose rights ended."""
        self._relay.tell("told", [(each.gathering, each.stream, *_numbers(each)) for each in told])
        with self._turn:
            taken = [now for each in told if (now := self._in_order(each)) is not None]
            self._tell_all(taken)

    def catch_up(self, gathering: int, stream: str, head: int) -> None:
        """Tell what stands in the log up to `head` and was not told: another process wrote it, or an operator's
        command. Whoever is here when this is called first has all that."""
        with self._turn:
            taken = self._taken.setdefault(room(gathering, stream), head)
            if head > taken:
                metrics.caught_up.inc(head - taken)
                self._tell_logged(gathering, stream, taken + 1, head)

    def _hear(self, news: list[tuple[int, str, int, int]]) -> None:
        """Another process has committed changes of these streams, from one number to another."""
        with self._turn:
            for gathering, stream, first, last in news:
                name = room(gathering, stream)
                if stream in _OF_THE_ROOM and self.audience(gathering):
                    taken = self._taken.get(name, first - 1)
                    if last > taken:
                        self._tell_logged(gathering, stream, taken + 1, last)
                elif self._server.manager.rooms.get("/", {}).get(name):
                    self._tell_logged(gathering, stream, first, last)
                else:
                    self._taken.pop(name, None)

    def _in_order(self, told: Told) -> Told | None:
        """What is new in it, with what stands before it in the log and was not told yet: another process may have
        written that a moment ago, and its news be still on the way."""
        if told.stream not in _OF_THE_ROOM:  # of the others there are as many as people: nothing is kept of each
            return told
        first, last = _numbers(told)
        name = room(told.gathering, told.stream)
        taken = self._taken.get(name, first - 1)
        if last <= taken:
            return None
        self._taken[name] = last
        return told if first == taken + 1 else self._logged(told.gathering, told.stream, taken + 1, last)

    def _tell_logged(self, gathering: int, stream: str, first: int, last: int) -> None:
        if stream in _OF_THE_ROOM:
            self._taken[room(gathering, stream)] = last
        told = self._logged(gathering, stream, first, last)
        if told is not None:
            self._tell_all([told])

    def _logged(self, gathering: int, stream: str, first: int, last: int) -> Told | None:
        """These changes as the log has them; None where they are so many that everybody better asks for a picture,
        which the next pulse makes them do."""
        with self._system.database.reading() as db:
            found = missed(db, gathering, stream, first - 1, Budget())
            if found is None or not found["changes"]:
                return None
            changes = found["changes"][: last - first + 1]
            return Told(gathering, stream, changes, names(self._system, db, gathering, {"changes": changes}))

    def _tell_all(self, told: list[Told]) -> None:
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
        first, last = _numbers(told)
        if told.stream in _OF_THE_ROOM:
            self._last[name] = monotonic()
            self.told[name] = last
        message: dict[str, Any] = {
            "stream": told.stream,
            "from": first,
            "to": last,
            "changes": told.changes,
            "people": told.people,
        }
        self._server.emit("changes", message, room=name)
        drop_slow(self._server)


def _numbers(told: Told) -> tuple[int, int]:
    """The first and the last of its changes."""
    return told.changes[0]["number"], told.changes[-1]["number"]
