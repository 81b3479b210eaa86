"""Forms of the agenda."""

from wtforms.validators import DataRequired, ValidationError

from openspace.agenda.rules import END_STATES, SLOT_KINDS
from openspace.core.forms import (
    CommandForm,
    Ids,
    Line,
    Moment,
    Optional,
    Several,
    Switch,
    choice,
    line,
    number,
    optional_id,
    required_id,
)
from openspace.core.words import _


class PlaceForm(CommandForm):
    place = optional_id()
    name = line(60)  # not Optional: that would skip validate_name
    capacity = number(1, 10_000, required=False)
    features = Several(max_length=40)
    address = line(300)
    position = number(0, 10_000, required=False)

    def validate_address(self, field: Line) -> None:
        """Only web addresses: a `javascript:` door would open on every phone."""
        if field.data and not field.data.startswith(("https://", "http://")):
            raise ValidationError(_("An online address begins with https://"))

    def validate_name(self, field: Line) -> None:
        """A new place needs a name."""
        if not self.place.data and not field.data:
            raise ValidationError(_("Give the place a name."))


class PlaceIdForm(CommandForm):
    place = required_id()


class SlotForm(CommandForm):
    slot = optional_id()
    title = line(60)
    starts = Moment(validators=[DataRequired()])
    ends = Moment(validators=[DataRequired()])
    kind = choice(SLOT_KINDS, required=False)
    places = Ids(validators=[Optional()])

    def validate_ends(self, field: Moment) -> None:
        """Time runs forward."""
        if self.starts.data and field.data and field.data <= self.starts.data:
            raise ValidationError(_("The end comes after the start."))


class SlotIdForm(CommandForm):
    slot = required_id()


class GridForm(CommandForm):
    people = number(1, 5000)
    slots = number(1, 20, required=False)
    minutes = number(5, 600, required=False)
    pause = number(0, 600, required=False)


class PlaceTopicForm(CommandForm):
    topic = required_id()
    place = required_id()
    slot = required_id()
    stack = Switch()


class MoveSessionForm(CommandForm):
    session = required_id()
    place = required_id()
    slot = required_id()
    stack = Switch()


class TopicForm(CommandForm):
    topic = required_id()


class SessionForm(CommandForm):
    session = required_id()


class EndForm(CommandForm):
    session = required_id()
    state = choice(END_STATES)
