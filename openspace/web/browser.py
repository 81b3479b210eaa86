"""The browser's cookie: one random token, signed, of which the server keeps only a hash; CSRF tokens live as long."""

import hashlib
import secrets

from flask import Flask, session
from flask_wtf.csrf import CSRFProtect, generate_csrf, validate_csrf
from wtforms.validators import ValidationError

from openspace.core.settings import Settings

_TOKEN = "browser"


def install(app: Flask, settings: Settings) -> None:
    """Cookie and CSRF settings. `__Host-` and Secure over https; another name on a plain LAN."""
    app.config.update(
        SECRET_KEY=settings.secret,
        SESSION_COOKIE_NAME="__Host-openspace" if settings.https else "openspace",
        SESSION_COOKIE_SECURE=settings.https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=90 * 24 * 3600,
        SESSION_REFRESH_EACH_REQUEST=False,
        WTF_CSRF_TIME_LIMIT=None,  # as long as the cookie: a phone keeps its page open all day
        WTF_CSRF_SSL_STRICT=False,  # would want a Referer, which we never send; Origin is checked instead
    )
    CSRFProtect(app)


def browser_hash() -> str | None:
    """The hash by which this browser's rights are found; None for a browser that has none."""
    token = session.get(_TOKEN)
    return _hash(token) if isinstance(token, str) else None


class Rotation:
    """A new cookie at every new right, so that a planted one is worth nothing. The right is first moved in the
    database to `browser`; then `done` gives the browser its new cookie."""

    def __init__(self) -> None:
        self._token = secrets.token_urlsafe(32)
        self.before = browser_hash() or ""
        self.browser = _hash(self._token)

    def done(self) -> None:
        """Give the browser its new cookie and a new CSRF token."""
        session.clear()
        session[_TOKEN] = self._token
        session.permanent = True


def csrf_token() -> str:
    """The token that forms and sockets must bring."""
    if not session.permanent:
        session.permanent = True
    token: str = generate_csrf()
    return token


def valid_csrf(token: object) -> bool:
    """Whether a token is this browser's."""
    try:
        validate_csrf(token if isinstance(token, str) else "")
    except ValidationError:
        return False
    return True


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
