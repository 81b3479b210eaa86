"""The agenda's pure rules, as tables."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openspace.agenda.rules import (
    Planned,
    expected_topics,
    nearest_free,
    on_day,
    places_per_slot,
    proposed_day,
    slot_letter,
)

NINE = datetime(2026, 11, 28, 8, tzinfo=UTC)

# methods.md 6.2-K, every vector, and the ends around them.
EXPECTED = {
    1: 1, 2: 1, 9: 5, 10: 5, 12: 6, 40: 20, 49: 25, 50: 25, 51: 25, 83: 25, 84: 26, 100: 30, 101: 30, 120: 30,
    121: 31, 200: 50, 201: 50, 250: 50, 251: 51, 500: 100, 501: 100, 667: 101, 800: 120, 2000: 300, 5000: 750,
}  # fmt: skip


@pytest.mark.parametrize(("people", "topics"), EXPECTED.items())
def test_expected_topics(people: int, topics: int) -> None:
    assert expected_topics(people) == topics


@given(st.integers(1, 5000))
def test_more_people_never_mean_fewer_topics(people: int) -> None:
    assert expected_topics(people) <= expected_topics(people + 1)


@pytest.mark.parametrize(
    ("topics", "slots", "places"),
    [
        (1, 1, 3),
        (5, 4, 4),  # 2 needed, 2 to spare
        (20, 4, 7),
        (25, 4, 9),
        (30, 4, 10),
        (50, 4, 15),
        (80, 4, 22),
        (84, 4, 24),  # 21 needed, a tenth rounded up is 3
        (100, 4, 28),
        (120, 4, 33),
        (300, 4, 83),
        (300, 8, 42),
        (4, 4, 3),
    ],
)
def test_places_of_a_slot(topics: int, slots: int, places: int) -> None:
    assert places_per_slot(topics, slots) == places


@pytest.mark.parametrize(
    ("index", "letter"), [(0, "A"), (1, "B"), (25, "Z"), (26, "AA"), (27, "AB"), (51, "AZ"), (52, "BA"), (701, "ZZ")]
)
def test_slot_letters(index: int, letter: str) -> None:
    assert slot_letter(index) == letter


def test_no_two_slots_have_one_letter() -> None:
    assert len({slot_letter(index) for index in range(1000)}) == 1000


def day(slots: int, minutes: int = 60, pause: int = 20, first: int = 0) -> list[Planned]:
    return list(proposed_day(NINE, slots, minutes, pause, ("Opening", "Lunch", "Circle"), first))


def test_the_proposed_day() -> None:
    def at(item: Planned) -> tuple[str, str, str, str]:
        return item.kind, item.title, f"{item.starts:%H:%M}", f"{item.ends:%H:%M}"

    assert [at(item) for item in day(4)] == [
        ("fixed", "Opening", "08:00", "09:00"),
        ("session", "A", "09:00", "10:00"),
        ("session", "B", "10:20", "11:20"),
        ("break", "Lunch", "11:20", "12:20"),
        ("session", "C", "12:20", "13:20"),
        ("session", "D", "13:40", "14:40"),
        ("fixed", "Circle", "15:00", "15:45"),
    ]


@pytest.mark.parametrize(("slots", "lunches"), [(1, 0), (2, 0), (3, 1), (4, 1), (5, 1), (20, 1)])
def test_a_long_day_has_lunch_in_its_middle(slots: int, lunches: int) -> None:
    planned = [item.title for item in day(slots)]
    assert planned.count("Lunch") == lunches
    if lunches:
        assert planned.index("Lunch") == 1 + slots // 2


@given(st.integers(1, 20), st.integers(5, 600), st.integers(0, 600))
def test_nothing_of_a_day_overlaps(slots: int, minutes: int, pause: int) -> None:
    planned = day(slots, minutes, pause)
    assert sum(item.kind == "session" for item in planned) == slots
    assert all(before.ends <= after.starts for before, after in pairwise(planned))
    assert {item.ends - item.starts for item in planned if item.kind == "session"} == {timedelta(minutes=minutes)}


def test_letters_go_on_the_next_day() -> None:
    assert [item.title for item in day(2, first=4) if item.kind == "session"] == ["E", "F"]


@pytest.mark.parametrize(
    ("starts", "days", "expected"),
    [
        ("2026-10-24T07:00:00Z", 1, "2026-10-25T08:00:00Z"),  # the clock goes back: nine stays nine
        ("2026-10-24T07:00:00Z", 0, "2026-10-24T07:00:00Z"),
        ("2027-03-27T08:00:00Z", 1, "2027-03-28T07:00:00Z"),  # and forward
        ("2026-12-31T08:00:00Z", 1, "2027-01-01T08:00:00Z"),
    ],
)
def test_the_same_hour_some_days_later(starts: str, days: int, expected: str) -> None:
    found = on_day(datetime.fromisoformat(starts), days, "Europe/Amsterdam")
    assert found == datetime.fromisoformat(expected)
    assert found.astimezone(ZoneInfo("Europe/Amsterdam")).hour == 9


PLACES, SLOTS = [11, 12, 13], [21, 22, 23]


@pytest.mark.parametrize(
    ("wished", "taken", "expected"),
    [
        # First the same slot, nearer places first; then the slots beside it.
        ((11, 21), {(11, 21)}, [(12, 21), (13, 21), (11, 22)]),
        ((12, 22), {(12, 22)}, [(11, 22), (13, 22), (12, 21)]),
        ((12, 22), {(12, 22), (11, 22), (13, 22)}, [(12, 21), (12, 23), (11, 21)]),
        ((13, 23), {(13, 23), (12, 23)}, [(11, 23), (13, 22), (12, 22)]),
        # One free cell, none, and a wish for what is no cell of the grid.
        ((11, 21), {(p, s) for p in PLACES for s in SLOTS} - {(13, 23)}, [(13, 23)]),
        ((11, 21), {(p, s) for p in PLACES for s in SLOTS}, []),
        ((99, 99), set(), [(11, 21), (12, 21), (13, 21)]),
    ],
)
def test_nearest_free_cells(
    wished: tuple[int, int], taken: set[tuple[int, int]], expected: list[tuple[int, int]]
) -> None:
    assert nearest_free(wished, PLACES, SLOTS, taken) == expected


def test_no_grid_has_no_free_cell() -> None:
    assert nearest_free((1, 1), [], SLOTS, set()) == nearest_free((1, 1), PLACES, [], set()) == []
