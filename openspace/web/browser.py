"""The browser's cookie: one random token, signed, of which the server keeps only a hash; CSRF tokens live as long."""

import hashlib
import secrets
from collections.abc import Mapping
from hmac import compare_digest
from typing import Any, cast

import msgspec
from flask import Flask, current_app, session
from flask.sessions import SecureCookieSessionInterface, SessionMixin
from flask_wtf.csrf import CSRFProtect
from itsdangerous import BadData, TimestampSigner, URLSafeTimedSerializer
from itsdangerous.encoding import base64_encode

from openspace.core.settings import Settings

_TOKEN, _SEED = "browser", "csrf_token"  # what the cookie holds; the second name is Flask-WTF's


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
    app.session_interface = Cookie(app, settings.secret)
    CSRFProtect(app)  # checks the forms


class _Json:
    """Short texts in a cookie need no more of JSON than this."""

    loads = staticmethod(msgspec.json.decode)

    @staticmethod
    def dumps(value: object) -> str:
        return msgspec.json.encode(value).decode()


class _Signed(URLSafeTimedSerializer):
    """The library's, for short texts and many of them: its signer is made once, and nothing is zipped."""

    def __init__(self, secret: str, salt: str, **signer: Any) -> None:
        super().__init__(secret, salt, serializer=_Json, signer_kwargs=signer)
        self._signer = cast(TimestampSigner, super().make_signer())

    def make_signer(self, salt: str | bytes | None = None) -> TimestampSigner:
        return self._signer

    def dump_payload(self, obj: Any) -> bytes:
        return base64_encode(self.serializer.dumps(obj))


class Cookie(SecureCookieSessionInterface):
    """Flask's cookie and Flask-WTF's tokens, as they make them, for a room that joins in ten seconds: with signers that
    are made once, and also where no request of Flask's is under way."""

    def __init__(self, app: Flask, secret: str) -> None:
        self._app = app
        kwargs = {"key_derivation": self.key_derivation, "digest_method": self.digest_method}
        self._cookie = _Signed(secret, self.salt, **kwargs)
        self._csrf = _Signed(secret, "wtf-csrf-token")

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer:
        """For Flask."""
        return self._cookie

    def held(self, environ: dict[str, Any]) -> SessionMixin:
        """What the browser that asks holds; nothing when it is not of our making."""
        return self.open_session(self._app, self._app.request_class(environ)) or self.session_class()

    def given(self, held: SessionMixin) -> list[tuple[str, str]]:
        """The header that gives a browser what it holds, if that is new."""
        response = self._app.response_class()
        self.save_session(self._app, held, response)
        return [(name, value) for name, value in response.headers if name == "Set-Cookie"]

    def csrf_token(self, held: SessionMixin) -> str:
        """The token that forms and sockets must bring."""
        if not held.permanent:
            held.permanent = True
        if _SEED not in held:
            held[_SEED] = secrets.token_hex(20)
        return str(self._csrf.dumps(held[_SEED]))

    def valid_csrf(self, held: SessionMixin, token: object) -> bool:
        """Whether a token is this browser's."""
        seed = held.get(_SEED)
        try:
            brought = self._csrf.loads(token if isinstance(token, str) else "")
        except BadData:
            return False
        return isinstance(seed, str) and isinstance(brought, str) and compare_digest(seed, brought)


def browser_hash(held: Mapping[str, object] = session) -> str | None:
    """The hash by which this browser's rights are found; None for a browser that has none."""
    token = held.get(_TOKEN)
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


def cookie_of(app: Flask) -> Cookie:
    """The cookie of an app."""
    return cast(Cookie, app.session_interface)


def csrf_token() -> str:
    """The token that the forms of this request's page must bring."""
    return cookie_of(current_app).csrf_token(session)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
