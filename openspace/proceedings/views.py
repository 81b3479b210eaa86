"""The book to read and to take away. The serving process never parses Markdown: it asks the worker and waits."""

import time
from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256
from typing import Any, TypeVar, cast

import gevent
import msgspec
from flask import Blueprint, Response, current_app, render_template, request
from sqlalchemy.orm import Session as Db

from openspace.core.actor import TAKING_PART, Role
from openspace.core.errors import Refused
from openspace.core.system import System
from openspace.core.words import _, current_language
from openspace.gatherings.models import Gathering
from openspace.gatherings.queries import the_gathering
from openspace.jobs import job_queue
from openspace.live.service import acting, service
from openspace.proceedings.book import markdown_book, zip_book
from openspace.proceedings.jobs import Make, book_job
from openspace.proceedings.shelf import Kept, Shelf, stamp
from openspace.web.languages import use_language

Made = TypeVar("Made", str, bytes)
pages = Blueprint("proceedings", __name__)

PATIENCE = 8.0  # seconds that a reader waits for the page before it says that the book is being made
_ASK_AGAIN = 10.0  # seconds after which a worker that said nothing is asked once more
_KEY = "openspace.bookshop"


class Bookshop:
    """Fetches books from the shelf and has them made."""

    def __init__(self, system: System) -> None:
        self.system = system
        self.shelf = Shelf(system.settings)
        self._make: Make = book_job(job_queue(system.settings), system, self.shelf)
        self._asked: dict[tuple[int, str], float] = {}

    def fetch(self, gathering: int, language: str, name: str) -> bytes | None:
        """A file of the book as it stands now; None when nobody makes it, or not in the time a reader waits."""
        begun, pause = time.time(), 0.05
        while True:
            with self.system.database.reading() as db:
                now = stamp(self.system, db, gathering)
            place = self.shelf.find(gathering, language, now, begun)
            if place is not None:
                with suppress(FileNotFoundError):  # swept away in this moment
                    return (place / name).read_bytes()
            if time.time() > begun + PATIENCE or not self.shelf.worker_runs():
                return None
            self._ask(gathering, language)
            time.sleep(pause)  # gevent's own in the server
            pause = min(pause * 2, 1.0)

    def _ask(self, gathering: int, language: str) -> None:
        """Ask once for all who wait; again when it was made meanwhile, or the worker was killed over it."""
        asked, now = self._asked.get((gathering, language), 0.0), time.time()
        if now - asked >= _ASK_AGAIN or self.shelf.made_since(gathering, language, asked):
            self._asked[gathering, language] = now
            self._make(gathering, language)


def bookshop() -> Bookshop:
    """The one of this app."""
    extensions = current_app.extensions
    if _KEY not in extensions:
        extensions[_KEY] = Bookshop(service().system)
    return cast(Bookshop, extensions[_KEY])


@pages.get("/g/<code>/book")
def book(code: str) -> Response:
    """The book to read: ready, being made, or as plain text when nobody can make it."""
    gathering = _readable(code)
    shop = bookshop()
    found = shop.fetch(gathering.id, current_language(), "page.json")
    if found is None and shop.shelf.worker_runs():
        response = Response(render_template("book_waiting.html", gathering=gathering))
        response.headers["Cache-Control"] = "no-store, private"
        return response
    if found is None:
        text = _compiled(markdown_book, gathering.id)
        return Response(render_template("book_plain.html", gathering=gathering, text=text))
    tag = sha256(found + _dress(gathering)).hexdigest()
    if (unchanged := _unchanged(tag)) is not None:
        return unchanged
    kept = msgspec.json.decode(found, type=Kept)
    shown = render_template("book.html", gathering=gathering, contents=kept.contents, html=kept.html)
    return _tagged(Response(shown), tag)


@pages.get("/g/<code>/book.md")
def book_markdown(code: str) -> Response:
    """The book as one Markdown file."""
    gathering = _readable(code)
    found = bookshop().fetch(gathering.id, current_language(), "book.md")
    content = found if found is not None else _compiled(markdown_book, gathering.id).encode()
    return _file(content, gathering, "md", "text/markdown; charset=utf-8")


@pages.get("/g/<code>/book.zip")
def book_zip(code: str) -> Response:
    """The book and its parts as one .zip."""
    gathering = _readable(code)
    found = bookshop().fetch(gathering.id, current_language(), "book.zip")
    content = found if found is not None else _compiled(zip_book, gathering.id)
    return _file(content, gathering, "zip", "application/zip")


def _readable(code: str) -> Gathering:
    """The gathering, for those who may read its book: who takes part always, others once it is released."""
    with service().system.database.reading() as db:
        actor = acting(db, code)
        if actor is None:
            raise Refused("no_person", "")
        gathering = the_gathering(db, actor.gathering)
        use_language(gathering.language if actor.role is Role.WALL else actor.language, settled=True)
        if actor.role not in TAKING_PART and not gathering.releasing:
            raise Refused("closed", _("The book is not released yet."))
        return gathering


def _compiled(compile: Callable[[Db, int, str], Made], gathering: int) -> Made:
    """Without a worker: the text alone, which is compiled without parsing, in a thread beside the serving loop."""
    system, language = service().system, current_language()

    def work() -> Made:
        with system.database.reading() as db:
            return compile(db, gathering, language)

    return gevent.get_hub().threadpool.apply(work)


def _dress(gathering: Gathering) -> bytes:
    """What a page shows beside the book."""
    asset = cast(Any, current_app.jinja_env.globals["asset"])
    return f"{gathering.title} {current_language()} {asset('paper.css')} {asset('paper.js')}".encode()


def _file(content: bytes, gathering: Gathering, ending: str, mimetype: str) -> Response:
    tag = sha256(content).hexdigest()
    if (unchanged := _unchanged(tag)) is not None:
        return unchanged
    response = _tagged(Response(content, content_type=mimetype), tag)
    name = f"openspace-{gathering.code}-{current_language()}.{ending}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _unchanged(tag: str) -> Response | None:
    return _tagged(Response(status=304), tag) if tag in request.if_none_match else None


def _tagged(response: Response, tag: str) -> Response:
    response.set_etag(tag)
    response.headers["Cache-Control"] = "private, no-cache"
    response.vary.add("Cookie")
    return response
