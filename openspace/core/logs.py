"""Logs: one line a record on stderr, UTC, without personal data; the same trouble at most once a minute."""

import logging
import sys
from time import gmtime, monotonic

_QUIET = 60.0  # seconds in which the same message of a noisy library is written once


def install(level: int = logging.INFO) -> None:
    """Write all records of this process."""
    handler = logging.StreamHandler(sys.stderr)
    formatter = logging.Formatter("%(asctime)sZ %(levelname)s %(name)s %(message)s%(reference)s", "%Y-%m-%dT%H:%M:%S")
    formatter.converter = gmtime
    handler.setFormatter(formatter)
    handler.addFilter(_reference)
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in ("alembic", "huey", "geventwebsocket", "engineio", "socketio"):
        logging.getLogger(name).setLevel(logging.WARNING)


def _reference(record: logging.LogRecord) -> bool:
    given = getattr(record, "reference", "")
    record.reference = f" [{given}]" if given and not str(given).startswith(" [") else given
    return True


class OncePerMinute(logging.Filter):
    """For a library that anybody can make complain: one line a minute for each kind of complaint, no traceback."""

    def __init__(self) -> None:
        super().__init__()
        self._last: dict[tuple[object, object], float] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Let the first of its kind through, shortened."""
        kind = record.exc_info[0] if record.exc_info else None
        key = (record.msg, kind)
        record.exc_info = record.exc_text = None
        if monotonic() - self._last.get(key, -_QUIET) < _QUIET:
            return False
        if len(self._last) > 1000:
            self._last.clear()
        self._last[key] = monotonic()
        return True
