"""Copying an earlier gathering: its set-up on another day, without its people and what they made."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from wtforms.validators import DataRequired, Length

from openspace.agenda.rules import on_day
from openspace.core.actor import Role
from openspace.core.commands import Command
from openspace.core.errors import Refused
from openspace.core.forms import CommandForm, Line, Moment, Optional, line, number
from openspace.core.words import _
from openspace.core.work import Work
from openspace.exchange.apply import open_gathering
from openspace.exchange.export import plan_of
from openspace.exchange.plan import Plan, Slot


class CopyForm(CommandForm):
    """What is not given stays as it was."""

    title = Line(validators=[Optional(), Length(max=80)])
    theme = line(140)
    starts = Moment(validators=[DataRequired()])
    people_expected = number(1, 5000, required=False)


def copy_gathering(
    work: Work, starts: datetime, title: str = "", theme: str | None = None, people_expected: int | None = None
) -> dict[str, Any]:
    """The host's gathering once more. Slots keep their wall time, also across a change of the clock."""
    earlier = plan_of(work.db, work.gathering)
    try:
        slots = _moved(earlier, starts)
    except OverflowError as error:
        message = _("This is not a date and time with its zone.")
        raise Refused("invalid", message, {"starts": message}) from error
    plan = Plan(
        title=title or earlier.title,
        theme=earlier.theme if theme is None else theme,
        starts=starts,
        people_expected=people_expected or earlier.people_expected,
        slots=slots,
        **{name: getattr(earlier, name) for name in _KEPT},
    )
    opened, _into = open_gathering(work, plan)
    return opened


_KEPT = ("timezone", "language", "languages", "principles", "law", "counts_hidden", "parties", "places")


def _moved(earlier: Plan, starts: datetime) -> list[Slot]:
    """The slots, as many days later as the new day is."""
    zone = ZoneInfo(earlier.timezone)
    begins = earlier.starts or starts
    days = (starts.astimezone(zone).date() - begins.astimezone(zone).date()) // timedelta(days=1)
    return [
        msgspec.structs.replace(
            slot,
            starts=on_day(slot.starts, days, earlier.timezone),
            ends=on_day(slot.ends, days, earlier.timezone),
        )
        for slot in earlier.slots
    ]


COMMANDS = (
    Command("exchange.copy_gathering", copy_gathering, frozenset({Role.HOST}), CopyForm, inside=True, secret=True),
)
