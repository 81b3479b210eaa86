"""Reads of the session's writing."""

from collections.abc import Iterable
from typing import Any

from pycrdt import Doc, Text
from sqlalchemy import func, select
from sqlalchemy.orm import Session as Db

from openspace.agenda.models import Session
from openspace.notes.changes import report_told
from openspace.notes.models import NoteUpdate, Report
from openspace.outcomes import register
from openspace.outcomes.changes import outcome_told

TEXT = "note"  # the name of the one shared text in a note's document


def session_part(db: Db, gathering: int, key: int) -> dict[str, Any]:
    """This feature's part of the state of `session:<id>`."""
    session = db.get_one(Session, key)
    outcomes = register.of_origin(db, gathering, ("session", key))
    return {
        "report": report_told(session, db.get(Report, key)),
        "outcomes": [outcome_told(row) for row in outcomes],
    }


def updates(db: Db, session: int, since: int = 0) -> list[tuple[int, bytes]]:
    """The update log of a note after a number."""
    query = select(NoteUpdate.number, NoteUpdate.update).where(NoteUpdate.session_id == session)
    rows = db.execute(query.where(NoteUpdate.number > since).order_by(NoteUpdate.number))
    return [(number, update) for number, update in rows]


def document(db: Db, session: int) -> Doc[Any]:
    """A note's document as its log makes it."""
    return made_of([update for _number, update in updates(db, session)])


def made_of(log: Iterable[bytes]) -> Doc[Any]:
    """The document of these updates. What breaks it is left out: one update never costs the whole note."""
    taken: list[bytes] = []
    doc = _made_of(taken)
    for update in log:
        if takes(doc, update):
            taken.append(update)
        else:
            doc = _made_of(taken)
    return doc


def takes(doc: Doc[Any], update: bytes) -> bool:
    """Apply an update. False: the document is broken now and must be made anew. On some damaged updates the core of
    pycrdt panics, only in the document they were made for, and a panic is no `Exception`."""
    try:
        doc.apply_update(update)
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException:
        return False
    return True


def _made_of(taken: list[bytes]) -> Doc[Any]:
    doc: Doc[Any] = Doc()
    doc.get(TEXT, type=Text)
    for update in taken:
        doc.apply_update(update)
    return doc


def text_of(doc: Doc[Any]) -> str:
    """The Markdown text of a note's document."""
    return str(doc.get(TEXT, type=Text))


def note_texts(db: Db, gathering: int) -> dict[int, str]:
    """The text of every note of a gathering that has one, by session."""
    query = select(NoteUpdate.session_id).join(Session, Session.id == NoteUpdate.session_id)
    ids = db.scalars(query.where(Session.gathering_id == gathering).distinct().order_by(NoteUpdate.session_id))
    return {session: text_of(document(db, session)) for session in list(ids)}


def last_number(db: Db, session: int) -> int:
    """The number of a note's last update."""
    return db.scalars(select(func.max(NoteUpdate.number)).where(NoteUpdate.session_id == session)).one() or 0


def last_numbers(db: Db, sessions: Iterable[int]) -> dict[int, int]:
    """The numbers of the last updates of several notes."""
    query = select(NoteUpdate.session_id, func.max(NoteUpdate.number)).group_by(NoteUpdate.session_id)
    return dict(db.execute(query.where(NoteUpdate.session_id.in_(list(sessions)))).all())
