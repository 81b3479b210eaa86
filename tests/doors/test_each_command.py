"""Each command once through each door: what the committer answers is what the door answers."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from tests.cases import CASES, Case, Day
from tests.doors.phones import Gathering
from tests.server import RunningServer
from tests.world import World

# What others would feel for the rest of the day gets a gathering of its own.
ALONE = {"gatherings.set_up", "gatherings.empty", "agenda.propose_grid"}


@cache
def committed(case: Case) -> dict[str, Any]:
    """What the committer answers to a case, without any door."""
    with TemporaryDirectory() as folder:
        world = World(Path(folder))
        world.opens()
        day = Day(world.code, world.host, world.joins("Anna"), world.joins("Bram"), world.joins, world.state)
        deed = case.prepare(day)
        answer = deed.who.wishes(case.command, deed.base, **deed.fields)
        world.system.database.close()
        return comparable(answer)


def comparable(answer: dict[str, Any]) -> dict[str, Any]:
    """An answer without the ids and numbers of one day."""
    streams = sorted(stream.partition(":")[0] for stream in answer["at"])
    return {"keys": sorted(answer), "ok": answer["ok"], "at": streams, "result": sorted(answer["result"])}


@pytest.fixture(scope="module", params=["json", "socket"])
def shared(request: pytest.FixtureRequest, server: RunningServer) -> Iterator[Gathering]:
    gathering = Gathering(server.url, request.param)
    yield gathering
    gathering.close()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_same_answer(case: Case, shared: Gathering) -> None:
    gathering = Gathering(shared.url, shared.door) if case.command in ALONE else shared
    deed = case.prepare(gathering.day())
    answer = deed.who.wishes(case.command, deed.base, **deed.fields)
    assert answer["ok"], answer
    assert comparable(answer) == committed(case)
    if gathering is not shared:
        gathering.close()
    for phone in gathering.phones[1:]:
        phone.close()
    del gathering.phones[1:]
