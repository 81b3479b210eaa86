"""Bytes that no phone of ours would send (FAULTS C92); the kinds that somebody thought of are in tests/doors."""

import json
import random
from contextlib import suppress

import pytest
from websockets.exceptions import ConnectionClosed

from tests.doors.line import Line, until
from tests.doors.phones import Gathering
from tests.faults.conftest import FaultyServer

pytestmark = pytest.mark.slow

KNOWN = (
    '420["hello",{"v":1,"gathering":"ABCDEFG","client":"cccccccccccccccc","next":1,"epoch":null,"have":{"all":3}}]',
    '421["do",{"n":1,"name":"marketplace.post_idea","fields":{"text":"Tea"},"base":{"topic:8":3}}]',
    '422["follow",{"stream":"session:1","have":17}]',
    '451-3["note",{"note":1,"update":{"_placeholder":true,"num":0}}]',
    "2probe",
    "40" + json.dumps({"csrf": "x"}),
)
ODD = ("\x00", "\ud7ff", "\uffff", "[" * 50, "9" * 30, '"', "\\ud800", "-", "{", "1e999", "null", "45", "\u202e")


def mutated(lot: random.Random) -> str:
    """One of the known packets, bent in a few places."""
    packet = lot.choice(KNOWN)
    for _ in range(lot.randint(1, 4)):
        at = lot.randrange(len(packet) + 1)
        packet = packet[:at] + lot.choice((lot.choice(ODD), "", packet[:at])) + packet[at + lot.randint(0, 3) :]
    return packet[:60_000]


def test_a_thousand_bent_packets_hurt_nobody(server: FaultyServer, gathering: Gathering) -> None:
    """Who sends them may lose the line; nobody else notices, and the log does not fill."""
    bystander, odd = gathering.joins("Bystander"), gathering.joins("Odd")
    line, lot = bystander.line, random.Random(92)
    for _ in range(50):
        bent = Line(odd.browser)
        with suppress(ConnectionClosed):
            for _ in range(20):
                bent.raw(mutated(lot))
            bent.raw(lot.randbytes(100))
        bent.close()
    idea = gathering.host.does("marketplace.post_idea", text="Still there?")["idea"]
    until(lambda: any(change["kind"] == "marketplace.idea_posted" for change in line.changes("all")))
    assert [each["id"] for each in gathering.host.state()["ideas"]] == [idea]
    assert bystander.line is line
    assert "Traceback" not in server.log
    assert len(server.log.splitlines()) < 20
