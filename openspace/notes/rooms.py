"""The live side of shared notes: one document in memory a note, never the only copy: an update is told to others and
answered only once the log has it."""

import base64
from typing import Any

import socketio
from pycrdt import Doc

from openspace.core.committer import Wish
from openspace.core.errors import Refused
from openspace.core.system import System
from openspace.core.words import _
from openspace.live.connections import Connection
from openspace.live.publisher import room
from openspace.live.queue import CommitQueue
from openspace.live.streams import may_follow
from openspace.notes.queries import document, takes, text_of
from openspace.notes.rules import LONGEST_NOTE

_MOST_OPEN = 200  # documents kept in memory; an older one is read again from its log


class NoteRooms:
    """Answers the `note` message."""

    def __init__(self, system: System, server: socketio.Server, queue: CommitQueue) -> None:
        self._system, self._server, self._queue = system, server, queue
        self._open: dict[int, Doc[Any]] = {}

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
                return self._missed(session, vector)
            case {"update": bytes() as update}:
                return self._write(connection, session, update)
            case {"aware": bytes() as aware} if len(aware) < 2048:
                self._tell(connection, session, {"note": session, "aware": aware})
                return {"ok": True}
        raise Refused("invalid", _("This message is malformed."))

    def _missed(self, session: int, vector: bytes) -> dict[str, Any]:
        doc = self._document(session)
        try:
            diff = doc.get_update(vector or b"\x00")
        except Exception as error:  # a vector that no document made
            raise Refused("invalid", _("This message is malformed.")) from error
        return {"ok": True, "diff": diff, "vector": doc.get_state()}

    def _write(self, connection: Connection, session: int, update: bytes) -> dict[str, Any]:
        actor = connection.actor
        assert actor is not None
        doc = self._document(session)
        if len(text_of(doc)) > LONGEST_NOTE and len(update) > 64:
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
        if not takes(doc, update):
            del self._open[session]
            raise Refused("invalid", _("This change of the note is damaged."))
        self._tell(connection, session, {"note": session, "update": update})
        return {"ok": True}

    def _document(self, session: int) -> Doc[Any]:
        doc = self._open.pop(session, None)
        if doc is None:
            with self._system.database.reading() as db:
                doc = document(db, session)
        self._open[session] = doc
        while len(self._open) > _MOST_OPEN:
            del self._open[next(iter(self._open))]
        return doc

    def _tell(self, connection: Connection, session: int, message: dict[str, Any]) -> None:
        actor = connection.actor
        assert actor is not None
        self._server.emit("note", message, room=room(actor.gathering, f"note:{session}"), skip_sid=connection.sid)
