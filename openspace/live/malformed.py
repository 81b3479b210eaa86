"""Malformed packets close their socket quietly: no traceback, and one line a minute however many there come."""

import logging
import re
from typing import Any

from openspace.core.logs import OncePerMinute

log = logging.getLogger(__name__)
log.addFilter(OncePerMinute())


_ATTACHMENTS = re.compile("[56]([0-9]*)-")


def _bounded(data: Any, *, waiting: bool) -> None:
    """Of a packet that announces parts the library keeps all that come, as many as were announced, and takes text for
    one. Ours have one part at most: the `note` message's."""
    if isinstance(data, str):
        found = _ATTACHMENTS.match(data)
        if waiting or (found and found[1] != "1"):
            raise ValueError("a packet of too many parts")


def quiet_malformed(server: Any) -> None:
    """Wrap the decoder of a socketio.Server. Our own handlers answer every error themselves, so whatever gets here is a
    packet that no client of ours makes."""
    for name in ("engineio", "socketio"):
        logging.getLogger(name).addFilter(OncePerMinute())
    decode = server.eio.handlers["message"]

    def message(sid: str, data: Any) -> Any:
        try:
            _bounded(data, waiting=sid in server._binary_packet)
            return decode(sid, data)
        except Exception:
            log.warning("malformed packet")
            session = server.eio.sockets.get(sid)
            if session is not None:
                session.close(wait=False, abort=True)
            return None

    server.eio.handlers["message"] = message
