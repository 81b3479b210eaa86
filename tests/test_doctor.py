"""The doctor sees what would break a day."""

import resource
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
import time_machine

from openspace import doctor
from openspace.core.disk import Ballast
from openspace.core.settings import Settings, load
from tests.exchange.test_commandline import Operator
from tests.server import free_port
from tests.world import World


def verdicts(settings: Settings) -> dict[str, str]:
    return {finding.about: finding.verdict for finding in doctor.look(settings)}


@pytest.fixture
def fresh(tmp_path: Path) -> Settings:
    return load(tmp_path / "data", {})


def test_a_fresh_folder_has_nothing_bad(fresh: Settings) -> None:
    before = sorted(fresh.data.iterdir())
    found = verdicts(fresh)
    assert len(found) == 9
    assert "bad" not in found.values()
    assert sorted(fresh.data.iterdir()) == before


def test_a_used_database_is_whole(sqlite_world: World) -> None:
    assert verdicts(sqlite_world.system.settings)["database"] == "well"


def test_the_ballast(sqlite_world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server made one; where there is none, the disk was full or no server has run."""
    settings = sqlite_world.system.settings
    monkeypatch.setattr(doctor, "free", lambda _folder: 100_000_000_000)

    def disk() -> tuple[str, bool]:
        found = {finding.about: finding for finding in doctor.look(settings)}["disk"]
        return found.verdict, "no ballast" in found.words

    assert disk() == ("look", True)
    assert Ballast(settings.data).make()
    assert disk() == ("well", False)


def test_a_damaged_database(sqlite_world: World) -> None:
    settings = sqlite_world.system.settings
    sqlite_world.system.database.close()
    file = settings.data / "openspace.db"
    content = bytearray(file.read_bytes())
    for place in range(4096, len(content), 4096):
        content[place : place + 64] = b"\xff" * 64
    file.write_bytes(content)
    assert verdicts(settings)["database"] == "bad"


def test_a_newer_database(sqlite_world: World) -> None:
    file = sqlite_world.system.settings.data / "openspace.db"
    with closing(sqlite3.connect(file)) as later, later:
        later.execute("UPDATE alembic_version SET version_num = '9999'")
    assert verdicts(sqlite_world.system.settings)["database"] == "bad"


def test_a_redis_that_does_not_answer(tmp_path: Path) -> None:
    settings = load(tmp_path, {"OPENSPACE_REDIS": f"redis://127.0.0.1:{free_port()}/0"})
    assert verdicts(settings)["redis"] == "bad"


def test_a_key_that_others_read(fresh: Settings) -> None:
    (fresh.data / "secret.key").chmod(0o644)
    assert verdicts(fresh)["key"] == "bad"


def test_a_clock_that_stands_in_the_past(fresh: Settings) -> None:
    with time_machine.travel("2001-01-01T00:00:00Z"):
        assert verdicts(fresh)["clock"] == "bad"


def test_too_few_files(fresh: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resource, "getrlimit", lambda _which: (1024, 1024))
    assert verdicts(fresh)["open files"] == "look"


def test_a_full_disk(fresh: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("openspace.doctor._DISK_BAD", 1e30)
    assert verdicts(fresh)["disk"] == "bad"


def test_a_machine_without_a_way_out_must_be_told_its_address(fresh: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENSPACE_BASE_URL", raising=False)
    monkeypatch.setattr(doctor, "lan_address", lambda: None)  # as in a hotspot's network, which has no internet
    assert verdicts(fresh)["address"] == "look"
    monkeypatch.setenv("OPENSPACE_BASE_URL", "https://openspace.house:8443")
    assert verdicts(load(fresh.data))["address"] == "well"


def test_at_the_terminal(tmp_path: Path) -> None:
    operator = Operator(tmp_path)
    assert {finding["verdict"] for finding in operator.gets("doctor")} <= {"well", "look"}
    (operator.data / "secret.key").chmod(0o644)
    done = operator.runs("doctor")
    assert done.returncode == 2
    assert "chmod 600" in done.stdout
    assert done.stderr == ""
