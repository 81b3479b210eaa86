"""The live side of shared notes: one document in memory a note, never the only copy: an update is told to others and
answered only once the log has it."""

import base64
import logging
from dataclasses import dataclass
from typing import Any

import gevent
import socketio
from pycrdt import Doc
from sqlalchemy.exc import SQLAlchemyError

from openspace.core.committer import Wish
from openspace.core.errors import Refused
from openspace.core.system import System
from openspace.core.words import _
from openspace.live.connections import Connection
from openspace.live.publisher import room
from openspace.live.queue import CommitQueue
from openspace.live.relay import Relay
from openspace.live.streams import may_follow
from openspace.notes.queries import last_numbers, made_of, takes, text_of, updates
from openspace.notes.rules import LONGEST_NOTE

log = logging.getLogger(__name__)

_MOST_OPEN = 200  # documents kept in memory; an older one is read again from its log
_LOOK = 2.0  # seconds between two looks into the logs for what another process wrote and Redis did not tell


@dataclass(slots=True)
class _Open:
    """A note in memory: its document, and up to which number it holds the log without a gap."""

    gathering: int
    doc: Doc[Any]
    number: int


class NoteRooms:
    """Answers the `note` message."""

    def __init__(self, system: System, server: socketio.Server, queue: CommitQueue, relay: Relay) -> None:
        self._system, self._server, self._queue, self._relay = system, server, queue, relay
        self._open: dict[int, _Open] = {}
        relay.on("note", self._hear)
        relay.on("aware", self._hear_aware)
        if relay.several:
            gevent.spawn(self._look)

    def note(self, connection: Connection, data: object) -> dict[str, Any]:
        """A state vector asks what it misses, an update is written, awareness is passed on and forgotten."""
        actor = connection.actor
        if actor is None:
            raise Refused("hello_first", _("Say hello first."))
        if not isinstance(data, dict) or not isinstance(data.get("note"), int):
            raise Refused("invalid", _("This message is malformed."))
        session = data["note"]
        with self._system.database.reading() as db:
            if not may_follow(self._system, db, actor, f"session:{session}"):
                raise Refused("forbidden", _("Your role at this gathering does not include that."))
        match data:
            case {"vector": bytes() as vector}:
                self._server.enter_room(connection.sid, room(actor.gathering, f"note:{session}"))
                return self._missed(actor.gathering, session, vector)
            case {"update": bytes() as update}:
                return self._write(connection, session, update)
            case {"aware": bytes() as aware} if len(aware) < 2048:
                self._tell(actor.gathering, {"note": session, "aware": aware}, connection)
                self._relay.tell("aware", (actor.gathering, session, aware))
                return {"ok": True}
        raise Refused("invalid", _("This message is malformed."))

    def _missed(self, gathering: int, session: int, vector: bytes) -> dict[str, Any]:
        doc = self._document(gathering, session).doc
        try:
            diff = doc.get_update(vector or b"\x00")
        except Exception as error:  # a vector that no document made
            raise Refused("invalid", _("This message is malformed.")) from error
        return {"ok": True, "diff": diff, "vector": doc.get_state()}

    def _write(self, connection: Connection, session: int, update: bytes) -> dict[str, Any]:
        actor = connection.actor
        assert actor is not None
        if len(text_of(self._document(actor.gathering, session).doc)) > LONGEST_NOTE and len(update) > 64:
            raise Refused("limit", _("This note is full. Shorten it, or write on in the report."))
        answer = self._queue.ask(
            Wish(
                name="notes.write_note",
                fields={"session": session, "update": base64.b64encode(update).decode()},
                actor=actor,
            )
        )
        if not answer["ok"]:
            return answer
        number = answer["result"]["number"]
        self._relay.tell("note", (session, number))
        kept = self._open.get(session)  # while we waited it may have been put away and opened again
        if kept is not None:
            if not takes(kept.doc, update):
                del self._open[session]
                raise Refused("invalid", _("This change of the note is damaged."))
            if number == kept.number + 1:  # else another one stands between, which the log will bring
                kept.number = number
        self._tell(actor.gathering, {"note": session, "update": update}, connection)
        return {"ok": True}

    def _document(self, gathering: int, session: int) -> _Open:
        note = self._open.pop(session, None)
        if note is None:
            with self._system.database.reading() as db:
                rows = updates(db, session)
            note = _Open(gathering, made_of([update for _number, update in rows]), rows[-1][0] if rows else 0)
        elif self._relay.several:
            self._read_on(session, note)
        self._open[session] = note
        while len(self._open) > _MOST_OPEN:
            del self._open[next(iter(self._open))]
        return note

    def _read_on(self, session: int, note: _Open) -> None:
        """Take from the log what another process wrote, and tell it here. Taking something twice does no harm."""
        with self._system.database.reading() as db:
            rows = updates(db, session, note.number)
        for number, update in rows:
            if not takes(note.doc, update):
                self._open.pop(session, None)
                return
            note.number = number
            self._tell(note.gathering, {"note": session, "update": update})

    def _hear(self, news: tuple[int, int]) -> None:
        session, number = news
        note = self._open.get(session)
        if note is not None and number > note.number:
            self._read_on(session, note)

    def _hear_aware(self, news: tuple[int, int, bytes]) -> None:
        gathering, session, aware = news
        self._tell(gathering, {"note": session, "aware": aware})

    def _look(self) -> None:
        while True:
            gevent.sleep(_LOOK)
            try:
                with self._system.database.reading() as db:
                    last = last_numbers(db, self._open)
                for news in last.items():
                    self._hear(news)
            except SQLAlchemyError as error:
                log.warning("the notes' logs are not read: %s", type(error).__name__)

    def _tell(self, gathering: int, message: dict[str, Any], writer: Connection | None = None) -> None:
        name = room(gathering, f"note:{message['note']}")
        self._server.emit("note", message, room=name, skip_sid=writer.sid if writer else None)
