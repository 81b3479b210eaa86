"""What we propose for a gathering and its people may change: principles, law, parts of the day, names of places. It is
kept as text, in the language of whoever it was made for; what nobody has changed everybody reads in their own."""

import re
from collections.abc import Mapping
from functools import cache

from openspace.core.words import LANGUAGES, _, current_language, speaking

_NUMBER = re.compile(r"\d+")


def principles() -> list[str]:
    """The five principles (methods.md 3.4)."""
    return [
        _("Whoever comes are the right people."),
        _("Whatever happens is the only thing that could have."),
        _("Whenever it starts is the right time."),
        _("When it is over, it is over."),
        _("Wherever it happens is the right place."),
    ]


def law() -> str:
    """The law of two feet."""
    return _("The law of two feet: if you are neither learning nor contributing, go where you can.")


def parts_of_a_day() -> tuple[str, str, str]:
    """Opening, lunch, closing."""
    return _("Opening and marketplace"), _("Lunch"), _("Closing circle")


def pause() -> str:
    """A break that was given no name."""
    return _("Break")


def together() -> str:
    """Anything else for everybody that was given no name."""
    return _("Together")


def place(n: int) -> str:
    """A place that was given no name."""
    return _a_place().replace("{n}", str(n))


def _a_place() -> str:
    return _("Place {n}")


@cache
def as_proposed(language: str) -> Mapping[str, str]:
    """Every text we propose, as any language has it, and how `language` says it; a number in it is {n}."""
    said = []
    for each in LANGUAGES:
        with speaking(each):
            said.append([*principles(), law(), *parts_of_a_day(), pause(), together(), _a_place()])
    own = said[LANGUAGES.index(language)]
    return {text: meant for texts in said for text, meant in zip(texts, own, strict=True)}


def is_proposed(text: str) -> bool:
    """Whether it still is as we proposed it."""
    return _NUMBER.sub("{n}", text, count=1) in as_proposed(current_language())


def as_read(text: str) -> str:
    """The text in the reader's language while it is as we proposed it; else as it is."""
    number = _NUMBER.search(text)
    known = as_proposed(current_language()).get(_NUMBER.sub("{n}", text, count=1))
    if known is None:
        return text
    return known.replace("{n}", number.group()) if number else known
