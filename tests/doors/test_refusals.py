"""What the doors themselves refuse, in the language of who asks."""

import json
from collections.abc import Callable

import pytest

from tests.doors.browser import Browser
from tests.doors.phones import Gathering, Phone

WISH = {"n": 1, "name": "marketplace.post_idea", "fields": {"text": "Tea"}, "client": "c" * 16}

SAID = {
    "not JSON at all": {
        "en": "Only JSON is understood here.",
        "nl": "Hier wordt alleen JSON begrepen.",
    },
    "too large": {
        "en": "This is too long to be sent.",
        "nl": "Dit is te lang om te versturen.",
    },
    "half": {
        "en": "This message is malformed.",
        "nl": "Dit bericht klopt niet.",
    },
    "no client": {
        "en": "This message is malformed.",
        "nl": "Dit bericht klopt niet.",
    },
    "no token": {
        "en": "This page was open too long. Load it again, and send it once more.",
        "nl": "Deze pagina stond te lang open. Laad hem opnieuw en verstuur het nog een keer.",
    },
    "a stream": {
        "en": "Your role at this gathering does not include that.",
        "nl": "Dat hoort niet bij je rol in deze bijeenkomst.",
    },
}
BODIES: dict[str, bytes] = {
    "too large": b" " * 70_000,
    "half": b'{"n": 1,',
    "no client": json.dumps({**WISH, "client": None}).encode(),
}


@pytest.fixture
def phones(gather: Callable[..., Gathering]) -> dict[str, Phone]:
    """Two people whose languages are not their browsers'."""
    gathering = gather()
    found = {}
    for language, other in (("en", "nl"), ("nl", "en")):
        found[language] = gathering.joins("Anna", other)
        found[language].does("people.choose_language", language=language)
    return found


@pytest.mark.parametrize("language", ["en", "nl"])
def test_each_refusal_has_words(phones: dict[str, Phone], language: str) -> None:
    phone = phones[language]
    path = f"/g/{phone.code}/do"
    replies = {what: phone.browser.send(path, body) for what, body in BODIES.items()}
    replies["not JSON at all"] = phone.browser.send(path, b"text", Content_Type="text/plain")
    replies["a stream"] = phone.browser.get(f"/g/{phone.code}/changes?stream=desk", Accept="application/json")
    for what, reply in replies.items():
        assert reply.json()["message"] == SAID[what][language], what
    assert {what: reply.status for what, reply in replies.items()} == {
        "too large": 413,
        "half": 400,
        "no client": 400,
        "not JSON at all": 400,
        "a stream": 403,
    }


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Too fast. Your phone keeps this and sends it again."),
        ("nl", "Te snel. Je telefoon bewaart dit en stuurt het opnieuw."),
    ],
)
def test_too_fast(phones: dict[str, Phone], language: str, said: str) -> None:
    phone = phones[language]
    for n in range(200):
        reply = phone.browser.send(f"/g/{phone.code}/do", {**WISH, "n": n + 1, "name": "skip"})
        if reply.status == 429:
            break
    assert (reply.status, reply.json()["code"], reply.json()["message"]) == (429, "slow_down", said)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "This device is not known here any more. Please join again."),
        ("nl", "Dit apparaat is hier niet meer bekend. Doe opnieuw mee."),
    ],
)
def test_a_stranger_is_answered_in_the_browsers_language(gathering: Gathering, language: str, said: str) -> None:
    browser = Browser(gathering.url, language)
    browser.get(f"/g/{gathering.code}")
    for reply in (
        browser.send(f"/g/{gathering.code}/do", WISH),
        browser.get(f"/g/{gathering.code}/snapshot", Accept="application/json"),
    ):
        assert (reply.status, reply.json()["code"], reply.json()["message"]) == (401, "no_person", said)
    lost = browser.send(f"/g/{gathering.code}/do", WISH, X_CSRF_Token="wrong")
    assert (lost.status, lost.json()["message"]) == (403, SAID["no token"][language])
