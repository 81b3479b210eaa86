"""The loop must never stand still: everybody in the room would wait. When it does, the log gets where it stood, from a
thread of the interpreter that runs beside it. (gevent's own monitor looks at every switch, which doubles the cost of a
broadcast.)"""

import faulthandler
from time import monotonic

import gevent

from openspace.live import metrics

MOST_STILL = 0.25  # seconds; longer is counted
_TOLD = 1.0  # seconds; longer is told, with where it stood
_BEAT = 0.1


class Watchdog:
    """Measures how late the loop is, and has it said when it stood still."""

    def __init__(self) -> None:
        self._loop = gevent.spawn(self._run)

    def stop(self) -> None:
        """End it."""
        self._loop.kill()
        faulthandler.cancel_dump_traceback_later()

    def _run(self) -> None:
        while True:
            faulthandler.dump_traceback_later(_BEAT + _TOLD)
            due = monotonic() + _BEAT
            gevent.sleep(_BEAT)
            lag = max(0.0, monotonic() - due)
            metrics.lag.set(lag)
            if lag > MOST_STILL:
                metrics.blocked.inc()
