"""What is handed out before Flask is what Flask would say, and only where nothing is out of the ordinary."""

import gzip
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import EnvironBuilder, run_wsgi_app

from openspace.app import Server, build_server
from openspace.screens.doorstep import Doorstep
from tests.world import World

_TOKEN = re.compile(r'(?<=name="csrf_token" value=")[^"]+|(?<=name="csrf-token" content=")[^"]+|(?<="csrf": ")[^"]+')
_OWN = ("Content-Length", "Set-Cookie")  # headers that differ with the token


@dataclass
class Answer:
    """One answer."""

    by: str
    status: str
    headers: dict[str, set[str]]
    text: str

    @property
    def plain(self) -> tuple[object, ...]:
        """What must not depend on who answered, nor on the token of the one who asked."""
        headers = {name: values for name, values in self.headers.items() if name not in _OWN}
        return self.status, headers, "Set-Cookie" in self.headers, _TOKEN.sub("token", self.text)


class Visitor:
    """A browser that knows who answered it."""

    def __init__(self, app: Flask, language: str = "en") -> None:
        self._flask: Callable[..., Iterable[bytes]] = Flask.wsgi_app.__get__(app)
        self._doorstep = Doorstep(app).before(self._passed_on)
        self.headers = {"Accept-Language": language, "Accept-Encoding": "gzip"}
        self._by = ""

    def _passed_on(self, environ: Any, start_response: Any) -> Iterable[bytes]:
        self._by = "Flask"
        return self._flask(environ, start_response)

    def asks(self, path: str, method: str = "GET", *, flask: bool = False, **more: Any) -> Answer:
        """Ask like everybody, or Flask itself; a cookie is kept."""
        given = self.headers | more.pop("headers", {})
        environ = EnvironBuilder(path, "http://localhost", method=method, headers=given, **more).get_environ()
        self._by = "doorstep"
        chunks, status, headers = run_wsgi_app(self._passed_on if flask else self._doorstep, environ)
        body = b"".join(chunks)
        if "Set-Cookie" in headers:
            self.headers["Cookie"] = headers["Set-Cookie"].partition(";")[0]
        text = (gzip.decompress(body) if headers.get("Content-Encoding") == "gzip" else body).decode()
        found = {
            name: {part for value in headers.getlist(name) for part in value.split(", ")} for name, _value in headers
        }
        return Answer(self._by, status, found, text)

    def joins(self, code: str) -> None:
        """Come in by a name."""
        token = _TOKEN.search(self.asks(f"/g/{code}").text)
        assert token
        form = {"name": "Anna", "csrf_token": token[0]}
        assert self.asks(f"/g/{code}/join", "POST", data=form).status == "303 SEE OTHER"


@pytest.fixture
def server(sqlite_world: World) -> Iterator[Server]:
    made = build_server(sqlite_world.system)
    yield made
    made.stop()


@pytest.fixture
def code(sqlite_world: World) -> str:
    return sqlite_world.code


@pytest.mark.parametrize("encoding", ["gzip", "identity"])
@pytest.mark.parametrize("language", ["en", "nl,en;q=0.8", "eo"])
def test_a_newcomer_gets_the_same_page(server: Server, code: str, language: str, encoding: str) -> None:
    first, second = Visitor(server.app, language), Visitor(server.app, language)
    by_flask = first.asks(f"/g/{code}", flask=True, headers={"Accept-Encoding": encoding})
    at_once = second.asks(f"/g/{code}", headers={"Accept-Encoding": encoding})
    assert (by_flask.by, at_once.by) == ("Flask", "doorstep")
    assert at_once.plain == by_flask.plain
    assert first.headers["Cookie"] != second.headers["Cookie"]
    assert _TOKEN.findall(at_once.text) != _TOKEN.findall(by_flask.text)


@pytest.mark.parametrize("encoding", ["gzip", "identity"])
@pytest.mark.parametrize("language", ["en", "nl"])
def test_who_joined_gets_the_same_page(server: Server, code: str, language: str, encoding: str) -> None:
    visitor = Visitor(server.app, language)
    visitor.joins(code)
    by_flask = visitor.asks(f"/g/{code}/phone", flask=True, headers={"Accept-Encoding": encoding})
    at_once = visitor.asks(f"/g/{code}/phone", headers={"Accept-Encoding": encoding})
    assert at_once.by == "doorstep"
    by_flask.headers.pop("Set-Cookie")  # the token of the new cookie began there
    assert at_once.plain == by_flask.plain
    assert '"name": "Anna"' in at_once.text


def test_who_joined_gets_the_same_snapshot(server: Server, code: str) -> None:
    visitor = Visitor(server.app)
    visitor.joins(code)
    by_flask, at_once = visitor.asks(f"/g/{code}/snapshot", flask=True), visitor.asks(f"/g/{code}/snapshot")
    assert (by_flask.by, at_once.by) == ("Flask", "doorstep")
    assert at_once.plain == by_flask.plain


def test_a_form_is_good_with_the_token_from_the_doorstep(server: Server, code: str) -> None:
    Visitor(server.app).asks(f"/g/{code}")
    visitor = Visitor(server.app)
    assert visitor.asks(f"/g/{code}").by == "doorstep"
    visitor.joins(code)
    forged = {"name": "Bram", "csrf_token": "x"}
    assert Visitor(server.app).asks(f"/g/{code}/join", "POST", data=forged).status == "403 FORBIDDEN"


def test_what_changed_is_not_handed_out_as_it_was(server: Server, sqlite_world: World, code: str) -> None:
    visitor = Visitor(server.app)
    visitor.joins(code)
    for path in ("", "/phone", "/snapshot"):
        visitor.asks(f"/g/{code}{path}", flask=True)
    sqlite_world.host.does("gatherings.set_up", title="Renamed", theme="")
    assert "Renamed" in Visitor(server.app).asks(f"/g/{code}").text
    assert "Renamed" in visitor.asks(f"/g/{code}/phone").text
    assert "Renamed" in visitor.asks(f"/g/{code}/snapshot").text


def test_nothing_is_handed_out_to_whose_right_ended(server: Server, sqlite_world: World, code: str) -> None:
    visitor = Visitor(server.app)
    visitor.joins(code)
    visitor.asks(f"/g/{code}/phone")
    assert visitor.asks(f"/g/{code}/phone").by == "doorstep"
    (person,) = (one["person"] for one in sqlite_world.state("desk")["people"] if one["role"] == "participant")
    sqlite_world.host.does("people.remove_person", person=person)
    for path, status in (("/phone", "303 SEE OTHER"), ("/snapshot", "401 UNAUTHORIZED")):
        answer = visitor.asks(f"/g/{code}{path}")
        assert (answer.by, answer.status) == ("Flask", status)


def test_a_cookie_of_somebody_elses_making_is_none(server: Server, code: str) -> None:
    Visitor(server.app).asks(f"/g/{code}", flask=True)
    answer = Visitor(server.app).asks(f"/g/{code}", headers={"Cookie": "openspace=forged"})
    assert (answer.by, "Set-Cookie" in answer.headers) == ("doorstep", True)


@pytest.mark.parametrize(
    ("path", "more"),
    [
        ("/g/{code}?lang=nl", {}),
        ("/g/{code}/", {}),
        ("/g/{code}", {"method": "HEAD"}),
        ("/g/{code}", {"method": "POST"}),
        ("/g/{code}", {"headers": {"Host": "evil.example"}}),
        ("/g/nowhere", {}),
        ("/g/{code}/snapshot", {}),
        ("/g/{code}/phone", {}),
        ("/g/{code}/desk", {}),
    ],
)
def test_what_is_out_of_the_ordinary_goes_on_to_flask(
    server: Server, code: str, path: str, more: dict[str, Any]
) -> None:
    Visitor(server.app).asks(f"/g/{code}", flask=True)
    assert Visitor(server.app).asks(path.format(code=code), **more).by == "Flask"
