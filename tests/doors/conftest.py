"""One real server for all tests of the doors; each test has its own gathering on it."""

from collections.abc import Callable, Iterator

import pytest

from tests.doors.phones import Gathering
from tests.server import RunningServer, free_port


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """`openspace serve`, as an operator starts it. What it writes to its log must be no traceback."""
    running = RunningServer(tmp_path_factory.mktemp("served"), free_port()).start()
    yield running
    running.stop()
    assert "Traceback" not in running.log


@pytest.fixture
def gather(server: RunningServer) -> Iterator[Callable[..., Gathering]]:
    """Makes gatherings, and hangs up their phones in the end."""
    made: list[Gathering] = []

    def make(door: str = "json") -> Gathering:
        made.append(Gathering(server.url, door))
        return made[-1]

    yield make
    for gathering in made:
        gathering.close()


@pytest.fixture
def gathering(gather: Callable[..., Gathering]) -> Gathering:
    """A fresh one."""
    return gather()
