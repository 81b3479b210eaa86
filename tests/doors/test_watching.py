"""What an operator watches: is it well, and the figures of it."""

import http.client
import json
import sqlite3
import time
from contextlib import closing
from urllib.parse import urlsplit

import pytest

from tests.doors.phones import Gathering
from tests.server import RunningServer


def asked(server: RunningServer, path: str, **headers: str) -> tuple[int, str]:
    address = urlsplit(server.url)
    with closing(http.client.HTTPConnection(address.hostname or "", address.port, timeout=10)) as line:
        line.request("GET", path, headers=headers)
        answer = line.getresponse()
        return answer.status, answer.read().decode()


def figure(server: RunningServer, name: str) -> float:
    """One line of the metrics."""
    status, text = asked(server, "/metrics")
    assert status == 200
    return float(next(line for line in text.splitlines() if line.startswith(f"{name} ")).split()[-1])


def test_well(server: RunningServer) -> None:
    status, text = asked(server, "/healthz")
    answer = json.loads(text)
    assert (status, answer["ok"]) == (200, True)
    assert answer["epoch"]
    assert 0 <= answer["commit_ms"] < 4000


def test_a_disk_that_takes_nothing_is_not_well(server: RunningServer) -> None:
    """Somebody else holds the one write lock: reading goes on, and the answer says that writing does not."""
    assert asked(server, "/healthz")[0] == 200
    with closing(sqlite3.connect(server.data / "openspace.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        time.sleep(1.1)  # the answer before is good for a second
        status, text = asked(server, "/healthz")
        assert (status, json.loads(text)["ok"]) == (503, False)
        assert asked(server, "/")[0] == 200
        other.execute("ROLLBACK")
    time.sleep(1.1)
    assert asked(server, "/healthz")[0] == 200


def test_figures_move_and_name_nobody(server: RunningServer, gathering: Gathering) -> None:
    before = figure(server, 'openspace_wishes_total{answer="ok"}')
    gathering.host.does("gatherings.announce", text="Zebra crossing")
    assert figure(server, 'openspace_wishes_total{answer="ok"}') > before
    assert figure(server, "openspace_loop_lag_seconds") < 5
    text = asked(server, "/metrics")[1]
    assert "Zebra" not in text
    assert gathering.code not in text


@pytest.mark.parametrize(
    "headers", [{"Host": "openspace.lan"}, {"X-Forwarded-For": "203.0.113.7"}, {"Host": "203.0.113.7"}]
)
def test_figures_are_for_this_machine(server: RunningServer, headers: dict[str, str]) -> None:
    """Behind a proxy every request comes from loopback."""
    assert asked(server, "/metrics", **headers)[0] in (400, 404)
