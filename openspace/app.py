"""Assembly: the features in the order of their floors, the system they make, and the Flask app that serves it."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gevent
from flask import Flask
from flask_socketio import SocketIO

from openspace.agenda.feature import FEATURE as AGENDA
from openspace.boards.feature import FEATURE as BOARDS
from openspace.core.committer import Committer
from openspace.core.database import Database
from openspace.core.feature import Feature
from openspace.core.settings import Settings
from openspace.core.system import System
from openspace.core.words import current_language
from openspace.exchange.feature import FEATURE as EXCHANGE
from openspace.gatherings.feature import FEATURE as GATHERINGS
from openspace.live import views as live_views
from openspace.live import websocket, wire
from openspace.live.health import Health
from openspace.live.malformed import quiet_malformed
from openspace.live.presence import Presence
from openspace.live.publisher import Publisher
from openspace.live.pulse import Pulse
from openspace.live.queue import CommitQueue
from openspace.live.relay import Relay
from openspace.live.service import KEY, Service
from openspace.live.socket import SocketDoor
from openspace.live.streams import Snapshots
from openspace.marketplace.feature import FEATURE as MARKETPLACE
from openspace.notes.feature import FEATURE as NOTES
from openspace.notes.rooms import NoteRooms
from openspace.outcomes.feature import FEATURE as OUTCOMES
from openspace.outcomes.register import count_by_kind
from openspace.people import pages as people_pages
from openspace.people.feature import FEATURE as PEOPLE
from openspace.people.queries import find_acting, find_actors, joined_totals, name_people
from openspace.proceedings import views as book_views
from openspace.screens import entrance, offline, screens
from openspace.screens.doorstep import Doorstep
from openspace.web import browser, errors, languages, security
from openspace.web.assets import Assets

_PARTING = 0.2  # seconds in which answers and goodbyes leave
ROOT = Path(__file__).resolve().parent.parent

# From the lowest floor to the highest.
FEATURES: tuple[Feature, ...] = (GATHERINGS, PEOPLE, OUTCOMES, MARKETPLACE, AGENDA, NOTES, BOARDS, EXCHANGE)


def build_system(settings: Settings) -> System:
    """Settings, database and features; no Flask yet. Tests and commands of the operator stop here."""
    return System(
        settings=settings,
        database=Database(settings.database),
        features=FEATURES,
        find_actors=find_actors,
        find_acting=find_acting,
        name_people=name_people,
        count_people=joined_totals,
        count_outcomes=count_by_kind,
    )


@dataclass(frozen=True)
class Server:
    """A served app and what must be ended with it."""

    app: Flask
    system: System
    queue: CommitQueue
    relay: Relay
    door: SocketDoor
    pulse: Pulse

    def stop(self) -> None:
        """Answer what waits, tell the phones, let go of the database."""
        self.queue.stop()
        self.pulse.stop()
        self.door.bye_all("restart")
        gevent.sleep(_PARTING)
        self.relay.stop()
        self.system.database.close()


def build_server(system: System, transports: Sequence[str] = ("polling", "websocket")) -> Server:
    """The Flask app with all its doors. `transports`: those of a process that shares its port with others are without
    polling, whose requests would go now to one and now to another."""
    app = Flask("openspace", root_path=str(ROOT), template_folder="templates", static_folder=None)
    app.url_map.strict_slashes = False  # a typed address may end in a slash
    languages.install(app)  # before what may refuse a request in words
    for install in (browser.install, security.install):
        install(app, system.settings)
    errors.install(app)
    assets = Assets()
    app.wsgi_app = assets.before(app.wsgi_app)  # type: ignore[method-assign, assignment]  # as Flask documents it
    app.jinja_env.globals.update(
        asset=assets.url,
        asset_text=assets.text,
        csrf_token=browser.csrf_token,
        languages={"nl": "Nederlands", "en": "English"},
    )
    app.context_processor(lambda: {"language": current_language()})
    for pages in (live_views.pages, people_pages.pages, entrance.pages, screens.pages, offline.pages, book_views.pages):
        app.register_blueprint(pages)
    socketio = SocketIO(  # type: ignore[call-arg]  # the stubs do not know transports
        app,
        async_mode="gevent",
        async_handlers=False,  # a phone's wishes are handled in their order
        ping_interval=10,
        ping_timeout=6,
        max_http_buffer_size=64 * 1024,
        cors_allowed_origins=_origin_allowed,  # type: ignore[arg-type]  # the stubs do not know callables
        manage_session=False,
        json=wire,
        http_compression=False,
        cookie=None,
        transports=list(transports),
        logger=logging.getLogger("socketio"),
        engineio_logger=logging.getLogger("engineio"),
    )
    server: Any = socketio.server  # type: ignore[attr-defined]  # nor the attribute
    websocket.install(server)
    quiet_malformed(server)
    snapshots = Snapshots(system)
    relay = Relay(system.settings.redis, system.epoch)
    publisher = Publisher(system, server, relay)
    queue = CommitQueue(Committer(system), publisher.publish)
    door = SocketDoor(app, server, system, queue, publisher)
    door.on("note", NoteRooms(system, server, queue, relay).note)
    pulse = Pulse(system, server, door.connections, publisher, Presence(door.connections, relay), queue.read_only)
    app.extensions[KEY] = Service(system, queue, snapshots, Health(system, queue))
    app.wsgi_app = Doorstep(app).before(app.wsgi_app)  # type: ignore[method-assign, assignment]
    return Server(app, system, queue, relay, door, pulse)


def _origin_allowed(origin: str | None, environ: dict[str, Any]) -> bool:
    return security.origin_allowed(origin, environ.get("HTTP_HOST", ""))
