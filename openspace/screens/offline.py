"""What a phone keeps of this software to open without network: the web app's manifest, its worker, and the shell."""

import gzip
import hashlib
from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, abort, current_app, json, render_template, request
from jinja2.utils import htmlsafe_json_dumps

from openspace.core.errors import Refused
from openspace.core.words import LANGUAGES, speaking
from openspace.gatherings.queries import Sign, by_code, sign_of, the_gathering
from openspace.live.messages import PROTOCOL
from openspace.live.service import acting, service
from openspace.screens.screens import words_json

pages = Blueprint("offline", __name__)

_PAPER = "#f6f2e9"  # the ground of tokens.css
_MOST = 500  # shells held ready; they are made anew when a gathering's title changes
_FOR_EVER = "private, max-age=31536000, immutable"  # the worker takes nothing that is not served like this


@dataclass(frozen=True, slots=True)
class Shell:
    """The phone's page with nothing of any person in it, and all it needs."""

    number: int  # of the change after which it was made
    body: bytes
    zipped: bytes
    version: str
    assets: tuple[str, ...]


_ready: dict[Hashable, Shell] = {}


@pages.get("/g/<code>/app.webmanifest")
def manifest(code: str) -> Response:
    """The gathering as an app on the home screen. It holds what the join page shows to everybody."""
    with service().system.database.reading() as db:
        gathering = by_code(db, code)
        if gathering is None:
            abort(404)
        about = {
            "id": f"/g/{gathering.code}/phone",
            "name": gathering.title,
            "lang": gathering.language,
            "dir": "auto",
            "start_url": f"/g/{gathering.code}/phone",
            "scope": f"/g/{gathering.code}",
            "display": "standalone",
            "background_color": _PAPER,
            "theme_color": _PAPER,
            "icons": [
                {"src": _asset("icon.svg"), "type": "image/svg+xml", "sizes": "any"},
                {"src": _asset("icon-192.png"), "type": "image/png", "sizes": "192x192"},
                {"src": _asset("icon-512.png"), "type": "image/png", "sizes": "512x512"},
                {"src": _asset("icon-mask.png"), "type": "image/png", "sizes": "512x512", "purpose": "maskable"},
            ],
        }
    return _revalidated(json.dumps(about, ensure_ascii=False), "application/manifest+json")


@pages.get("/g/<code>/worker.js")
def worker(code: str) -> Response:
    """The worker that keeps the shell; one that takes everything away again where nothing may be kept: switched off by
    the operator, a browser whose right ended, a gathering that is no more."""
    with service().system.database.glancing() as sql:
        try:
            kept = service().system.settings.offline and acting(sql, code) is not None
        except Refused:
            kept = False
        if not kept:
            return _revalidated(_script("worker-gone.js"), "text/javascript")
        gathering = sign_of(sql, code)
    asked = request.args.get("language", "")
    language = asked if asked in LANGUAGES else gathering.language
    shell = _shell(gathering, language)
    keeps = {
        "phone": f"/g/{gathering.code}/phone",
        "cache": f"openspace:{gathering.code}:{shell.version}",
        "shell": f"/g/{gathering.code}/shell/{shell.version}/{language}",
        "assets": shell.assets,
    }
    return _revalidated(f"self.KEEPS = {json.dumps(keeps)};\n{_script('worker.js')}", "text/javascript")


@pages.get("/g/<code>/shell/<version>/<language>")
def shell(code: str, version: str, language: str) -> Response:
    """The page a worker keeps. An older or newer version than this server's is not here, so that what is kept fits
    together also when it is fetched in the middle of an update."""
    with service().system.database.glancing() as sql:
        if language not in LANGUAGES or acting(sql, code) is None:
            abort(404)
        found = _shell(sign_of(sql, code), language)
    if found.version != version:
        abort(404)
    zipped = "gzip" in request.headers.get("Accept-Encoding", "")
    response = Response(found.zipped if zipped else found.body, mimetype="text/html")
    if zipped:
        response.headers["Content-Encoding"] = "gzip"
    response.vary.add("Accept-Encoding")
    response.headers["Cache-Control"] = _FOR_EVER
    return response


def _shell(gathering: Sign, language: str) -> Shell:
    key = (gathering.id, language)
    ready = _ready.get(key)
    if ready is None or ready.number != gathering.number:
        if len(_ready) >= _MOST:
            _ready.clear()
        ready = _ready[key] = _make(gathering, language)
    return ready


def _make(gathering: Sign, language: str) -> Shell:
    start = {
        "v": PROTOCOL,
        "code": gathering.code,
        "screen": "phone",
        "person": None,
        "role": "onlooker",
        "language": language,
        "timezone": gathering.timezone,
        "shell": True,  # who it is for stands in this device's own memory
        "offline": True,
        "bundles": {"note": _asset("note.js")},
    }
    with service().system.database.reading() as db, speaking(language):
        row = the_gathering(db, gathering.id)
        body = render_template(
            "screen.html",
            gathering=row,
            screen="phone",
            language=language,
            start=htmlsafe_json_dumps(start)[:-1] + ", " + words_json(language),
            csrf_token=lambda: "",
        ).encode()
    assets = tuple(_asset(name) for name in ("phone.css", "phone.js", "note.js", "icon.svg"))
    parts = (body, *(text.encode() for text in (*assets, _script("worker.js"))))
    version = hashlib.sha256(b"\0".join(parts)).hexdigest()[:12]
    return Shell(gathering.number, body, gzip.compress(body, 9, mtime=0), version, assets)


def _revalidated(body: str, mime: str) -> Response:
    response = Response(body, mimetype=mime)
    response.headers["Cache-Control"] = "private, no-cache"
    response.vary.add("Cookie")
    return response


def _asset(name: str) -> str:
    url: Any = current_app.jinja_env.globals["asset"]
    return str(url(name))


def _script(name: str) -> str:
    text: Any = current_app.jinja_env.globals["asset_text"]
    return str(text(name))
