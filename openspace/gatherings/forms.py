"""Forms of the gathering's commands."""

from zoneinfo import available_timezones

from wtforms import Field
from wtforms.validators import Length, ValidationError

from openspace.core.forms import (
    CommandForm,
    Line,
    Moment,
    Optional,
    Several,
    Switch,
    choice,
    choices,
    line,
    number,
    optional_id,
    required_id,
    required_line,
)
from openspace.core.words import LANGUAGES, _
from openspace.gatherings.rules import PALETTE, PHASES, SWITCHES, WALL_PAGES


def known_zone(_form: CommandForm, field: Field) -> None:
    """A time zone of the IANA list."""
    if field.data not in available_timezones():
        raise ValidationError(_("This time zone is not known. Write it like Europe/Amsterdam."))


class SetUpForm(CommandForm):
    """Those that are given change."""

    title = Line(validators=[Optional(), Length(max=80)])
    theme = line(140)
    timezone = Line(validators=[Optional(), known_zone])
    language = choice(LANGUAGES, required=False)
    languages = choices(LANGUAGES)
    starts = Moment(validators=[Optional()])
    people_expected = number(1, 5000, required=False)
    principles = Several(max_length=200)
    law = line(400)
    counts_hidden = Switch()


class PhaseForm(CommandForm):
    phase = choice(PHASES)


class SwitchForm(CommandForm):
    switch = choice(SWITCHES)
    on = Switch()


class TimerForm(CommandForm):
    minutes = number(0, 600)
    label = line(60)


class ExtendForm(CommandForm):
    minutes = number(-60, 60)


class AnnounceForm(CommandForm):
    text = required_line(200)


class AnnouncementForm(CommandForm):
    announcement = required_id()


class WallForm(CommandForm):
    page = choice(WALL_PAGES)


class PartyForm(CommandForm):
    party = optional_id()
    name = required_line(60)
    letter = line(2)
    colour = number(1, PALETTE, required=False)


class PartyIdForm(CommandForm):
    party = required_id()


class EmptyForm(CommandForm):
    code = required_line(20)
