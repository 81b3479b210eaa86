"""What the doors say is what docs/PROTOCOL.md draws; who hears what, and who is sent away."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update

from openspace.core import clock
from openspace.core.database import Database
from openspace.people.models import Device
from tests.doors.line import Line, TurnedAway, until
from tests.doors.phones import Gathering, Phone
from tests.server import RunningServer
from tests.shapes import block_after, misfits, parsed

MESSAGES = block_after("## Socket.IO")


def drawn(begin: str, nth: int = 0) -> Any:
    """The shape that is drawn after these words in the block of messages."""
    return parsed(
        MESSAGES.split(begin, 1)[1].split("<- " if nth else "", nth)[nth] if nth else MESSAGES.split(begin, 1)[1]
    )


HELLO = drawn("hello     -> ", 1)
DONE = drawn("do        -> ", 1)
REFUSED = parsed(MESSAGES.split("          or ", 1)[1])
CHANGES = parsed(MESSAGES.split("changes   <- ", 1)[1])
PULSE = parsed(MESSAGES.split("pulse     <- ", 1)[1])
BYE = parsed(MESSAGES.split("bye       <- ", 1)[1])


@pytest.fixture
def talking(gather: Callable[..., Gathering]) -> Gathering:
    """A gathering whose phones keep a line."""
    return gather("socket")


def test_hello(talking: Gathering) -> None:
    anna = talking.joins("Anna")
    anna.does("marketplace.post_topic", title="One form")
    assert misfits(anna.hello, HELLO) == []
    assert anna.hello["me"] == {"person": anna.person, "name": "Anna", "role": "participant", "party": None}
    assert set(anna.hello["streams"]) == {"all", f"person:{anna.person}"}
    assert anna.hello["streams"]["all"]["snapshot"] == f"/g/{talking.code}/snapshot"
    number = anna.browser.get(f"/g/{talking.code}/snapshot").json()["streams"]["all"]["number"]
    # Again, with what it has: only what was missed, and how far the outbox was answered.
    again = anna.greets(epoch=anna.hello["epoch"], have={"all": number - 1, "desk": 0, "session:999": 3, "dreams": 1})
    assert misfits(again, HELLO) == []
    assert (again["acked"], again["streams"]["all"]["from"], again["streams"]["all"]["to"]) == (1, number, number)
    assert [change["kind"] for change in again["streams"]["all"]["changes"]] == ["marketplace.topic_posted"]
    assert again["people"][str(anna.person)]["name"] == "Anna"
    for stream in ("desk", "session:999", "dreams"):
        assert again["streams"][stream] == {"code": "forbidden"}
    # Of another line of the database nothing that it has counts.
    assert "snapshot" in anna.greets(epoch="another", have={"all": number})["streams"]["all"]
    assert "snapshot" in anna.greets(epoch=anna.hello["epoch"], have={"all": number + 1})["streams"]["all"]


@pytest.mark.parametrize(
    ("bent", "code"),
    [
        ({"v": 2}, "version"),
        ({"gathering": "AAAAAAA"}, "unknown_gathering"),
        ({"client": "short"}, "invalid"),
        ({"have": {"all": -1}}, "invalid"),
        ({"have": {f"session:{n}": 0 for n in range(100)}}, "invalid"),
        ({"next": 0}, "invalid"),
        ({"epoch": 7}, "invalid"),
    ],
)
def test_hello_that_may_not_be(talking: Gathering, bent: dict[str, Any], code: str) -> None:
    anna = talking.joins("Anna")
    line = anna.line
    answer = anna.greets(**bent)
    assert (answer["ok"], answer["code"]) == (False, code)
    assert answer["message"]
    assert not line.closed.is_set()


def test_done_and_refused(talking: Gathering) -> None:
    anna = talking.joins("Anna")
    done = anna.wishes("marketplace.post_topic", title="One form")
    assert misfits(done, DONE) == []
    refused = anna.wishes("marketplace.post_topic", title="")
    assert misfits(refused, REFUSED) == []
    assert (refused["code"], refused["final"]) == ("invalid", True)
    again = anna.sends({"n": 1, "name": "marketplace.post_topic", "fields": {"title": "Other"}})
    assert again == done
    gap = anna.sends({"n": 9, "name": "marketplace.post_topic", "fields": {"title": "Other"}})
    assert gap == {"ok": False, "n": 9, "code": "gap", "want": 3, "final": False}
    skipped = anna.sends({"n": 3, "name": "skip"})
    assert (skipped["code"], skipped["final"]) == ("skipped", True)
    # An outbox that says where it stands is not asked for what lies before.
    anna.greets(next=20)
    assert anna.sends({"n": 20, "name": "marketplace.post_topic", "fields": {"title": "Late"}})["ok"]


def test_changes_pulse_and_their_audience(talking: Gathering) -> None:
    anna, bram = talking.joins("Anna"), talking.joins("Bram")
    wall = talking.takes(talking.wall_url, "wall")
    lines = [anna.line, bram.line, wall.line, talking.host.line]
    at = anna.does("marketplace.post_topic", title="One form")["topic"]
    for line in lines:
        told = until(lambda line=line: [each for each in line.heard("changes") if each["stream"] == "all"])[-1]
        assert misfits(told, CHANGES) == []
        assert told["people"] == {str(anna.person): {"name": "Anna", "party": None, "mark": ""}}
    bram.does("marketplace.mark_interest", topic=at, answer="skip")
    until(lambda: bram.line.changes(f"person:{bram.person}"))
    until(lambda: all(line.heard("pulse") for line in lines))
    assert not any(line.changes(f"person:{bram.person}") for line in lines if line is not bram.line)
    assert talking.host.line.changes("desk") != []
    assert not any(line.changes("desk") for line in lines[:3])
    for line, knows in zip(lines, (False, False, True, True), strict=True):
        pulse = until(lambda line=line: line.heard("pulse"))[-1]
        assert misfits(pulse, PULSE) == []
        assert all((part in pulse) is knows for part in ("joined", "outcomes"))
        assert ("desk" in pulse["heads"]) is knows
    assert until(lambda: wall.line.heard("pulse")[-1]["joined"]["people"] == 2)  # the host runs the day


def test_following_a_session_and_leaving_it(talking: Gathering) -> None:
    anna, bram = talking.joins("Anna"), talking.joins("Bram")
    session = talking.day().session(anna)
    stream = f"session:{session}"
    followed = bram.line.ask("follow", {"stream": stream, "have": None})
    assert (
        misfits(
            followed,
            parsed(MESSAGES.split("follow    -> ", 1)[1].split("<- ")[1].replace("<one entry of streams>", "...")),
        )
        == []
    )
    assert followed["state"]["report"]["state"] == "none"
    anna.does("notes.save_report", session=session, discussed="Forms")
    assert until(lambda: bram.line.changes(stream))[0]["report"]["discussed"] == "Forms"
    number = bram.line.changes(stream)[-1]["number"]
    missed = bram.line.ask("follow", {"stream": stream, "have": number - 1})
    assert (missed["from"], missed["to"], len(missed["changes"])) == (number, number, 1)
    assert bram.line.ask("unfollow", {"stream": stream}) == {"ok": True}
    anna.does("notes.save_report", session=session, discussed="Many forms")
    assert (
        bram.line.ask("follow", {"stream": stream, "have": number})["changes"][0]["report"]["discussed"] == "Many forms"
    )
    assert len(bram.line.changes(stream)) == 1


@pytest.mark.parametrize(
    "stream",
    [
        "desk",
        "person:{host}",
        "session:999",
        "board:999",
        "dreams",
        "all:1",
        "session:",
        "screens",
        "note:1",
        "session:01",
        "session:1e3",
    ],
)
def test_what_one_may_not_follow(talking: Gathering, stream: str) -> None:
    anna = talking.joins("Anna")
    stream = stream.format(host=talking.host.person)
    answer = anna.line.ask("follow", {"stream": stream})
    assert (answer["ok"], answer["code"]) == (False, "forbidden")
    reply = anna.browser.get(f"/g/{talking.code}/changes?stream={stream}", Accept="application/json")
    assert (reply.status, reply.json()["code"]) == (403, "forbidden")


def test_who_is_removed_is_sent_away(talking: Gathering) -> None:
    anna = talking.joins("Anna")
    line = anna.line
    talking.host.does("people.remove_person", person=anna.person)
    until(line.closed.is_set)
    assert line.heard("bye") == [{"code": "removed", "retry_ms": 0}]
    assert misfits(line.heard("bye")[0], BYE) == []
    again = Line(anna.browser)
    assert again.ask("hello", {"v": 1, "gathering": talking.code, "client": "c" * 16})["code"] == "no_person"
    assert again.ask("do", {"n": 1, "name": "marketplace.post_idea", "fields": {"text": "x"}})["code"] == "hello_first"
    again.close()


@pytest.mark.parametrize(("right", "screen"), [("wall", "wall"), ("onlooker", "phone")])
def test_who_came_in_by_a_revoked_link_is_sent_away(talking: Gathering, right: str, screen: str) -> None:
    made, other = (talking.host.does("people.make_link", right=right) for _n in range(2))
    cut, stays = (talking.takes(link["url"], screen) for link in (made, other))
    line, untouched = cut.line, stays.line
    talking.host.does("people.revoke_link", link=made["link"])
    until(line.closed.is_set)
    assert line.heard("bye") == [{"code": "removed", "retry_ms": 0}]
    assert line.heard("changes") == []
    again = Line(cut.browser)
    hello = {"v": 1, "gathering": talking.code, "screen": screen, "client": "c" * 16}
    assert again.ask("hello", hello)["code"] == "no_person"
    again.close()
    talking.host.does("marketplace.post_idea", text="Tea")
    until(lambda: untouched.changes("all"))
    assert untouched.heard("bye") == []


def test_when_the_minute_on_a_shared_tablet_is_over(talking: Gathering, server: RunningServer) -> None:
    tablet = talking.joins("Anna")
    anna = tablet.person
    tablet.browser.get(f"/g/{talking.code}/next")
    assert tablet.browser.form(f"/g/{talking.code}/join", {"name": "Bram", "turn": "yes"}).status == 303
    tablet.person = tablet.browser.start(f"/g/{talking.code}/phone")["person"]
    _shorten_turns(server)
    line = tablet.line
    assert tablet.hello["me"]["person"] == tablet.person != anna
    until(line.closed.is_set)
    assert line.heard("bye") == [{"code": "turn_over", "retry_ms": 0}]
    assert misfits(line.heard("bye")[0], BYE) == []
    assert tablet.line is not line
    assert tablet.hello["me"]["person"] == anna
    assert set(tablet.hello["streams"]) == {"all", f"person:{anna}"}
    talking.host.does("people.set_role", person=tablet.person, role="facilitator")  # told to Bram, and to the desk
    talking.host.does("marketplace.post_idea", text="Tea")
    until(lambda: tablet.line.changes("all"))
    assert tablet.line.changes(f"person:{tablet.person}") == []


def _shorten_turns(server: RunningServer) -> None:
    """Nobody wants to wait a minute: the turns that are on end in a second."""
    database = Database(f"sqlite:///{server.data}/openspace.db")
    with database.writing() as sql:
        sql.execute(update(Device).where(Device.until.is_not(None)).values(until=clock.now() + timedelta(seconds=1)))
    database.close()


def test_who_becomes_facilitator_greets_again_and_hears_the_desk(talking: Gathering) -> None:
    anna = talking.joins("Anna")
    line = anna.line
    talking.host.does("people.set_role", person=anna.person, role="facilitator")
    until(line.closed.is_set)
    assert line.heard("bye") == [{"code": "restart", "retry_ms": 0}]
    assert anna.line is not line
    assert "desk" in anna.hello["streams"]
    assert anna.hello["me"]["role"] == "facilitator"


def test_two_phones_of_one_person_that_were_two(talking: Gathering) -> None:
    old, new = talking.joins("Anna"), talking.joins("Anna")
    new.does("marketplace.post_topic", title="First")
    line = new.line
    talking.host.does("people.join_persons", keep=old.person, drop=new.person)
    until(line.closed.is_set)
    assert line.heard("bye") == [{"code": "restart", "retry_ms": 0}]
    assert new.line is not line
    assert new.hello["me"]["person"] == old.person
    assert new.greets(next=2)["ok"]
    assert new.wishes("marketplace.post_topic", title="Second")["ok"]


def test_at_most_four_sockets_of_one_person(talking: Gathering) -> None:
    anna = talking.joins("Anna")
    anna.does("marketplace.post_idea", text="Tea")
    hello = {"v": 1, "gathering": talking.code, "client": "c" * 16}
    lines = [anna.line, *(Line(anna.browser) for _ in range(5))]
    for line in lines[1:]:
        assert line.ask("hello", hello)["ok"]
    for line in lines[:2]:
        until(line.closed.is_set)
        assert line.heard("bye") == [{"code": "replaced", "retry_ms": 0}]
    assert not any(line.closed.is_set() for line in lines[2:])
    for line in lines[2:]:
        line.close()


def test_greeting_as_somebody_else_leaves_the_former_audience(
    talking: Gathering, gather: Callable[..., Gathering]
) -> None:
    other = gather("socket")
    anna = talking.joins("Anna")
    anna.browser.get(f"/g/{other.code}")
    anna.browser.form(f"/g/{other.code}/join", {"name": "Anna"})
    anna.browser.start(f"/g/{other.code}/phone")
    line = anna.line
    assert anna.greets(gathering=other.code)["ok"]
    talking.host.does("marketplace.post_idea", text="Of the former one")
    other.host.does("marketplace.post_idea", text="Of the other one")
    until(lambda: line.changes("all"))
    assert [change["idea"]["text"] for change in line.changes("all")] == ["Of the other one"]


def test_the_json_door_says_the_same(talking: Gathering) -> None:
    anna = talking.joins("Anna")
    path = f"/g/{talking.code}"
    snapshot = anna.browser.get(f"{path}/snapshot")
    assert misfits(snapshot.json(), parsed("{epoch, streams: {all: {number, state: {...}}, ...}, people: {...}}")) == []
    assert anna.browser.get(f"{path}/snapshot", If_None_Match=snapshot.headers["ETag"]).status == 304
    epoch, number = snapshot.json()["epoch"], snapshot.json()["streams"]["all"]["number"]
    anna.does("marketplace.post_topic", title="One form")
    assert anna.browser.get(f"{path}/snapshot", If_None_Match=snapshot.headers["ETag"]).status == 200
    missed = anna.browser.get(f"{path}/changes?epoch={epoch}&stream=all&since={number}").json()
    row = next(line for line in re.findall(r"\| `(\{epoch, from.*?)` when", _http_table()))
    assert misfits(missed, parsed(row.split("`")[0].replace("{epoch", "{ok, epoch"))) == []
    assert missed["changes"][0]["topic"]["title"] == "One form"
    for query in (f"epoch=old&stream=all&since={number}", f"epoch={epoch}&stream=all&since=99999", f"epoch={epoch}"):
        assert "snapshot" in anna.browser.get(f"{path}/changes?{query}").json()
    for bad in ("-1", "1e3", "NaN", "9" * 40, "%00"):
        assert "snapshot" in anna.browser.get(f"{path}/changes?epoch={epoch}&since={bad}").json()


def _http_table() -> str:
    from tests.shapes import PROTOCOL

    return PROTOCOL.split("## HTTP", 1)[1].split("## ", 1)[0]


def test_a_socket_needs_cookie_token_and_origin(talking: Gathering) -> None:
    anna = talking.joins("Anna")
    for bent in ({"csrf": ""}, {"csrf": "wrong"}, {"csrf": talking.host.browser.csrf}):
        with pytest.raises(TurnedAway, match="csrf"):
            Line(anna.browser, **bent)
    with pytest.raises(Exception, match="HTTP 400"):
        Line(anna.browser, origin="http://evil.example")
    with pytest.raises(Exception, match="HTTP 400"):
        Line(anna.browser, origin="null")
    cookies, anna.browser.cookies = anna.browser.cookies, {}
    with pytest.raises(TurnedAway, match="no_person"):
        Line(anna.browser)
    anna.browser.cookies = cookies
    line = Line(anna.browser)
    assert line.ask("do", {"n": 1, "name": "marketplace.post_idea"})["code"] == "hello_first"
    line.close()


def test_another_phones_outbox_is_its_own(talking: Gathering) -> None:
    anna, bram = talking.joins("Anna"), talking.joins("Bram")
    first = anna.wishes("marketplace.post_topic", title="One form")
    bram.client = anna.client
    answer = bram.wishes("marketplace.post_topic", title="Mine")
    assert answer["ok"]
    assert answer["result"] != first["result"]
    assert isinstance(bram, Phone)
