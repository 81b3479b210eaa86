"""The language of a page: asked for, remembered, the browser's, the gathering's."""

from collections.abc import Mapping
from functools import lru_cache

from flask import Flask, g, request, session
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

from openspace.core import words
from openspace.core.words import LANGUAGES, speaking


def install(app: Flask) -> None:
    """Every request speaks one language; `use_language` may settle it later, when the gathering is known."""

    @app.before_request
    def begin() -> None:
        use_language()

    @app.teardown_request
    def end(_error: BaseException | None) -> None:
        _leave()

    app.jinja_env.globals.update(_=words.gettext, ngettext=words.ngettext)


def use_language(fallback: str = "en", *, settled: bool = False) -> str:
    """Speak the asked, remembered or browser's language in this request, else `fallback`; or `fallback` itself when it
    is `settled` that somebody reads in it. A page that is asked in a language remembers it."""
    asked = request.args.get("lang")
    if asked in LANGUAGES:
        session["language"] = asked
    wished = session.get("language") or of_browser(request.headers.get("Accept-Language")) or fallback
    if settled and asked not in LANGUAGES:
        wished = fallback
    _leave()
    g.speaking = speaking(wished)
    g.speaking.__enter__()
    return words.current_language()


@lru_cache(maxsize=200)  # phones of one room send a handful
def of_browser(accepted: str | None) -> str | None:
    """The language that a browser would rather read of those that we have, by its Accept-Language."""
    return parse_accept_header(accepted, LanguageAccept).best_match(LANGUAGES)


def words_for_scripts(language: str) -> Mapping[str, str | list[str]]:
    """The catalogue as the screens read it: message -> translation, or the forms of a plural."""
    return {
        (message.id if isinstance(message.id, str) else message.id[0]): (
            message.string if isinstance(message.string, str) else list(message.string)
        )
        for message in words.catalogue(language)
        if message.id and message.string and any(path.startswith("static/") for path, _line in message.locations)
    }


def _leave() -> None:
    before = g.pop("speaking", None)
    if before is not None:
        before.__exit__(None, None, None)
