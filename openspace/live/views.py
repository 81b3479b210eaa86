"""The JSON door: the socket's messages for phones that cannot hold a socket, and the snapshot everybody starts from."""

from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, Response, abort, request

from openspace.core.actor import Actor
from openspace.core.committer import Wish
from openspace.core.errors import Refused
from openspace.core.words import _
from openspace.live import messages, metrics, wire
from openspace.live.limits import Bucket
from openspace.live.service import acting, service
from openspace.live.socket import refused, slow_down
from openspace.live.streams import Budget, entry, names
from openspace.web.languages import use_language

pages = Blueprint("live", __name__)

_MOST_BODY = 64 * 1024
_HERE = ("127.0.0.1", "::1", "localhost")
_STATUS = {
    "no_person": 401,
    "unknown_gathering": 404,
    "slow_down": 429,
    "busy": 503,
    "disk_full": 503,
    "error": 500,
}
_buckets: dict[int, Bucket] = {}


@pages.get("/g/<code>/snapshot")
def snapshot(code: str) -> Response:
    """The state of `all`: the same ready bytes for everybody."""
    with service().system.database.glancing() as sql:
        actor = _known(acting(sql, code, request.args.get("screen", "phone")))
        ready = service().snapshots.of(sql, actor.gathering)
    if request.headers.get("If-None-Match") == ready.etag:
        response = Response(status=304)
    elif "gzip" in request.headers.get("Accept-Encoding", ""):
        response = Response(ready.zipped, mimetype="application/json")
        response.headers["Content-Encoding"] = "gzip"
    else:
        response = Response(ready.body, mimetype="application/json")
    response.headers["ETag"] = ready.etag
    response.headers["Cache-Control"] = "private, no-cache"
    response.vary.update(("Cookie", "Accept-Encoding"))
    return response


@pages.get("/g/<code>/changes")
def changes(code: str) -> Response:
    """What happened since a number, or where the snapshot is."""
    stream = request.args.get("stream", "all")
    since = request.args.get("since", "")
    system = service().system
    with system.database.reading() as db:
        actor = _known(acting(db, code, request.args.get("screen", "phone")))
        have = int(since) if since.isascii() and since.isdecimal() and len(since) < 16 else None
        if request.args.get("epoch") != system.epoch:
            have = None
        found = entry(system, db, actor, code, stream, have, Budget())
        if "code" in found:
            use_language(actor.language, settled=True)
            raise Refused("forbidden", _("Your role at this gathering does not include that."))
        people = names(system, db, actor.gathering, found)
    return _json({"ok": True, "epoch": system.epoch, **found, "people": people})


@pages.post("/g/<code>/do")
def do(code: str) -> Response:
    """A wish without a socket."""
    with service().system.database.glancing() as sql:
        actor = _known(acting(sql, code))
    use_language(actor.language, settled=True)
    if request.mimetype != "application/json":
        return _json(refused(Refused("invalid", _("Only JSON is understood here.")), None), 400)
    body = request.get_data(cache=False) if (request.content_length or 0) <= _MOST_BODY else None
    if body is None:
        return _json(refused(Refused("limit", _("This is too long to be sent.")), None), 413)
    try:
        message = messages.read(wire.loads(body), messages.Do)
    except wire.BadMessage as error:
        malformed = Refused("invalid", _("This message is malformed."), {"message": str(error)})
        return _json(refused(malformed, None), 400)
    except Refused as refusal:
        return _json(refused(refusal, None), 400)
    wait = _bucket(actor).wait_ms()
    if wait:
        return _json(slow_down(message.n, wait), 429)
    if message.client is None:
        nameless = Refused("invalid", _("This message is malformed."), {"client": _("This field is required.")})
        return _json(refused(nameless, message.n), 400)
    wish = Wish(
        name=message.name,
        fields=message.fields,
        device=actor.device,
        client=message.client,
        n=message.n,
        next=message.next or 1,
        base=message.base,
        steers=actor.steers,
        offer=messages.offered(message),
    )
    answer = service().queue.ask(wish)
    return _json(answer, 200 if answer["ok"] else _STATUS.get(answer["code"], 200))


@pages.get("/healthz")
def healthz() -> Response:
    """Alive: writes and reads for real, and the loop turns. Asked by many at once it is found out once."""
    answer = service().health.answer()
    return _json(answer, 200 if answer["ok"] else 503)


@pages.get("/metrics")
def figures() -> Response:
    """Prometheus' figures, for a program on this machine only. A proxy passes on the name that was asked for, so being
    reached from loopback is not enough."""
    asked, by = urlsplit(f"//{request.host}").hostname, request.remote_addr
    if asked not in _HERE or by not in _HERE or "X-Forwarded-For" in request.headers:
        abort(404)
    return Response(metrics.text(), mimetype="text/plain; version=0.0.4; charset=utf-8")


@pages.get("/readyz")
def readyz() -> Response:
    """Phones may come."""
    return _json({"ok": True})


def _known(actor: Actor | None) -> Actor:
    if actor is None:
        raise Refused("no_person", _("This device is not known here any more. Please join again."))
    return actor


def _bucket(actor: Actor) -> Bucket:
    """A phone's bucket; those that are full again are forgotten when there are many."""
    key = actor.device or 0
    if len(_buckets) > 10_000:
        _buckets.clear()
    return _buckets.setdefault(key, Bucket(50, 200) if actor.steers else Bucket(10, 40))


def _json(value: dict[str, Any], status: int = 200) -> Response:
    return Response(wire.dumps(value), status, mimetype="application/json")
