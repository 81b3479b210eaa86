"""The demonstration: two gatherings, made once for their day, and what is printed."""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import redirect_stdout
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from io import StringIO
from typing import Any

import pytest
import time_machine
from click import unstyle
from sqlalchemy import select

from openspace.app import Server, build_server, build_system
from openspace.boards.definition import shipped
from openspace.boards.rules import LONGEST_COLUMN
from openspace.core import clock, qr
from openspace.core.settings import load
from openspace.demo import open_demonstration
from openspace.demo_data import samples
from openspace.gatherings.models import Gathering
from openspace.marketplace.rules import LONGEST_LINE, LONGEST_TITLE
from openspace.migrate import upgrade
from openspace.notes.queries import note_texts
from openspace.notes.rules import LONGEST_REPORT_FIELD, REPORT_TEXTS
from openspace.outcomes.rules import LONGEST_TEXT
from openspace.people.rules import LONGEST_NAME

BASE = "http://192.168.100.100:8000"

State = dict[str, Any]


@dataclass
class Shown:
    """A server on which the demonstration was opened twice: what was printed, and the two gatherings after each."""

    server: Server
    printed: list[str]
    codes: list[list[str]]
    pages: list[list[State]]


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shown]:
    """The demonstration, made once for all tests here, in a folder where somebody left a marker of another database."""
    folder = tmp_path_factory.mktemp("demonstration")
    (folder / "demo.json").write_text('{"ends": "2999-01-01T00:00:00Z", "codes": ["2346789", "9876432"]}')
    system = build_system(replace(load(environment={"OPENSPACE_DATA": str(folder)}), base_url=BASE))
    upgrade(system.database)
    made = Shown(build_server(system), [], [], [])
    for _ in range(2):
        out = StringIO()
        with redirect_stdout(out):
            open_demonstration(made.server)
        made.printed.append(unstyle(out.getvalue()))
        made.codes.append([code for _, code in gatherings(made.server)])
        made.pages.append([state(made.server, id) for id, _ in gatherings(made.server)])
    yield made
    made.server.stop()


def gatherings(server: Server) -> list[tuple[int, str]]:
    """All there are, by id and code."""
    with server.system.database.reading() as db:
        return [(id, code) for id, code in db.execute(select(Gathering.id, Gathering.code).order_by(Gathering.id))]


def state(server: Server, gathering: int, stream: str = "all") -> State:
    """A fresh picture of a stream."""
    with server.system.database.reading() as db:
        return server.system.state(db, gathering, stream)


def joined(server: Server, gathering: int) -> int:
    """How many are in."""
    with server.system.database.reading() as db:
        return server.system.count_people(db, gathering)["people"]


def at(text: str) -> datetime:
    """An instant of the wire."""
    return datetime.fromisoformat(text)


def running(page: State) -> list[str]:
    """The titles of the slots that run now."""
    now = clock.now()
    return [slot["title"] for slot in page["slots"] if at(slot["starts"]) <= now < at(slot["ends"])]


def test_the_first_is_in_full_swing(shown: Shown) -> None:
    page = shown.pages[0][0]
    running_sessions = [session for session in page["sessions"] if session["state"] == "running"]

    assert joined(shown.server, gatherings(shown.server)[0][0]) == 45
    assert [party["name"] for party in page["parties"]][:4] == ["Elzendam", "Vierbergen", "Noorderlo", "Kleiwoude"]
    assert len(page["parties"]) == 6
    assert page["gathering"]["phase"] == "marketplace"
    assert running(page) == ["B"]
    assert [topic["state"] for topic in page["topics"]].count("open") == 24
    assert [topic["state"] for topic in page["topics"]].count("withdrawn") == 1
    assert {topic["language"] for topic in page["topics"]} == {"en", "nl"}
    assert sum(topic["interest"]["come"] for topic in page["topics"]) > 200
    assert len(page["sessions"]) == 20
    assert sum(session["here"] for session in running_sessions) == 40
    assert [session["report"] for session in page["sessions"]].count("published") == 4
    assert (len(page["ideas"]), len(page["announcements"])) == (6, 3)


def test_the_second_is_closing_and_worth_a_book(shown: Shown) -> None:
    id, _ = gatherings(shown.server)[1]
    page = shown.pages[0][1]
    sessions = [state(shown.server, id, f"session:{session['id']}") for session in page["sessions"]]
    outcomes = [outcome for session in sessions for outcome in session["outcomes"]]
    actions = [outcome for outcome in outcomes if outcome["kind"] == "action"]
    [board] = [state(shown.server, id, f"board:{session['board']}") for session in sessions if session["board"]]
    with shown.server.system.database.reading() as db:
        notes = note_texts(db, id)

    assert joined(shown.server, id) == 30
    assert (page["gathering"]["language"], page["gathering"]["phase"]) == ("nl", "closing")
    assert running(page) == ["Slotkring"]
    assert Counter(session["report"] for session in page["sessions"]) == {"published": 11, "draft": 1}
    assert Counter(outcome["kind"] for outcome in outcomes) == {"action": 13, "decision": 6, "question": 1}
    assert all(action["owner"] and action["due"] > clock.now().date().isoformat() for action in actions)
    assert board["revealed"]
    assert len(board["cards"]) == 10
    assert [note.splitlines()[0] for note in notes.values()] == ["# Twaalf seconden", "# Van 214 naar 20"]


def test_a_second_start_makes_nothing_new_but_links(shown: Shown) -> None:
    first, second = (set(links(printed)) for printed in shown.printed)

    assert shown.codes[0] == shown.codes[1]
    assert shown.pages[0] == shown.pages[1]
    assert first & second == {f"{BASE}/g/{code}" for code in shown.codes[0]}
    assert len(first - second) == len(second - first) == 4


def test_the_marker_of_another_database_is_not_believed(shown: Shown) -> None:
    assert len(shown.codes[0]) == 2
    assert "2346789" not in shown.codes[0]


def test_what_is_printed_fits_a_terminal(shown: Shown) -> None:
    lines = shown.printed[0].splitlines()

    assert 80 < max(map(len, lines)) <= 100
    assert lines[-2].strip() == "Ctrl-C stops everything."
    join = f"{BASE}/g/{shown.codes[0][0]}"
    # The square is the address: its first row of squares stands in what was printed.
    assert qr.terminal(join).splitlines()[1] in shown.printed[0]


def test_once_its_day_has_passed_a_fresh_one_is_made(shown: Shown) -> None:
    with time_machine.travel(clock.now() + timedelta(hours=5)):
        assert running(state(shown.server, gatherings(shown.server)[0][0])) == []
        open_demonstration(shown.server)
        assert len(gatherings(shown.server)) == 4
        assert running(state(shown.server, gatherings(shown.server)[2][0])) == ["B"]


def test_the_samples_stay_within_what_people_may_type() -> None:
    card = shipped()["plain"].kind[0].fields[0].max
    for sample in samples():
        names = [name for party in sample.people.values() for name in party]
        assert len(set(names)) == len(names)
        limits = [(sample.title, 80), (sample.theme, 140), *[(name, LONGEST_NAME) for name in names]]
        limits += [(text, 200) for text in sample.announcements] + [(text, 140) for text in sample.ideas]
        limits += [(place.name, 60) for place in sample.places] + [(slot.title, 60) for slot in sample.slots]
        for topic in sample.topics:
            limits += [(topic.title, LONGEST_TITLE), (topic.line, LONGEST_LINE)]
            limits += [(text, LONGEST_REPORT_FIELD) for text in topic.report.values()]
            limits += [(outcome.text, LONGEST_TEXT) for outcome in topic.outcomes]
            assert set(topic.report) <= set(REPORT_TEXTS)
            if topic.board:
                limits += [(text, LONGEST_COLUMN) for text in topic.board.columns]
                limits += [(text, card) for _, _, text in topic.board.cards]
        assert [text for text, most in limits if len(text) > most] == []


def links(printed: str) -> list[str]:
    """The addresses in what was printed."""
    return re.findall(r"http://\S+", printed)
