"""Serving: gevent's own server with committer and pulse, the worker beside it, a clean end. Import it after
`monkey.patch_all()`, so that every socket is gevent's."""

import fcntl
import gc
import logging
import signal
import socket
from collections.abc import Callable
from typing import IO

import gevent
from gevent.pywsgi import WSGIServer

from openspace.app import Server, build_server, build_system
from openspace.certificate import secured
from openspace.core.settings import BadSettings, Settings
from openspace.core.words import LANGUAGES, catalogue, gettext, speaking
from openspace.live.watchdog import Watchdog
from openspace.migrate import upgrade
from openspace.processes import Kept, end_with_parent, keep
from openspace.web import http, https

log = logging.getLogger(__name__)


def serve_for_ever(settings: Settings, listener: socket.socket, ready: Callable[[Server], None] | None = None) -> None:
    """Migrate, serve and work until SIGTERM or Ctrl-C."""
    secured(settings)  # before anything is done
    lock = only_one(settings)
    system = build_system(settings)
    if damage := system.database.damage():  # each write could take more of it away
        raise BadSettings(f"the database is damaged ({damage}); put the last backup back: openspace restore FILE")
    upgrade(system.database)
    server = build_server(system)
    stopping = stop_signals()
    worker = gevent.spawn(keep, [Kept(("worker", "--data", str(settings.data)))], stopping.wait)
    _serve(server, _web(listener, server, settings), stopping, settings, ready)
    worker.join()
    lock.close()


def serve_among(settings: Settings, listener: socket.socket) -> None:
    """Serve as one of several processes on one port, until SIGTERM or until the one that started us is gone."""
    server = build_server(build_system(settings), transports=("websocket",))
    web = _web(listener, server, settings)
    web.max_accept = 1  # leave the next connection to the others
    gevent.spawn(end_with_parent)
    _serve(server, web, stop_signals(), settings)


def stop_signals() -> gevent.event.Event:
    """Set by SIGTERM or Ctrl-C."""
    stopping = gevent.event.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        gevent.signal_handler(number, stopping.set)
    return stopping


def _web(listener: socket.socket, server: Server, settings: Settings) -> WSGIServer:
    context = secured(settings)
    if context is None:
        return http.server(listener, server.app)
    return https.server(listener, server.app, context, settings.base_url)


def _serve(
    server: Server,
    web: WSGIServer,
    stopping: gevent.event.Event,
    settings: Settings,
    ready: Callable[[Server], None] | None = None,
) -> None:
    warm_up(server)
    web.start()
    print(f"openspace serves {settings.base_url}", flush=True)
    if ready is not None:
        ready(server)
    watchdog = Watchdog()
    stopping.wait()
    web.stop_accepting()
    server.stop()
    web.stop(timeout=1)
    watchdog.stop()


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


def only_one(settings: Settings) -> IO[str]:
    """On SQLite one process serves a data folder; the lock ends with the process, however it ends."""
    file = (settings.data / "serving.lock").open("w")
    if settings.database.startswith("sqlite"):
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise BadSettings(f"another server already uses {settings.data}") from error
    return file
