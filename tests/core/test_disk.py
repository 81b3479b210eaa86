"""What says that a disk takes nothing more, and the ballast that is given up then."""

import errno
import sqlite3
from pathlib import Path

import psycopg
import pytest
from sqlalchemy.exc import OperationalError

from openspace.core import disk
from openspace.core.committer import Wish
from openspace.core.disk import BALLAST, Ballast, refused_by_disk
from tests.world import World


def of_sqlite(code: int) -> OperationalError:
    error = sqlite3.OperationalError("whatever it says")
    error.sqlite_errorcode = code
    return OperationalError("COMMIT", {}, error)


@pytest.mark.parametrize(
    ("error", "refused"),
    [
        (of_sqlite(sqlite3.SQLITE_FULL), True),
        (of_sqlite(sqlite3.SQLITE_IOERR_WRITE), True),
        (of_sqlite(sqlite3.SQLITE_IOERR_FSYNC), True),
        (of_sqlite(sqlite3.SQLITE_READONLY), True),
        (of_sqlite(sqlite3.SQLITE_BUSY), False),
        (of_sqlite(sqlite3.SQLITE_CORRUPT), False),
        (of_sqlite(sqlite3.SQLITE_IOERR_READ), False),
        (OperationalError("COMMIT", {}, psycopg.errors.DiskFull("no room")), True),
        (OperationalError("COMMIT", {}, psycopg.errors.SerializationFailure("again")), False),
        (OSError(errno.ENOSPC, "no room"), True),
        (OSError(errno.EROFS, "only read"), True),
        (OSError(errno.ECONNRESET, "gone"), False),
        (ValueError("full"), False),
        (None, False),
    ],
)
def test_which_errors_say_so(error: BaseException | None, refused: bool) -> None:
    assert refused_by_disk(error) is refused


def test_the_ballast_is_made_once_given_up_and_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ballast = Ballast(tmp_path)
    assert (ballast.held, ballast.give_up()) == (0, False)
    assert ballast.make()
    made = ballast.file.stat().st_ino
    assert (ballast.held, ballast.needs) == (BALLAST, 2 * BALLAST)
    assert ballast.file.stat().st_blocks * 512 >= BALLAST, "it takes no room"
    assert Ballast(tmp_path).make(), "the one of the server before"
    assert ballast.file.stat().st_ino == made
    assert (ballast.give_up(), ballast.held, ballast.needs) == (True, 0, 2 * BALLAST)
    # On a small disk it takes a part of what is left, and nothing where that would help nobody.
    monkeypatch.setattr(disk, "free", lambda _folder: 4_000_000)
    assert ballast.make()
    assert ballast.held == 1_000_000
    ballast.give_up()
    monkeypatch.setattr(disk, "free", lambda _folder: 400_000)
    assert not ballast.make()
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_fills_within_a_wish_is_no_fault_of_the_wish(sqlite_world: World) -> None:
    """No page more: SQLite ends the transaction in the middle of a command. An answer `error` would make the phone set
    the wish aside after three tries."""
    world = sqlite_world
    world.opens()
    anna = world.joins("Anna")
    topic = anna.does("marketplace.post_topic", title="Bees")["topic"]
    state = world.state()
    slot = next(one["id"] for one in state["slots"] if one["kind"] == "session")
    session = anna.does("agenda.place_topic", topic=topic, place=state["places"][0]["id"], slot=slot)["session"]
    long = {name: name[0] * 2000 for name in ("discussed", "conclusions", "requests", "resources", "open_questions")}
    wish = Wish("notes.save_report", {"session": session, **long}, device=anna.device, client=anna.client, n=3)
    with world.system.database.writer.connect() as connection:  # the one that the committer gets again
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(OperationalError) as raised:
        world.committer.one(wish)
    assert refused_by_disk(raised.value)
    with world.system.database.writer.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
    assert world.state(f"session:{session}")["report"]["discussed"] == ""
    assert world.committer.one(wish)[0]["ok"]
    assert world.state(f"session:{session}")["report"]["discussed"] == long["discussed"]
