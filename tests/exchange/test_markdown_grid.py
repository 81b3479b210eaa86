"""A grid of times and places, as clean and as dirty as people keep it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from openspace.exchange.markdown_cell import cards_in
from tests.exchange.conftest import agenda, read_path, read_text

GRID = """# Camp

Some words.

## Friday

|       |         | Hall | Attic (20) |
| ----- | ------- | ---- | ---------- |
| 10:00 | OPENING |      |            |
| 11:00 | SLOT    | Bees (Ann) | Trams (Bo + Cas) |
| 12:00 | LUNCH   | Lunch | Soup talk (???) |
| 23:30 |         | Stars (@dee) |   |
| 00:30 |         | Bats |   |
| ??:?? | Doors close | | Last one (Eve) |
"""


def test_a_grid_becomes_slots_places_and_sessions() -> None:
    plan = read_text("grid.md", GRID)
    assert agenda(plan) == [
        ("A", "Hall", "Bees", ["Ann"]),
        ("A", "Attic", "Trams", ["Bo", "Cas"]),
        ("LUNCH", "Attic", "Soup talk", []),
        ("B", "Hall", "Stars", ["@dee"]),
        ("C", "Hall", "Bats", []),
        ("", "Attic", "Last one", ["Eve"]),
    ]
    assert [(slot.title, slot.kind) for slot in plan.slots] == [
        ("OPENING", "fixed"),
        ("A", "session"),
        ("LUNCH", "break"),
        ("B", "session"),
        ("C", "session"),
    ]
    assert plan.title == "Camp"
    assert [place.capacity for place in plan.places] == [None, 20]


def test_what_cannot_be_kept_is_told_with_its_line() -> None:
    told = {left.line: left.why for left in read_text("grid.md", GRID).left_out}
    assert told == {
        "grid.md:11": "'Soup talk': '???' names no convener",
        "grid.md:14": "the time of '??:?? Doors close' cannot be read",
        "grid.md:3": "text that belongs to no session: 'Some words.'",
    }


def test_times_are_of_the_zone_and_past_midnight_is_tomorrow() -> None:
    slots = read_text("grid.md", GRID).slots
    assert slots[0].starts == datetime(2018, 7, 20, 8, tzinfo=UTC)
    assert slots[0].ends == slots[1].starts
    assert slots[4].starts == datetime(2018, 7, 20, 22, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("## Friday", "## Saturday"),
        ("## vrijdag", "## zaterdag"),
        ("## Day 1", "## Day two"),
        ("## 20 July 2018", "## 21.7.2018"),
        ("### July 20th", "**July 21st**"),
        ("", ""),
    ],
)
def test_each_table_is_a_day(first: str, second: str) -> None:
    table = "| | Hall |\n|---|---|\n| 10:00 | {} |\n"
    text = f"{first}\n\n{table.format('One')}\n{second}\n\n{table.format('Two')}"
    starts = [slot.starts for slot in read_text("grid.md", text).slots]
    assert starts == [datetime(2018, 7, day, 8, tzinfo=UTC) for day in (20, 21)]


def test_a_second_table_with_later_times_is_the_same_day() -> None:
    table = "| | Hall |\n|---|---|\n| {} | One |\n"
    text = table.format("10:00") + "\n" + table.format("14:00")
    starts = [slot.starts for slot in read_text("grid.md", text).slots]
    assert starts == [datetime(2018, 7, 20, hour, tzinfo=UTC) for hour in (8, 12)]


def test_a_grid_with_the_places_down_its_side_is_turned_round() -> None:
    text = "| place | A 10:00–11:00 | B 11:20–12:20 |\n|---|---|---|\n| Hall | Bees (Ann) | |\n| Attic | | Trams |\n"
    plan = read_text("grid.md", text)
    assert agenda(plan) == [("A", "Hall", "Bees", ["Ann"]), ("B", "Attic", "Trams", [])]
    assert plan.slots[1].ends == datetime(2018, 7, 20, 10, 20, tzinfo=UTC)


def test_a_row_without_a_time_and_a_column_without_a_name_still_count() -> None:
    text = "| | Hall | |\n|---|---|---|\n| 10:00 | One | Two |\n| | Three | | Four |\n"
    assert agenda(read_text("grid.md", text)) == [
        ("A", "Hall", "One", []),
        ("A", "Place 2", "Two", []),
        ("A", "Hall", "Three", []),
        ("A", "Place 3", "Four", []),
    ]


def test_a_fixed_item_of_one_place_leaves_the_others_free() -> None:
    text = "| | Hall | Attic |\n|---|---|---|\n| 17:00 | CLOSING THE SPACE | Bees (Ann) |\n"
    plan = read_text("grid.md", text)
    assert agenda(plan) == [("A", "Attic", "Bees", ["Ann"])]
    assert [(slot.title, slot.kind, slot.places) for slot in plan.slots] == [
        ("A", "session", []),
        ("CLOSING THE SPACE", "fixed", [plan.places[0].id]),
    ]


def test_a_table_of_sessions_is_read_as_a_list() -> None:
    text = "| Time | Session | Host | Room |\n|---|---|---|---|\n| 10:00 | Bees | Ann | Hall |\n| 11:00 | Lunch | | |\n"
    plan = read_text("list.md", f"# Camp\n\n{text}")
    assert agenda(plan) == [("A", "Hall", "Bees", ["Ann"])]
    assert [slot.title for slot in plan.slots] == ["A", "Lunch"]


@pytest.mark.parametrize(
    ("cell", "sessions"),
    [
        ("Bees (Ann)", [("Bees", "Ann")]),
        ("Bees (as simple as possible)", [("Bees (as simple as possible)", "")]),
        ("Bees (and wasps) (Ann)", [("Bees (and wasps)", "Ann")]),
        ("[Bees (Ann)](#bees)", [("Bees", "Ann")]),
        ("[Bees](#bees) (Ann)", [("Bees", "Ann")]),
        ("Bees (Ann)<br>Trams (Bo)", [("Bees", "Ann"), ("Trams", "Bo")]),
        ("Bees (Ann)<br/><br/>Trams", [("Bees", "Ann"), ("Trams", "")]),
        ("Bees (???) / Trams (Bo) / Soup (@cas)", [("Bees", "???"), ("Trams", "Bo"), ("Soup", "@cas")]),
        ("[Bees](#bees) [Trams](./trams/)", [("Bees", ""), ("Trams", "")]),
        ("[Bees](#b) / Trams (Ann / Bo)", [("Bees", "Ann / Bo"), ("Trams", "Ann / Bo")]),
        ("Svelte / Sapper (Ann)", [("Svelte / Sapper", "Ann")]),
        ("Apps (brand / user) (Ann)", [("Apps (brand / user)", "Ann")]),
        ("Bees and<br>their keepers (Ann)", [("Bees and their keepers", "Ann")]),
        ("Bees<br>(Ann)", [("Bees", "Ann")]),
        ("**Bees** <i>now</i> (Ann & Bo)", [("Bees <i>now</i>", "Ann & Bo")]),
    ],
)
def test_a_cell_is_cut_only_where_several_sessions_are_meant(cell: str, sessions: list[tuple[str, str]]) -> None:
    assert [(card.title, card.hosts) for card in cards_in(cell)] == sessions


def test_what_a_cell_adds_becomes_the_line() -> None:
    said = cards_in("Bees<br/>- at most 10<br/>- bring honey (Ann)")
    handed_out = cards_in("Bees (Ann) - [Slides](https://example.org/bees)")
    assert [(card.title, card.line, card.hosts) for card in (*said, *handed_out)] == [
        ("Bees", "at most 10, bring honey", "Ann"),
        ("Bees", "Slides: https://example.org/bees", "Ann"),
    ]


def test_links_and_headings_bring_the_notes(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text(
        "# Camp\n\n| | Hall |\n|---|---|\n| 10:00 | [Bees (Ann)](#bees-talk) |\n| 11:00 | [Trams](./trams/) |\n"
        "| 12:00 | [Soup](#nowhere) |\n| 13:00 | Birds |\n\n"
        "## Notes\n\n### Bees: talk\n\nHoney. See [there](./bees).\n\n### Wasps\n\nSting.\n"
    )
    for folder, text in (
        ("bees", "# B\n"),
        ("trams", "# T\r\n\tRails\n"),
        ("birds", "# Z\n"),
        ("owls", "# Owls\nHoo\n"),
    ):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "readme.md").write_bytes(text.encode())
    plan = read_path(tmp_path)
    topics = {topic.id: topic.title for topic in plan.topics}
    titles = {session.id: topics[session.topic] for session in plan.sessions}
    assert {titles[note.session]: note.text for note in plan.notes} == {
        "Bees": "Honey. See [there](./bees).\n\n# B\n",
        "Trams": "# T\r\n\tRails\n",
        "Birds": "# Z\n",
        "Wasps": "Sting.",
        "Owls": "# Owls\nHoo\n",
    }
    assert [(left.line, left.why) for left in plan.left_out] == [("README.md:7", "the link '#nowhere' leads nowhere")]


def test_pictures_beside_a_note_are_told_by_line() -> None:
    text = "# Bees\n\n![A hive](./hive.jpg) ![](a%20b.png)\n\n![Far](https://example.org/x.png)\n```\n![code](x.png)\n```\n"
    told = [(left.line, left.why) for left in read_text("bees.md", text).left_out]
    assert told == [
        ("bees.md:3", "the picture './hive.jpg' is not taken along"),
        ("bees.md:3", "the picture 'a%20b.png' is not taken along"),
    ]
