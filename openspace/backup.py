"""Backup and restore of a data folder: one file with the database as it stood in one moment, and the key."""

import fcntl
import hashlib
import json
import secrets
import sqlite3
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import NullPool, create_engine
from sqlalchemy.engine import make_url

from openspace.core.line import begin_a_new_line
from openspace.core.settings import Settings
from openspace.migrate import newest
from openspace.newcomers import keep_newcomers

_DATABASE, _KEY, _LABEL = "openspace.db", "secret.key", "backup.json"
_TAKEN_ALONG = (_DATABASE, _KEY)


class BadBackup(Exception):
    """A backup that cannot be made or restored: one clear line for the operator."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did."""

    made: str  # when the backup was made, ISO 8601
    gatherings: int
    forgotten: int  # people who had themselves forgotten since, and are forgotten again
    newcomers: int  # people who came in since, and keep their place
    former: Path | None  # where the database lies that was here before


def back_up(settings: Settings, out: Path) -> dict[str, Any]:
    """Write a backup, also while a server runs; what the file is labelled with. It is whole or not there at all."""
    database = file_of(settings)
    if not database.exists():
        raise BadBackup(f"there is no database in {settings.data}")
    with TemporaryDirectory(dir=settings.data) as folder:
        copy = Path(folder) / _DATABASE
        try:
            with closing(sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)) as source:
                source.execute("VACUUM INTO ?", (str(copy),))
        except sqlite3.OperationalError as error:  # no room for the copy
            raise BadBackup(f"cannot copy the database in {settings.data}: {error}") from error
        found = inspected(copy)
        label = {
            "made": datetime.now(UTC).isoformat(timespec="seconds"),
            **found,
            "sha256": {_DATABASE: _sum(copy.read_bytes()), _KEY: _sum((settings.data / _KEY).read_bytes())},
        }
        draft = out.with_name(f"{out.name}.{secrets.token_hex(4)}")
        try:
            draft.touch(mode=0o600)  # it holds the key
            with tarfile.open(draft, "w:gz") as archive:
                _add(archive, _LABEL, json.dumps(label, indent=2).encode())
                archive.add(settings.data / _KEY, _KEY)
                archive.add(copy, _DATABASE)
            draft.replace(out)
        except OSError as error:
            raise BadBackup(f"cannot write {out}: {error.strerror}") from error
        finally:
            draft.unlink(missing_ok=True)
    return label


def restore(settings: Settings, file: Path, *, undo: bool = False) -> Restored:
    """Put a backup in the place of what is here, which is kept beside it. The line of the database gets a new name
    (`epoch`), by which phones see that the past was changed and offer what they were told since. Who came in since
    keeps the place for that; who was forgotten since stays forgotten. `undo`: nothing done since is wanted back."""
    database = file_of(settings)
    with _nobody_serves(settings), TemporaryDirectory(dir=settings.data) as folder:
        label, contents = _opened(file)
        copy = Path(folder) / _DATABASE
        copy.write_bytes(contents[_DATABASE])
        if inspected(copy)["revision"] > newest():
            raise BadBackup("this backup was made by a newer version of openspace")
        forgotten = _forget_again(copy, _forgotten(database))
        newcomers = 0 if undo else keep_newcomers(copy, database)
        with create_engine(f"sqlite:///{copy}", poolclass=NullPool).begin() as sql:
            begin_a_new_line(sql, takes_offers=not undo)
        former = _put_aside(database)
        copy.replace(database)
        (settings.data / _KEY).write_bytes(contents[_KEY])
    return Restored(label["made"], label["gatherings"], forgotten, newcomers, former)


def file_of(settings: Settings) -> Path:
    """The file of the database; BadBackup on PostgreSQL."""
    address = make_url(settings.database)
    if address.get_backend_name() != "sqlite" or not address.database:
        raise BadBackup("on PostgreSQL its own tools make the backup, see docs/operators.md")
    return Path(address.database)


@contextmanager
def _nobody_serves(settings: Settings) -> Iterator[None]:
    with (settings.data / "serving.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise BadBackup(f"a server uses {settings.data}; stop it first") from error
        yield


def inspected(database: Path) -> dict[str, Any]:
    """What a database is, or BadBackup when it is damaged or none of ours."""
    try:
        with closing(sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)) as source:
            if source.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                raise BadBackup("the database is damaged; take an earlier backup")
            (revision,) = source.execute("SELECT version_num FROM alembic_version").fetchone()
            (gatherings,) = source.execute("SELECT count(*) FROM gatherings").fetchone()
    except sqlite3.DatabaseError as error:
        raise BadBackup(f"the database cannot be read: {error}") from error
    return {"revision": revision, "gatherings": gatherings}


def _opened(file: Path) -> tuple[dict[str, Any], dict[str, bytes]]:
    """Label and files of a backup. They are read into memory by name; no path of the archive is ever followed."""
    try:
        with tarfile.open(file, "r:gz") as archive:
            contents = {name: _member(archive, name) for name in (_LABEL, *_TAKEN_ALONG)}
        label: dict[str, Any] = json.loads(contents[_LABEL])
        sums = label["sha256"]
    except (OSError, EOFError, zlib.error, tarfile.TarError, KeyError, ValueError, TypeError) as error:
        raise BadBackup(f"{file} is no backup of openspace, or it is damaged") from error
    if any(_sum(contents[name]) != sums.get(name) for name in _TAKEN_ALONG):
        raise BadBackup(f"{file} is damaged; take an earlier backup")
    return label, contents


def _member(archive: tarfile.TarFile, name: str) -> bytes:
    found = archive.extractfile(archive.getmember(name))
    if found is None:
        raise KeyError(name)
    return found.read()


def _add(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    about = tarfile.TarInfo(name)
    about.size, about.mode = len(content), 0o600
    archive.addfile(about, BytesIO(content))


def _forgotten(database: Path) -> set[tuple[str, int]]:
    """Who is forgotten in the database that is here now: code of the gathering and person."""
    if not database.exists():
        return set()
    try:
        with closing(sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)) as source:
            return set(source.execute(_FORGOTTEN))
    except sqlite3.DatabaseError:  # damaged: that may be why somebody restores
        return set()


_FORGOTTEN = """SELECT gatherings.code, persons.id FROM persons JOIN gatherings ON gatherings.id = gathering_id
                WHERE persons.name IS NULL"""
_FORGET = """UPDATE persons SET name = NULL, name_key = '', mark = '', party_id = NULL, role = 'participant',
             consent = 'none', removed = 1
             WHERE id = ? AND name IS NOT NULL AND gathering_id = (SELECT id FROM gatherings WHERE code = ?)"""


def _forget_again(copy: Path, people: set[tuple[str, int]]) -> int:
    with closing(sqlite3.connect(copy)) as target:
        target.execute("PRAGMA secure_delete=ON")
        with target:
            count = sum(target.execute(_FORGET, (person, code)).rowcount for code, person in sorted(people))
            target.execute("UPDATE devices SET revoked = 1 WHERE person_id IN (SELECT id FROM persons WHERE removed)")
        target.execute("VACUUM")
    return count


def _put_aside(database: Path) -> Path | None:
    """The database that is here gets another name, with what its log still holds."""
    if not database.exists():
        return None
    former = database.with_name(f"{database.name}.{datetime.now(UTC):%Y%m%dT%H%M%S}")
    for ending in ("", "-wal", "-shm"):
        part = database.with_name(database.name + ending)
        if part.exists():
            part.replace(former.with_name(former.name + ending))
    return former


def _sum(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
