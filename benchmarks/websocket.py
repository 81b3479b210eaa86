"""A WebSocket client so lean that one process can play thousands of phones: no task and no queue for what comes."""

from __future__ import annotations

import asyncio
import base64
import os
from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

CONNECT_SECONDS = 20.0  # as the JavaScript client of Socket.IO

TEXT, BINARY, CLOSE, PING, PONG = 1, 2, 8, 9, 10
FINAL, MASKED = 0x80, 0x80
NO_MASK = bytes(4)  # a client has to mask; with zeros the bytes stay as they are, and nothing is to be computed

Hear = Callable[[bytes, bool], None]


class LineError(Exception):
    """The line is gone, or never came to be."""


def frame(opcode: int, body: bytes) -> bytes:
    """One whole message of a client."""
    size = len(body)
    if size < 126:
        head = bytes((FINAL | opcode, MASKED | size))
    elif size < 65536:
        head = bytes((FINAL | opcode, MASKED | 126)) + size.to_bytes(2)
    else:
        head = bytes((FINAL | opcode, MASKED | 127)) + size.to_bytes(8)
    return head + NO_MASK + body


class Line(asyncio.Protocol):
    """One connection. Each message goes to `hear`, with whether it is binary; `ended` is done when all is over."""

    def __init__(self, hear: Hear):
        self._hear = hear
        loop = asyncio.get_running_loop()
        self.opened: asyncio.Future[None] = loop.create_future()
        self.ended: asyncio.Future[None] = loop.create_future()
        self._transport: asyncio.Transport | None = None
        self._rest = b""
        self._parts: list[bytes] = []  # of a message that comes in several frames
        self._kind = TEXT
        self._held: list[bytes] | None = None  # what could not go in the dark

    async def connect(self, url: str, headers: Mapping[str, str] | None = None) -> None:
        """Open it, to `http://host:port/path`."""
        where = urlsplit(url)
        if where.hostname is None or where.port is None:
            raise ValueError(f"no host and port in {url}")
        path = where.path + (f"?{where.query}" if where.query else "")
        fields = {
            "Host": where.netloc,
            "Upgrade": "websocket",
            "Connection": "Upgrade",
            "Sec-WebSocket-Key": base64.b64encode(os.urandom(16)).decode(),
            "Sec-WebSocket-Version": "13",
            **(headers or {}),
        }
        head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
        loop = asyncio.get_running_loop()
        async with asyncio.timeout(CONNECT_SECONDS):
            await loop.create_connection(lambda: self, where.hostname, where.port)
            try:
                self._write(f"GET {path} HTTP/1.1\r\n{head}\r\n".encode())
                await self.opened
            except BaseException:
                self.abort()
                raise

    # What asyncio tells ---------------------------------------------------------------------

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def connection_lost(self, exc: Exception | None) -> None:
        if not self.opened.done():
            self.opened.set_exception(LineError("closed before it was open"))
        if exc is not None and not isinstance(exc, OSError):
            self._end(exc)  # not the network's fault but that of whoever heard: let it be seen
        self._end()

    def data_received(self, data: bytes) -> None:
        if self._rest:
            data, self._rest = self._rest + data, b""
        if not self.opened.done():
            head, end, data = data.partition(b"\r\n\r\n")
            if not end:
                self._rest = head
                return
            self._open(head)
        at, size = 0, len(data)
        while size - at >= 2:
            start, length = at + 2, data[at + 1]
            if length > 125:
                start = at + (4 if length == 126 else 10)
                if size < start:
                    break
                length = int.from_bytes(data[at + 2 : start])
            if size < start + length:
                break
            self._take(data[at], data[start : start + length])
            at = start + length
        self._rest = data[at:]

    def _open(self, head: bytes) -> None:
        status = head.partition(b"\r\n")[0].decode(errors="replace")
        if " 101 " in status:
            self.opened.set_result(None)
        else:
            self.opened.set_exception(LineError(f"no WebSocket: {status}"))
            self.abort()

    def _take(self, first: int, body: bytes) -> None:
        opcode = first & 0x0F
        if opcode == PING:
            self._write(frame(PONG, body))
        elif opcode == CLOSE:
            self.close()
        elif opcode != PONG:
            self._kind = opcode or self._kind  # 0 goes on with what began before
            if first & FINAL and not self._parts:
                self._hear(body, opcode == BINARY)
                return
            self._parts.append(body)
            if first & FINAL:
                whole, self._parts = b"".join(self._parts), []
                self._hear(whole, self._kind == BINARY)

    # What the phone does --------------------------------------------------------------------

    def send(self, body: bytes, binary: bool = False) -> None:
        """One message."""
        if self.ended.done():
            raise LineError("closed")
        self._write(frame(BINARY if binary else TEXT, body))

    def _write(self, data: bytes) -> None:
        if self._held is not None:
            self._held.append(data)
        elif self._transport is not None:
            self._transport.write(data)

    def close(self) -> None:
        """Say goodbye and leave."""
        if not self.ended.done() and self._held is None and self._transport is not None:
            self._transport.write(frame(CLOSE, b""))
            self._transport.close()
        self._end()

    def abort(self) -> None:
        """The network takes the line away, without a word."""
        if self._held is None and self._transport is not None:
            self._transport.abort()
        self._end()

    def hold(self) -> None:
        """It gets dark: nothing passes, and neither end can know. What the line tries to send waits in the phone."""
        if self._held is None and self._transport is not None:
            self._held = []
            self._transport.pause_reading()

    def release(self) -> None:
        """Light again: what waited passes, as TCP would send it again; of a line that was given up only its end."""
        held, self._held = self._held, None
        if held is None or self._transport is None or self._transport.is_closing():
            return
        if self.ended.done():
            self._transport.abort()
            return
        self._transport.resume_reading()
        self._transport.writelines(held)

    def _end(self, error: Exception | None = None) -> None:
        if not self.ended.done():
            if error is None:
                self.ended.set_result(None)
            else:
                self.ended.set_exception(error)
