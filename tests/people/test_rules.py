"""The pure rules of people and of what they type, as tables."""

import pytest

from openspace.core.text import clean, same_name
from openspace.people.rules import free_mark, hashed, new_secret


@pytest.mark.parametrize(
    ("taken", "mark"),
    [(set(), ""), ({""}, "2"), ({"", "2"}, "3"), ({"", "3"}, "2"), ({"2"}, "3"), ({"", "2", "3", "4"}, "5")],
)
def test_free_mark(taken: set[str], mark: str) -> None:
    assert free_mark(taken) == mark


def test_secrets_are_long_and_kept_as_hashes() -> None:
    secrets = {new_secret() for _ in range(100)}
    assert len(secrets) == 100
    assert {len(secret) for secret in secrets} == {32}  # 192 bits
    assert {len(hashed(secret)) for secret in secrets} == {64}
    assert hashed("one") != hashed("two")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Anna", "anna"),
        ("Anna", " Anna\t"),
        ("Anna", "An\u200bna"),
        ("Anna", "An\u200dna"),
        ("Anna", "A\u034fnna"),
        ("Anna", "\uff21nna"),
        ("Zoë", "Zoe\u0308"),
        ("Straße", "STRASSE"),
        ("An na", "An  na"),
    ],
)
def test_names_that_look_alike_meet(one: str, other: str) -> None:
    assert same_name(one) == same_name(other)


def test_names_that_differ_do_not_meet() -> None:
    assert same_name("Anna") != same_name("Anne")


@pytest.mark.parametrize(
    "nothing", ["", " ", "\u200b", "\u200d\u200c", "\u2800", "\u3164", "\u0301", "\u00a0\u2003", "\x00\x07"]
)
def test_what_cannot_be_seen_is_nothing(nothing: str) -> None:
    assert clean(nothing) == clean(nothing, lines=True) == ""


def test_emoji_and_scripts_that_need_joiners_keep_them() -> None:
    for text in ("👩\u200d🚀", "می\u200cخواهم", "नमस्ते", "e\u0301\u0302"):
        assert clean(text) in (text, "\u00e9\u0302")
