"""A disk that takes nothing more: how that is told from other trouble, and the ballast that is given up then."""

import errno
import os
import shutil
import sqlite3
from pathlib import Path

from sqlalchemy.exc import DBAPIError

# What is kept free by being filled. A wish of the desk costs some 10 kB, so this is a day of them, with a checkpoint.
BALLAST = 16 * 1024 * 1024
_LEAST = 256 * 1024  # less would help nobody
_SHARE = 4  # on a small disk the ballast takes no more than this part of what is free
_CHUNK = 1024 * 1024

_OF_SQLITE = {
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_READONLY,  # a file system that the kernel made read-only
    sqlite3.SQLITE_IOERR_WRITE,
    sqlite3.SQLITE_IOERR_FSYNC,
    sqlite3.SQLITE_IOERR_DIR_FSYNC,
    sqlite3.SQLITE_IOERR_TRUNCATE,
    sqlite3.SQLITE_IOERR_SHMSIZE,
    sqlite3.SQLITE_IOERR_SHMMAP,
}
_OF_POSTGRES = "53100"  # disk_full
_OF_THE_SYSTEM = {errno.ENOSPC, errno.EDQUOT, errno.EROFS}


def refused_by_disk(error: BaseException | None) -> bool:
    """Whether this error says that the disk did not take what was written, or came of one that does: with a full disk
    SQLite ends the transaction, and giving up what was begun in it then fails as well."""
    while error is not None:
        if _says_so(error):
            return True
        error = error.__cause__ or error.__context__
    return False


def _says_so(error: BaseException | None) -> bool:
    if isinstance(error, DBAPIError):
        error = error.orig
    if isinstance(error, sqlite3.Error):
        return getattr(error, "sqlite_errorcode", None) in _OF_SQLITE
    if isinstance(error, OSError):
        return error.errno in _OF_THE_SYSTEM
    return getattr(error, "sqlstate", None) == _OF_POSTGRES


def free(folder: Path) -> int:
    """How many bytes still go into a folder."""
    return shutil.disk_usage(folder).free


class Ballast:
    """A file that does nothing but take room, so that there is some to give up: even deleting needs room in a
    database (FAULTS F15)."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "ballast"
        self._size = 0  # as it was last

    @property
    def held(self) -> int:
        """Its size; 0 when there is none."""
        return self.file.stat().st_size if self.file.exists() else 0

    @property
    def needs(self) -> int:
        """How much must be free before it is made again: as much must be left beside it, or the disk would be full
        again at once."""
        return max(_LEAST, 2 * self._size)

    def make(self) -> bool:
        """Make it, unless it is there; whether there is one now."""
        if not self.held:
            size = min(BALLAST, free(self.file.parent) // _SHARE)
            if size < _LEAST or not self._fill(size):
                return False
        self._size = self.held
        return True

    def give_up(self) -> bool:
        """Give its room away; whether there was any."""
        there = self.held > 0
        self.file.unlink(missing_ok=True)
        return there

    def _fill(self, size: int) -> bool:
        """With noise, because some file systems keep no zeros. All of it or nothing."""
        draft = self.file.with_name("ballast.new")
        try:
            noise = os.urandom(_CHUNK)
            with draft.open("wb") as file:
                for begun in range(0, size, _CHUNK):
                    file.write(noise[: size - begun])
                file.flush()
                os.fsync(file.fileno())
            draft.replace(self.file)
        except OSError:
            draft.unlink(missing_ok=True)
            return False
        return True
