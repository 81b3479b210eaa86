"""Is this server well? Found out by a real write on the disk, a real read and a turn of the loop; at most once a
second, however many ask."""

from time import monotonic
from typing import Any

import gevent
from gevent.lock import Semaphore
from sqlalchemy import select

from openspace.core import clock
from openspace.core.models import Line
from openspace.core.system import System
from openspace.live.queue import CommitQueue
from openspace.live.readonly import check
from openspace.live.watchdog import MOST_STILL

_HOLDS = 1.0  # seconds
_PATIENCE = 2.0  # seconds: half of what a phone waits for its answer


class Health:
    """The answer of /healthz."""

    def __init__(self, system: System, queue: CommitQueue) -> None:
        self._system, self._queue = system, queue
        self._asking = Semaphore()
        self._at = -_HOLDS
        self._answer: dict[str, Any] = {}

    def answer(self) -> dict[str, Any]:
        """`{ok, epoch, now, lag_ms, commit_ms}`, and a `reason` that is known: 503 is for `ok: false`."""
        with self._asking:
            if monotonic() >= self._at + _HOLDS:
                self._answer = self._find_out()
                self._at = monotonic()
        return self._answer

    def _find_out(self) -> dict[str, Any]:
        self._system.epoch  # noqa: B018  # made at the first start: there is a row to write
        begun = monotonic()
        gevent.sleep(0)
        lag = monotonic() - begun
        written = self._written()
        commit = monotonic() - begun - lag
        with self._system.database.reading() as db:
            same_line = db.scalar(select(Line.epoch)) == self._system.epoch
        full = self._queue.read_only.on
        return {
            "ok": written and same_line and lag < MOST_STILL and not full,
            **({"reason": "disk_full"} if full else {}),
            "epoch": self._system.epoch,
            "now": clock.milliseconds(clock.now()),
            "lag_ms": round(lag * 1000),
            "commit_ms": round(commit * 1000),
        }

    def _written(self) -> bool:
        try:
            with gevent.Timeout(_PATIENCE):
                return bool(self._queue.ask(check())["ok"])
        except gevent.Timeout:
            return False
