"""Socket.IO 5 over one WebSocket, as lean as a client can be that plays thousands of phones."""

from __future__ import annotations

import asyncio
import itertools
import json
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from benchmarks.websocket import CONNECT_SECONDS, Line, LineError

Hear = Callable[[str, Any], None]


class Refused(Exception):
    """The server will not have this phone, now or later."""


# A broadcast is the same text for everybody, so all phones share what it says: never change it.
@lru_cache(maxsize=64)
def parsed(packet: bytes) -> tuple[str, Any]:
    """The name and the content of an event packet."""
    name, *content = json.loads(packet[2:])
    return name, content[0] if content else None


class Traffic:
    """How many messages and bytes of them went over the lines that share this."""

    def __init__(self) -> None:
        self.sent = 0
        self.sent_bytes = 0
        self.received = 0
        self.received_bytes = 0


class Wire:
    """One connected socket in the default namespace."""

    def __init__(self, hear: Hear, traffic: Traffic):
        self.line = Line(self._take)
        self.line.ended.add_done_callback(self._ended)
        self._hear = hear
        self._traffic = traffic
        self._ids = itertools.count()
        self._asked: dict[int, asyncio.Future[Any]] = {}
        self._silence = 0.0
        self._watch: asyncio.TimerHandle | None = None
        self._auth = ""
        self._ready: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._binary: tuple[bytes, int] | None = None  # a packet that waits for its parts, and how many
        self._parts: list[bytes] = []

    @classmethod
    async def connect(cls, base: str, cookie: str, auth: dict[str, str], hear: Hear, traffic: Traffic) -> Wire:
        """Open a line; `hear` gets every event by name."""
        wire = cls(hear, traffic)
        wire._auth = json.dumps(auth)
        url = f"{base}/socket.io/?EIO=4&transport=websocket"
        async with asyncio.timeout(CONNECT_SECONDS):
            await wire.line.connect(url, {"Origin": base, "Cookie": cookie})
            try:
                await wire._ready
            except BaseException:
                wire.close()
                raise
        return wire

    def _send(self, packet: str, parts: list[bytes] | None = None) -> None:
        for content, binary in ((packet.encode(), False), *((part, True) for part in parts or ())):
            self._traffic.sent += 1
            self._traffic.sent_bytes += len(content)
            self.line.send(content, binary)

    def ask(self, event: str, content: dict[str, Any]) -> asyncio.Future[Any]:
        """Send an event; what the server says to it comes in the future. Bytes in the content go as binary parts."""
        number = next(self._ids)
        answer: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._asked[number] = answer
        parts = [value for value in content.values() if isinstance(value, bytes)]
        if parts:
            places = itertools.count()
            content = {
                name: {"_placeholder": True, "num": next(places)} if isinstance(value, bytes) else value
                for name, value in content.items()
            }
        kind = f"45{len(parts)}-" if parts else "42"
        self._send(f"{kind}{number}{json.dumps([event, content])}", parts)
        return answer

    async def listen(self) -> None:
        """Wait until the line ends."""
        await asyncio.shield(self.line.ended)

    # What comes -----------------------------------------------------------------------------

    def _take(self, packet: bytes, binary: bool) -> None:
        self._traffic.received += 1
        self._traffic.received_bytes += len(packet)
        kind = packet[:2]
        if binary:
            self._take_part(packet)
        elif kind == b"42":
            self._hear(*parsed(packet))
        elif kind == b"43":
            start = packet.index(b"[")
            self._answer(int(packet[2:start]), json.loads(packet[start:])[0])
        elif kind in (b"45", b"46"):
            head, _, rest = packet.partition(b"-")
            self._binary = (kind + rest, int(head[2:]))
        elif packet == b"2":
            self._listen_for_ping()
            self._send("3")
        elif kind == b"40":
            self._ready.set_result(None)
            self._listen_for_ping()
        elif kind == b"44":
            code = json.loads(packet[2:])["message"]
            refusal = LineError(code) if code == "full" else Refused(f"connecting: {code}")
            self._ready.set_exception(refusal)
        elif packet[:1] == b"0":
            opening = json.loads(packet[1:])
            self._silence = (opening["pingInterval"] + opening["pingTimeout"]) / 1000
            self._send("40" + self._auth)
        else:  # 1 and 41: the server hangs up
            self.close()

    def _take_part(self, part: bytes) -> None:
        """One binary part; with the last of them the packet is whole."""
        if self._binary is None:
            raise ValueError("a binary part that belongs to nothing")
        packet, count = self._binary
        self._parts.append(part)
        if len(self._parts) < count:
            return
        parts, self._parts, self._binary = self._parts, [], None
        start = packet.index(b"[")
        content = json.loads(packet[start:])
        filled = {
            name: parts[value["num"]] if isinstance(value, dict) and "_placeholder" in value else value
            for name, value in content[-1].items()
        }
        if packet.startswith(b"45"):
            self._hear(content[0], filled)
        else:
            self._answer(int(packet[2:start]), filled)

    def _answer(self, number: int, content: Any) -> None:
        future = self._asked.pop(number, None)  # None: the network brought it a second time
        if future is not None and not future.done():
            future.set_result(content)

    def _listen_for_ping(self) -> None:
        if self._watch:
            self._watch.cancel()
        self._watch = asyncio.get_running_loop().call_later(self._silence, self.close)

    # The end --------------------------------------------------------------------------------

    def close(self) -> None:
        """End the line."""
        self.line.close()

    def cut(self) -> None:
        """The network ends it, without a goodbye."""
        self.line.abort()

    def _ended(self, _line: object) -> None:
        """Nobody waits on it any longer."""
        if self._watch:
            self._watch.cancel()
        for future in (self._ready, *self._asked.values()):
            if not future.done():
                future.set_exception(LineError("closed"))
                future.exception()  # it may be that nobody waits: whoever asked has given up
        self._asked.clear()
