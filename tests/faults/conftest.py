"""A server that does wrong on demand, and gatherings on it."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.doors.phones import Gathering
from tests.server import RunningServer, free_port


class FaultyServer(RunningServer):
    """`openspace serve` with the faults of faulty.py, all asleep."""

    def arm(self, fault: str) -> None:
        """From now on, or once, as the fault is."""
        folder = self.data / "faults"
        folder.mkdir(exist_ok=True)
        (folder / fault).touch()

    def disarm(self, fault: str) -> None:
        """Well again."""
        (self.data / "faults" / fault).unlink()

    def figure(self, name: str) -> float:
        """One line of its metrics; 0 when there is none yet."""
        with urlopen(f"{self.url}/metrics", timeout=20) as answer:
            found = re.search(rf"^{re.escape(name)} (\S+)", answer.read().decode(), re.MULTILINE)
        return float(found[1]) if found else 0.0


def served(data: Path) -> Iterator[FaultyServer]:
    """It runs, until nobody needs it any more."""
    running = FaultyServer(data, free_port(), program=("tests.faults.faulty",))
    running.start()
    yield running
    running.stop()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[FaultyServer]:
    """One for each test: what is done to it must not be felt elsewhere."""
    yield from served(tmp_path / "data")


@pytest.fixture
def gather(server: FaultyServer) -> Iterator[Callable[[str], Gathering]]:
    """Makes a gathering behind an address: the server's own, or a proxy's."""
    made: list[Gathering] = []

    def make(url: str) -> Gathering:
        made.append(Gathering(url, "socket"))
        return made[-1]

    yield make
    for gathering in made:
        gathering.close()


@pytest.fixture
def gathering(server: FaultyServer, gather: Callable[[str], Gathering]) -> Gathering:
    """One in its marketplace."""
    return gather(server.url)
