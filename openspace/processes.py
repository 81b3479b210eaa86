"""Processes beside this one that are kept running: a new one for each that dies, one end for all."""

import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

log = logging.getLogger(__name__)

_LOOK = 0.2  # seconds between two looks after the processes
_HEALTHY = 60.0  # seconds after which a death is not the start's fault
_LONGEST_PAUSE = 30.0
_PARENT = "OPENSPACE_PARENT"  # for the processes that we start
_PATIENCE = 10.0  # seconds that an orderly end may take


@dataclass
class Kept:
    """One of them: `python -m openspace` with these arguments, holding these open files of ours."""

    arguments: Sequence[str]
    inherits: Sequence[int] = ()
    process: "subprocess.Popen[bytes] | None" = None
    begun: float = 0.0
    pause: float = 0.0

    def look_after(self) -> None:
        """Start it when it does not run; after a pause that grows where it does not last."""
        now = time.monotonic()
        if self.process is not None and self.process.poll() is not None:
            # At once the first time: the phones of a server that was killed are waiting.
            self.pause = 0.0 if now > self.begun + _HEALTHY else min(max(1.0, self.pause * 2), _LONGEST_PAUSE)
            code, self.process = self.process.returncode, None
            log.warning("%s ended with code %s; a new one starts in %s s", self.arguments[0], code, self.pause)
            self.begun = now + self.pause
        if self.process is None and now >= self.begun:
            self.begun = now
            command = [sys.executable, "-m", "openspace", *self.arguments]
            # In a group of its own: Ctrl-C is ours to answer, also while it still starts.
            environment = os.environ | {_PARENT: str(os.getpid())}
            self.process = subprocess.Popen(command, process_group=0, pass_fds=self.inherits, env=environment)

    def gone(self, until: float) -> None:
        """Wait until it ended; end it when that takes too long."""
        if self.process is None:
            return
        try:
            self.process.wait(max(0.0, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def keep(processes: Sequence[Kept], ended: Callable[[float], bool]) -> None:
    """Keep them running until `ended`, which waits as long as it is told, says so."""
    while not ended(_LOOK):
        for each in processes:
            each.look_after()
    for each in processes:
        if each.process is not None:
            each.process.terminate()
    until = time.monotonic() + _PATIENCE
    for each in processes:
        each.gone(until)


def end_with_parent() -> None:
    """End this process in order when the one that started it is gone; blocks, so give it a thread. It may have gone
    before we could look, so it says itself who it is; who was started by hand ends with the shell."""
    parent = int(os.environ.get(_PARENT, os.getppid()))
    while os.getppid() == parent:
        time.sleep(1)
    os.kill(os.getpid(), signal.SIGTERM)
