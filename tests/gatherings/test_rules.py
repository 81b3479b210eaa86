"""The gathering's pure rules, as tables."""

import pytest

from openspace.gatherings.rules import (
    ALPHABET,
    PHASES,
    SWITCHES,
    USUAL_SWITCHES,
    free_colour,
    free_letter,
    new_code,
    typed_code,
)


def test_codes_are_seven_of_28_unmistakable_letters() -> None:
    assert len(ALPHABET) == len(set(ALPHABET)) == 28
    assert not set(ALPHABET) & set("0O1IL5SZ")
    codes = {new_code() for _ in range(500)}
    assert len(codes) == 500
    assert {len(code) for code in codes} == {7}
    assert set("".join(codes)) == set(ALPHABET)


@pytest.mark.parametrize("typed", ["ABC2346", "abc2346", " abc 23-46 ", "A.B.C.2.3.4.6"])
def test_a_code_as_it_is_typed(typed: str) -> None:
    assert typed_code(typed) == "ABC2346"


@pytest.mark.parametrize(
    ("name", "taken", "letter"),
    [
        ("Town", (), "T"),
        ("Town", ("T",), "O"),
        ("Town", ("T", "O", "W", "N"), "A"),
        ("42", (), "A"),
        ("42", ("A",), "B"),
        ("Ω", tuple("ABCDEFGHIJKLMNOPQRSTUVWXYZ"), "AA"),
        ("Ω", (*"ABCDEFGHIJKLMNOPQRSTUVWXYZ", "AA"), "AB"),
    ],
)
def test_free_letter(name: str, taken: tuple[str, ...], letter: str) -> None:
    assert free_letter(name, taken) == letter


@pytest.mark.parametrize(
    ("taken", "colour"),
    [((), 1), ((1, 2), 3), ((2, 3), 1), (tuple(range(1, 9)), 1), ((*range(1, 9), 1), 2)],
)
def test_free_colour(taken: tuple[int, ...], colour: int) -> None:
    assert free_colour(taken) == colour


def test_every_phase_has_its_usual_switches() -> None:
    assert tuple(USUAL_SWITCHES) == PHASES
    assert {len(switches) for switches in USUAL_SWITCHES.values()} == {len(SWITCHES)}
    posting_open = [phase for phase, (posting, _placing, _releasing) in USUAL_SWITCHES.items() if posting]
    assert posting_open == ["marketplace", "sessions", "convergence"]
