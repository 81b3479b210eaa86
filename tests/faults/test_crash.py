"""The process dies, stands still or finds a bug of ours (FAULTS, group B)."""

import signal

import pytest

from tests.doors.line import LineClosed, until
from tests.doors.phones import Gathering
from tests.doors.test_notes import Screen
from tests.faults.conftest import FaultyServer

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(("fault", "ticked"), [("die_committed", False), ("die_answered", True)])
def test_it_dies_between_disk_answer_and_news(
    server: FaultyServer, gathering: Gathering, fault: str, ticked: bool
) -> None:
    """C17: sent again it is answered as it was done, once; who heard nothing is told the difference."""
    anna, bram = gathering.joins("Anna"), gathering.joins("Bram")
    heard = bram.line
    number = bram.browser.get(f"/g/{gathering.code}/snapshot").json()["streams"]["all"]["number"]
    wish = {"n": 1, "name": "marketplace.post_topic", "fields": {"title": "One form"}}
    anna.line  # noqa: B018  # connected before it happens
    server.arm(fault)
    try:
        answer = anna.sends(wish)
    except LineClosed:
        answer = None
    assert (answer is not None) is ticked
    assert server.process is not None
    assert server.process.wait(10) == 9
    until(heard.closed.is_set)
    assert heard.changes("all") == []
    assert (server.data / "openspace.db-wal").stat().st_size > 0  # C25: the next one begins with what is in there
    server.start()
    again = anna.sends(wish)
    assert again["ok"]
    assert answer in (None, again)
    assert bram.line is not heard
    missed = bram.greets(epoch=bram.hello["epoch"], have={"all": number})["streams"]["all"]
    assert [change["kind"] for change in missed["changes"]] == ["marketplace.topic_posted"]
    assert [topic["title"] for topic in gathering.host.state()["topics"]] == ["One form"]


def test_a_bug_of_ours_is_answered_and_kept_from_the_phone(server: FaultyServer, gathering: Gathering) -> None:
    """C19: with a number that stands in the log, and without a word of the stack."""
    anna = gathering.joins("Anna")
    anna.line  # noqa: B018  # greeted
    server.arm("broken_handler")
    answer = anna.line.ask("follow", {"stream": "all"})
    assert (answer["ok"], answer["code"]) == (False, "error")
    assert set(answer) == {"ok", "n", "code", "reference", "final"}
    assert answer["reference"] in server.log
    assert "RuntimeError: a bug" in server.log
    server.disarm("broken_handler")
    assert anna.line.ask("follow", {"stream": "all"})["ok"]


def test_a_loop_that_stands_still_says_where(server: FaultyServer, gathering: Gathering) -> None:
    """C20: counted, with the line it stood at in the log; afterwards all goes on."""
    before = server.figure("openspace_loop_blocked_total")
    server.arm("stand_still")
    until(lambda: server.figure("openspace_loop_blocked_total") > before)
    until(lambda: "Timeout (" in server.log)
    assert "in stand_still" in server.log
    assert gathering.joins("Anna").wishes("marketplace.post_idea", text="Tea")["ok"]


def test_a_note_that_cannot_be_read_is_not_written_over(server: FaultyServer, gathering: Gathering) -> None:
    """C23: what was typed last is on the disk when everybody is gone. C24: while it cannot be read there is no empty
    note in its place, and nothing is taken on top of what nobody could read."""
    session = gathering.day().session()
    anna = Screen(gathering.joins("Anna"), session)
    anna.opens()
    assert anna.types(0, "Forms") == {"ok": True}
    server.stop(signal.SIGKILL)  # with all that it had in memory
    server.start()
    server.arm("unreadable_notes")
    bram = Screen(gathering.joins("Bram"), session)
    for answer in (bram.line.note(session, vector=bram.doc.get_state()), bram.types(0, "Nothing here?")):
        assert (answer["ok"], answer["code"], answer["final"]) == (False, "error", False)
    server.disarm("unreadable_notes")
    carla = Screen(gathering.joins("Carla"), session)
    carla.opens()
    assert str(carla.text) == "Forms"
    assert carla.types(5, " and more") == {"ok": True}
