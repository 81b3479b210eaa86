"""People who type in one shared note: each has a copy of the text and puts word after word behind its own last one."""

from __future__ import annotations

import re
import time
from typing import Any, Protocol

from pycrdt import Doc, Text, TextEvent

from benchmarks.outbox import Answer
from benchmarks.phones import Phone
from benchmarks.websocket import Line, LineError
from benchmarks.wire import Traffic

WORD = re.compile(r"\d+\.\d+")


class Copy:
    """One person's copy of the note. `seen` tells when words of others came into it, where somebody watches."""

    def __init__(self, name: str, number: int) -> None:
        self.number = number
        self.words = 0
        self.seen: dict[str, float] = {}
        self.doc: Doc[Any] = Doc()
        self.text = self.doc.get(name, type=Text)
        self._typing = False

    def watch(self) -> None:
        """Note down when words come."""
        self.text.observe(self._changed)

    def _changed(self, event: TextEvent) -> None:
        if self._typing:
            return
        now = time.perf_counter()
        for part in event.delta:  # type: ignore[attr-defined]  # the class of the binding says nothing of it
            for word in WORD.findall(part.get("insert", "")):
                self.seen[word] = now

    def type(self) -> tuple[str, bytes]:
        """The next word, and the update that tells others of it."""
        self.words += 1
        word = f"{self.number}.{self.words}"
        before = self.doc.get_state()
        last = f" {self.number}.{self.words - 1} "
        found = str(self.text).find(last)
        at = 0 if found < 0 else found + len(last)
        self._typing = True
        self.text.insert(at, f"{word} " if at else f" {word} ")
        self._typing = False
        return word, self.doc.get_update(before)

    def take(self, update: bytes) -> None:
        """What others typed."""
        self.doc.apply_update(update)


class Typist(Protocol):
    """A person at a server of whatever kind."""

    copy: Copy

    async def open(self) -> None:
        """Get the text as it is."""

    async def type(self) -> str:
        """Type a word and send it; the word."""


class OpenspaceTypist:
    """At a note of the product, by the `note` message of docs/PROTOCOL.md."""

    def __init__(self, phone: Phone, note: int, number: int) -> None:
        self.phone, self.note = phone, note
        self.copy = Copy("note", number)
        phone.on_note = self._hear

    def _hear(self, told: dict[str, Any]) -> None:
        if told["note"] == self.note and "update" in told:
            self.copy.take(told["update"])

    async def _ask(self, **content: Any) -> Answer:
        answer = await self.phone.note(note=self.note, **content)
        if not answer["ok"]:
            raise LineError(f"the note refuses: {answer}")
        return answer

    async def open(self) -> None:
        """Ask for what is missing here."""
        self.copy.take((await self._ask(vector=self.copy.doc.get_state()))["diff"])

    async def type(self) -> str:
        """A word; the server has it on its disk when this returns."""
        word, update = self.copy.type()
        await self._ask(update=update)
        return word


# The messages of y-protocols: a kind, for `SYNC` a step, then bytes with their length before them.
SYNC, STEP_ONE, STEP_TWO, UPDATE = 0, 0, 1, 2


def with_length(body: bytes) -> bytes:
    """The bytes behind their length, seven bits of it in each byte, as lib0 writes them."""
    size, head = len(body), bytearray()
    while size > 127:
        head.append(128 | size & 127)
        size >>= 7
    head.append(size)
    return bytes(head) + body


def without_length(message: bytes) -> bytes:
    """The reverse."""
    size, shift = 0, 0
    for at, byte in enumerate(message):
        size |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            return message[at + 1 : at + 1 + size]
    raise LineError("a message of y-protocols breaks off")


class YTypist:
    """At a y-websocket server, by y-protocols over a plain WebSocket. There are no answers: it sends and goes on."""

    def __init__(self, base: str, traffic: Traffic, number: int) -> None:
        self._base, self._traffic = base, traffic
        self.copy = Copy("note", number)
        self.line = Line(self._hear)

    def _send(self, step: int, body: bytes) -> None:
        message = bytes((SYNC, step)) + with_length(body)
        self._traffic.sent += 1
        self._traffic.sent_bytes += len(message)
        self.line.send(message, binary=True)

    def _hear(self, message: bytes, _binary: bool) -> None:
        self._traffic.received += 1
        self._traffic.received_bytes += len(message)
        if message[0] != SYNC:
            return  # who is there, which nobody here tells
        body = without_length(message[2:])
        if message[1] == STEP_ONE:
            self._send(STEP_TWO, self.copy.doc.get_update(body))
        else:
            self.copy.take(body)

    async def open(self) -> None:
        """Ask for what is missing here."""
        await self.line.connect(f"{self._base}/note")
        self._send(STEP_ONE, self.copy.doc.get_state())

    async def type(self) -> str:
        """A word."""
        word, update = self.copy.type()
        self._send(UPDATE, update)
        return word
