"""What the session's writing does when people or the gathering below it move."""

from sqlalchemy import delete, select, update

from openspace.agenda.models import Session
from openspace.core.changes import Change
from openspace.core.work import Work
from openspace.notes.changes import ReportSaved, report_told
from openspace.notes.models import NoteUpdate, Report
from openspace.people.changes import Merged


def merge_person(work: Work, merged: Merged) -> None:
    """Two persons were one: what one wrote the other wrote."""
    keep, drop = merged.person, merged.dropped
    work.db.execute(update(NoteUpdate).where(NoteUpdate.person_id == drop).values(person_id=keep))
    for report in work.db.scalars(select(Report).where(Report.note_taker_id == drop)).all():
        report.note_taker_id = keep
        session = work.db.get_one(Session, report.session_id)
        work.announce(ReportSaved(report=report_told(session, report)), f"session:{session.id}")


def empty(work: Work, _change: Change) -> None:
    """Emptied after a rehearsal."""
    sessions = select(Session.id).where(Session.gathering_id == work.gathering)
    work.db.execute(delete(NoteUpdate).where(NoteUpdate.session_id.in_(sessions)))
    work.db.execute(delete(Report).where(Report.session_id.in_(sessions)))
