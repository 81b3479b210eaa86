"""A phone that cannot hold a WebSocket: Socket.IO by one request after another."""

import itertools
import json
import threading
from typing import Any
from urllib.parse import quote

from tests.doors.browser import Browser, Reply
from tests.doors.line import LineClosed, until
from tests.doors.phones import Phone

_ADDRESS = "/socket.io/?EIO=4&transport=polling"


class PollingLine:
    """Asks as `Line` does. Each request is a connection of its own, which a proxy may bring anywhere."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.closed = threading.Event()
        self.heard: list[Any] = []
        self._ids = itertools.count(1)
        opening = self._whole(browser.get(_ADDRESS))
        self._address = f"{_ADDRESS}&sid={quote(json.loads(opening[1:])['sid'])}"
        self._say("40" + json.dumps({"csrf": browser.csrf}))
        assert self._hear()[0].startswith("40")

    def ask(self, event: str, content: Any) -> dict[str, Any]:
        """Send an event; its answer."""
        number = next(self._ids)
        self._say(f"42{number}{json.dumps([event, content])}")
        answer: dict[str, Any] = until(lambda: self._answer(number), "an answer")
        return answer

    def changes(self, stream: str) -> list[dict[str, Any]]:
        """All changes heard of a stream."""
        told = [content for name, content in self.heard if name == "changes" and content["stream"] == stream]
        return [change for some in told for change in some["changes"]]

    def listen(self) -> None:
        """Ask once what there is."""
        self._answer(0)

    def close(self) -> None:
        """Hang up, as far as there is somebody to hear it."""
        if not self.closed.is_set():
            self.browser.request("POST", self._address, b"1")
            self.closed.set()

    def _answer(self, number: int) -> dict[str, Any] | None:
        found = None
        for packet in self._hear():
            if packet == "2":
                self._say("3")
            elif packet.startswith("42"):
                self.heard.append(json.loads(packet[2:]))
            elif packet.startswith(f"43{number}["):
                found = json.loads(packet[packet.index("[") :])[0]
        return found

    def _say(self, packet: str) -> None:
        self._whole(self.browser.request("POST", self._address, packet.encode(), Content_Type="text/plain"))

    def _hear(self) -> list[str]:
        return self._whole(self.browser.get(self._address)).split("\x1e")

    def _whole(self, reply: Reply) -> str:
        """What came; a server that does not know this line has none of it."""
        if reply.status != 200:
            self.closed.set()
            raise LineClosed(reply.status, reply.text)
        return reply.text


class PollingPhone(Phone):
    """Somebody with such a phone."""

    polling: PollingLine | None = None

    @property
    def line(self) -> Any:
        """Its line, greeted."""
        if self.polling is None or self.polling.closed.is_set():
            self.polling = self._line = PollingLine(self.browser)  # type: ignore[assignment]  # asks in the same way
            self.hello = self.greets()
            assert self.hello["ok"], self.hello
        return self.polling
