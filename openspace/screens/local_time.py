"""Wall times in forms, as a browser's `datetime-local` sends them."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from wtforms import StringField
from wtforms.validators import ValidationError

from openspace.core.words import _

_YEARS = range(1970, 2200)  # outside of these a date is a mistake


class LocalTime(StringField):
    """A wall time; its zone is known elsewhere."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        super().process_formdata(valuelist)
        try:
            wall = datetime.fromisoformat(self.data or "")
        except ValueError:
            wall = None
        if wall is None or wall.tzinfo is not None or wall.year not in _YEARS:
            raise ValueError(_("This is not a date and time."))


def must_exist(field: LocalTime, timezone: str) -> None:
    """An hour that the change of the clock leaves out does not exist."""
    zone = ZoneInfo(timezone)
    wall = datetime.fromisoformat(field.data or "")
    if wall.replace(tzinfo=zone).astimezone(UTC).astimezone(zone).replace(tzinfo=None) != wall:
        raise ValidationError(_("This hour does not exist: the clocks go forward that night."))


def instant(field: LocalTime, timezone: str) -> datetime:
    """The moment when a clock of that zone shows the field's time."""
    return datetime.fromisoformat(field.data or "").replace(tzinfo=ZoneInfo(timezone))
