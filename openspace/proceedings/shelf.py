"""The shelf: books that the worker made, kept in the data folder under a stamp of the data they were made of."""

import fcntl
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from tempfile import mkdtemp

import msgspec
from sqlalchemy import func, select
from sqlalchemy.orm import Session as Db

from openspace.agenda.models import Session
from openspace.core.models import Stream
from openspace.core.settings import Settings
from openspace.core.system import System
from openspace.gatherings.models import Gathering
from openspace.marketplace.models import Topic
from openspace.notes.models import NoteUpdate
from openspace.outcomes.models import Outcome
from openspace.people.models import Person
from openspace.proceedings.archive import zipped
from openspace.proceedings.compile import compiled
from openspace.proceedings.gather import gather
from openspace.proceedings.html import page

_READERS = 30.0  # seconds that an outdated book stays for those who are just reading it


class Kept(msgspec.Struct, frozen=True):
    """A book's page as it is kept."""

    html: str
    contents: list[dict[str, str | int]]


def stamp(system: System, db: Db, gathering: int) -> str:
    """Moves with every change of the data a book is made of, and is cheap to ask: heads of the streams, heads of the
    notes' logs, and the last rows, since imports tell nobody."""
    log = select(func.max(NoteUpdate.number)).where(NoteUpdate.session_id == Session.id).scalar_subquery()
    notes = select(func.count(), func.sum(log)).select_from(Session).where(Session.gathering_id == gathering)
    heads = select(func.count(), func.sum(Stream.number)).where(Stream.gathering_id == gathering)
    found: list[object] = [system.epoch, *db.execute(heads).one(), *db.execute(notes).one()]
    for model in (Topic, Session, Person, Outcome):
        rows = select(func.count(), func.max(model.id)).where(model.gathering_id == gathering)
        found += db.execute(rows).one()
    return sha256(repr(found).encode()).hexdigest()[:24]


class Shelf:
    """Finds and makes books. Reading is for every process, making for the worker."""

    def __init__(self, settings: Settings) -> None:
        self._folder = settings.data / "cache" / "books"
        self._lock = settings.data / "worker.lock"

    def find(self, gathering: int, language: str, stamp: str, since: float) -> Path | None:
        """The book of the data as they stand, or else one that was made since an instant: while a crowd is busy the
        data move faster than any book is made."""
        place = self._place(gathering, language, stamp)
        if place.exists():
            return place
        return next((place for made, place in self._made(gathering, language) if made >= since), None)

    def made_since(self, gathering: int, language: str, since: float) -> bool:
        """Whether the worker has made one since an instant."""
        return any(made >= since for made, _place in self._made(gathering, language))

    def make(self, system: System, gathering: int, language: str) -> None:
        """Make the book of the gathering as it stands now, if it is not there yet; older ones go."""
        begun = time.time()
        with system.database.reading() as db:
            made_of = stamp(system, db, gathering)
            if self._place(gathering, language, made_of).exists():
                return
            day = gather(db, gathering)
        book = compiled(day, language)
        shown = page(book.parts)
        files = {
            "book.md": book.markdown.encode(),
            "book.zip": zipped(day, language),
            "page.json": msgspec.json.encode(Kept(shown.html, shown.contents)),
        }
        self._keep(self._place(gathering, language, made_of), files, begun)

    def sweep(self, system: System) -> None:
        """Take away what is out of date: what somebody took out must not stay in old copies. A reader may still be at
        a young one."""
        fresh: dict[str, str] = {}
        with system.database.reading() as db:
            for id in db.scalars(select(Gathering.id)):
                fresh[str(id)] = stamp(system, db, id)
        for made, place in self._aged("*"):
            gathering, _hyphen, rest = place.name.partition("-")
            if made < time.time() - _READERS and not rest.endswith(fresh.get(gathering, "no such gathering")):
                shutil.rmtree(place, ignore_errors=True)

    def clear(self) -> None:
        """Take all away: another version of the software may have made them."""
        shutil.rmtree(self._folder, ignore_errors=True)

    @contextmanager
    def working(self) -> Iterator[None]:
        """Held by the worker as long as it lives, however it ends."""
        with self._lock.open("a") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def worker_runs(self) -> bool:
        """Whether there is somebody to make a book."""
        with self._lock.open("a") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except OSError:
                return True
            return False

    def _place(self, gathering: int, language: str, stamp: str) -> Path:
        return self._folder / f"{gathering}-{language}-{stamp}"

    def _made(self, gathering: int, language: str) -> list[tuple[float, Path]]:
        return sorted(self._aged(f"{gathering}-{language}-*"), reverse=True)

    def _aged(self, pattern: str) -> Iterator[tuple[float, Path]]:
        """Folders with the instant of the data in them; one that goes meanwhile is not there."""
        for place in self._folder.glob(pattern):
            with suppress(FileNotFoundError):
                yield place.stat().st_mtime, place

    def _keep(self, place: Path, files: dict[str, bytes], begun: float) -> None:
        """All files appear at once, or none."""
        self._folder.mkdir(parents=True, exist_ok=True)
        draft = Path(mkdtemp(prefix="draft-", dir=self._folder))
        for name, content in files.items():
            (draft / name).write_bytes(content)
        os.utime(draft, (begun, begun))
        try:
            os.rename(draft, place)
        except OSError:  # somebody else made the same
            shutil.rmtree(draft, ignore_errors=True)
