"""Serving: gevent's own server with committer and pulse, the worker beside it, a clean end. Import it after
`monkey.patch_all()`, so that every socket is gevent's."""

import fcntl
import gc
import logging
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from typing import IO

import gevent
from gevent.pywsgi import WSGIServer

from openspace.app import Server, build_server, build_system
from openspace.core.settings import BadSettings, Settings
from openspace.core.words import LANGUAGES, catalogue, gettext, speaking
from openspace.live.watchdog import Watchdog
from openspace.migrate import upgrade
from openspace.web.security import lan_address

log = logging.getLogger(__name__)

_WAITING = 4096  # connections that may wait to be accepted: a room comes in within seconds


def serve_for_ever(
    settings: Settings, host: str, port: int, configured: bool, ready: Callable[[Server], None] | None = None
) -> None:
    """Migrate, serve and work until SIGTERM or Ctrl-C. `configured`: the base address was set by the operator; else
    links begin with the address that phones on the network reach."""
    lock = only_one(settings)
    listener = listen(host, port)
    if not configured:
        settings = replace(settings, base_url=f"http://{reachable(host)}:{listener.getsockname()[1]}")
    system = build_system(settings)
    upgrade(system.database)
    server = build_server(system)
    warm_up(server)
    worker = gevent.spawn(keep_working, settings)
    web = WSGIServer(listener, server.app, log=None, error_log=log)
    stopping = gevent.event.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        gevent.signal_handler(number, stopping.set)
    web.start()
    print(f"openspace serves {settings.base_url}", flush=True)
    if ready is not None:
        ready(server)
    watchdog = Watchdog()
    stopping.wait()
    web.stop_accepting()
    server.stop()
    web.stop(timeout=1)
    worker.kill()  # which ends the process
    watchdog.stop()
    lock.close()


def warm_up(server: Server) -> None:
    """What the first of a room would wait for: pages and words are read now. Then the collector leaves alone all that
    stays: looking through it again and again stopped the loop for a third of a second."""
    for name in server.app.jinja_env.list_templates():
        server.app.jinja_env.get_template(name)
    for language in LANGUAGES:
        catalogue(language)
        with speaking(language):
            gettext("Join")
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def listen(host: str, port: int) -> socket.socket:
    """The listening socket; small answers go out at once (without TCP_NODELAY each waits 43 ms, FAULTS F25)."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        raise BadSettings(f"cannot listen on {host}:{port}: {error.strerror}") from error
    listener.listen(_WAITING)
    listener.setblocking(False)
    return listener


def reachable(host: str) -> str:
    """The name that phones use for what we listen on."""
    if host not in ("0.0.0.0", "::"):
        return f"[{host}]" if ":" in host else host
    return lan_address() or "127.0.0.1"


def only_one(settings: Settings) -> IO[str]:
    """On SQLite one process serves a data folder; the lock ends with the process, however it ends."""
    file = (settings.data / "serving.lock").open("w")
    if settings.database.startswith("sqlite"):
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise BadSettings(f"another server already uses {settings.data}") from error
    return file


def keep_working(settings: Settings) -> None:
    """The worker for heavy work, beside the server: a new one when it dies, its end when this greenlet is killed."""
    command = [sys.executable, "-m", "openspace", "worker", "--data", str(settings.data)]
    pause = 1.0
    while True:
        begun = time.monotonic()
        # In a group of its own: Ctrl-C is ours to answer, also while the worker still starts.
        process = subprocess.Popen(command, process_group=0)
        try:
            process.wait()
        finally:
            process.terminate()
            process.wait(timeout=5)
        pause = 1.0 if time.monotonic() > begun + 60 else min(pause * 2, 30.0)
        log.warning("the worker ended with code %s; a new one starts in %s s", process.returncode, pause)
        gevent.sleep(pause)
