"""What people may wish of a session's writing. One function a wish."""

import base64
from typing import Any

from openspace.agenda.changes import SessionChanged
from openspace.agenda.commands import tell
from openspace.agenda.models import Session
from openspace.core.actor import TAKING_PART
from openspace.core.commands import Command
from openspace.core.errors import Refused
from openspace.core.words import _
from openspace.core.work import Work, guard, touch
from openspace.gatherings.queries import inside
from openspace.notes import forms
from openspace.notes.changes import ReportSaved, report_told
from openspace.notes.log import append, checked_update
from openspace.notes.models import Report
from openspace.notes.rules import REPORT_TEXTS, next_report_state, publishable
from openspace.outcomes import register
from openspace.outcomes.models import Outcome
from openspace.people.models import Person


def save_report(work: Work, session: int, **fields: Any) -> None:
    """Save the fields of a report that were given. Anyone present may write (methods.md 3.9)."""
    row = inside(work.db, Session, work.gathering, session)
    report = _report(work, row)
    if "note_taker" in fields:
        note_taker = fields.pop("note_taker")
        if note_taker is not None:
            inside(work.db, Person, work.gathering, note_taker)
        fields["note_taker_id"] = note_taker
    guard(work, f"report:{row.id}", report, fields)
    before = report.version
    touch(report, fields)
    if report.version == before:
        return
    report.changed = work.now
    _tell(work, row, report, next_report_state(row.report_state))


def publish_report(work: Work, session: int) -> None:
    """Put a report on the news wall. It can be amended afterwards."""
    row = inside(work.db, Session, work.gathering, session)
    report = _report(work, row)
    if not publishable({name: getattr(report, name) for name in REPORT_TEXTS}):
        message = _("Write one sentence first: what was discussed, or what came out of it.")
        raise Refused("invalid", message, {"discussed": message})
    report.published = work.now
    _tell(work, row, report, "amended" if row.report_state == "amended" else "published")


def save_outcome(
    work: Work,
    outcome: int | None = None,
    session: int | None = None,
    **fields: Any,
) -> dict[str, int]:
    """Capture a decision, an action or a question of a session, or change one."""
    if outcome is None:
        assert session is not None
        row = inside(work.db, Session, work.gathering, session)
        made = register.add(work, ("session", row.id), **{name: value for name, value in fields.items() if value})
        return {"outcome": made.id}
    kept = inside(work.db, Outcome, work.gathering, outcome)
    named = {"owner": "owner_id", "party": "party_id"}
    optional = ("owner", "party", "due")
    given = {named.get(name, name): value for name, value in fields.items() if value or name in optional}
    register.change(work, kept, given)
    return {"outcome": kept.id}


def remove_outcome(work: Work, outcome: int) -> None:
    """Take an outcome back."""
    register.remove(work, inside(work.db, Outcome, work.gathering, outcome))


def write_note(work: Work, session: int, update: str) -> dict[str, int]:
    """Append a Yjs update (base64) to the note's log. It comes by the `note` message, not from an outbox: merging twice
    does no harm, so it needs no receipt."""
    row = inside(work.db, Session, work.gathering, session)
    return {"number": append(work, row.id, checked_update(base64.b64decode(update, validate=True)))}


def _report(work: Work, session: Session) -> Report:
    report = work.db.get(Report, session.id)
    if report is None:
        texts = dict.fromkeys(REPORT_TEXTS, "")
        report = Report(session_id=session.id, version=0, field_versions={}, changed=work.now, **texts)
        work.db.add(report)
    return report


def _tell(work: Work, session: Session, report: Report, state: str) -> None:
    if session.report_state != state:
        session.report_state = state
        tell(work, session, SessionChanged)
    work.db.flush()
    work.announce(ReportSaved(report=report_told(session, report)), f"session:{session.id}")


COMMANDS = (
    Command("notes.save_report", save_report, TAKING_PART, forms.ReportForm),
    Command("notes.publish_report", publish_report, TAKING_PART, forms.SessionForm),
    Command("notes.save_outcome", save_outcome, TAKING_PART, forms.OutcomeForm),
    Command("notes.remove_outcome", remove_outcome, TAKING_PART, forms.OutcomeIdForm),
    Command("notes.write_note", write_note, TAKING_PART, forms.NoteForm, inside=True),
)
