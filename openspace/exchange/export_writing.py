"""What was written in a gathering's sessions, for its file: notes, reports, outcomes, boards."""

from itertools import count

from sqlalchemy.orm import Session as Db

from openspace.agenda.queries import sessions
from openspace.boards.models import Board
from openspace.boards.queries import boards, card_told, cards
from openspace.exchange.ids import Ids, Said, said
from openspace.notes.models import Report
from openspace.notes.queries import note_texts
from openspace.notes.rules import REPORT_TEXTS
from openspace.outcomes import register


def notes_of(db: Db, gathering: int, ids: Ids) -> list[Said]:
    """The text of every note that has one, without the character no database takes."""
    texts = ((session, text.replace("\0", "")) for session, text in note_texts(db, gathering).items())
    return [{"session": ids.of("session", session), "text": text} for session, text in texts if text]


def reports_of(db: Db, gathering: int, ids: Ids) -> list[Said]:
    """Every report somebody began, by session."""
    told = []
    for session in sessions(db, gathering):
        row = db.get(Report, session.id)
        if row is not None and session.report_state != "none":
            told.append(
                {
                    "session": ids.of("session", session.id),
                    **said(row, *REPORT_TEXTS, "published"),
                    "note_taker": ids.of("person", row.note_taker_id),
                    "state": session.report_state,
                }
            )
    return told


def outcomes_of(db: Db, gathering: int, ids: Ids) -> list[Said]:
    """The register, as far as it comes from sessions."""
    return [
        {
            "session": ids.of("session", row.origin_id),
            **said(row, "kind", "text", "due", "state"),
            "owner": ids.of("person", row.owner_id),
            "party": ids.of("party", row.party_id),
        }
        for row in register.of_gathering(db, gathering)
        if row.origin_type == "session"
    ]


def boards_of(db: Db, gathering: int, ids: Ids) -> list[Said]:
    """The sessions' boards, with their cards once they are revealed."""
    return [
        {
            "session": ids.of("session", row.session_id),
            **said(row, "title", "format", "step", "columns"),
            "revealed": row.revealed is not None,
            "cards": [] if row.revealed is None else _cards_of(db, row, ids),
        }
        for row in boards(db, gathering)
        if row.session_id is not None
    ]


def _cards_of(db: Db, board: Board, ids: Ids) -> list[Said]:
    """By column, numbered from the top; who wrote one is named only after agreeing to be."""
    told = []
    for column in board.columns:
        here = (row for row in cards(db, board.id) if row.column == column["id"])
        for position, row in zip(count(), here):
            author = ids.of("person", card_told(db, row)["author"])
            told.append({**said(row, "column", "text", "late"), "position": position, "author": author})
    return told
