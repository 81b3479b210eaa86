"""Several serving processes on one port, on PostgreSQL and Redis, with one worker beside them."""

import os
import signal
import time

from openspace.app import build_system
from openspace.certificate import secured
from openspace.core.settings import BadSettings, Settings
from openspace.listening import listen, reached
from openspace.migrate import upgrade
from openspace.processes import Kept, keep

_PATIENCE = 8.0  # seconds


def serve_together(settings: Settings, host: str, port: int, workers: int) -> None:
    """Migrate, then keep that many processes serving until SIGTERM or Ctrl-C."""
    if settings.database.startswith("sqlite") or not settings.redis:
        raise BadSettings("several workers need PostgreSQL and Redis: set OPENSPACE_DATABASE and OPENSPACE_REDIS")
    secured(settings)  # what is wrong with the certificate is told once, and not by each of them
    # One socket for all: what nobody has taken yet is lost with no process that dies. Those of a fleet whose head was
    # killed hold it until they have ended in order.
    listener = listen(host, port, patience=_PATIENCE)
    settings = reached(settings, host, listener)
    system = build_system(settings)
    upgrade(system.database)
    system.epoch  # noqa: B018  # made at the first start: all processes find the same
    system.database.close()
    os.environ["OPENSPACE_BASE_URL"] = settings.base_url
    told: list[int] = []  # no Event: its lock may be held by the very thread that a signal interrupts
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda number, _frame: told.append(number))

    def ended(seconds: float) -> bool:
        time.sleep(seconds)
        return bool(told)

    data, file = str(settings.data), listener.fileno()
    serving = [Kept(("serve", "--data", data, "--inherited", str(file)), (file,)) for _ in range(workers)]
    keep([*serving, Kept(("worker", "--data", data))], ended)
