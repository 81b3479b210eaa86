"""The socket door: a handful of handlers that read the shape, find the actor, and decide nothing."""

import logging
import random
import secrets
from collections.abc import Callable
from typing import Any

import gevent
import socketio
from flask import Flask
from socketio.exceptions import ConnectionRefusedError as Refusal

from openspace.core import clock
from openspace.core.actor import Actor
from openspace.core.committer import Wish
from openspace.core.errors import Refused
from openspace.core.receipts import last_of, outbox_key
from openspace.core.system import System
from openspace.core.words import _, speaking
from openspace.live import messages, metrics
from openspace.live.connections import MOST_SOCKETS_OF_ONE, Connection, Connections
from openspace.live.publisher import Publisher, room
from openspace.live.pulse import SCREENS
from openspace.live.queue import CommitQueue
from openspace.live.streams import Budget, entry, may_follow, names
from openspace.web.browser import browser_hash, cookie_of

log = logging.getLogger(__name__)

_PARTING = 0.5  # seconds
_SOONEST = 1000  # ms until the first screen comes back to a new server
_BACK_A_SECOND = 300  # greetings that a new server takes easily
Ack = dict[str, Any]
Handler = Callable[..., Ack]


class SocketDoor:
    """The messages of PROTOCOL.md. They stand on python-socketio's own server: a Flask request context around each of a
    crowd's wishes costs more than the wish."""

    def __init__(
        self, app: Flask, server: socketio.Server, system: System, queue: CommitQueue, publisher: Publisher
    ) -> None:
        self.app, self.server, self.system, self.queue = app, server, system, queue
        self.connections = Connections()
        metrics.connections.set_function(lambda: len(self.connections.by_sid))
        publisher.farewell = self.farewell
        publisher.audience = lambda gathering: len(self.connections.of_gathering.get(gathering, ()))
        server.on("connect", self.connect)
        server.on("disconnect", self.disconnect)
        for handler in (self.hello, self.do, self.follow, self.unfollow):
            self.on(handler.__name__, handler)

    def on(self, name: str, handler: Callable[[Connection, object], Ack]) -> None:
        """Answer a message, always."""
        self.server.on(name, self._safely(handler))

    def connect(self, sid: str, environ: object = None, auth: object = None, *_more: object) -> None:
        """A socket opens. A client may also send an event of this name: only the real one comes with the environ."""
        if sid in self.connections.by_sid or not isinstance(environ, dict) or "wsgi.input" not in environ:
            return
        token = auth.get("csrf") if isinstance(auth, dict) else None
        cookie = cookie_of(self.app)
        held = cookie.held(environ)
        browser = browser_hash(held)
        if browser is None:
            raise Refusal("no_person", {"code": "no_person"})
        if not cookie.valid_csrf(held, token):
            raise Refusal("csrf", {"code": "csrf"})
        self.connections.add(Connection(sid, browser, "en"))

    def disconnect(self, sid: str, *_reason: object) -> None:
        """A socket closes. When a client sends an event of this name nothing is lost: its next message greets again."""
        if not self.server.manager.is_connected(sid, "/"):
            self.connections.drop(sid)

    def hello(self, connection: Connection, data: object) -> Ack:
        """Who am I, what did I miss, which of my wishes were answered."""
        hello = messages.read(data, messages.Hello)
        if hello.v != messages.PROTOCOL:
            raise Refused("version", _("The software was renewed. Reload the page; what waits on this phone is kept."))
        with self.system.database.reading() as db:
            actor = self.system.find_acting(db, connection.browser, hello.gathering, hello.screen)
            if actor is None:
                raise Refused("no_person", _("This device is not known here any more. Please join again."))
            self._leave_former(connection, actor)
            connection.greet(actor, hello.gathering, hello.screen, hello.client, hello.next)
            self.connections.settle(connection)
            if actor.until is not None:
                left = actor.until - clock.now()
                gevent.spawn_later(max(0.0, left.total_seconds()), self._end_turn, connection, actor)
            if hello.screen in ("wall", "desk"):
                self._audience(connection, actor, SCREENS)
            own = ["all", *([f"person:{actor.person}"] if actor.person else []), *(["desk"] if actor.steers else [])]
            for stream in {*own, *hello.have}:
                if may_follow(self.system, db, actor, stream):
                    self._audience(connection, actor, stream)
        # Only now, that every coming change is heard, one read of what came before.
        with self.system.database.reading() as db:
            same_line = hello.epoch == self.system.epoch
            budget = Budget()
            streams = {
                stream: entry(
                    self.system,
                    db,
                    actor,
                    hello.gathering,
                    stream,
                    hello.have.get(stream) if same_line else None,
                    budget,
                )
                for stream in dict.fromkeys([*own, *hello.have])
            }
            for found in streams.values():
                metrics.greetings.labels(_given(found)).inc()
            outbox = outbox_key(actor, hello.client)
            people = names(self.system, db, actor.gathering, {"person": actor.person, "streams": streams})
            answer = {
                "ok": True,
                "epoch": self.system.epoch,
                "now": clock.milliseconds(clock.now()),
                "acked": last_of(db, outbox),
                "me": _me(actor, people),
                "streams": streams,
                "people": people,
                **({"disk_full": True} if self.queue.read_only.on else {}),
            }
        self._bound_sockets(actor)
        return answer

    def do(self, connection: Connection, data: object) -> Ack:
        """A wish."""
        actor = self._greeted(connection)
        message = messages.read(data, messages.Do)
        wait = connection.bucket.wait_ms()
        if wait:
            return slow_down(message.n, wait)
        return self.queue.ask(
            Wish(
                name=message.name,
                fields=message.fields,
                device=actor.device,
                client=message.client or connection.client,
                n=message.n,
                next=message.next or (connection.next if message.client in (None, connection.client) else 1),
                base=message.base,
                steers=actor.steers,
                offer=messages.offered(message),
            )
        )

    def follow(self, connection: Connection, data: object) -> Ack:
        """Follow one more stream, or ask again after a gap."""
        actor = self._greeted(connection)
        message = messages.read(data, messages.Follow)
        with self.system.database.reading() as db:
            if not may_follow(self.system, db, actor, message.stream):
                raise Refused("forbidden", _("Your role at this gathering does not include that."))
            # Before the reading, so that nothing told in between is lost.
            self._audience(connection, actor, message.stream)
            found = entry(self.system, db, actor, connection.code, message.stream, message.have, Budget())
            return {"ok": True, **found, "people": names(self.system, db, actor.gathering, found)}

    def unfollow(self, connection: Connection, data: object) -> Ack:
        """Stop following."""
        actor = self._greeted(connection)
        message = messages.read(data, messages.Follow)
        self.server.leave_room(connection.sid, room(actor.gathering, message.stream))
        return {"ok": True}

    def farewell(self, gathering: int, who: int | list[int], code: str) -> None:
        """The rights of a person, or of some devices, ended or changed: say so and close, so that the next greeting
        finds the new right."""
        here = self.connections
        for connection in here.of_devices(gathering, who) if isinstance(who, list) else here.of_person(gathering, who):
            self._bye(connection, code)

    def bye_all(self, code: str) -> None:
        """Tell every screen that this server goes, and when to come back: one after another, in any order, since a room
        that comes all at once waits for itself."""
        screens = list(self.connections.by_sid)
        random.shuffle(screens)
        for place, sid in enumerate(screens):
            self.server.emit(
                "bye", {"code": code, "retry_ms": _SOONEST + round(place * 1000 / _BACK_A_SECOND)}, room=sid
            )

    def _safely(self, handler: Callable[[Connection, object], Ack]) -> Handler:
        def handle(sid: str, *data: object) -> Ack:
            connection = self.connections.by_sid.get(sid)
            n = data[0].get("n") if data and isinstance(data[0], dict) else None
            if connection is None:
                return {"ok": False, "n": n, "code": "hello_first", "final": False}
            language = connection.actor.language if connection.actor else connection.language
            with speaking(language):
                try:
                    return handler(connection, data[0] if data else None)
                except Refused as refusal:
                    return refused(refusal, n)
                except Exception:
                    reference = secrets.token_hex(4)
                    log.exception("message failed", extra={"reference": reference})
                    return {"ok": False, "n": n, "code": "error", "reference": reference, "final": False}

        return handle

    def _end_turn(self, connection: Connection, actor: Actor) -> None:
        """The minute on a shared tablet is over: whose it is hears nothing more of who had it."""
        still_here = self.connections.by_sid.get(connection.sid) is connection
        if still_here and connection.actor is not None and connection.actor.device == actor.device:
            self._bye(connection, "turn_over")

    def _greeted(self, connection: Connection) -> Actor:
        if connection.actor is None:
            raise Refused("hello_first", _("Say hello first."))
        return connection.actor

    def _leave_former(self, connection: Connection, actor: Actor) -> None:
        """Who greets as somebody else hears nothing more of what was told to the former one."""
        former = connection.actor
        if former is None or (former.gathering, former.person, former.role) == (
            actor.gathering,
            actor.person,
            actor.role,
        ):
            return
        self.connections.unsettle(connection)
        for name in self.server.rooms(connection.sid):
            if name != connection.sid:
                self.server.leave_room(connection.sid, name)

    def _audience(self, connection: Connection, actor: Actor, stream: str) -> None:
        self.server.enter_room(connection.sid, room(actor.gathering, stream))

    def _bound_sockets(self, actor: Actor) -> None:
        if actor.person is None:
            return
        own = self.connections.of_person(actor.gathering, actor.person)
        for connection in own[:-MOST_SOCKETS_OF_ONE]:
            self._bye(connection, "replaced")

    def _bye(self, connection: Connection, code: str) -> None:
        self.server.emit("bye", {"code": code, "retry_ms": 0}, room=connection.sid)
        session = self.server.eio.sockets.get(self.server.manager.eio_sid_from_sid(connection.sid, "/"))
        self.server.disconnect(connection.sid)
        if session is not None:  # a client that would rather stay on the line
            # A little later: the wish that sends it away may be its own, and is still to be answered.
            gevent.spawn_later(_PARTING, session.close, wait=False)


def _given(entry: dict[str, Any]) -> str:
    """What a stream's entry in a hello was: what was missed, a fresh picture, or a refusal."""
    return "changes" if "changes" in entry else "refusal" if "code" in entry else "picture"


def _me(actor: Actor, people: dict[str, Any]) -> dict[str, Any]:
    name = people.get(str(actor.person), {}).get("name")
    return {"person": actor.person, "name": name, "role": actor.role, "party": actor.party}


def refused(refusal: Refused, n: object) -> Ack:
    """A refusal on the wire."""
    return {
        "ok": False,
        "n": n,
        "code": refusal.code,
        "message": refusal.message,
        "fields": refusal.fields,
        "final": refusal.final,
        "retry_ms": refusal.retry_ms,
    }


def slow_down(n: int, wait: int) -> Ack:
    """Not now: too many wishes of one phone."""
    return refused(Refused("slow_down", _("Too fast. Your phone keeps this and sends it again."), retry_ms=wait), n)
