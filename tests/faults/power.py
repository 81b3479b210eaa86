"""What a disk holds after the power was cut: all that was synced, and of the rest whatever chance left."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.faults.disk import FINE, Disk

SECTORS = (512, 4096)  # what a drive writes whole, the old ones and the new


@dataclass(frozen=True, slots=True)
class Write:
    """Bytes for a file."""

    path: str
    offset: int
    data: bytes

    def to(self, content: bytearray, lot: random.Random | None = None) -> None:
        """Do it; with a lot only those sectors that fall to it."""
        end = self.offset + len(self.data)
        if len(content) < end:
            content.extend(bytes(end - len(content)))
        if lot is None:
            content[self.offset : end] = self.data
            return
        sector, at = lot.choice(SECTORS), self.offset
        while at < end:
            border = min(end, (at // sector + 1) * sector)
            if lot.random() < 0.5:
                content[at:border] = self.data[at - self.offset : border - self.offset]
            at = border


@dataclass(frozen=True, slots=True)
class Truncate:
    """A file is cut off, or grows by zeros."""

    path: str
    size: int

    def to(self, content: bytearray, lot: random.Random | None = None) -> None:
        """Do it; with a lot perhaps."""
        if lot is None or lot.random() < 0.5:
            content[:] = content[: self.size].ljust(self.size, b"\0")


@dataclass(frozen=True, slots=True)
class Sync:
    """All of a file that came before is on the disk, its name too: SQLite syncs the folder with a new one."""

    path: str


@dataclass(frozen=True, slots=True)
class Delete:
    """A name is taken away; unless the folder was synced too, it may still be there."""

    path: str
    durably: bool


@dataclass(frozen=True, slots=True)
class Ticked:
    """Answers that somebody saw."""

    answers: Any


Event = Write | Truncate | Sync | Delete | Ticked


class Recorder(Disk):
    """Keeps all that is done to the files, in order, and what was answered in between."""

    def __init__(self) -> None:
        self.events: list[Event] = []

    def write(self, path: str, offset: int, data: bytes) -> int:
        return self._kept(Write(path, offset, data))

    def truncate(self, path: str, size: int) -> int:
        return self._kept(Truncate(path, size))

    def sync(self, path: str) -> int:
        return self._kept(Sync(path))

    def delete(self, path: str, durably: bool) -> int:
        return self._kept(Delete(path, durably))

    def tick(self, answers: Any) -> None:
        """Somebody sees these answers now."""
        self._kept(Ticked(answers))

    def _kept(self, event: Event) -> int:
        self.events.append(event)
        return FINE


@dataclass
class Held:
    """One file: what the disk surely has, and what is only on its way."""

    content: bytearray = field(default_factory=bytearray)
    named: bool = False  # its name survives
    later: list[Write | Truncate] = field(default_factory=list)

    def sync(self) -> None:
        """All that came is there."""
        for event in self.later:
            event.to(self.content)
        self.later.clear()
        self.named = True

    def after_a_cut(self, lot: random.Random) -> bytearray | None:
        """What is found, if the file is: of each later write all, nothing, or some sectors."""
        if not self.named and lot.random() < 0.5:
            return None
        found = bytearray(self.content)
        for event in self.later:
            match lot.randrange(3):
                case 0:
                    event.to(found)
                case 1:
                    event.to(found, lot)
        return found


@dataclass
class PowerCuts:
    """Plays a record, and cuts the power at given events: `for ticked in PowerCuts(...).at(points, folder): ...`"""

    before: dict[str, bytes]  # the files as they stood, synced
    events: list[Event]
    lot: random.Random

    def at(self, points: list[int], folder: Path) -> Iterator[list[Any]]:
        """At each cut the folder holds what is left, and we get all that was ticked until then. `points` ascend."""
        files = {path: Held(bytearray(content), named=True) for path, content in self.before.items()}
        ticked: list[Any] = []
        played = 0
        for point in points:
            for event in self.events[played:point]:
                self._play(event, files, ticked)
            played = point
            for old in folder.iterdir():
                old.unlink()
            for path, file in files.items():
                if (content := file.after_a_cut(self.lot)) is not None:
                    (folder / Path(path).name).write_bytes(content)
            yield list(ticked)

    def _play(self, event: Event, files: dict[str, Held], ticked: list[Any]) -> None:
        match event:
            case Write() | Truncate():
                files.setdefault(event.path, Held()).later.append(event)
            case Sync():
                files.setdefault(event.path, Held()).sync()
            case Delete(durably=True):
                files.pop(event.path, None)
            case Delete():
                files[event.path].named = False
            case Ticked():
                ticked.append(event.answers)
