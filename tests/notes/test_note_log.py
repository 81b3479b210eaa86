"""The shared note: its log is the note; what two wrote at once merges, what is damaged is refused."""

import base64
import random
from typing import Any

import pytest
from pycrdt import Doc, Text

from openspace.core.actor import Actor, Role
from openspace.core.committer import Answer, Wish
from openspace.notes.queries import TEXT, document, note_texts, text_of, updates
from openspace.notes.rules import LARGEST_UPDATE
from tests.cases import Day
from tests.world import World


class Writer:
    """A screen with its own copy of a note."""

    def __init__(self, world: World, session: int) -> None:
        self.world, self.session = world, session
        self.doc: Doc[Any] = Doc()
        self.text = self.doc.get(TEXT, type=Text)

    def writes(self, at: int, text: str) -> bytes:
        """Type into the own copy; the update."""
        before = self.doc.get_state()
        self.text.insert(at, text)
        return self.doc.get_update(before)

    def sends(self, update: bytes) -> Answer:
        """Hand an update in, as the `note` message does."""
        fields = {"session": self.session, "update": base64.b64encode(update).decode()}
        actor = Actor(self.world.gathering, Role.PARTICIPANT, person=self.world.host.person)
        return self.world.commit(Wish("notes.write_note", fields, actor=actor))

    def log(self) -> list[bytes]:
        """What the server holds."""
        with self.world.system.database.reading() as db:
            return [update for _number, update in updates(db, self.session)]

    def server(self) -> str:
        """The note as the server reads it."""
        with self.world.system.database.reading() as db:
            return text_of(document(db, self.session))


@pytest.fixture
def writers(world: World) -> tuple[Writer, Writer]:
    """Two screens at one note."""
    world.opens()
    day = Day(world.code, world.host, world.joins("Anna"), world.joins("Bram"), world.joins, world.state)
    session = day.session()
    return Writer(world, session), Writer(world, session)


def test_what_two_write_at_once_merges(writers: tuple[Writer, Writer]) -> None:
    anna, bram = writers
    start = anna.writes(0, "Forms\n")
    assert anna.sends(start)["ok"]
    bram.doc.apply_update(start)
    hers, his = anna.writes(0, "# "), bram.writes(6, "- one is enough\n")
    assert bram.sends(his)["ok"]
    assert anna.sends(hers)["ok"]
    assert anna.server() == "# Forms\n- one is enough\n"
    # Sent twice, or in another order, it is the same note.
    assert bram.sends(his)["ok"]
    assert anna.server() == "# Forms\n- one is enough\n"
    assert len(anna.log()) == 4
    with anna.world.system.database.reading() as db:
        assert note_texts(db, anna.world.gathering) == {anna.session: "# Forms\n- one is enough\n"}


def test_it_is_nobodys_change_and_no_receipt(writers: tuple[Writer, Writer]) -> None:
    anna, _bram = writers
    anna.world.told.clear()
    assert anna.sends(anna.writes(0, "Forms"))["at"] == {}
    assert anna.world.told == []


@pytest.mark.parametrize(
    ("update", "code"),
    [
        (b"\x01", "invalid"),
        (b"no update at all", "invalid"),
        (b"\xff" * 40, "invalid"),
        (b"\x01" * (LARGEST_UPDATE + 1), "limit"),
    ],
)
def test_a_damaged_update_is_refused_and_changes_nothing(
    writers: tuple[Writer, Writer], update: bytes, code: str
) -> None:
    anna, _bram = writers
    anna.sends(anna.writes(0, "Forms"))
    before = anna.log()
    assert anna.sends(update)["code"] == code
    assert anna.log() == before
    assert anna.server() == "Forms"


def test_mutated_updates_never_hurt(sqlite_world: World) -> None:
    """Bytes changed at random: refused, or one more entry of the log; the note can always be read (FAULTS C106)."""
    sqlite_world.opens()
    day = Day(
        sqlite_world.code,
        sqlite_world.host,
        sqlite_world.joins("Anna"),
        sqlite_world.joins("Bram"),
        sqlite_world.joins,
        sqlite_world.state,
    )
    anna = Writer(sqlite_world, day.session())
    good = anna.writes(0, "Forms are many, one is enough. " * 3)
    assert anna.sends(good)["ok"]
    dice = random.Random(7)
    codes = set()
    for _ in range(150):
        update = bytearray(good)
        for _ in range(dice.randint(1, 4)):
            update[dice.randrange(len(update))] = dice.randrange(256)
        answer = anna.sends(bytes(update[: dice.randint(1, len(update))]))
        codes.add(answer.get("code"))
        assert answer["ok"] or answer["code"] == "invalid", answer
    assert "invalid" in codes
    assert "Forms are many" in anna.server()


def test_an_update_that_breaks_only_its_own_document_costs_nothing_else(writers: tuple[Writer, Writer]) -> None:
    """An empty document takes it, the note it was made for panics: found by changing bytes at random."""
    anna, _bram = writers
    start = b"\x01\x01\x07\x00\x04\x01\x04note\x0eForms are many\x00"
    breaking = b"\x01\x01\x07\x0e\xc1\x07\x03\x07\x04\x00\x01\x07\x02\x02\x02\x0e\x02"
    assert anna.sends(start)["ok"]
    assert anna.sends(breaking)["ok"]
    anna.doc.apply_update(start)
    assert anna.sends(anna.writes(14, ", one is enough"))["ok"]
    assert anna.server() == "Forms are many, one is enough"


def test_only_inside_ones_own_gathering(writers: tuple[Writer, Writer]) -> None:
    anna, _bram = writers
    anna.session = 999
    assert anna.sends(anna.writes(0, "Forms"))["code"] == "gone"
