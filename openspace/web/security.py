"""Security of every answer: allowed hosts, Origin, headers. Nothing is decided per page."""

import socket
from contextlib import suppress
from functools import cache, lru_cache
from urllib.parse import urlsplit

from flask import Flask, Response, abort, request

from openspace.core.settings import Settings

_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' blob:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_FORM_LIMIT = 2 * 1024 * 1024


def install(app: Flask, settings: Settings) -> None:
    """Check what comes in, dress what goes out."""
    app.config["MAX_CONTENT_LENGTH"] = _FORM_LIMIT

    of_all = dress(settings)

    @lru_cache(maxsize=100)
    def served(host: str) -> bool:
        return host_allowed(host, settings)

    @app.before_request
    def guard() -> None:
        if not served(request.host):
            abort(400, "This address is not served here.")
        origin = request.headers.get("Origin")
        if request.method not in _SAFE and origin is not None and not origin_allowed(origin, request.host):
            abort(403, "This form came from another site.")

    @app.after_request
    def dressed(response: Response) -> Response:
        headers = response.headers
        given = {name.lower() for name, _value in headers}  # asking for each by itself goes through all of them
        headers.extend((name, value) for name, value in of_all if name.lower() not in given)
        if "cache-control" not in given:
            # A shared cache must never keep one person's page for another.
            headers["Cache-Control"] = "no-store, private"
            response.vary.add("Cookie")
        return response


def dress(settings: Settings) -> list[tuple[str, str]]:
    """The headers that every answer wears."""
    headers = [
        ("Content-Security-Policy", _POLICY),
        ("X-Content-Type-Options", "nosniff"),
        # Not `no-referrer`: browsers then send `Origin: null` with our own forms. Nothing leaves this origin so.
        ("Referrer-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Permissions-Policy", "geolocation=(), microphone=(), camera=(self)"),
    ]
    if settings.https:  # on a plain LAN browsers ignore these two, and complain
        headers.append(("Cross-Origin-Opener-Policy", "same-origin"))
        # A certificate of our own is mostly a house's: a guest's phone that does not know who made it could not go on
        # any more, and plain http would be refused under this name for a year.
        if not settings.certificate:
            headers.append(("Strict-Transport-Security", "max-age=31536000; includeSubDomains"))
    return headers


def origin_allowed(origin: str | None, host: str) -> bool:
    """A browser's request must come from the very host it goes to; what is no browser may send none."""
    return origin is None or urlsplit(origin).netloc.lower() == host.lower()


def host_allowed(host: str, settings: Settings) -> bool:
    """The configured address, loopback names and this machine's own addresses; nothing a stranger made up."""
    name = urlsplit(f"//{host}").hostname or ""
    return name in ("localhost", "127.0.0.1", "::1", urlsplit(settings.base_url).hostname) or name in own_addresses()


@cache
def own_addresses() -> frozenset[str]:
    """The names and addresses by which this machine is reached on its networks."""
    names = {socket.gethostname().lower(), f"{socket.gethostname().lower()}.local"}
    lan = lan_address()
    if lan is not None:
        names.add(lan)
    with suppress(OSError):
        names.update(str(info[4][0]) for info in socket.getaddrinfo(socket.gethostname(), None))
    return frozenset(names)


def lan_address() -> str | None:
    """The address a phone on the same network reaches this machine by. Nothing is sent to find it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("198.51.100.1", 9))  # a documentation address (RFC 5737); connecting UDP sends no packet
        except OSError:
            return None
        return str(probe.getsockname()[0])
