"""Puts what was written in a plan's sessions in: notes, reports, outcomes, boards."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import count
from typing import Any

import msgspec
from pycrdt import Doc, Text

from openspace.boards.definition import shipped
from openspace.boards.models import Board, Card
from openspace.core.text import clean
from openspace.core.words import _
from openspace.exchange import plan as parts
from openspace.exchange.applying import Applying, id_of
from openspace.notes.log import append
from openspace.notes.models import Report
from openspace.notes.queries import TEXT
from openspace.notes.rules import REPORT_TEXTS
from openspace.outcomes.models import Outcome


def put_writing(into: Applying) -> None:
    """Nobody follows these sessions' streams yet, so nothing is told: who opens one gets a fresh picture."""
    for note in into.plan.notes:
        if note.text:
            append(into.work, into.sessions[note.session].id, _document(note.text))
    into.write(_report(into, part) for part in into.plan.reports)
    into.write(_outcome(into, part) for part in into.plan.outcomes)
    for board in into.plan.boards:
        _put_board(into, board)


def _document(text: str) -> bytes:
    """A note as the server makes it: one document, byte for byte the text, however long."""
    doc: Doc[Any] = Doc()
    shared = doc.get(TEXT, type=Text)
    shared += text
    return doc.get_update()


def _report(into: Applying, part: parts.Report) -> Report:
    return Report(
        session_id=into.sessions[part.session].id,
        **{name: clean(getattr(part, name), lines=True) for name in REPORT_TEXTS},
        note_taker_id=id_of(into.people, part.note_taker),
        version=1,
        field_versions={},
        published=part.published,
        changed=into.work.now,
    )


def _outcome(into: Applying, part: parts.Outcome) -> Outcome:
    return Outcome(
        gathering_id=into.gathering.id,
        kind=part.kind,
        text=clean(part.text),
        owner_id=id_of(into.people, part.owner),
        party_id=id_of(into.parties, part.party),
        due=part.due,
        state=part.state,
        origin_type="session",
        origin_id=into.sessions[part.session].id,
        version=1,
        field_versions={},
        made=into.work.now,
        changed=into.work.now,
    )


def _put_board(into: Applying, part: parts.Board) -> None:
    format = shipped().get(part.format or "plain")
    if format is None:
        format = shipped()["plain"]
        into.leave_out(clean(part.title), _("this version does not know the board '{format}'", format=part.format))
    language = into.gathering.language
    columns = {column.id: str(n) for n, column in enumerate(part.columns, 1)}  # as a board made by hand counts them
    named = [{"id": columns[column.id], "title": clean(column.title)} for column in part.columns]
    row = Board(
        gathering_id=into.gathering.id,
        session_id=into.sessions[part.session].id,
        format=format.format.id,
        title=clean(part.title) or format.format.title[language],
        definition=msgspec.to_builtins(format),
        columns=named or format.columns(language),
        step=part.step,
        revealed=into.work.now if part.revealed else None,
    )
    into.write([row])
    places = defaultdict[str, Iterator[int]](count)  # by column
    cards = sorted(part.cards, key=lambda card: card.position)
    into.write(
        _card(into, card, row.id, format.kind[0].id, columns[card.column], next(places[card.column])) for card in cards
    )


def _card(into: Applying, part: parts.Card, board: int, kind: str, column: str, position: int) -> Card:
    return Card(
        gathering_id=into.gathering.id,
        board_id=board,
        kind=kind,
        column=column,
        text=clean(part.text),
        position=position,
        author_id=id_of(into.people, part.author),
        late=part.late,
        version=1,
        field_versions={},
        made=into.work.now,
    )
