"""The WebSocket of engine.io under gevent: bounded, uncompressed and never a short write."""

from __future__ import annotations

import logging
import ssl
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache, partial
from http import HTTPStatus
from typing import Any

import gevent
import gevent.socket
import gevent.ssl
from engineio.payload import Payload
from gevent.lock import Semaphore
from websockets.datastructures import Headers
from websockets.exceptions import InvalidHandshake
from websockets.frames import DATA_OPCODES, CloseCode, Frame, Opcode
from websockets.http11 import Request, Response
from websockets.protocol import Event, State
from websockets.server import ServerProtocol

from openspace.live.backpressure import CountingQueue

MAX_MESSAGE = 64 * 1024
CHUNK = 16 * 1024  # also the most that is one record of TLS
SEND_TIMEOUT = 10.0  # seconds in which not one byte was taken: nobody is there
CLOSE_TIMEOUT = 1.0
ANSWER, ENDED = "openspace.websocket_answer", "openspace.websocket_ended"  # notes in the environ

# All a handshake is judged by. Extensions are not even looked at, so nothing gets compressed.
HANDSHAKE = {
    "HTTP_CONNECTION": "Connection",
    "HTTP_UPGRADE": "Upgrade",
    "HTTP_SEC_WEBSOCKET_KEY": "Sec-WebSocket-Key",
    "HTTP_SEC_WEBSOCKET_VERSION": "Sec-WebSocket-Version",
}

log = logging.getLogger(__name__)
frames_log = log.getChild("frames")
frames_log.setLevel(logging.WARNING)  # below that the library tells of every frame


def install(server: Any) -> None:
    """Make this socketio.Server (async_mode="gevent") use `GeventWebSocket`; bound polling too."""
    engine = server.eio
    if engine.async_mode != "gevent":
        raise RuntimeError(f"GeventWebSocket needs gevent, not {engine.async_mode}")
    # A copy, because the driver's own dictionary is shared by all servers of the process.
    engine._async = {**engine._async, "websocket": GeventWebSocket, "queue": CountingQueue}
    engine.max_http_buffer_size = MAX_MESSAGE
    # With 16, a POST of 17 packets answers 200 and every packet in it is lost (FAULTS F1).
    Payload.max_decode_packets = 64
    engine.handle_request = partial(guard, engine.handle_request)


def guard(handle: Any, environ: dict[str, Any], start_response: Any) -> Any:
    """Refuse a bad handshake before engine.io trips over it; end the connection of a good one."""
    if environ.get("HTTP_UPGRADE", "").lower() != "websocket":
        return handle(environ, start_response)
    answer = handshake(environ)
    if answer.status_code != HTTPStatus.SWITCHING_PROTOCOLS:
        start_response("400 Bad Request", [("Content-Type", "text/plain; charset=utf-8")])
        return [answer.body]
    environ[ANSWER] = answer.serialize()
    result = handle(environ, start_response)
    if ENDED not in environ:  # engine.io had its own reasons to refuse
        return result
    if "gunicorn.socket" in environ:
        raise StopIteration  # gunicorn's sign that nothing more is to come on this socket
    environ["wsgi.input"].close()  # and pywsgi's
    return []


def handshake(environ: dict[str, Any]) -> Response:
    """The answer to an opening request: 101, or why not."""
    protocol = ServerProtocol(logger=frames_log)
    if environ.get("CONTENT_LENGTH", "0") != "0" or "HTTP_TRANSFER_ENCODING" in environ:
        return protocol.reject(HTTPStatus.BAD_REQUEST, "A handshake has no body.")
    try:
        headers = Headers({name: environ[key] for key, name in HANDSHAKE.items() if key in environ})
    except InvalidHandshake as error:
        return protocol.reject(HTTPStatus.BAD_REQUEST, str(error))
    return protocol.accept(Request("/", headers, environ["REQUEST_METHOD"], environ["SERVER_PROTOCOL"]))


@lru_cache(maxsize=8)  # a broadcast is the same string for every phone: encode it once
def encode(message: str | bytes) -> bytes:
    """One whole server frame; unmasked, hence the same bytes for everybody."""
    if isinstance(message, str):
        return Frame(Opcode.TEXT, message.encode()).serialize(mask=False)
    return Frame(Opcode.BINARY, message).serialize(mask=False)


def write_records(tls: Any, data: bytes) -> int:
    """How much goes at once under TLS. What OpenSSL could not get rid of it has encrypted all the same, and wants to be
    given again, the same and as long: so data is always cut at the same places, and nothing else may come between."""
    sent = 0
    try:
        while sent < len(data):
            sent += tls.write(data[sent : sent + CHUNK])
    except (ssl.SSLWantWriteError, ssl.SSLWantReadError):
        pass
    return sent


class GeventWebSocket:
    """One phone's WebSocket, which engine.io calls as a WSGI application and then drives."""

    socket: gevent.socket.socket  # under this name engine.io finds it and sets the ping timeout
    _write: Callable[[bytes], int]  # as much as goes without waiting, past gevent's socket
    _secure: bool

    def __init__(self, handler: Any, server: Any) -> None:
        self._handler = handler
        self._server = server
        self._protocol = ServerProtocol(state=State.OPEN, max_size=MAX_MESSAGE, logger=frames_log)
        self._session: Any = handler.__self__  # engine.io's side of this connection
        self._sending = Semaphore()  # a pong must not land in the middle of a blocked frame
        self._messages: deque[str | bytes] = deque()
        self._parts = bytearray()
        self._is_text = False

    def __call__(self, environ: dict[str, Any], _start_response: Any) -> list[bytes]:
        gevents: Any = environ.get("gunicorn.socket") or environ["wsgi.input"].raw._sock
        self.socket = gevents
        self._secure = isinstance(gevents, gevent.ssl.SSLSocket)
        self._write = partial(write_records, gevents._sslobj) if self._secure else gevents._sock.send
        with suppress(OSError):  # a Unix socket behind a proxy has no such option
            self.socket.setsockopt(gevent.socket.IPPROTO_TCP, gevent.socket.TCP_NODELAY, 1)
        try:
            self._send_all(environ[ANSWER])
            self._session.queue.line = self
            self._handler(self)
        except (OSError, ValueError, RecursionError) as error:  # gone, or no engine.io packet
            log.debug("session broken: %r", error)
            self._protocol.fail(CloseCode.UNSUPPORTED_DATA)
            reason = self._server.reason.TRANSPORT_ERROR
            self._session.close(wait=False, abort=True, reason=reason)
        finally:
            self._session.queue.line = None
            self._hang_up()
        environ[ENDED] = True
        return []

    def wait(self) -> str | bytes | None:
        """The next message; None once the connection is over."""
        while not self._messages:
            if self._protocol.state is not State.OPEN:
                return None
            self._receive()
        return self._messages.popleft()

    def send(self, message: str | bytes | bytearray) -> None:
        """Send one message whole, or raise OSError."""
        frame = encode(message if isinstance(message, str) else bytes(message))
        with self._sending:
            if self._protocol.state is not State.OPEN:
                raise ConnectionError("WebSocket is closed")
            self._send_all(frame)

    def send_now(self, message: str | bytes) -> bool:
        """Write a message at once, without a greenlet for it; False when it has to wait for its turn, or for the
        phone. Whoever calls has made sure that nothing waits in the queue."""
        if not self._session.upgraded or self._sending.locked() or self._protocol.state is not State.OPEN:
            return False
        frame = encode(message)
        try:
            sent = self._send_some(frame)
        except OSError:  # gone: the writer finds out
            return False
        if sent < len(frame):  # also when nothing went: a record of TLS that was begun must be finished
            self._sending.acquire()
            gevent.spawn(self._finish, frame[sent:])
        return True

    def _finish(self, rest: bytes) -> None:
        """The rest of a frame; whatever comes next waits for it."""
        try:
            with suppress(OSError):
                self._send_all(rest)
        finally:
            self._sending.release()

    def close(self) -> None:
        """Begin the close handshake; a phone that does not answer soon is cut off."""
        if self._protocol.state is State.OPEN:
            gevent.spawn_later(CLOSE_TIMEOUT, self._drop)
            self._protocol.send_close(CloseCode.NORMAL_CLOSURE)
            with suppress(OSError):
                self._flush()

    def _receive(self) -> None:
        try:
            data = self.socket.recv(CHUNK)
        except OSError:  # reset, or silent for longer than engine.io's pings allow
            data = b""
        if data:
            self._protocol.receive_data(data)
        else:
            self._protocol.receive_eof()
        try:
            for event in self._protocol.events_received():
                self._collect(event)
        except UnicodeDecodeError as error:
            self._protocol.fail(CloseCode.INVALID_DATA, error.reason)
        with suppress(OSError):  # dropped; what came before still counts
            self._flush()
        # recv never waits on a flooding phone: let the others have a turn. A record of TLS may be short and yet not the
        # last one that is there.
        if len(data) == CHUNK or self._secure:
            gevent.sleep(0)

    def _collect(self, event: Event) -> None:
        if not isinstance(event, Frame) or event.opcode not in DATA_OPCODES:
            return  # pings and closes have been answered by the protocol
        if event.opcode is not Opcode.CONT:
            self._is_text = event.opcode is Opcode.TEXT
        self._parts += event.data
        if event.fin:
            self._messages.append(self._parts.decode() if self._is_text else bytes(self._parts))
            self._parts.clear()

    def _flush(self) -> None:
        with self._sending:
            for data in self._protocol.data_to_send():
                self._send_all(data)

    def _send_all(self, data: bytes) -> None:
        try:
            view = memoryview(data)[self._send_some(data) :]
            while view:  # not sendall, whose timeout would also cut a slow phone that does read
                with gevent.Timeout(SEND_TIMEOUT, TimeoutError("nobody reads")):
                    view = view[self.socket.send(view[:CHUNK]) :]
        except OSError as error:
            log.debug("dropped: %s", error)
            self._drop()  # perhaps in the middle of a frame: nothing may follow
            raise

    def _send_some(self, data: bytes) -> int:
        """How much goes at once: mostly all of it, and no timer had to be set."""
        try:
            return self._write(data)
        except BlockingIOError:
            return 0

    def _hang_up(self) -> None:
        """Close, and read the phone out a little: over unread bytes a reset would eat our close."""
        with suppress(OSError), gevent.Timeout(CLOSE_TIMEOUT, TimeoutError()):
            self.close()
            self._flush()
            self.socket.shutdown(gevent.socket.SHUT_WR)
            for _ in range(64):
                if not self.socket.recv(CHUNK):
                    break
                gevent.sleep(0)
        self._drop()
        log.debug("closed: sent %s, got %s", self._protocol.close_sent, self._protocol.close_rcvd)

    def _drop(self) -> None:
        """Wake and end whoever reads or writes; the WSGI server closes the socket itself."""
        with suppress(OSError):
            self.socket.shutdown(gevent.socket.SHUT_RDWR)
