"""Forms of the session's writing."""

from wtforms.validators import DataRequired, Length, ValidationError

from openspace.core.forms import CommandForm, Day, Line, Lines, Optional, choice, line, optional_id, required_id
from openspace.core.words import _
from openspace.notes.rules import LONGEST_REPORT_FIELD
from openspace.outcomes.rules import KINDS, LONGEST_TEXT, STATES


def _report_text() -> Lines:
    return Lines(validators=[Length(max=LONGEST_REPORT_FIELD)])


class ReportForm(CommandForm):
    session = required_id()
    discussed = _report_text()
    conclusions = _report_text()
    requests = _report_text()
    resources = _report_text()
    open_questions = _report_text()
    note_taker = optional_id()


class SessionForm(CommandForm):
    session = required_id()


class NoteForm(CommandForm):
    session = required_id()
    update = Line(validators=[DataRequired()])  # base64


class OutcomeForm(CommandForm):
    outcome = optional_id()
    session = optional_id()
    kind = choice(KINDS, required=False)
    text = line(LONGEST_TEXT)  # not Optional: that would skip validate_text
    owner = optional_id()
    due = Day(validators=[Optional()])
    party = optional_id()
    state = choice(STATES, required=False)

    def validate_text(self, field: Line) -> None:
        """A new outcome says what it is; one that is changed may keep its text."""
        if not self.outcome.data and not (self.session.data and self.kind.data and field.data):
            raise ValidationError(_("Say what was agreed."))


class OutcomeIdForm(CommandForm):
    outcome = required_id()
