"""Read-only mode: when the disk takes nothing more, people go on reading, the desk goes on by the room of the ballast,
and everything ends by itself once a real write works again."""

import logging
import random
from collections.abc import Callable

import gevent

from openspace.core.actor import Actor, Role
from openspace.core.committer import CHECK, Answer, Wish
from openspace.core.disk import Ballast, free
from openspace.core.system import System
from openspace.core.words import _
from openspace.live import metrics

log = logging.getLogger(__name__)

_TRY = 2.0  # seconds between two looks whether there is room again
_RETRY_MS = 3000  # phones come again after this and up to as much more, so that they do not come all at once
_NOTHING = 1024 * 1024  # bytes: with less free at the start and no ballast, nothing of a room's wishes would fit


def check() -> Wish:
    """A real write that changes nothing."""
    return Wish(CHECK, actor=Actor(0, Role.STRANGER), steers=True)


class ReadOnly:
    """Whether the server only reads, and why. Only a database that lies in the data folder has a ballast there."""

    def __init__(self, system: System) -> None:
        self.on = False
        self._system = system
        self._data = system.settings.data
        self._ballast = Ballast(self._data) if system.database.sqlite else None
        self._ask: Callable[[Wish], Answer] = disk_full

    def begin(self, ask: Callable[[Wish], Answer]) -> None:
        """The server starts. `ask` does a wish."""
        self._ask = ask
        if self._ballast is not None and not self._ballast.make():
            log.warning("no room for a ballast: %s", self._room())
            if free(self._data) < _NOTHING:
                self.enter(OSError("nothing fits any more"))

    def takes(self, wish: Wish) -> bool:
        """Whether a wish may be tried now: while the disk is full only the desk's, and our own."""
        return not self.on or wish.steers

    def enter(self, error: BaseException) -> None:
        """The disk refused a write."""
        given = self._ballast is not None and self._ballast.give_up()
        if self.on:
            return
        self.on = True
        metrics.read_only.set(1)
        log.error(
            "the disk takes nothing more: %s. Only the desk may write%s. %s",
            getattr(error, "orig", error),  # without the statement, which holds what somebody wrote
            ", in the room that the ballast gave up" if given else "",
            self._room(),
        )
        gevent.spawn(self._until_it_writes)

    def _until_it_writes(self) -> None:
        pool = gevent.get_hub().threadpool  # a disk in trouble may be slow: the loop does not wait for it
        pool.apply(self._system.database.empty_log)
        while self.on:
            gevent.sleep(_TRY)
            if self._ballast is not None:
                if free(self._data) < self._ballast.needs:
                    continue
                pool.apply(self._ballast.make)
            # When the disk refuses this one too, `enter` gives the ballast up once more.
            if self._ask(check())["ok"]:
                self._leave()

    def _leave(self) -> None:
        self.on = False
        metrics.read_only.set(0)
        log.warning("the disk takes what is written again: everybody may write. %s", self._room())

    def _room(self) -> str:
        if self._ballast is None:
            return "Make room where the database lies"
        return f"{free(self._data) / 1e6:.1f} MB are free in {self._data}, {self._ballast.needs / 1e6:.1f} MB must be"


def disk_full(wish: Wish) -> Answer:
    """Not now: the phone keeps it."""
    return {
        "ok": False,
        "n": wish.n,
        "code": "disk_full",
        "message": _("The server's disk is full. Your phone keeps this and sends it when there is room."),
        "fields": {},
        "final": False,
        "retry_ms": _RETRY_MS + random.randrange(_RETRY_MS),
    }
