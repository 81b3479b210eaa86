"""A faulty network between a phone and a server: a TCP proxy whose behaviour is switched while it runs."""

from __future__ import annotations

import asyncio
import random
import socket
import struct
import threading
from contextlib import suppress
from typing import Self

from tests.frames import Frames, mixable

CHUNK = 16 * 1024
SLICES = 10  # of a second: how finely a slow line trickles
NO_LINGER = struct.pack("ii", 1, 0)  # close at once and with a reset
MODES = ("ok", "blackhole", "far", "half", "mixed", "refuse", "reset")
LATE = 0.3  # seconds: how much later a mixed message may come
FAR, SWAY, FAR_RATE = 0.15, 0.05, 32_000  # seconds each way, more or less; bytes a second
LOST, RESENT = 0.05, 0.6  # one of twenty is lost, and TCP brings it that much later, with all behind it


class FaultProxy:
    """Listens on a port of its own, in a thread of its own: `with FaultProxy(server_port) as proxy: ...`

    Modes: `ok` · `blackhole` nothing passes · `half` nothing passes from server to phone · `slow:N` at most N bytes a
    second each way · `far` a weak mobile network: late, narrow, and now and then something is lost · `mixed` messages
    of Socket.IO come late, each by itself, so that one overtakes another, and every second one comes twice · `refuse`
    nobody listens · `reset` every connection is reset, new ones too.

    What `blackhole` and `half` hold back passes later, as TCP would send it again; with `cut` in between it is lost, as
    when TCP gave up.
    """

    def __init__(self, target: int, host: str = "127.0.0.1"):
        self._target = (host, target)
        self._mode = "ok"
        self._changed = asyncio.Event()
        self._lines: set[asyncio.Task[None]] = set()
        self._ends: set[asyncio.StreamWriter] = set()
        self._listener: asyncio.Server | None = None
        self._socket = bound(0)
        self.port: int = self._socket.getsockname()[1]
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> Self:
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._listen(), self._loop).result()
        return self

    def __exit__(self, *_: object) -> None:
        asyncio.run_coroutine_threadsafe(self._end(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()
        self._socket.close()

    def turn(self, mode: str) -> None:
        """Behave like this from now on, towards connections that are open too."""
        if mode not in MODES and not rate(mode):
            raise ValueError(f"no mode {mode!r}")
        asyncio.run_coroutine_threadsafe(self._turn(mode), self._loop).result()

    def cut(self) -> None:
        """Reset what is open now; new connections are treated as the mode says."""
        asyncio.run_coroutine_threadsafe(self._cut(), self._loop).result()

    @property
    def lines(self) -> int:
        """How many connections are open."""
        return len(self._lines)

    async def _turn(self, mode: str) -> None:
        self._mode = mode
        self._changed.set()
        self._changed = asyncio.Event()
        if mode == "refuse":
            await self._close_listener()
            self._socket = bound(self.port)  # nobody else may take the port, and nobody listens on it
        elif self._listener is None:
            await self._listen()
        if mode in ("refuse", "reset"):
            await self._cut()

    async def _listen(self) -> None:
        self._listener = await asyncio.start_server(self._line, sock=self._socket, backlog=4096)

    async def _close_listener(self) -> None:
        if self._listener is not None:
            self._listener.close()
            self._listener = None

    async def _cut(self) -> None:
        for end in self._ends:
            with suppress(OSError):  # the other side may have closed it a moment ago
                end.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, NO_LINGER)
            end.transport.abort()
        lines = list(self._lines)
        for line in lines:
            line.cancel()
        await asyncio.gather(*lines, return_exceptions=True)

    async def _end(self) -> None:
        await self._close_listener()
        await self._cut()

    async def _line(self, from_phone: asyncio.StreamReader, to_phone: asyncio.StreamWriter) -> None:
        line = asyncio.current_task()
        assert line is not None
        self._lines.add(line)
        self._ends.add(to_phone)
        to_server: asyncio.StreamWriter | None = None
        try:
            if self._mode == "reset":
                to_phone.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, NO_LINGER)
                return
            from_server, to_server = await asyncio.open_connection(*self._target)
            self._ends.add(to_server)
            await asyncio.gather(
                self._pump(from_phone, to_server, ("blackhole",)),
                self._pump(from_server, to_phone, ("blackhole", "half")),
            )
        except (OSError, asyncio.CancelledError):
            pass  # one side broke, or we were told to cut
        finally:
            for end in (to_phone, to_server):
                if end is not None:
                    end.transport.abort()
                    self._ends.discard(end)
            self._lines.discard(line)

    async def _pump(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter, held: tuple[str, ...]) -> None:
        """Pass bytes on, and the end of them, when the mode lets them."""
        frames = Frames()
        data = b"the first"
        while data:
            speed = rate(self._mode)
            data = await source.read(max(1, speed // SLICES) if speed else CHUNK)
            while self._mode in held:
                await self._changed.wait()
            if self._mode == "far":
                await asyncio.sleep(distance(len(data)))
            for piece in frames.whole(data):
                if self._mode == "mixed" and mixable(piece):
                    mix(piece, sink)
                else:
                    sink.write(piece)
            await sink.drain()
            if speed:
                await asyncio.sleep(len(data) / speed)
        with suppress(OSError):
            sink.write_eof()


def distance(size: int) -> float:
    """Seconds that so many bytes take on a weak mobile network."""
    return random.uniform(FAR - SWAY, FAR + SWAY) + size / FAR_RATE + RESENT * (random.random() < LOST)


def mix(message: bytes, sink: asyncio.StreamWriter) -> None:
    """Let it arrive in a while, perhaps twice."""

    def arrive() -> None:
        if not sink.is_closing():
            sink.write(message)

    for _ in range(random.choice((1, 2))):
        asyncio.get_running_loop().call_later(random.uniform(0, LATE), arrive)


def rate(mode: str) -> int:
    """Bytes a second of a mode `slow:N`; 0 for another."""
    name, _, number = mode.partition(":")
    return int(number) if name == "slow" and number.isdecimal() else 0


def bound(port: int) -> socket.socket:
    """A socket that holds a port of 127.0.0.1; until it listens, connections are refused."""
    made = socket.socket()
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    made.bind(("127.0.0.1", port))
    return made
