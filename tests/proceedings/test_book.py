"""The book of a scripted day, and of days with nothing in them."""

import os
import re
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from sqlalchemy import event

from openspace.core.database import Database
from openspace.proceedings.book import markdown_book
from openspace.proceedings.compile import compiled
from openspace.proceedings.gather import gather
from openspace.proceedings.html import page
from tests.proceedings.conftest import gathered
from tests.proceedings.golden import FOLDER, LANGUAGES, book
from tests.proceedings.scripted_day import note
from tests.proceedings.test_markdown import READER
from tests.world import World


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_golden_book(played: World, language: str) -> None:
    """A book we would print. Written by `python -m tests.proceedings.golden`."""
    assert book(played, language) == (FOLDER / f"{language}.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_book_is_a_book(sqlite_world: World, language: str) -> None:
    text = book(sqlite_world, language)
    assert dead_anchors(text) == set()
    headings = re.findall(r'^## <a id="(.*?)"', text, re.MULTILINE)
    assert headings == ["in-one-minute", "contents", "why", "how", "wall", "reports", "agreed", "people", "changes"]
    assert "None" not in text


def test_a_book_with_nothing_at_all(sqlite_world: World) -> None:
    """No theme, no times, no places."""
    host, state = sqlite_world.host, sqlite_world.state()
    host.does("gatherings.set_up", theme="", principles=[], law="")
    for slot in state["slots"]:
        host.does("agenda.remove_slot", slot=slot["id"])
    for place in state["places"]:
        host.does("agenda.remove_place", place=place["id"])
    text = book(sqlite_world, "en")
    assert dead_anchors(text) == set()
    assert "\n# Neighbours\n" in text
    assert "No times were planned." in text
    assert 'id="why"' not in text


def test_every_anchor_is_alive_and_alone(evening: World) -> None:
    text = book(evening, "en")
    anchors = re.findall(r'<a id="(.*?)">', text)
    assert len(anchors) == len(set(anchors))
    assert {"s-01", "s-06", "b-01", "why", "actions"} <= set(anchors)
    assert dead_anchors(text) == set()


def dead_anchors(text: str) -> set[str]:
    return set(re.findall(r"\]\(#(.*?)\)", text)) - set(re.findall(r'<a id="(.*?)">', text))


def test_only_who_agreed_is_named(evening: World) -> None:
    """The names are in the database, and the book has those of consent `room` or `public` only."""
    names = {entry["name"] for entry in evening.people({"people": list(range(1, 20))}).values()}
    assert {"Anna", "Bo <b>", "Cas", "Shy Person", "Hanna", None} == names
    for language in LANGUAGES:
        text = book(evening, language)
        assert "Anna 2" in text
        assert "Shy" not in text
        assert "Gone" not in text


def test_consent_taken_back_takes_the_name_out(evening: World) -> None:
    before = book(evening, "en")
    assert "Bo &lt;b>" in before
    day = gathered(evening)
    bo = next(id for id, entry in evening.people({"people": list(range(1, 20))}).items() if entry["name"] == "Bo <b>")
    with time_machine.travel(day.newest + timedelta(hours=1), tick=False):
        evening.host.does("people.forget_person", person=int(bo))
    after = book(evening, "en")
    assert "Bo" not in re.findall(r"[A-Z]\w*", after)
    assert gathered(evening).newest == day.newest + timedelta(hours=1)


def test_unrevealed_cards_stay_hidden(evening: World) -> None:
    board = next(
        session.board for session in gathered(evening).sessions if session.board and not session.board.revealed
    )
    assert board.cards == 1
    assert "eyes" not in book(evening, "en")


def test_a_freed_session_keeps_its_words_in_the_book(evening: World) -> None:
    first = next(session for session in gathered(evening).sessions if session.anchor == "s-01")
    evening.host.does("agenda.unplace_session", session=first.id)
    text = book(evening, "en")
    assert '<a id="s-01"></a>How do we stop typing data twice?' in text
    assert "Not on the agenda wall" in text
    assert "the harbour office" in text
    assert dead_anchors(text) == set()


def test_counts_stay_hidden_while_they_are(evening: World) -> None:
    assert "Most people wanted to come to" in book(evening, "en")
    evening.host.does("gatherings.set_up", counts_hidden=True)
    assert "Most people wanted to come to" not in book(evening, "en")


def test_reading_changes_nothing_and_gives_the_same_bytes(evening: World) -> None:
    first = book(evening, "en")
    assert book(evening, "en") == first
    with evening.system.database.reading() as db:
        assert markdown_book(db, evening.gathering, "en").replace(evening.code, "CODE234") == first


@pytest.mark.parametrize("zone", ["Asia/Tokyo", "America/St_Johns"])
def test_another_machine_gives_the_same_bytes(evening: World, tmp_path: Path, zone: str) -> None:
    """Another time zone, locale and hash seed."""
    code = (
        "import sys\n"
        "from openspace.app import build_system\n"
        "from openspace.core.settings import load\n"
        "from openspace.proceedings.book import zip_book\n"
        "with build_system(load()).database.reading() as db:\n"
        "    sys.stdout.buffer.write(zip_book(db, int(sys.argv[1]), 'nl'))\n"
    )
    made = []
    for where, locale, seed in (("UTC", "C.UTF-8", "1"), (zone, "nl_NL.UTF-8", "2")):
        environment = {**os.environ, "OPENSPACE_DATA": str(tmp_path), "TZ": where, "LC_ALL": locale}
        environment |= {"LANG": locale, "PYTHONHASHSEED": seed}
        command = [sys.executable, "-c", code, str(evening.gathering)]
        made.append(subprocess.run(command, env=environment, capture_output=True, check=True).stdout)
    assert made[0] == made[1]
    assert made[0].startswith(b"PK")


def test_the_page_has_the_tree_of_the_headings(evening: World) -> None:
    shown = page(compiled(gathered(evening), "en").parts)
    assert [entry["id"] for entry in shown.contents][:4] == ["in-one-minute", "why", "how", "wall"]
    assert {"id": "s-05", "title": "C#", "level": 3} in shown.contents
    for entry in shown.contents:
        assert f'id="{entry["id"]}"' in shown.html
    assert shown.html.count("<h2>") == sum(entry["level"] == 2 for entry in shown.contents)
    assert "<h3" not in shown.html.split('id="reports"')[0]
    assert 'lang="nl"><a id="s-02"' in shown.html


def test_every_reader_finds_the_same_chapters(evening: World) -> None:
    """What CommonMark takes for headings of the upper levels is what we meant."""
    parts = compiled(gathered(evening), "en").parts
    text = book(evening, "en").split("---\n", 2)[2]
    tokens = READER.parse(text)
    found = [(token.tag, token.level) for token in tokens if token.type == "heading_open" and token.tag <= "h3"]
    meant = [("h1", 0), *((f"h{part.level}", 0) for part in parts if hasattr(part, "level"))]
    assert sorted(found) == sorted([*meant, ("h2", 0)])  # and the contents, which stay out of the page


@pytest.mark.parametrize("sessions", [1, 3])
def test_queries_do_not_grow_with_sessions(sqlite_world: World, sessions: int) -> None:
    """Only notes and boards are read one by one."""
    world = sqlite_world
    state = world.state()
    world.opens()
    anna = world.joins("Anna")
    slot = next(slot["id"] for slot in state["slots"] if slot["kind"] == "session")
    for n in range(sessions):
        topic = anna.does("marketplace.post_topic", title=f"Topic {n}")["topic"]
        anna.does("agenda.place_topic", topic=topic, place=state["places"][n]["id"], slot=slot)
    assert queries(world.system.database, world.gathering) == 17


def queries(database: Database, gathering: int) -> int:
    seen: list[str] = []
    event.listen(database.reader, "before_cursor_execute", lambda *call: seen.append(call[2]))
    with database.reading() as db:
        gather(db, gathering)
    return len(seen)


def test_a_hostile_note_cannot_reach_the_next_session(evening: World) -> None:
    """The same day with and without it: every other line of the book is the same."""
    day = gathered(evening)
    target = next(session for session in day.sessions if session.anchor == "s-03")
    before = book(evening, "en")
    note(evening, evening.host, target.id, "```\n# <h1>\n<!--\n[1-s-01]: javascript:x")
    after = book(evening, "en")
    assert after != before
    start, rest = after.split('### <a id="s-06">')
    assert rest == before.split('### <a id="s-06">')[1]
    assert start.split('<a id="s-03"></a>B1a')[0] == before.split('<a id="s-03"></a>B1a')[0]
