"""What happens in the sessions of a sample gathering: who is there, notes, reports, outcomes, boards."""

import base64
from collections.abc import Iterator
from datetime import timedelta
from itertools import chain, groupby, islice
from random import Random
from typing import Any

from pycrdt import Doc, Text

from openspace.core.committer import Wish
from openspace.demo_data import Outcome, Topic
from openspace.demo_day import Day
from openspace.notes.queries import TEXT


def talk(day: Day) -> None:
    """What was said and written, slot by slot."""
    by_slot = groupby(day.sessions, lambda placed: placed[0].at[0])
    day.do(chain.from_iterable(_visits(day, slot, list(placed)) for slot, placed in by_slot))
    day.do(chain.from_iterable(_written(day, topic, session) for topic, session in day.sessions))


def _visits(day: Day, slot: str, sessions: list[tuple[Topic, int]]) -> Iterator[Wish]:
    """Everybody goes somewhere: who convenes to the own session, the others where there is room."""
    conveners = {name for topic, _ in sessions for name in topic.by}
    others = [name for name in day.names if name not in conveners]
    Random(slot).shuffle(others)
    free = iter(others)
    for topic, session in sessions:
        if topic.here:
            for name in [*topic.by, *islice(free, topic.here - len(topic.by))]:
                yield day.person(name, "agenda.check_in", session=session)


def _written(day: Day, topic: Topic, session: int) -> Iterator[Wish]:
    if topic.note:
        yield day.convener(topic, "notes.write_note", session=session, update=_typed(topic.note.strip()))
    if topic.report:
        texts = {name: text.strip() for name, text in topic.report.items()}
        note_taker = day.persons[topic.by[-1]]
        yield day.convener(topic, "notes.save_report", session=session, note_taker=note_taker, **texts)
        if topic.published:
            yield day.convener(topic, "notes.publish_report", session=session)
    for outcome in topic.outcomes:
        yield day.convener(topic, "notes.save_outcome", session=session, **_outcome(day, outcome))
    if topic.state != "placed":
        yield day.convener(topic, "agenda.end_session", session=session, state=topic.state)


def _outcome(day: Day, outcome: Outcome) -> dict[str, object]:
    due = (day.starts + timedelta(days=outcome.due)).date().isoformat() if outcome.due else None
    owner = day.persons[outcome.owner] if outcome.owner else None
    return {"kind": outcome.kind, "text": outcome.text, "owner": owner, "due": due, "state": outcome.state}


def fill_boards(day: Day) -> None:
    """Cards, each written for oneself, then revealed."""
    for topic, session in day.sessions:
        if topic.board is None:
            continue
        wish = day.convener(
            topic, "boards.open_board", session=session, title=topic.board.title, columns=topic.board.columns
        )
        [made] = day.do([wish])
        day.do(
            day.person(name, "boards.write_card", board=made["board"], column=str(column), text=text)
            for column, name, text in topic.board.cards
        )
        day.do([day.convener(topic, "boards.reveal_board", board=made["board"])])


def _typed(text: str) -> str:
    """The Yjs update of somebody who types a whole note, as the wish carries it."""
    document: Doc[Any] = Doc()
    document.get(TEXT, type=Text).insert(0, text)
    return base64.b64encode(document.get_update()).decode()
