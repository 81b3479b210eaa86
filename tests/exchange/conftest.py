"""Where the real gatherings are, and short ways to read a text."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from openspace.exchange import whole
from openspace.exchange.files import decode, parse_json
from openspace.exchange.plan import Plan
from openspace.exchange.reader import read, read_file
from openspace.exchange.times import Setting

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "data"
FRIDAY = Setting(date(2018, 7, 20), "Europe/Berlin")


@pytest.fixture
def real() -> Callable[[str], Path]:
    """The path of a real data set; the test is skipped where there is none."""

    def find(name: str) -> Path:
        if not (SHARED / name).exists():
            pytest.skip(f"no {name} beside this repository")
        return SHARED / name

    return find


def again(plan: Plan) -> Plan:
    """The plan after a trip through our own JSON."""
    return whole.read(parse_json(whole.encode(plan).decode(), "plan.json"), "plan.json")


def read_text(name: str, text: str) -> Plan:
    """The plan in a text, as if it stood in a file of that name; it also survives our own JSON."""
    plan = read_file(name, decode(text.encode(), name), FRIDAY)
    assert again(plan) == plan
    return plan


def read_path(path: Path) -> Plan:
    """The plan in a file or folder; it also survives our own JSON."""
    plan = read(path, FRIDAY)
    assert again(plan) == plan
    return plan


def agenda(plan: Plan) -> list[tuple[str, str, str, list[str]]]:
    """Slot, place, title and conveners of every session, as somebody would read them out."""
    places = {place.id: place.name for place in plan.places}
    slots = {slot.id: slot.title for slot in plan.slots}
    topics = {topic.id: topic for topic in plan.topics}
    people = {person.id: person.name or "" for person in plan.people}
    return [
        (
            slots.get(session.slot or "", ""),
            places.get(session.place or "", ""),
            topics[session.topic].title,
            [people[convener] for convener in topics[session.topic].conveners],
        )
        for session in plan.sessions
    ]
