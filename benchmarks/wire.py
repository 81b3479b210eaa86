"""Socket.IO 5 over one WebSocket, as lean as a client can be that plays thousands of phones."""

from __future__ import annotations

import asyncio
import itertools
import json
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import aiohttp

CONNECT_SECONDS = 20.0  # as the JavaScript client
GOODBYE = aiohttp.ClientWSTimeout(ws_close=0.2)  # a dead network never answers one

Hear = Callable[[str, Any], None]


class LineError(Exception):
    """The line is gone, or never came to be."""


class Refused(Exception):
    """The server will not have this phone, now or later."""


# A broadcast is the same text for everybody, so all phones share what it says: never change it.
@lru_cache(maxsize=64)
def parsed(text: str) -> tuple[str, Any]:
    """The name and the content of an event packet."""
    name, *content = json.loads(text[2:])
    return name, content[0] if content else None


class Traffic:
    """How many messages and bytes of text went over the lines that share this."""

    def __init__(self) -> None:
        self.sent = 0
        self.sent_bytes = 0
        self.received = 0
        self.received_bytes = 0


class Wire:
    """One connected socket in the default namespace."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse, hear: Hear, traffic: Traffic):
        self._socket = socket
        self._hear = hear
        self._traffic = traffic
        self._ids = itertools.count()
        self._asked: dict[int, asyncio.Future[Any]] = {}
        self._silence = 0.0
        self._watch: asyncio.TimerHandle | None = None

    @classmethod
    async def connect(
        cls,
        http: aiohttp.ClientSession,
        base: str,
        auth: dict[str, str],
        hear: Hear,
        traffic: Traffic,
    ) -> Wire:
        """Open a line; `hear` gets every event by name."""
        url = f"{base}/socket.io/?EIO=4&transport=websocket"
        async with asyncio.timeout(CONNECT_SECONDS):
            socket = await http.ws_connect(url, origin=base, max_msg_size=0, timeout=GOODBYE)
            try:
                wire = cls(socket, hear, traffic)
                await wire._shake_hands(auth)
            except BaseException:
                await socket.close()
                raise
        return wire

    async def _shake_hands(self, auth: dict[str, str]) -> None:
        opening = json.loads((await self._receive("0"))[1:])
        self._silence = (opening["pingInterval"] + opening["pingTimeout"]) / 1000
        await self._send("40" + json.dumps(auth))
        await self._receive("40")
        self._listen_for_ping()

    async def _receive(self, expected: str) -> str:
        message = await self._socket.receive()
        packet = message.data if message.type is aiohttp.WSMsgType.TEXT else ""
        if packet.startswith("44"):
            code = json.loads(packet[2:])["message"]
            raise LineError(code) if code == "full" else Refused(f"connecting: {code}")
        if not packet.startswith(expected):
            raise LineError(f"expected a packet {expected}, got {message}")
        return str(packet)

    async def _send(self, text: str) -> None:
        self._traffic.sent += 1
        self._traffic.sent_bytes += len(text)
        try:
            await self._socket.send_str(text)
        except (OSError, aiohttp.ClientError) as error:
            raise LineError(f"cannot send: {error}") from error

    async def ask(self, event: str, content: dict[str, Any]) -> asyncio.Future[Any]:
        """Send an event; what the server says to it comes in the future."""
        number = next(self._ids)
        answer: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._asked[number] = answer
        await self._send(f"42{number}{json.dumps([event, content])}")
        return answer

    async def listen(self) -> None:
        """Hear what comes until the line ends."""
        traffic = self._traffic
        try:
            while True:
                message = await self._socket.receive()
                if message.type is not aiohttp.WSMsgType.TEXT:
                    return
                text: str = message.data
                traffic.received += 1
                traffic.received_bytes += len(text)
                if text.startswith("42"):
                    self._hear(*parsed(text))
                elif text.startswith("43"):
                    self._answer(text)
                elif text == "2":
                    self._listen_for_ping()
                    await self._send("3")
                else:  # 1 and 41: the server hangs up
                    return
        finally:
            await self.close()

    def _answer(self, text: str) -> None:
        start = text.index("[")
        future = self._asked.pop(int(text[2:start]))
        if not future.done():
            future.set_result(json.loads(text[start:])[0])

    def _listen_for_ping(self) -> None:
        if self._watch:
            self._watch.cancel()
        loop = asyncio.get_running_loop()
        self._watch = loop.call_later(self._silence, lambda: loop.create_task(self.close()))

    async def close(self) -> None:
        """End the line; nobody waits on it any longer."""
        if self._watch:
            self._watch.cancel()
        for future in self._asked.values():
            if not future.done():
                future.set_exception(LineError("closed"))
                future.exception()  # it may be that nobody waits: whoever asked has given up
        self._asked.clear()
        await self._socket.close()
