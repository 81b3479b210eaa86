"""The cookie and the tokens are Flask's and Flask-WTF's own: either reads what the other wrote."""

from pathlib import Path

import pytest
import time_machine
from flask import Flask, session
from flask.sessions import SecureCookieSessionInterface
from flask_wtf.csrf import generate_csrf, validate_csrf
from wtforms import ValidationError

from openspace.core.settings import Settings
from openspace.web.browser import Cookie, browser_hash, cookie_of, install

HELD = {"_permanent": True, "browser": "b" * 43, "csrf_token": "c" * 40, "language": "nl"}


@pytest.fixture
def app() -> Flask:
    made = Flask("cookies")
    install(made, Settings(Path(), "secret" * 8, "sqlite://", "http://localhost"))
    return made


@pytest.fixture
def cookie(app: Flask) -> Cookie:
    return cookie_of(app)


@pytest.fixture
def flasks() -> SecureCookieSessionInterface:
    """Flask's own way with cookies."""
    return SecureCookieSessionInterface()


def environ(value: str) -> dict[str, str]:
    return {"HTTP_COOKIE": f"other=1; openspace={value}", "wsgi.url_scheme": "http", "REQUEST_METHOD": "GET"}


def test_what_flask_wrote_is_read(app: Flask, cookie: Cookie, flasks: SecureCookieSessionInterface) -> None:
    signer = flasks.get_signing_serializer(app)
    assert signer is not None
    assert dict(cookie.held(environ(str(signer.dumps(HELD))))) == HELD
    long = HELD | {"browser": "b" * 2000}  # which Flask zips
    assert dict(cookie.held(environ(str(signer.dumps(long))))) == long


def test_what_we_wrote_flask_reads(app: Flask, cookie: Cookie, flasks: SecureCookieSessionInterface) -> None:
    signer = flasks.get_signing_serializer(app)
    assert signer is not None
    assert signer.loads(cookie.get_signing_serializer(app).dumps(HELD)) == HELD


@pytest.mark.parametrize(
    "change", [lambda text: text[:-1], lambda text: "x" + text, lambda text: "", lambda text: "..."]
)
def test_a_cookie_that_was_changed_holds_nothing(app: Flask, cookie: Cookie, change: object) -> None:
    assert callable(change)
    assert dict(cookie.held(environ(change(str(cookie.get_signing_serializer(app).dumps(HELD)))))) == {}


def test_a_cookie_of_last_year_holds_nothing(app: Flask, cookie: Cookie) -> None:
    with time_machine.travel("2026-01-01"):
        value = str(cookie.get_signing_serializer(app).dumps(HELD))
    with time_machine.travel("2026-03-01"):
        assert browser_hash(cookie.held(environ(value))) is not None
    with time_machine.travel("2026-12-31"):
        assert browser_hash(cookie.held(environ(value))) is None


def test_tokens_are_good_both_ways_and_for_their_own_browser_only(app: Flask, cookie: Cookie) -> None:
    held = cookie.held(environ(str(cookie.get_signing_serializer(app).dumps(HELD))))
    with app.test_request_context():
        session.update(HELD)
        theirs = generate_csrf()
        ours = cookie.csrf_token(held)
        validate_csrf(ours)
        assert cookie.valid_csrf(held, theirs)
        assert cookie.valid_csrf(held, ours)
        held["csrf_token"] = "d" * 40
        assert not cookie.valid_csrf(held, theirs)
        with pytest.raises(ValidationError):
            validate_csrf(cookie.csrf_token(held))


@pytest.mark.parametrize("token", [None, "", "x", 7, {}, "c" * 40])
def test_what_is_no_token_is_none(cookie: Cookie, token: object) -> None:
    held = cookie.held(environ(""))
    assert not cookie.valid_csrf(held, token)
    cookie.csrf_token(held)
    assert not cookie.valid_csrf(held, token)
