"""HTTP under gevent's server: headers read without ado, answers in one packet, no log of who asked for what."""

import logging
import re
import socket
from typing import Any, BinaryIO

import gevent
from flask import Flask
from gevent.pywsgi import WSGIHandler, WSGIServer

log = logging.getLogger(__name__)

_LONGEST = 64 * 1024  # bytes of one header
_MOST = 100  # headers
PATIENCE = 75.0  # seconds for a line to ask its next question: more than a proxy keeps an idle one
_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_END = (b"\r\n", b"\n", b"")


class Headers:
    """The headers of a request, as pywsgi asks for them. The parser it comes with is made for mail: it takes as long as
    an answer from memory, and puts up with what no browser sends."""

    status = ""  # says what is wrong; whoever sends that gets an exception here

    def __init__(self, file: BinaryIO) -> None:
        self.headers: list[str] = []
        self._values: dict[str, str] = {}
        while (line := file.readline(_LONGEST + 1)) not in _END:
            name, colon, value = line.decode("latin-1").partition(":")
            if not colon or len(line) > _LONGEST or len(self.headers) == _MOST or not _NAME.fullmatch(name):
                raise ValueError("not a header")
            self.headers.append(f"{name}:{value}")
            self._values.setdefault(name.lower(), value.strip())

    def get(self, name: str, default: str | None = None) -> str | None:
        """The first header of a name, in any case."""
        return self._values.get(name.lower(), default)

    getheader = get

    def __delitem__(self, name: str) -> None:
        del self._values[name.lower()]

    @property
    def typeheader(self) -> str | None:
        """What kind of body follows."""
        return self.get("content-type")


class Handler(WSGIHandler):
    """One connection. A room of phones makes ten requests each within seconds, so what a request costs here counts."""

    _asking: gevent.Timeout
    _together: bytearray | None = None  # while headers and the beginning of the body are gathered

    def MessageClass(self, file: BinaryIO, *_seekable: Any) -> Headers:  # type: ignore[override]  # noqa: N802
        return Headers(file)

    def handle_one_request(self) -> Any:
        """Who never finishes asking is not waited for: such lines would use up the files that a process may open."""
        self._asking = gevent.Timeout.start_new(PATIENCE)
        try:
            return super().handle_one_request()
        except gevent.Timeout as timeout:
            if timeout is not self._asking:
                raise
            return None  # which ends the line
        finally:
            self._asking.close()

    def handle_one_response(self) -> None:
        """However long that takes: a WebSocket lives in here."""
        self._asking.close()
        super().handle_one_response()
        # A line that waits for its next question, as thousands do, holds nothing of the last one.
        del self.environ, self.headers

    def log_request(self) -> None:
        """Not at all, and without making up the line for it."""

    def _write_with_headers(self, data: bytes) -> None:
        # With TCP_NODELAY each call would be a packet of its own.
        self._together = bytearray()
        super()._write_with_headers(data)  # type: ignore[misc]  # a hook that the stubs leave out
        together, self._together = self._together, None
        self._sendall(together)

    def _sendall(self, data: bytes | bytearray) -> None:
        if self._together is None:
            super()._sendall(data)  # type: ignore[misc]  # likewise
        else:
            self._together += data


def server(listener: socket.socket, app: Flask) -> WSGIServer:
    """The web server of an app."""
    return WSGIServer(listener, app, handler_class=Handler, log=None, error_log=log)
