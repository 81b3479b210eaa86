"""The worker process: takes jobs one after another, in a process of their own."""

import logging
import math
import os
import signal
import threading
import time

from huey.consumer import Worker
from sqlalchemy.exc import OperationalError

from openspace.app import build_system
from openspace.core import clock, receipts
from openspace.core.settings import Settings
from openspace.core.system import System
from openspace.jobs import job_queue
from openspace.proceedings.jobs import book_job
from openspace.proceedings.shelf import Shelf
from openspace.processes import end_with_parent

log = logging.getLogger(__name__)

_SOONEST, _LATEST = 0.05, 0.5  # seconds between two looks into the queue, right after a job and when idle
_SWEEP = 20.0  # seconds; with the time readers get, an outdated book is gone within a minute
_TIDY = 3600.0  # seconds between two looks for old receipts, when there was nothing left
_NICE = 10  # whoever is in the room goes first


def work_for_ever(settings: Settings) -> None:
    """Work until SIGTERM or Ctrl-C, or until the server that started us is gone. Huey's own worker runs in this one
    thread and process, so that killing it leaves nothing behind."""
    # Ends us as SIGTERM does, also in the middle of a job, where Huey would go on. A server's own Ctrl-C never gets
    # here: it starts us in a group of our own.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    threading.Thread(target=end_with_parent, daemon=True).start()
    os.nice(_NICE)
    queue, system, shelf = job_queue(settings), build_system(settings), Shelf(settings)
    book_job(queue, system, shelf)
    worker = Worker(queue, threading.Event(), _SOONEST, _LATEST, backoff=1.2)
    with shelf.working():
        shelf.clear()
        swept = tidied = -math.inf
        while True:
            worker.loop()
            if time.monotonic() > swept + _SWEEP:
                shelf.sweep(system)
                swept = time.monotonic()
                if swept > tidied + _TIDY and not _more_to_throw(system):
                    tidied = swept


def _more_to_throw(system: System) -> bool:
    """Throw away a portion of old receipts; whether there may be more. A writer that is busy goes first."""
    try:
        return receipts.throw_away(system.database, clock.now()) == receipts.PORTION
    except OperationalError as error:
        log.warning("old receipts stay for now: %s", error.orig)
        return True
