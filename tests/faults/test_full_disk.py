"""The disk gets full while people write: everybody reads on, the desk goes on, and all that was wished arrives once
when there is room again (FAULTS C39)."""

import html
import json
import re
import signal
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from time import monotonic, sleep

import psycopg
import pytest

from openspace import doctor
from openspace.core.disk import BALLAST
from openspace.core.settings import load
from tests.doors.browser import Browser
from tests.doors.phones import Gathering
from tests.doors.test_watching import asked, figure
from tests.server import RunningServer, free_port
from tests.small_disk import SmallDisk, small_disk
from tests.swarm import Swarm

PHONES = 8
MEGABYTES = 96  # of which the ballast takes its 16


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    with small_disk(tmp_path / "disk", MEGABYTES) as made:
        yield made


@pytest.fixture
def server(disk: SmallDisk) -> Iterator[RunningServer]:
    running = RunningServer(disk.folder / "data", free_port()).start()
    yield running
    running.stop()


def health(server: RunningServer) -> tuple[int, str]:
    """What /healthz says, or 0 while nobody listens."""
    try:
        return asked(server, "/healthz")
    except OSError:
        return 0, ""


def soon(server: RunningServer, status: int, seconds: float = 20.0) -> dict[str, object]:
    """What /healthz says once it has this status."""
    give_up = monotonic() + seconds
    while True:
        found, text = health(server)
        if found == status:
            told: dict[str, object] = json.loads(text)
            return told
        assert monotonic() < give_up, text
        sleep(0.2)


def everybody_wishes(swarm: Swarm, told: str) -> list[str]:
    texts = [f"{told} of phone {phone}: {n}" for n in range(5) for phone in range(PHONES)]
    for place, text in enumerate(texts):
        swarm.wish(place % PHONES, "marketplace.post_idea", text=text)
    return texts


def test_a_disk_gets_full_and_has_room_again(server: RunningServer, disk: SmallDisk) -> None:
    gathering = Gathering(server.url, "socket")
    ballast = server.data / "ballast"
    assert ballast.stat().st_size == BALLAST
    assert figure(server, "openspace_read_only") == 0
    with Swarm(server.url, gathering.code, PHONES) as swarm:
        wished = everybody_wishes(swarm, "Before")
        swarm.settle()

        disk.fill()
        while asked(server, "/healthz")[0] == 200:  # the database's own files may have some room left inside
            wished += everybody_wishes(swarm, "While it gets full")
            sleep(0.5)
        told = soon(server, 503)
        assert (told["reason"], figure(server, "openspace_read_only")) == ("disk_full", 1)
        assert not ballast.exists()
        wished += everybody_wishes(swarm, "While it is full")
        late = Browser(server.url)
        late.get(f"/g/{gathering.code}")
        refused = late.form(f"/g/{gathering.code}/join", {"name": "Late"})
        assert (refused.status, "disk is full" in html.unescape(refused.text)) == (503, True)

        # The desk goes on, everybody reads, the pulse and a greeting say how it is.
        gathering.host.does("gatherings.announce", text="Please wait a moment")
        assert gathering.host.state()["announcements"][-1]["text"] == "Please wait a moment"
        assert gathering.host.greets()["disk_full"] is True
        pulses = [pulse for name, pulse in gathering.host.line.events if name == "pulse"]
        assert any(pulse.get("disk_full") for pulse in pulses)
        assert all(phone.outbox.waiting for phone in swarm.phones)
        [line] = [line for line in server.log.splitlines() if "the disk takes nothing more" in line]
        assert re.search(r"[\d.]+ MB are free in ", line)

        disk.make_room()
        begun = monotonic()
        soon(server, 200)
        swarm.settle()
        assert monotonic() - begun < 20
        assert ballast.stat().st_size == BALLAST
        assert figure(server, "openspace_read_only") == 0
        assert "everybody may write" in server.log

        ideas = Counter(idea["text"] for idea in gathering.host.state()["ideas"])
        assert ideas == Counter(wished)
        gathering.close()
    assert "Traceback" not in server.log


def test_a_server_that_starts_on_a_full_disk(server: RunningServer, disk: SmallDisk) -> None:
    """The ballast that a dead server had is there for the next one; the doctor says what is missing."""
    settings = load(server.data, {})
    gathering = Gathering(server.url)
    assert "a ballast of 17 MB" in {each.about: each.words for each in doctor.look(settings)}["disk"]
    (server.data / "ballast").rename(disk.folder / "given")  # as if it had been given up before
    server.stop(signal.SIGKILL)
    disk.fill()
    found = {each.about: each for each in doctor.look(settings)}["disk"]
    assert (found.verdict, "no ballast" in found.words) == ("bad", True)
    server.launch()
    assert soon(server, 503)["reason"] == "disk_full"
    assert gathering.host.state()["gathering"]["title"] == "Neighbours"
    (disk.folder / "given").unlink()
    disk.make_room()
    soon(server, 200)
    gathering.host.does("gatherings.announce", text="All is well")
    gathering.close()


_FULL = """CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS
           $$ BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100'; END $$;
           CREATE TRIGGER no_room BEFORE INSERT ON receipts EXECUTE FUNCTION no_room();
           CREATE TRIGGER no_room BEFORE UPDATE ON line EXECUTE FUNCTION no_room();"""


@pytest.mark.postgres
def test_the_disk_of_postgresql(postgres_database: str, tmp_path: Path) -> None:
    """It says so with its own code, given here by a trigger: on a disk that is really full it stops altogether."""
    server = RunningServer(tmp_path / "data", free_port(), database=postgres_database).start()
    try:
        gathering = Gathering(server.url, "socket")
        with Swarm(server.url, gathering.code, 2) as swarm:
            swarm.ask(0, "marketplace.post_idea", text="Before")
            with psycopg.connect(postgres_database.replace("+psycopg", ""), autocommit=True) as database:
                database.execute(_FULL)
                waiting = [
                    swarm.wish(phone, "marketplace.post_idea", text=f"While it is full {phone}") for phone in (0, 1)
                ]
                assert soon(server, 503)["reason"] == "disk_full"
                assert not (server.data / "ballast").exists()
                assert [wish.answer for wish in waiting] == [None, None]
                database.execute("DROP FUNCTION no_room CASCADE")
            soon(server, 200)
            swarm.settle()
        ideas = sorted(idea["text"] for idea in gathering.host.state()["ideas"])
        assert ideas == ["Before", "While it is full 0", "While it is full 1"]
        gathering.close()
        assert "Make room where the database lies" in server.log
    finally:
        server.stop()
    assert "Traceback" not in server.log
