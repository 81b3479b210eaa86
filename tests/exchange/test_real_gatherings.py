"""What gatherings really left behind arrives whole; the numbers were counted by hand."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from openspace.exchange.plan import Plan
from openspace.proceedings.book import markdown_book
from tests.exchange.conftest import agenda, read_path
from tests.exchange.database import brought
from tests.world import World

Find = Callable[[str], Path]


def notes_of(plan: Plan) -> dict[str, str]:
    titles = {topic.id: topic.title for topic in plan.topics}
    sessions = {session.id: titles[session.topic] for session in plan.sessions}
    return {sessions[note.session]: note.text for note in plan.notes}


def text_of(path: Path) -> str:
    """The text byte for byte but for a byte order mark; one old file is in the alphabet of Windows."""
    raw = path.read_bytes()
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252")


def test_every_session_of_jscraftcamp_arrives(real: Find) -> None:
    plan = read_path(real("jscraftcamp/2018"))
    # Friday by rows from 10:00: 1 + 5 + 3 + 2 + 5 + 7 + 5; Saturday from 11:00: 5 + 4 + 3 + 3 + 5 + 6.
    # The cell left, CLOSING THE SPACE on Saturday at 17:00, is a fixed item of one place.
    assert len(plan.sessions) == len(plan.topics) == 28 + 26
    assert [place.name for place in plan.places] == [
        "#Piazza-1", "#Piazza-2", "#Lab", "#Workshop", "#Meeting", "#Telko-1", "#Blue", "#Senf", "Somewhere else",
    ]  # fmt: skip
    fixed = [(slot.title, slot.kind, len(slot.places)) for slot in plan.slots if slot.kind != "session"]
    assert fixed == [
        ("OPENING THE SPACE", "fixed", 0), ("LUNCH", "break", 0), ("EVENING NEWS", "fixed", 0),
        ("EVENING ACTIVITIES", "fixed", 0), ("OPENING THE SPACE", "fixed", 0), ("LUNCH", "break", 0),
        ("EVENING NEWS", "fixed", 0), ("CLOSING THE SPACE", "fixed", 1), ("EVENING ACTIVITIES", "fixed", 0),
    ]  # fmt: skip
    assert len(plan.slots) == 9 + 10
    rows = agenda(plan)
    assert ("A", "#Lab", "Culture Ownership", ["Philip"]) in rows
    assert ("LUNCH", "#Piazza-1", "Migrate webpack 1 to webpack 4", ["Daniel", "Markus"]) in rows
    assert ("G", "#Meeting", "GraphQL wonderland", ["Robert", "@lowsky"]) in rows


def test_every_notes_folder_of_jscraftcamp_is_attached(real: Find) -> None:
    folder = real("jscraftcamp/2018")
    notes = notes_of(read_path(folder))
    files = sorted(folder.glob("*/README.md"))
    assert len(files) == 6
    for file in files:
        assert any(text_of(file) in note for note in notes.values()), file
    assert "See [./vuejs/](./vuejs/)." in notes["Vue.js (Components, Vuex, Transitions)"]
    assert notes["Functional calisthenics I"] == notes["Functional calisthenics II"]


@pytest.mark.parametrize(
    ("name", "sessions", "days"),
    [
        ("devopsdays-boston-2019", 18, 2),
        ("socrates-austria/2024", 30, 2),  # 22 listed, 4 of them without notes; 8 folders nobody listed
        ("kubernetes-contributor-summits", 60, 0),
    ],
)
def test_folders_of_notes_lose_no_byte(real: Find, name: str, sessions: int, days: int) -> None:
    folder = real(name)
    plan = read_path(folder)
    assert (len(plan.sessions), len(plan.slots)) == (sessions, days)
    texts = [note.text for note in plan.notes]
    told = {left.line.split(":")[0] for left in plan.left_out}
    for file in folder.rglob("*"):
        path = file.relative_to(folder).as_posix()
        if file.is_file() and path not in told:
            assert any(text_of(file) in text for text in texts), path


def test_sessions_go_to_the_day_their_name_says(real: Find) -> None:
    plan = read_path(real("devopsdays-boston-2019"))
    days = [row[0] for row in agenda(plan)]
    assert (days.count("Day 1"), days.count("Day 2")) == (6, 12)


@pytest.mark.parametrize(
    "name",
    [
        *(f"srccon-2014-2018/_archive/sessions/{year}/sessions.json" for year in range(2014, 2019)),
        "srccon-2014-2018/srccon-schedule_sessions.json",
        "w3c-tpac/breakouts-day-2024.json",
        "w3c-tpac/group-meetings.json",
        "w3c-tpac/tpac2023.json",
    ],
)
def test_lists_of_sessions_keep_every_title_and_text(real: Find, name: str) -> None:
    value = json.loads(real(name).read_bytes())
    items = value if isinstance(value, list) else value["sessions"]
    plan = read_path(real(name))
    assert len(plan.topics) == len(items)
    said = "\n".join([topic.line for topic in plan.topics] + [note.text for note in plan.notes])
    for item, topic in zip(items, plan.topics, strict=True):
        assert topic.title == " ".join(item["title"].split())
        long = (item.get("description") or item.get("body") or "").strip()
        assert len(long) <= 140 or long in said


def test_the_breakouts_of_w3c_stand_where_they_stood(real: Find) -> None:
    path = real("w3c-tpac/breakouts-day-2024.json")
    plan = read_path(path)
    value = json.loads(path.read_bytes())
    slots = dict(zip((slot[:16] for slot in value["slots"]), "ABCD", strict=True))
    assert [row[:3] for row in agenda(plan)] == [
        (slots[item["slot"]], item["room"], item["title"].strip()) for item in value["sessions"]
    ]


def test_links_between_the_notes_of_jscraftcamp_lead_to_sessions(sqlite_world: World, real: Find) -> None:
    plan = read_path(real("jscraftcamp/2018"))
    assert ("tdd-universal-everywhere/README.md:12", "the picture './tdd-universal.jpg' is not taken along") in [
        (left.line, left.why) for left in plan.left_out
    ]
    made = brought(sqlite_world, plan)
    with sqlite_world.system.database.reading() as db:
        book = markdown_book(db, made["gathering"], "en")
    anchors = {
        title: anchor for anchor, title in re.findall(r'^### <a id="(s-\d+)"></a>(?:\S+ · )?(.*)$', book, re.MULTILINE)
    }
    assert f"[Shader fun](#{anchors['Shader fun']}) was a bit" in book
    assert f"[./programming-for-kids/](#{anchors['Programming for Kids']})" in book
    assert "Universal Architecture TDD (`./tdd-universal.jpg`)" in book
    assert not re.findall(r"\]\((?!#|https?:|mailto:)[^)]*\)", book)
    anchors_there = set(re.findall(r'<a id="(.*?)">', book))
    assert set(re.findall(r"\]\(#(.*?)\)", book)) <= anchors_there
