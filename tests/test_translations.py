"""Every word of the interface is there in every language, with the same placeholders."""

import re

import pytest

from openspace.core.words import LANGUAGES, gettext, ngettext, speaking
from tests.words import MessageId, catalogue, extracted

OTHERS = LANGUAGES[1:]


@pytest.fixture(scope="module")
def words() -> dict[MessageId, list[str]]:
    """All messages of the sources."""
    return extracted()


def test_the_sources_are_read(words: dict[MessageId, list[str]]) -> None:
    files = {file.split("/")[0] for places in words.values() for file in places}
    assert files == {"openspace", "templates", "static"}
    assert "Post a topic" in words
    assert any(isinstance(message, tuple) for message in words)


@pytest.mark.parametrize("language", OTHERS)
def test_no_word_is_untranslated_and_none_is_left_over(language: str, words: dict[MessageId, list[str]]) -> None:
    known = {message.id: message.string for message in catalogue(language) if message.id}
    missing = [message for message in words if not all(known.get(message) or ("",))]
    assert missing == []
    assert set(known) == set(words)


@pytest.mark.parametrize("language", OTHERS)
def test_placeholders_are_the_same(language: str) -> None:
    wrong = []
    for message in catalogue(language):
        sources = [message.id] if isinstance(message.id, str) else list(message.id)
        strings = [message.string] if isinstance(message.string, str) else list(message.string)
        if message.id and any(names(string) != names(sources[-1]) for string in strings):
            wrong.append(message.id)
    assert wrong == []


def names(text: str) -> set[str]:
    """The placeholders of a message."""
    return set(re.findall(r"\{(\w+)\}", text))


def test_words_are_spoken_in_the_language_of_the_context() -> None:
    with speaking("nl"):
        assert gettext("Place {n}", n=3) == "Plek 3"
        assert ngettext("{n} topic without a place", "{n} topics without a place", 2) == "2 onderwerpen zonder plek"
    with speaking("en"):
        assert gettext("Place {n}", n=3) == "Place 3"
    with speaking("xx"):
        assert gettext("Lunch") == "Lunch"
