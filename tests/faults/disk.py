"""A disk that is watched, or bad: SQLite's own files go through us, in the very library that Python's `sqlite3` uses.

SQLite asks a VFS for everything it does to a file. Ours is the system's, except that opening, reading, writing,
truncating, syncing and deleting first ask a `Disk`, which may keep a record, take its time or say that it failed.
"""

from __future__ import annotations

import _sqlite3
import ctypes
import sys
import traceback
from collections.abc import Callable
from ctypes import CFUNCTYPE, POINTER, Structure, c_char_p, c_int, c_int64, c_void_p
from functools import cache
from typing import Any

FINE = 0
CANNOT_READ, CANNOT_SYNC = 10 | 1 << 8, 10 | 4 << 8  # SQLITE_IOERR_READ, SQLITE_IOERR_FSYNC
_BROKEN = 10  # SQLITE_IOERR


class Disk:
    """What may be done to a file, all of it fine. Each answers 0 or an error code of SQLite."""

    def read(self, path: str, offset: int, size: int) -> int:
        return FINE

    def write(self, path: str, offset: int, data: bytes) -> int:
        return FINE

    def truncate(self, path: str, size: int) -> int:
        return FINE

    def sync(self, path: str) -> int:
        return FINE

    def delete(self, path: str, durably: bool) -> int:
        """`durably`: the folder is synced too."""
        return FINE


_OPEN = CFUNCTYPE(c_int, c_void_p, c_void_p, c_void_p, c_int, c_void_p)
_DELETE = CFUNCTYPE(c_int, c_void_p, c_char_p, c_int)
_CLOSE = CFUNCTYPE(c_int, c_void_p)
_MOVE = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int, c_int64)  # reading and writing
_TRUNCATE = CFUNCTYPE(c_int, c_void_p, c_int64)
_SYNC = CFUNCTYPE(c_int, c_void_p, c_int)


class _Vfs(Structure):
    _fields_ = (
        ("version", c_int),
        ("file_size", c_int),
        ("longest_path", c_int),
        ("next", c_void_p),
        ("name", c_char_p),
        ("own", c_void_p),
        ("open", c_void_p),
        ("delete", c_void_p),
        ("more", c_void_p * 14),
    )


class _Methods(Structure):
    _fields_ = (
        ("version", c_int),
        ("close", c_void_p),
        ("read", c_void_p),
        ("write", c_void_p),
        ("truncate", c_void_p),
        ("sync", c_void_p),
        ("more", c_void_p * 13),
    )


class _File(Structure):
    _fields_ = (("methods", POINTER(_Methods)),)


@cache
def _library() -> Any:
    """The SQLite that `sqlite3` itself was linked to: no other one would be a proof."""
    library = ctypes.CDLL(_sqlite3.__file__)
    library.sqlite3_vfs_find.restype = POINTER(_Vfs)
    assert not library.sqlite3_compileoption_used(b"NO_SYNC"), "this SQLite never syncs"
    return library


class Watch:
    """Puts a disk under all databases opened with `?vfs=<name>`, or under every one: `Watch(disk, "recorded")`."""

    def __init__(self, disk: Disk, name: str, *, everywhere: bool = False) -> None:
        self._disk = disk
        self._paths: dict[int, str] = {}  # of the files that are open, by their address
        self._methods: dict[int, _Methods] = {}  # ours, by the address of the system's
        self._kept: list[Any] = []  # what C holds on to
        self._system = _library().sqlite3_vfs_find(None)
        self._open = _OPEN(self._system.contents.open)
        self._delete = _DELETE(self._system.contents.delete)
        self._vfs = _Vfs.from_buffer_copy(self._system.contents)
        self._vfs.name = name.encode()
        self._vfs.open = self._for_c(_OPEN, self._opened)
        self._vfs.delete = self._for_c(_DELETE, self._deleted)
        assert _library().sqlite3_vfs_register(ctypes.byref(self._vfs), int(everywhere)) == FINE

    def end(self) -> None:
        """Nobody may open a database on it any more."""
        _library().sqlite3_vfs_unregister(ctypes.byref(self._vfs))

    def _for_c(self, kind: Any, function: Callable[..., int]) -> int:
        def safely(*arguments: Any) -> int:
            try:
                return function(*arguments)
            except Exception:  # C would take it for success
                traceback.print_exc(file=sys.stderr)
                return _BROKEN

        made = kind(safely)
        self._kept.append(made)
        return ctypes.cast(made, c_void_p).value or 0

    def _opened(self, _vfs: int, name: int | None, file: int, flags: int, out: int | None) -> int:
        code = self._open(ctypes.addressof(self._system.contents), name, file, flags, out)
        opened = _File.from_address(file)
        if code == FINE and name is not None:  # one without a name is temporary: no power cut leaves it
            self._paths[file] = ctypes.string_at(name).decode()
            opened.methods = ctypes.pointer(self._ours(opened.methods))
        return code

    def _deleted(self, _vfs: int, name: bytes, durably: int) -> int:
        code = self._disk.delete(name.decode(), bool(durably))
        return code or self._delete(ctypes.addressof(self._system.contents), name, durably)

    def _ours(self, theirs: Any) -> _Methods:
        """The system's methods of a kind of file, with ours in front."""
        address = ctypes.addressof(theirs.contents)
        if address not in self._methods:
            self._methods[address] = self._in_front_of(theirs.contents)
        return self._methods[address]

    def _in_front_of(self, theirs: _Methods) -> _Methods:
        ours = _Methods.from_buffer_copy(theirs)
        close, read, write = _CLOSE(theirs.close), _MOVE(theirs.read), _MOVE(theirs.write)
        truncate, sync = _TRUNCATE(theirs.truncate), _SYNC(theirs.sync)
        disk, paths = self._disk, self._paths

        def on_close(file: int) -> int:
            del paths[file]
            return close(file)

        def on_read(file: int, data: int, size: int, offset: int) -> int:
            return disk.read(paths[file], offset, size) or read(file, data, size, offset)

        def on_write(file: int, data: int, size: int, offset: int) -> int:
            return disk.write(paths[file], offset, ctypes.string_at(data, size)) or write(file, data, size, offset)

        def on_truncate(file: int, size: int) -> int:
            return disk.truncate(paths[file], size) or truncate(file, size)

        def on_sync(file: int, flags: int) -> int:
            return disk.sync(paths[file]) or sync(file, flags)

        ours.close, ours.sync = self._for_c(_CLOSE, on_close), self._for_c(_SYNC, on_sync)
        ours.read, ours.write = self._for_c(_MOVE, on_read), self._for_c(_MOVE, on_write)
        ours.truncate = self._for_c(_TRUNCATE, on_truncate)
        return ours
