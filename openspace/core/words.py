"""The words of the interface in the reader's language: English is the message id, translations/ has the others."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations

LANGUAGES = ("en", "nl")
FOLDER = Path(__file__).resolve().parent.parent / "translations"

_language: ContextVar[str] = ContextVar("language", default="en")


@cache
def catalogue(language: str) -> Catalog:
    """The translations of a language as its .po file has them; empty for English."""
    path = FOLDER / language / "LC_MESSAGES" / "messages.po"
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


@cache
def _translations(language: str) -> Translations:
    # gettext reads .mo only; it is made in memory so that the .po stays the one truth.
    compiled = BytesIO()
    write_mo(compiled, catalogue(language))
    compiled.seek(0)
    return Translations(compiled)


def current_language() -> str:
    """The language that `_` speaks in this context."""
    return _language.get()


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Let `_` speak `language` (English where we do not have it) inside the block."""
    token = _language.set(language if language in LANGUAGES else "en")
    try:
        yield
    finally:
        _language.reset(token)


def gettext(message: str, **values: object) -> str:
    """`message` in the current language, `{placeholders}` filled."""
    text = str(_translations(_language.get()).gettext(message))
    return text.format(**values) if values else text


def ngettext(singular: str, plural: str, n: int, **values: object) -> str:
    """The singular or plural of a message for `n`, which is also the placeholder `{n}`."""
    return str(_translations(_language.get()).ngettext(singular, plural, n)).format(n=n, **values)


_ = gettext
