"""The doorstep: what a whole room asks in the same minute is handed out before Flask, where Flask made it ready."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from flask import Flask
from flask.sessions import SessionMixin
from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.wsgi import get_host

from openspace.core.actor import Actor, Role
from openspace.gatherings.queries import Sign, find_sign
from openspace.live.service import KEY, Service
from openspace.people.pages import fronts
from openspace.screens.screens import MAY, shells, start_of
from openspace.web import security
from openspace.web.browser import browser_hash, cookie_of
from openspace.web.languages import of_browser
from openspace.web.ready import CSRF, START, Page

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_ASKED = re.compile(r"/g/([A-Za-z0-9-]{1,20})(|/phone|/snapshot)")
_GZIP = ("Content-Encoding", "gzip")


class _Answer(NamedTuple):
    body: bytes
    headers: list[tuple[str, str]]


class Doorstep:
    """The join page for a newcomer, the phone's page and the snapshot for who has joined: each costs a third less
    than through Flask, and joining asks for all three. Rights are looked up as ever. Whatever is not ready or not plain
    goes on to Flask, whose views make it ready; a test holds the answers of both against each other."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._service: Service = app.extensions[KEY]
        self._cookie = cookie_of(app)
        self._dress = security.dress(self._service.system.settings)

    def before(self, pages: WSGIApplication) -> WSGIApplication:
        """Answer what is ready, leave the rest to the pages."""

        def serve(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
            plain = environ["REQUEST_METHOD"] == "GET" and not environ["QUERY_STRING"]
            asked = _ASKED.fullmatch(environ["PATH_INFO"]) if plain else None
            answer = self._answer(environ, asked[1], asked[2]) if asked else None
            if answer is None:
                return pages(environ, start_response)
            headers = [*answer.headers, ("Content-Length", str(len(answer.body))), *self._dress]
            start_response("200 OK", headers)
            return [answer.body]

        return serve

    def _answer(self, environ: WSGIEnvironment, code: str, what: str) -> _Answer | None:
        system = self._service.system
        held = self._cookie.held(environ)
        browser = browser_hash(held)
        if (browser is None) != (what == "") or not security.host_allowed(get_host(environ), system.settings):
            return None
        try:
            with system.database.glancing() as sql:
                sign = find_sign(sql, code)
                if sign is None or sign.code != code:
                    return None
                if browser is None:
                    return self._front(environ, held, sign)
                actor = system.find_acting(sql, browser, code, "phone")
                if actor is None or actor.role not in MAY["phone"]:
                    return None
                if what == "/phone":
                    return self._phone(environ, held, sql, sign, actor)
                return self._snapshot(environ, sql, sign)
        except SQLAlchemyError:  # Flask meets it too, and has the words
            return None

    def _front(self, environ: WSGIEnvironment, held: SessionMixin, sign: Sign) -> _Answer | None:
        language = held.get("language") or of_browser(environ.get("HTTP_ACCEPT_LANGUAGE")) or sign.language
        page = fronts.at_hand((sign.code, language, False), sign.number)
        return None if page is None else self._page(environ, held, page, {CSRF: self._cookie.csrf_token(held)})

    def _phone(
        self, environ: WSGIEnvironment, held: SessionMixin, sql: Connection, sign: Sign, actor: Actor
    ) -> _Answer | None:
        language = sign.language if actor.role is Role.WALL else actor.language
        page = shells.at_hand((sign.code, "phone", language), sign.number)
        if page is None:
            return None
        csrf, asked = self._cookie.csrf_token(held), f"{environ['wsgi.url_scheme']}://{get_host(environ)}"
        start = start_of(self._app, sql, sign, actor, "phone", language, csrf, asked)
        return self._page(environ, held, page, {START: start, CSRF: csrf})

    def _page(self, environ: WSGIEnvironment, held: SessionMixin, page: Page, words: dict[str, str]) -> _Answer:
        zipped = _takes_gzip(environ)
        headers = [
            ("Content-Type", "text/html; charset=utf-8"),
            ("Cache-Control", "no-store, private"),
            ("Vary", "Accept-Encoding, Cookie"),
            *self._cookie.given(held),
        ]
        return _Answer(page.filled(words, zipped=zipped), [*headers, _GZIP] if zipped else headers)

    def _snapshot(self, environ: WSGIEnvironment, sql: Connection, sign: Sign) -> _Answer | None:
        if not _takes_gzip(environ) or "HTTP_IF_NONE_MATCH" in environ:
            return None
        ready = self._service.snapshots.of(sql, sign.id)
        headers = [
            ("Content-Type", "application/json"),
            ("Cache-Control", "private, no-cache"),
            ("Vary", "Accept-Encoding, Cookie"),
            ("ETag", ready.etag),
            _GZIP,
        ]
        return _Answer(ready.zipped, headers)


def _takes_gzip(environ: WSGIEnvironment) -> bool:
    return "gzip" in environ.get("HTTP_ACCEPT_ENCODING", "")
