"""A socket, made by hand: Socket.IO in as few lines as will do, so that any packet can be sent over it."""

import itertools
import json
import queue
import threading
from collections import defaultdict
from time import monotonic, sleep
from typing import Any
from urllib.parse import urlsplit

from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect
from websockets.typing import Origin

from tests.doors.browser import Browser
from tests.doors.secure import passed_on

PATIENCE = 15.0  # seconds; the machine may be busy


class TurnedAway(Exception):
    """The server did not take the socket."""


class LineClosed(Exception):
    """The server hung up instead of answering."""


class Line:
    """A connected socket; a thread hears what comes."""

    def __init__(self, browser: Browser, *, csrf: str | None = None, origin: str | None = None) -> None:
        at = urlsplit(browser.url)
        secure = passed_on(at.hostname or "", at.port or 443) if at.scheme == "https" else None
        self.socket = connect(
            f"ws://{at.netloc}/socket.io/?EIO=4&transport=websocket",
            sock=secure,
            origin=Origin(origin or browser.url),
            additional_headers={"Cookie": browser.cookie},
            compression=None,
            open_timeout=PATIENCE,
        )
        self.events: list[tuple[str, Any]] = []
        self.closed = threading.Event()
        # By number; the network, or a bent packet, may also bring one that nobody waits for.
        self._answers: defaultdict[int, queue.Queue[Any]] = defaultdict(queue.Queue)
        self._parts: list[bytes] = []
        self._packet = ""  # one that waits for its binary part
        self._ids = itertools.count(1)
        assert str(self.socket.recv(PATIENCE)).startswith("0")
        self.socket.send("40" + json.dumps({"csrf": browser.csrf if csrf is None else csrf}))
        opening = str(self.socket.recv(PATIENCE))
        if not opening.startswith("40"):
            self.socket.close()
            raise TurnedAway(json.loads(opening[2:])["message"])
        threading.Thread(target=self._hear, daemon=True).start()

    def _hear(self) -> None:
        try:
            for message in self.socket:
                packet = message if isinstance(message, str) else self._whole(message)
                if packet == "2":
                    self.socket.send("3")
                elif packet.startswith(("45", "46")) and len(self._parts) < int(packet[2 : packet.index("-")]):
                    self._packet = packet
                elif packet.startswith(("42", "45")):
                    name, *content = self._content(packet)
                    self.events.append((name, content[0] if content else None))
                elif packet.startswith(("43", "46")):
                    number = packet[2 : packet.index("[")].rpartition("-")[2]
                    self._answers[int(number)].put(self._content(packet)[0])
        except ConnectionClosed:
            pass
        finally:
            self.closed.set()

    def _whole(self, part: bytes) -> str:
        """The packet that waits for binary parts, one more of which came."""
        self._parts.append(part)
        return self._packet

    def _content(self, packet: str) -> list[Any]:
        parts, self._parts, self._packet = self._parts, [], ""

        def filled(thing: dict[str, Any]) -> Any:
            return parts[thing["num"]] if thing.get("_placeholder") else thing

        content: list[Any] = json.loads(packet[packet.index("[") :], object_hook=filled)
        return content

    def note(self, note: int, **part: bytes) -> dict[str, Any]:
        """Send a `note` message, whose one part is binary; its answer."""
        ((name, data),) = part.items()
        number = next(self._ids)
        content = {"note": note, name: {"_placeholder": True, "num": 0}}
        self.socket.send(f"451-{number}" + json.dumps(["note", content]))
        self.socket.send(data)
        return self._answer(number)

    def ask(self, event: str, content: Any) -> dict[str, Any]:
        """Send an event; its answer."""
        return self.ask_text(json.dumps([event, content]))

    def ask_text(self, text: str) -> dict[str, Any]:
        """Send an event as it stands; its answer."""
        number = next(self._ids)
        self.socket.send(f"42{number}{text}")
        return self._answer(number)

    def _answer(self, number: int) -> dict[str, Any]:
        answer: dict[str, Any] | bool = until(lambda: self._answered(number) or self.closed.is_set(), "an answer")
        if isinstance(answer, bool):
            raise LineClosed
        return answer

    def _answered(self, number: int) -> dict[str, Any] | None:
        try:
            answer: dict[str, Any] = self._answers[number].get_nowait()
        except queue.Empty:
            return None
        return answer

    def raw(self, packet: str | bytes) -> None:
        """Send anything."""
        self.socket.send(packet)

    def heard(self, name: str) -> list[Any]:
        """The contents of the events of this name."""
        return [content for event, content in list(self.events) if event == name]

    def changes(self, stream: str) -> list[dict[str, Any]]:
        """All changes heard of a stream."""
        return [change for told in self.heard("changes") if told["stream"] == stream for change in told["changes"]]

    def close(self) -> None:
        """Hang up."""
        self.socket.close()


def until(condition: Any, what: str = "it") -> Any:
    """Wait for something to become true; it."""
    end = monotonic() + PATIENCE
    while not (found := condition()):
        assert monotonic() < end, f"{what} did not happen"
        sleep(0.01)
    return found
