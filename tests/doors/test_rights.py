"""Who may what: every command by every role, ids of another gathering, tokens, origins, hosts, cookies."""

from collections.abc import Iterator
from typing import Any

import pytest

from openspace.app import build_system
from openspace.core.settings import Settings
from openspace.describe import described
from tests.cases import CASES
from tests.doors.browser import Browser
from tests.doors.phones import Gathering, Phone
from tests.server import RunningServer

ROLES = ("host", "facilitator", "participant", "onlooker", "wall")
LARGEST = 2**53 - 1


@pytest.fixture(scope="module")
def commands(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    folder = tmp_path_factory.mktemp("data")
    known = described(build_system(Settings(folder, "secret" * 8, f"sqlite:///{folder}/db", "http://localhost")))
    found: list[dict[str, Any]] = known["commands"]
    return found


@pytest.fixture(scope="module")
def everybody(server: RunningServer) -> Iterator[dict[str, Phone]]:
    """One of each role at one gathering."""
    gathering = Gathering(server.url)
    link = gathering.host.does("people.make_link", right="facilitator")["url"]
    yield {
        "host": gathering.host,
        "facilitator": gathering.takes(link, "desk", "Fatma"),
        "participant": gathering.joins("Anna"),
        "onlooker": gathering.looks(),
        "wall": gathering.takes(gathering.wall_url, "wall"),
    }
    gathering.close()


@pytest.mark.parametrize("role", ROLES)
def test_every_command_is_forbidden_exactly_where_it_says(
    everybody: dict[str, Phone], commands: list[dict[str, Any]], role: str
) -> None:
    who = everybody[role]
    assert who.start["role"] == role
    answers = {command["name"]: who.wishes(command["name"]) for command in commands}
    forbidden = {name for name, answer in answers.items() if answer.get("code") == "forbidden"}
    assert forbidden == {command["name"] for command in commands if role not in command["roles"]}
    assert {answer.get("code") for answer in answers.values()} <= {None, "forbidden", "invalid", "gone"}


def test_a_stranger_may_nothing(everybody: dict[str, Phone], commands: list[dict[str, Any]]) -> None:
    code = everybody["host"].code
    stranger = Browser(everybody["host"].browser.url)
    stranger.get(f"/g/{code}")
    for command in commands:
        wish = {"n": 1, "name": command["name"], "client": "c" * 16}
        reply = stranger.send(f"/g/{code}/do", wish)
        assert (reply.status, reply.json()["code"]) == (401, "no_person"), command["name"]
    for path in ("snapshot", "changes", "wall", "desk", "agenda"):
        assert stranger.get(f"/g/{code}/{path}", Accept="application/json").status in (401, 403), path


def test_what_is_inside_has_no_door(everybody: dict[str, Phone]) -> None:
    system = build_system(Settings(None, "", "sqlite://", "http://localhost"))  # type: ignore[arg-type]
    inside = [command.name for command in system.commands.values() if command.inside]
    assert len(inside) >= 6
    for name in [*inside, "people.nothing", "__class__", "", "x" * 64]:
        answer = everybody["host"].wishes(name) if name else {"code": "unknown_command"}
        assert answer["code"] == "unknown_command", name


def ids_of(command: dict[str, Any]) -> list[str]:
    """The fields of a command that hold ids."""
    fields = command["fields"]
    return [field["name"] for field in fields if field["type"] == "list of ids" or field["max"] == LARGEST]


def strangers_ids(gathering: Gathering) -> dict[str, int]:
    """An id of every kind, all of things that are there, in a gathering."""
    day = gathering.day()
    board = day.board()
    state = gathering.host.state()
    session = state["sessions"][0]["id"]
    person = int(day.anna.person or 0)
    kinds = {
        "party": state["parties"][0]["id"],
        "announcement": day.host.does("gatherings.announce", text="Soup")["announcement"],
        "link": day.host.does("people.make_link", right="onlooker")["link"],
        "topic": state["topics"][0]["id"],
        "idea": day.anna.does("marketplace.post_idea", text="Tea")["idea"],
        "place": state["places"][0]["id"],
        "slot": state["slots"][1]["id"],
        "session": session,
        "outcome": day.anna.does("notes.save_outcome", session=session, kind="decision", text="One")["outcome"],
        "board": board,
        "card": day.card(board),
        "places": state["places"][0]["id"],
    }
    return kinds | dict.fromkeys(("person", "keep", "drop", "note_taker", "owner", "conveners"), person)


def test_ids_of_another_gathering_are_gone(server: RunningServer, commands: list[dict[str, Any]]) -> None:
    """Generated from what the server says of itself: a new command with an id is in it by itself."""
    theirs, ours = Gathering(server.url), Gathering(server.url)
    foreign = strangers_ids(theirs)
    streams = [f"{kind}:{foreign[kind]}" for kind in ("session", "board", "person")]
    before = [theirs.host.state("all"), theirs.host.state("desk"), theirs.host.state(streams[0])]
    tried = []
    for command in commands:
        case = next(case for case in CASES if case.command == command["name"])
        if not ids_of(command):
            continue
        deed = case.prepare(ours.day())
        for name in ids_of(command):
            value = [foreign[name]] if name in ("conveners", "places") else foreign[name]
            answer = deed.who.wishes(command["name"], deed.base, **(deed.fields | {name: value}))
            assert answer.get("code") == "gone", (command["name"], name, answer)
            tried.append((command["name"], name))
    assert len(tried) >= 50
    for stream in streams:
        reply = ours.host.browser.get(f"/g/{ours.code}/changes?stream={stream}", Accept="application/json")
        assert (reply.status, reply.json()["code"]) == (403, "forbidden")
    assert [theirs.host.state("all"), theirs.host.state("desk"), theirs.host.state(streams[0])] == before


FORMS = ("/new", "/g/{code}/join", "/g/{code}/look", "/g/{code}/next", "/g/{code}/recover", "/l/{secret}")


@pytest.mark.parametrize("path", FORMS)
def test_a_form_needs_its_token_from_its_own_site(server: RunningServer, path: str) -> None:
    gathering = Gathering(server.url)
    path = path.format(code=gathering.code, secret=gathering.wall_url.rpartition("/")[2])
    browser = Browser(server.url)
    browser.get(f"/g/{gathering.code}")
    good = browser.csrf
    fields = {"name": "Anna", "title": "Mine", "recovery": gathering.recovery}
    before = [gathering.host.state("desk"), gathering.host.state("all")]
    for token in ("", "wrong", gathering.host.browser.csrf):
        browser.csrf = token
        assert browser.form(path, fields).status == 403
    browser.csrf = good
    for origin in ("http://evil.example", "null", server.url + ".evil.example", "https://evil.example:1"):
        assert browser.form(path, fields, Origin=origin).status == 403
    for host in ("evil.example", "127.0.0.1.evil.example", "127.0.0.1@evil.example", "[", "a b", ""):
        assert browser.form(path, fields, Host=host).status in (400, 403), host
    cookies, browser.cookies = browser.cookies, {}
    assert browser.form(path, fields).status == 403
    browser.cookies = cookies | {"openspace": "forged"}
    assert browser.form(path, fields).status == 403
    assert [gathering.host.state("desk"), gathering.host.state("all")] == before
    gathering.close()


def test_the_json_door_needs_its_token_from_its_own_site(gathering: Gathering) -> None:
    anna = gathering.joins("Anna")
    path, wish = f"/g/{gathering.code}/do", {"n": 1, "name": "marketplace.post_idea", "fields": {"text": "Tea"}}
    wish["client"] = anna.client
    browser = anna.browser
    for bent, code in (
        ({"X_CSRF_Token": None}, "csrf"),
        ({"X_CSRF_Token": "wrong"}, "csrf"),
        ({"X_CSRF_Token": gathering.host.browser.csrf}, "csrf"),
        ({"Cookie": None}, "csrf"),
        ({"Origin": "http://evil.example"}, "forbidden"),
        ({"Origin": "null"}, "forbidden"),
    ):
        reply = browser.send(path, wish, **bent)
        assert (reply.status, reply.json()["ok"], reply.json()["code"]) == (403, False, code)
    for host in ("evil.example", "[", "127.0.0.1:x"):
        assert browser.send(path, wish, Host=host).status == 400
    # Neither a form nor a plain text that another site may send without asking.
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"):
        assert browser.send(path, wish, Content_Type=kind).status == 400
    assert gathering.host.state()["ideas"] == []
    assert browser.send(path, wish, Origin=None).json()["ok"]


def test_reading_never_changes_anything(gathering: Gathering) -> None:
    before = [gathering.host.state("all"), gathering.host.state("desk")]
    browser = gathering.joins("Anna").browser
    before[1] = gathering.host.state("desk")
    for path in (
        "",
        "/join",
        "/look",
        "/next",
        "/recover",
        "/do",
        "/phone",
        "/snapshot",
        "/changes",
        "/agenda",
        "/qr.svg",
    ):
        for method in ("GET", "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE"):
            reply = browser.request(method, f"/g/{gathering.code}{path}?name=Eve&recovery={gathering.recovery}")
            assert reply.status < 500, (method, path)
    assert [gathering.host.state("all"), gathering.host.state("desk")] == before


def test_every_answer_wears_its_headers(gathering: Gathering) -> None:
    anna = gathering.joins("Anna")
    for path in (
        "/",
        f"/g/{gathering.code}",
        f"/g/{gathering.code}/phone",
        f"/g/{gathering.code}/snapshot",
        "/nothing",
    ):
        headers = anna.browser.get(path).headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert "worker-src 'self'" in policy
        assert "manifest-src 'self'" in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert "private" in headers["Cache-Control"]
        assert "Cookie" in headers["Vary"]
    cookie = gathering.created.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Path=/" in cookie
