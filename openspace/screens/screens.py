"""Phone, wall and desk: one shell each with what it starts from, and the agenda to read without script."""

from functools import cache
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from flask import Blueprint, Flask, Response, abort, current_app, redirect, render_template, request
from jinja2.utils import htmlsafe_json_dumps
from sqlalchemy import Connection
from werkzeug.wrappers import Response as BaseResponse

from openspace.core import clock, qr
from openspace.core.actor import DESK, Actor, Role
from openspace.core.errors import Refused
from openspace.core.settings import Settings
from openspace.core.times import moment
from openspace.core.words import current_language
from openspace.gatherings.proposed import as_proposed
from openspace.gatherings.queries import Sign, by_code, sign_of, the_gathering
from openspace.gatherings.rules import typed_code
from openspace.live.messages import PROTOCOL
from openspace.live.service import KEY, acting, service
from openspace.people.queries import name_people
from openspace.screens.reading import readable_days, unplaced_topics
from openspace.web.browser import csrf_token
from openspace.web.languages import use_language, words_for_scripts
from openspace.web.ready import CSRF, START, ReadyPages

pages = Blueprint("screens", __name__)

MAY = {
    "phone": frozenset(Role) - {Role.STRANGER},
    "wall": DESK | {Role.WALL},
    "desk": DESK,
}


@pages.get("/g/<code>/<any(phone, wall, desk):screen>")
def screen(code: str, screen: str) -> BaseResponse:
    """One of the three screens, for those who have its right."""
    database = service().system.database
    with database.glancing() as sql:
        actor = acting(sql, code, screen)
        if actor is None:
            if screen == "phone":
                return redirect(f"/g/{typed_code(code)}", 303)
            raise Refused("forbidden", "")
        if actor.role not in MAY[screen]:
            raise Refused("forbidden", "")
        gathering = sign_of(sql, code)
        _speak(actor, gathering.language)
        start = start_of(current_app, sql, gathering, actor, screen, current_language(), csrf_token(), request.host_url)

    def render() -> str:
        with database.reading() as db:
            row = the_gathering(db, gathering.id)
            shell = render_template("screen.html", gathering=row, screen=screen, start=START, csrf_token=lambda: CSRF)
        return shell.replace(START, f"{START}, {words_json(current_language())}")

    key = (gathering.code, screen, current_language())
    return shells.page(key, gathering.number, render, {START: start, CSRF: csrf_token()})


shells = ReadyPages()  # by gathering, screen and language


@pages.get("/g/<code>/agenda")
def agenda(code: str) -> str:
    """The agenda to read and print, without script."""
    with service().system.database.reading() as db:
        actor = acting(db, code)
        if actor is None:
            raise Refused("no_person", "")
        gathering = the_gathering(db, actor.gathering)
        _speak(actor, gathering.language)
        return render_template(
            "agenda.html",
            gathering=gathering,
            days=readable_days(db, gathering),
            topics=unplaced_topics(db, gathering),
            made=moment(clock.now(), ZoneInfo(gathering.timezone)),
        )


@pages.get("/g/<code>/qr.svg")
def join_qr(code: str) -> Response:
    """The QR of the join address; it holds no second secret."""
    with service().system.database.reading() as db:
        gathering = by_code(db, code)
        if gathering is None:
            abort(404)
    response = Response(
        qr.svg(f"{_join_base(service().system.settings, request.host_url)}/g/{gathering.code}"),
        mimetype="image/svg+xml",
    )
    response.headers["Cache-Control"] = "private, max-age=60"
    return response


def _join_base(settings: Settings, asked: str) -> str:
    """The address a phone in the room reaches: the one this screen itself was reached by, unless that is loopback. With
    https the configured one: a certificate has its names, and behind a proxy we are asked by plain http."""
    if settings.https or urlsplit(asked).hostname in ("localhost", "127.0.0.1", "::1"):
        return settings.base_url
    return asked.rstrip("/")


def _speak(actor: Actor, language: str) -> None:
    """A person's own language; a wall speaks the gathering's."""
    use_language(language if actor.role is Role.WALL else actor.language, settled=True)


def start_of(
    app: Flask, sql: Connection, gathering: Sign, actor: Actor, screen: str, language: str, csrf: str, asked: str
) -> str:
    """What a screen starts from, as JSON without its last brace. `asked`: the address it was reached by."""
    settings = app.extensions[KEY].system.settings
    names = name_people(sql, gathering.id, [actor.person]) if actor.person else {}
    asset: Any = app.jinja_env.globals["asset"]
    start = {
        "v": PROTOCOL,
        "code": gathering.code,
        "screen": screen,
        "person": actor.person,
        "name": names.get(str(actor.person), {}).get("name"),
        "role": actor.role,
        "language": language,
        "timezone": gathering.timezone,
        "csrf": csrf,
        "join": f"{_join_base(settings, asked)}/g/{gathering.code}",
        "bundles": {"note": asset("note.js")},
        "offline": settings.offline,
        "turn": actor.until is not None,
    }
    return htmlsafe_json_dumps(start)[:-1]


@cache
def words_json(language: str) -> str:
    """The part that is the same for everybody, and large: {"words": ..., "proposed": ...} without its first brace."""
    words = {"words": dict(words_for_scripts(language)), "proposed": dict(as_proposed(language))}
    return htmlsafe_json_dumps(words)[1:]
