"""Any plan: whatever our own JSON may say, with every pointer leading somewhere."""

from datetime import UTC, date, datetime
from typing import Any

from hypothesis import strategies as st

from openspace.core.text import clean
from openspace.exchange import plan as parts
from openspace.exchange.plan import Plan

# A file of ours holds texts that were cleaned once; what becomes of others is `test_hostile_text`'s.
texts = st.text(max_size=12).map(clean)
long_texts = st.text(max_size=30).map(lambda text: text.replace("\0", ""))
moments = st.datetimes(datetime(1990, 1, 1), datetime(2190, 1, 1), timezones=st.just(UTC))
counts = st.integers(0, 40)


def ids(kind: str, most: int = 4) -> st.SearchStrategy[list[str]]:
    """Ids of some things."""
    return st.integers(0, most).map(lambda number: [f"{kind}{n}" for n in range(number)])


def some(among: list[str]) -> st.SearchStrategy[list[str]]:
    """Some of these, perhaps the same one twice."""
    return st.lists(st.sampled_from(among), max_size=3) if among else st.just([])


def maybe(among: list[str]) -> st.SearchStrategy[str | None]:
    """One of these or none."""
    return st.sampled_from([None, *among])


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """A plan."""

    def make(kind: type[Any], fixed: dict[str, Any], /, **strategies: st.SearchStrategy[Any]) -> Any:
        return draw(st.builds(kind, **{name: st.just(value) for name, value in fixed.items()}, **strategies))

    party, place, slot, person = draw(ids("y")), draw(ids("p")), draw(ids("s")), draw(ids("a"))
    topic = draw(ids("t"))
    session = draw(ids("n")) if topic else []
    plan: Plan = make(
        Plan,
        {"timezone": "Europe/Amsterdam"},
        title=texts, theme=texts, language=st.sampled_from(["", "nl", "en", "tlh"]), starts=st.none() | moments,
        languages=st.lists(st.sampled_from(["nl", "en", "tlh"])), people_expected=st.none() | counts,
        phase=st.sampled_from(["", "sessions", "somewhere"]), posting=st.none() | st.booleans(),
        principles=st.none() | st.lists(texts, max_size=2), law=st.none() | texts,
        counts_hidden=st.none() | st.booleans(), ideas=st.lists(texts, max_size=2),
        announcements=st.lists(st.builds(parts.Announcement, text=texts, at=st.none() | moments), max_size=2),
    )  # fmt: skip
    plan.parties = [make(parts.Party, {"id": id}, name=texts, letter=st.sampled_from(["", "A", "B"])) for id in party]
    plan.places = [
        make(
            parts.Place, {"id": id}, name=texts, capacity=st.none() | counts, features=st.lists(texts, max_size=2),
            address=st.sampled_from(["", "https://meet.example/a", "javascript:alert(1)"]),
        )
        for id in place
    ]  # fmt: skip
    plan.slots = [
        make(
            parts.Slot, {"id": id}, title=texts, starts=moments, ends=moments, places=some(place),
            kind=st.sampled_from(["session", "break", "fixed"]),
        )
        for id in slot
    ]  # fmt: skip
    plan.people = [
        make(
            parts.Person, {"id": id}, name=st.none() | texts, party=maybe(party), joined=st.none() | moments,
            consent=st.sampled_from(["unasked", "none", "room", "public"]), language=st.sampled_from(["", "nl", "x"]),
            role=st.sampled_from(["host", "participant"]),
        )
        for id in person
    ]  # fmt: skip
    plan.topics = [
        make(
            parts.Topic, {"id": id}, title=texts, line=texts, conveners=some(person), posted=st.none() | moments,
            changed=st.none() | moments, state=st.sampled_from(["open", "withdrawn"]),
        )
        for id in topic
    ]  # fmt: skip
    if topic and person:
        answers = st.sampled_from(["come", "maybe", "skip"])
        mark = st.builds(parts.Interest, topic=st.sampled_from(topic), person=st.sampled_from(person), answer=answers)
        plan.interest = draw(st.lists(mark, max_size=4))
    plan.sessions = [
        make(
            parts.Session, {"id": id}, topic=st.sampled_from(topic), place=maybe(place), slot=maybe(slot),
            starts=st.none() | moments, ends=st.none() | moments, here=counts, present=some(person),
            changed=st.none() | moments,
            state=st.sampled_from(["posted", "placed", "running", "held", "held_alone", "cancelled"]),
        )
        for id in session
    ]  # fmt: skip
    for id in session:
        _write(draw, plan, id, person, party)
    return plan


def _write(draw: st.DrawFn, plan: Plan, session: str, person: list[str], party: list[str]) -> None:
    """What was written in a session."""
    columns = draw(ids("c", 2))
    card = st.builds(
        parts.Card,
        column=st.sampled_from(columns or ["none"]),
        text=texts,
        position=st.floats(-5, 5),
        late=st.booleans(),
        author=maybe(person),
    )
    plan.notes += draw(st.lists(st.builds(parts.Note, session=st.just(session), text=long_texts), max_size=1))
    report = st.builds(
        parts.Report,
        session=st.just(session),
        discussed=texts,
        note_taker=maybe(person),
        state=st.sampled_from(["draft", "published", "amended"]),
        published=st.none() | moments,
    )
    plan.reports += draw(st.lists(report, max_size=1))
    outcome = st.builds(
        parts.Outcome,
        session=st.just(session),
        kind=st.sampled_from(["decision", "action", "question"]),
        text=texts,
        owner=maybe(person),
        party=maybe(party),
        due=st.none() | st.dates(date(1990, 1, 1)),
        state=st.sampled_from(["open", "doing", "done", "dropped"]),
    )
    plan.outcomes += draw(st.lists(outcome, max_size=2))
    board = st.builds(
        parts.Board,
        session=st.just(session),
        title=texts,
        format=st.sampled_from(["", "plain", "unheard_of"]),
        step=st.sampled_from(["write", "talk"]),
        revealed=st.booleans(),
        columns=st.just([parts.Column(id=id, title=id) for id in columns]),
        cards=st.lists(card, max_size=4 if columns else 0),
    )
    plan.boards += draw(st.lists(board, max_size=1))
