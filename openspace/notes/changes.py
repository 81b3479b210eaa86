"""Facts of the session's writing, and how the report is told."""

from typing import Any, ClassVar

from openspace.agenda.models import Session
from openspace.core.changes import Change
from openspace.core.clock import iso_or_none
from openspace.notes.models import Report


class ReportSaved(Change, frozen=True, kw_only=True):
    KIND: ClassVar[str] = "notes.report_saved"
    STREAM: ClassVar[str] = "session"
    report: dict[str, Any]


def report_told(session: Session, row: Report | None) -> dict[str, Any]:
    """The report as PROTOCOL.md has it; an empty one before anybody wrote."""
    return {
        "session": session.id,
        "discussed": row.discussed if row else "",
        "conclusions": row.conclusions if row else "",
        "requests": row.requests if row else "",
        "resources": row.resources if row else "",
        "open_questions": row.open_questions if row else "",
        "note_taker": row.note_taker_id if row else None,
        "state": session.report_state,
        "version": row.version if row else 0,
        "published": iso_or_none(row.published) if row else None,
    }
