"""A server on which something goes wrong when it is told to: `python -m tests.faults.faulty serve ...`.

Each fault sleeps until a file of its name lies in the data folder's `faults`; see `FaultyServer` in conftest.py.
"""

import os
from pathlib import Path
from typing import Any

from gevent import monkey

monkey.patch_all()

import gevent  # noqa: E402
from sqlalchemy.exc import OperationalError  # noqa: E402

from openspace.cli import main  # noqa: E402
from openspace.core.committer import Committed, Committer  # noqa: E402
from openspace.live.publisher import Publisher  # noqa: E402
from openspace.live.socket import SocketDoor  # noqa: E402
from openspace.notes import rooms  # noqa: E402
from openspace.web import http  # noqa: E402
from tests.faults.disk import FINE, Disk, Watch  # noqa: E402

FOLDER = Path(os.environ["OPENSPACE_DATA"]) / "faults"
KILLED = 9
really_sleep = monkey.get_original("time", "sleep")  # the others wait too


def armed(name: str) -> bool:
    return (FOLDER / name).exists()


def fires(name: str) -> bool:
    """Whether it is armed; it is not any more."""
    there = armed(name)
    (FOLDER / name).unlink(missing_ok=True)
    return there


class SlowDisk(Disk):
    """`slow_disk`: half a second until anything is on it."""

    def sync(self, path: str) -> int:
        if armed("slow_disk"):
            really_sleep(0.5)
        return FINE


def die_committed() -> None:
    """`die_committed`: the process ends when a topic is on the disk and nobody knows yet."""
    commit = Committer.commit

    def committed(self: Committer, wishes: Any) -> Committed:
        done = commit(self, wishes)
        if _posts(done.told) and fires("die_committed"):
            os._exit(KILLED)
        return done

    Committer.commit = committed  # type: ignore[method-assign]


def die_answered() -> None:
    """`die_answered`: the process ends when who posted a topic has the answer, and the others do not know yet."""
    publish = Publisher.publish

    def published(self: Publisher, told: Any, *more: Any) -> Any:
        if _posts(told) and fires("die_answered"):
            gevent.sleep(0.3)  # the answer goes out
            os._exit(KILLED)
        return publish(self, told, *more)

    Publisher.publish = published  # type: ignore[method-assign]


def _posts(told: Any) -> bool:
    return any(change["kind"] == "marketplace.topic_posted" for each in told for change in each.changes)


def unreadable_notes() -> None:
    """`unreadable_notes`: the log of a note cannot be read."""
    updates = rooms.updates

    def unreadable(*arguments: Any) -> Any:
        if armed("unreadable_notes"):
            raise OperationalError("SELECT", {}, OSError("disk I/O error"))
        return updates(*arguments)

    rooms.updates = unreadable


def broken_handler() -> None:
    """`broken_handler`: following a stream is a bug of ours."""
    follow = SocketDoor.follow

    def broken(self: SocketDoor, connection: Any, data: object) -> Any:
        if armed("broken_handler"):
            raise RuntimeError("a bug")
        return follow(self, connection, data)

    broken.__name__ = follow.__name__
    SocketDoor.follow = broken  # type: ignore[method-assign]


def impatient() -> None:
    """`impatient`: a line that asks nothing for a second is let go, instead of for a minute."""
    handle, patience = http.Handler.handle_one_request, http.PATIENCE

    def handled(self: http.Handler) -> Any:
        http.PATIENCE = 1.0 if armed("impatient") else patience
        return handle(self)

    http.Handler.handle_one_request = handled  # type: ignore[method-assign]


def stand_still() -> None:
    """`stand_still`: the loop stands still for two seconds."""
    while True:
        gevent.sleep(0.05)
        if fires("stand_still"):
            really_sleep(2)


if __name__ == "__main__":
    watch = Watch(SlowDisk(), "slow", everywhere=True)
    for fault in (die_committed, die_answered, unreadable_notes, broken_handler, impatient):
        fault()
    gevent.spawn(stand_still)
    main()
