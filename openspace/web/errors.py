"""Errors as pages and as JSON: what happened, what is kept, what to do; never a traceback."""

import logging
import secrets

from flask import Flask, Response, jsonify, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from openspace.core.errors import Refused
from openspace.core.words import _

log = logging.getLogger(__name__)

_STATUS = {
    "no_person": 401,
    "forbidden": 403,
    "closed": 403,
    "csrf": 403,
    "origin": 403,
    "unknown_gathering": 404,
    "gone": 404,
    "taken": 409,
    "conflict": 409,
    "limit": 413,
    "slow_down": 429,
    "busy": 503,
    "disk_full": 503,
    "error": 500,
}
_CODES = {400: "invalid", 403: "forbidden", 404: "gone", 405: "gone", 413: "limit", 429: "slow_down"}


def install(app: Flask) -> None:
    """One answer for each kind of failure."""

    @app.errorhandler(Refused)
    def refused(error: Refused) -> tuple[Response | str, int]:
        return answer(error.code, error.message), _STATUS.get(error.code, 400)

    @app.errorhandler(CSRFError)
    def csrf(_error: CSRFError) -> tuple[Response | str, int]:
        return answer("csrf", ""), 403

    @app.errorhandler(HTTPException)
    def http(error: HTTPException) -> tuple[Response | str, int]:
        status = error.code or 500
        return answer(_CODES.get(status, "error"), ""), status

    @app.errorhandler(Exception)
    def ours(_error: Exception) -> tuple[Response | str, int]:
        reference = secrets.token_hex(4)
        log.exception("request failed", extra={"reference": reference, "path": request.url_rule})
        return answer("error", "", reference), 500


def answer(code: str, message: str, reference: str = "") -> Response | str:
    """JSON for who asked for JSON, else a page, which has words of its own for each code."""
    if wants_json() or request.is_json:
        said = message or _sentence(code)
        return jsonify(ok=False, code=code, message=said, reference=reference, final=False)
    return render_template("error.html", code=code, message=message, reference=reference)


def _sentence(code: str) -> str:
    match code:
        case "csrf":
            return _("This page was open too long. Load it again, and send it once more.")
        case "no_person":
            return _("This device is not known here any more. Please join again.")
        case "forbidden":
            return _("This is not open to you.")
        case "gone":
            return _("There is nothing here.")
        case "limit":
            return _("This is too long to be sent.")
        case "slow_down":
            return _("Too many tries in a short time. Wait a minute and try again.")
        case "invalid":
            return _("The server could not read this.")
        case _other:
            return _("Something went wrong on our side. Try it once more.")


def wants_json() -> bool:
    """Whether who asks would rather read JSON than a page."""
    accepted = request.accept_mimetypes
    return accepted["application/json"] > accepted["text/html"]
