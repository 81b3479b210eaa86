"""The `note` message: two screens at one note, whoever may not write, and what is damaged."""

from typing import Any

import pytest
from pycrdt import Doc, Text

from tests.doors.line import until
from tests.doors.phones import Gathering, Phone
from tests.server import RunningServer


class Screen:
    """A phone with its own copy of a note."""

    def __init__(self, phone: Phone, note: int) -> None:
        self.line, self.note = phone.line, note
        self.doc: Doc[Any] = Doc()
        self.text = self.doc.get("note", type=Text)

    def opens(self) -> None:
        """Ask what is missing here, and hand in what is missing there."""
        answer = self.line.note(self.note, vector=self.doc.get_state())
        assert answer["ok"], answer
        self.doc.apply_update(answer["diff"])

    def types(self, at: int, text: str) -> dict[str, Any]:
        """Type; what the server says to it."""
        before = self.doc.get_state()
        self.text.insert(at, text)
        return self.line.note(self.note, update=self.doc.get_update(before))

    def hears(self) -> str:
        """The text with all updates that came."""
        for told in self.line.heard("note"):
            if "update" in told:
                self.doc.apply_update(told["update"])
        return str(self.text)


@pytest.fixture
def talking(server: RunningServer) -> Any:
    gathering = Gathering(server.url, "socket")
    yield gathering
    gathering.close()


def test_two_write_at_once_and_a_third_reads_it_later(talking: Gathering) -> None:
    session = talking.day().session()
    anna, bram, looker = (
        Screen(phone, session) for phone in (talking.joins("Anna"), talking.joins("Bram"), talking.looks())
    )
    anna.opens()
    bram.opens()
    assert anna.types(0, "Forms\n") == {"ok": True}
    until(lambda: bram.hears() == "Forms\n")
    assert bram.types(6, "one is enough\n") == {"ok": True}
    assert anna.types(0, "# ") == {"ok": True}
    until(lambda: anna.hears() == bram.hears() == "# Forms\none is enough\n")
    looker.opens()
    assert str(looker.text) == "# Forms\none is enough\n"
    # Presence is passed on and kept nowhere.
    assert anna.line.note(session, aware=b"where I type") == {"ok": True}
    told = {"note": session, "aware": b"where I type"}
    until(lambda: told in bram.line.heard("note"))
    assert told not in anna.line.heard("note")
    # Who only looks on reads.
    refused = looker.types(0, "Me too")
    assert (refused["ok"], refused["code"]) == (False, "forbidden")
    assert anna.hears() == "# Forms\none is enough\n"


def test_what_may_not_be(talking: Gathering) -> None:
    other = Gathering(talking.url, "socket")
    session, foreign = talking.day().session(), other.day().session()
    anna = Screen(talking.joins("Anna"), session)
    anna.opens()
    anna.types(0, "Forms")
    for part in (
        {"update": b"\x01"},
        {"update": b"damaged"},
        {"update": b"\xff" * 40},
        {"vector": b"\xff" * 9},
        {"aware": b"x" * 4000},
    ):
        answer = anna.line.note(session, **part)
        assert (answer["ok"], answer["code"]) == (False, "invalid"), part
    assert anna.line.note(session, update=b"x" * 50_000)["code"] == "limit"
    for note in (foreign, 999, 0, -1, 2**60):
        for part in ({"update": b"\x00\x00"}, {"vector": b"\x00"}, {"aware": b"x"}):
            assert anna.line.note(note, **part)["code"] == "forbidden", note
    fresh = Screen(talking.joins("Bram"), session)
    fresh.opens()
    assert str(fresh.text) == "Forms"
    other.close()
