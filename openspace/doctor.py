"""Is this machine fit for the day? Looks at what breaks a day when nobody looked: limits, disk, clock, files, keys."""

import os
import resource
import stat
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from openspace import backup
from openspace.certificate import secured, seen_by_phones
from openspace.core.database import Database
from openspace.core.disk import Ballast, free
from openspace.core.settings import BadSettings, Settings
from openspace.migrate import newest
from openspace.web.security import lan_address

Verdict = Literal["well", "look", "bad"]  # fine; better mended; mend it before the day

_FILES = 4096 + 256  # a socket for each of 2,000 people who reload at once, and our own
_DISK_BAD, _DISK_LOOK = 200e6, 2e9  # bytes free
_SYNC_LOOK = 0.05  # seconds for one commit to be on the disk
_CERTIFICATE_LOOK = timedelta(days=7)
_BUILT = datetime(2026, 11, 1, tzinfo=UTC)  # a clock before this is wrong for sure
_NETWORKED = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "9p"}  # on these SQLite's log is not safe


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at."""

    about: str
    verdict: Verdict
    words: str


def look(settings: Settings) -> Iterator[Finding]:
    """Look at everything; nothing of the data is changed."""
    yield _open_files()
    yield _disk(settings)
    yield _clock()
    yield _file_system(settings.data)
    yield _sync(settings.data)
    yield _key(settings.data / "secret.key")
    yield _database(settings)
    yield _redis(settings)
    yield _address(settings)
    if settings.certificate:
        yield _certificate(settings)


def _open_files() -> Finding:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft >= _FILES:
        return Finding("open files", "well", f"{soft} allowed")
    more = f"ulimit -n {_FILES}" if hard >= _FILES else f"LimitNOFILE={_FILES} in the service's unit"
    return Finding(
        "open files", "look", f"{soft} allowed: enough for {max(0, soft - 256) // 2} people; for 2,000: {more}"
    )


def _disk(settings: Settings) -> Finding:
    data, left = settings.data, free(settings.data)
    verdict: Verdict = "bad" if left < _DISK_BAD else "look" if left < _DISK_LOOK else "well"
    words = f"{left / 1e9:.1f} GB free in {data}"
    held = Ballast(data).held
    if held:
        words += f", and a ballast of {held / 1e6:.0f} MB to give up"
    elif settings.database.startswith("sqlite") and backup.file_of(settings).exists():
        # A server made one, and gave it up; or it never had room for one.
        verdict = "look" if verdict == "well" else verdict
        words += "; there is no ballast: the disk was full, or no server has run here since this version"
    return Finding("disk", verdict, words)


def _clock() -> Finding:
    now = datetime.now(UTC)
    if now < _BUILT:
        return Finding("clock", "bad", f"it says {now:%Y-%m-%d %H:%M} UTC, which is past; set it")
    return Finding("clock", "well", f"it says {now:%Y-%m-%d %H:%M} UTC")


def _file_system(data: Path) -> Finding:
    """By the longest mount point that holds the folder."""
    kind = "unknown"
    try:
        mounts = [line.split()[1:3] for line in Path("/proc/mounts").read_text().splitlines()]
    except OSError:  # not Linux
        mounts = []
    for point, found in sorted(mounts, key=lambda mount: len(mount[0])):
        if data.is_relative_to(point.replace("\\040", " ")):
            kind = found
    if kind in _NETWORKED:
        return Finding("file system", "bad", f"{kind}: the database may break; use a disk of this machine")
    return Finding("file system", "well" if kind != "tmpfs" else "look", kind + (", which forgets" * (kind == "tmpfs")))


def _sync(data: Path) -> Finding:
    probe = data / f"doctor.{os.getpid()}"
    seconds = []
    try:
        with probe.open("wb", buffering=0) as file:
            for _ in range(5):
                begun = time.perf_counter()
                file.write(bytes(4096))
                os.fsync(file.fileno())
                seconds.append(time.perf_counter() - begun)
    except OSError as error:
        return Finding("writing", "bad", f"cannot write in {data}: {error.strerror}")
    finally:
        probe.unlink(missing_ok=True)
    middle = sorted(seconds)[2]
    return Finding(
        "writing", "look" if middle > _SYNC_LOOK else "well", f"{middle * 1000:.1f} ms until it is on the disk"
    )


def _key(key: Path) -> Finding:
    loose = stat.S_IMODE(key.stat().st_mode) & 0o077
    return Finding("key", "bad", f"others may read {key}: chmod 600") if loose else Finding("key", "well", "ours alone")


def _database(settings: Settings) -> Finding:
    database = Database(settings.database)
    try:
        if database.sqlite:
            try:
                label = backup.inspected(backup.file_of(settings)) if backup.file_of(settings).exists() else None
            except backup.BadBackup as error:
                return Finding("database", "bad", str(error))
            revision = label["revision"] if label else None
        else:
            with database.glancing() as sql:
                revision = sql.execute(text("SELECT version_num FROM alembic_version")).scalar()
    except SQLAlchemyError as error:
        return Finding("database", "bad", f"cannot be reached: {type(error).__name__}")
    finally:
        database.close()
    if revision is None:
        return Finding("database", "well", "none yet; it is made at the first start")
    if revision > newest():
        return Finding("database", "bad", "made by a newer version of openspace")
    return Finding("database", "well", "whole" + ("" if revision == newest() else "; it is renewed at the next start"))


def _redis(settings: Settings) -> Finding:
    if not settings.redis:
        return Finding("redis", "well", "none: one process serves, and needs none")
    import redis

    try:
        with redis.Redis.from_url(settings.redis, socket_timeout=2, socket_connect_timeout=2) as client:
            client.ping()
    except redis.RedisError as error:
        return Finding("redis", "bad", f"does not answer: {type(error).__name__}")
    return Finding("redis", "well", "answers")


def _address(settings: Settings) -> Finding:
    if "OPENSPACE_BASE_URL" not in os.environ:
        if lan_address() is None:
            return Finding("address", "look", "unknown without internet: set OPENSPACE_BASE_URL, which the QR holds")
        return Finding("address", "well", "links begin with this machine's address on the network")
    if settings.https:
        return Finding("address", "well", settings.base_url)
    return Finding("address", "look", f"{settings.base_url} is plain http: fine in the room, not on the internet")


def _certificate(settings: Settings) -> Finding:
    try:
        secured(settings)
        refusal, until = seen_by_phones(settings, urlsplit(settings.base_url).hostname or "")
    except BadSettings as error:
        return Finding("certificate", "bad", str(error))
    if until is None:
        return Finding("certificate", "bad", f"phones refuse it: {refusal}")
    verdict: Verdict = "look" if until - datetime.now(UTC) < _CERTIFICATE_LOOK else "well"
    return Finding("certificate", verdict, f"phones that trust its maker take it until {until:%Y-%m-%d %H:%M} UTC")
