"""Bad input, also by accident: a clear answer or a quiet close, nothing changed, and nobody else disturbed."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed

from openspace.core.text import clean
from tests.doors.line import Line, LineClosed, until
from tests.doors.phones import Gathering, Phone
from tests.server import RunningServer


@pytest.fixture(scope="module")
def room(server: RunningServer) -> Iterator[Gathering]:
    """A gathering with a connected phone that wants to be left in peace."""
    gathering = Gathering(server.url, "socket")
    yield gathering
    gathering.close()


@pytest.fixture
def undisturbed(room: Gathering) -> Iterator[Phone]:
    """Somebody else's phone: connected before and after, and it hears what is told; the state stays as it was."""
    bystander = next((phone for phone in room.phones if phone.start["name"] == "Bystander"), None)
    bystander = bystander or room.joins("Bystander")
    line, before = bystander.line, room.host.state()
    yield bystander
    assert room.host.state() == before
    idea = room.host.does("marketplace.post_idea", text="Still there?")["idea"]
    until(
        lambda: any(
            change.get("idea", {}) and change["kind"].endswith("posted") and change["idea"]["id"] == idea
            for change in line.changes("all")
        )
    )
    room.host.does("marketplace.remove_idea", idea=idea)
    assert not line.closed.is_set()
    assert line.heard("bye") == []


BODIES: dict[str, str | bytes] = {
    "NaN": '{"n": NaN, "name": "x"}',
    "Infinity": '{"n": 1, "name": "x", "fields": {"a": Infinity}}',
    "-Infinity": '{"n": 1, "name": "x", "fields": {"a": -Infinity}}',
    "1e999": '{"n": 1, "name": "x", "fields": {"a": 1e999}}',
    "depth 5,000": '{"n": 1, "name": "x", "fields": ' + '{"a":' * 5000 + "1" + "}" * 5000 + "}",
    "5,000 brackets": "[" * 5000 + "]" * 5000,
    "5,000 digits": '{"n": ' + "9" * 5000 + ', "name": "x"}',
    "5,000 digits in a field": '{"n": 1, "name": "x", "fields": {"a": ' + "9" * 5000 + "}}",
    "lone surrogate": '{"n": 1, "name": "\\ud800"}',
    "raw control": '{"n": 1, "name": "a\x00b"}',
    "not UTF-8": b'{"n": 1, "name": "\xff\xfe"}',
    "UTF-16": '{"n": 1, "name": "x"}'.encode("utf-16"),
    "empty": "",
    "blank": "   ",
    "half": '{"n": 1, "name": ',
    "two": '{"n": 1, "name": "x"} {"n": 2, "name": "x"}',
    "null": "null",
    "true": "true",
    "number": "7",
    "text": '"do"',
    "list": '[1, "x"]',
    "no n": '{"name": "x"}',
    "n is text": '{"n": "1", "name": "x"}',
    "n is true": '{"n": true, "name": "x"}',
    "n is 0": '{"n": 0, "name": "x"}',
    "n is -1": '{"n": -1, "name": "x"}',
    "n is 1.5": '{"n": 1.5, "name": "x"}',
    "n too large": '{"n": 9007199254740993, "name": "x"}',
    "name is a list": '{"n": 1, "name": ["x"]}',
    "name too long": json.dumps({"n": 1, "name": "x" * 65}),
    "fields is a list": '{"n": 1, "name": "x", "fields": []}',
    "fields is null": '{"n": 1, "name": "x", "fields": null}',
    "base is wrong": '{"n": 1, "name": "x", "base": {"topic:1": "2"}}',
    "client is wrong": '{"n": 1, "name": "x", "client": "; DROP TABLE receipts; --"}',
}


@pytest.mark.parametrize("what", BODIES)
def test_a_body_that_is_none(undisturbed: Phone, what: str) -> None:
    body = BODIES[what]
    data = body if isinstance(body, bytes) else body.encode()
    reply = undisturbed.browser.send(f"/g/{undisturbed.code}/do", data)
    assert reply.status == 400
    assert (reply.json()["ok"], reply.json()["code"]) == (False, "invalid")


# What a real phone may send: well-formed, and refused by a rule.
WISHES: dict[str, dict[str, Any]] = {
    "unknown command": {"name": "marketplace.burn_topic"},
    "wrong type": {"name": "marketplace.post_topic", "fields": {"title": {"text": "x"}}},
    "10,000 characters": {"name": "marketplace.post_topic", "fields": {"title": "x" * 10_000}},
    "unknown field": {"name": "marketplace.post_topic", "fields": {"title": "x", "gathering": 1}},
    "nothing there": {"name": "marketplace.withdraw_topic", "fields": {"topic": 9007199254740991}},
    "5,000 conveners": {"name": "marketplace.post_topic", "fields": {"title": "x", "conveners": list(range(5000))}},
    "NUL alone": {"name": "marketplace.post_topic", "fields": {"title": "\x00"}},
    "an escaped NUL in an id": {"name": "marketplace.withdraw_topic", "fields": {"topic": "1\x00"}},
}


@pytest.mark.parametrize("what", WISHES)
@pytest.mark.parametrize("door", ["json", "socket"])
def test_a_wish_that_may_not_be(room: Gathering, undisturbed: Phone, door: str, what: str) -> None:
    anna = room.joins("Anna")
    anna.door = door
    answer = anna.sends({"n": 1, **WISHES[what]})
    assert answer["ok"] is False
    assert answer["code"] in ("invalid", "unknown_command", "gone")
    assert (answer["n"], answer["final"]) == (1, True)
    assert answer["message"]


def test_bodies_that_are_too_large(room: Gathering, undisturbed: Phone) -> None:
    browser = undisturbed.browser
    path = f"/g/{room.code}"
    large = {"n": 1, "name": "x", "client": "c" * 16, "fields": {"a": "x" * 70_000}}
    reply = browser.send(f"{path}/do", large)
    assert (reply.status, reply.json()["code"]) == (413, "limit")
    # What says nothing of its length is cut off all the same.
    assert browser.form(f"{path}/join", {"name": "x" * 3_000_000}).status == 413
    assert browser.get(f"{path}/changes?since={'9' * 50_000}", Accept="application/json").status in (200, 400, 414)


# 19 kinds of packets that are none (FAULTS C92), and some more.
PACKETS: dict[str, str | bytes] = {
    "no such engine packet": "9",
    "empty message": "4",
    "no such packet": "47",
    "a digit alone": "42",
    "open brace": "42{",
    "open bracket": "42[",
    "no name": "42[]",
    "a number for a name": "42[1]",
    "null for a name": "42[null]",
    "an object for a name": '42[{"a": 1}]',
    "an id and nothing": "421",
    "a name without end": '421["do',
    "an endless id": "42" + "9" * 200 + '["do", {}]',
    "an answer nobody asked for": "43[]",
    "an answer to a question nobody asked": "4399[1]",
    "connecting again": "40",
    "another room": "40/admin,",
    "leaving another room": "41/admin,",
    "an error of ours": '44{"message": "x"}',
    "binary that never comes": '451-["note", {"_placeholder": true, "num": 0}]',
    "binary without end": '4599999999-["note", {}]',
    "a placeholder of nothing": '421["note", {"_placeholder": true, "num": 7}]',
    "base64 that is none": "b!!!!",
    "NUL": "\x00",
    "depth": "421" + "[" * 5000,
    "digits": '421["do", ' + "9" * 5000 + "]",
    "not a number": '421["do", NaN]',
    "an endless number": '421["do", {"n": 1e999}]',
    "lone surrogate": '421["do", "\\ud800"]',
    "binary out of the blue": b"\x04do",
    "a pong nobody asked for": "3",
    "a ping of the client": "2probe",
    "an upgrade": "5",
}


@pytest.mark.parametrize("what", PACKETS)
def test_a_packet_that_is_none(room: Gathering, undisturbed: Phone, what: str) -> None:
    anna = room.joins("Anna")
    line = anna.line
    line.raw(PACKETS[what])
    try:
        answer = line.ask("do", {"n": 1, "name": "skip"})
    except (ConnectionClosed, LineClosed):
        answer = {}
    if answer:
        assert answer["code"] in ("skipped", "hello_first"), answer
    else:
        until(line.closed.is_set, "closing")
    anna.close()


def test_frames_that_are_too_large(room: Gathering, undisturbed: Phone) -> None:
    anna = room.joins("Anna")
    line = anna.line
    line.raw("421" + json.dumps(["do", {"n": 1, "name": "x", "fields": {"a": "x" * 70_000}}]))
    until(line.closed.is_set)
    assert line.socket.close_code == 1009  # too big


@pytest.mark.parametrize(
    "event", ["connect", "disconnect", "connect_error", "message", "*", "__class__", "bye", "changes", "pulse"]
)
def test_events_with_our_own_names(room: Gathering, undisturbed: Phone, event: str) -> None:
    anna = room.joins("Anna")
    line = anna.line
    environ = {"wsgi.input": "x", "HTTP_COOKIE": undisturbed.browser.cookie, "REQUEST_METHOD": "GET"}
    for data in ([], [environ], [environ, {"csrf": "x"}], ["sid", environ, {}], [None], [{"sid": "x"}]):
        line.raw("42" + json.dumps([event, *data]))
    answer = line.ask("do", {"n": 1, "name": "skip"})
    assert answer["code"] in ("skipped", "hello_first")
    assert anna.greets()["me"]["person"] == anna.person
    assert undisturbed.line.ask("do", {"n": 10**6, "name": "skip", "next": 10**6})["code"] == "skipped"


@pytest.mark.parametrize("event", ["hello", "do", "follow", "unfollow", "note"])
def test_messages_of_any_shape_are_answered(room: Gathering, undisturbed: Phone, event: str) -> None:
    anna = room.joins("Anna")
    line = anna.line
    for content in (
        "[]",
        "[null]",
        "[7]",
        '["x"]',
        "[[]]",
        "[{}]",
        '[{"n": {"a": 1}}]',
        '[{"note": "1"}]',
        "[{}, {}, {}]",
        '[{"stream": 7}]',
        '[{"v": 1}]',
    ):
        answer = line.ask_text(json.dumps([event, *json.loads(content)]))
        assert answer["ok"] is False, (event, content)
        assert answer["code"] == "invalid", (event, content, answer)
        assert answer["message"]


def test_one_impatient_phone_is_slowed_and_nobody_else(room: Gathering, undisturbed: Phone) -> None:
    anna = room.joins("Anna")
    codes = [anna.sends({"n": n, "name": "skip"}).get("code") for n in range(1, 120)]
    assert codes[:40] == ["skipped"] * 40
    assert "slow_down" in codes
    bram = room.joins("Bram")
    assert bram.sends({"n": 1, "name": "skip"})["code"] == "skipped"


@pytest.mark.parametrize("door", ["json", "socket"])
def test_refusals_of_the_door_speak_the_persons_language(room: Gathering, undisturbed: Phone, door: str) -> None:
    said = []
    for language in ("en", "nl"):
        anna = room.joins("Anna", language)
        anna.door = door
        if door == "socket":
            anna.line  # noqa: B018  # the language of a socket is known once it greeted
        asked = {"n": 1, "name": "marketplace.post_topic", "fields": {"title": ""}}
        answer = anna.sends(asked)
        malformed = anna.sends({"n": "one", "name": "x"})
        said.append((answer["message"], answer["fields"]["title"], malformed["message"]))
    for english, dutch in zip(*said, strict=True):
        assert english
        assert english != dutch


TEXTS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    '"><script>alert(1)</script>',
    "' onmouseover='alert(1)",
    "</script><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "<!--",
    "--><script>alert(1)</script>",
    "]]><script>alert(1)</script>",
    "{{ 7 * 7 }}",
    "${7 * 7} #{7 * 7} <%= 7 * 7 %>",
    "{% raise %}",
    "%s %d %n %(name)s",
    "{name} {0} {}",
    "javascript:alert(1)",
    "[x](javascript:alert(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    "![x](https://evil.example/x.png)",
    "'; DROP TABLE topics; --",
    '" OR 1=1 --',
    "1; SELECT pg_sleep(10)",
    "=cmd|'/C calc'!A0",
    "+1+1",
    "@SUM(A1:A9)",
    "../../etc/passwd",
    "..\\..\\windows",
    "C:\\con",
    "--- \ntitle: x",
    "\n# Heading",
    "line\r\nSet-Cookie: a=b",
    "a\x00b",
    "a\x1b[31mred\x1b[0m",
    "\u202eevil\u202c",
    "zero\u200bwidth\ufeff",
    "a" + "\u0301" * 60,
    "\u2066isolate\u2069",
    "\ud800".encode("utf-16", "surrogatepass").decode("utf-16", "replace"),
    "\u2028line\u2029paragraph",
    "العربية עברית हिन्दी 日本語",
    "👩\u200d👩\u200d👧 🏳️\u200d🌈",
    "ﬁ Å Å",
    "\U000e0041tag",
    "  spaces \t tabs  ",
    "null",
    "undefined",
    "__proto__",
    "constructor",
    "0",
    "false",
]


def test_40_kinds_of_hostile_text_are_kept_as_text(gather: Callable[..., Gathering]) -> None:
    assert len(TEXTS) >= 40
    gathering = gather()
    host = gathering.host
    for text in TEXTS:
        host.does("marketplace.post_topic", title=text, line=text)
    phone = gathering.joins("<b>Anna</b> & 'co'\u202e")
    topics = gathering.host.state()["topics"]
    assert [topic["title"] for topic in topics] == [clean(text) for text in TEXTS]
    assert [topic["line"] for topic in topics] == [clean(text) for text in TEXTS]
    shown = "".join(topic["title"] for topic in topics)
    assert not set(shown) & set("\x00\x1b\n\r\u202e\u202c\u200b\ufeff\u2066\u2069\u2028\u2029")
    assert phone.start["name"] == "<b>Anna</b> & 'co'"
    for path in ("agenda", "phone", "book"):
        page = phone.browser.get(f"/g/{gathering.code}/{path}")
        assert page.status == 200
        body = page.text
        for markup in ("<script>alert", "<img src=x", "<svg/onload", "<b>Anna", 'href="javascript:'):
            assert markup not in body, (path, markup)
    # They are there, as text: what is not found above was not simply left out.
    assert "&lt;script&gt;alert(1)" in phone.browser.get(f"/g/{gathering.code}/agenda").text


def test_a_socket_that_was_never_greeted_hears_nothing(room: Gathering, undisturbed: Phone) -> None:
    anna = room.joins("Anna")
    silent = Line(anna.browser)
    idea = room.host.does("marketplace.post_idea", text="Psst")["idea"]
    until(lambda: undisturbed.line.changes("all"))
    room.host.does("marketplace.remove_idea", idea=idea)
    for event in ("do", "follow", "unfollow", "note"):
        assert silent.ask(event, {"n": 1, "name": "skip", "stream": "all", "note": 1})["code"] == "hello_first"
    assert silent.events == []
    silent.close()
