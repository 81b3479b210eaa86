"""Days and hours as the book and the agenda print them: in the gathering's zone, in the language spoken, on any machine
the same."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date

from openspace.core.words import current_language


def on_the_clock(instant: datetime, zone: ZoneInfo) -> str:
    """A time of the day: 09:05."""
    local = instant.astimezone(zone)
    return f"{local.hour:02}:{local.minute:02}"


def span(starts: datetime, ends: datetime, zone: ZoneInfo) -> str:
    """From when to when."""
    return f"{on_the_clock(starts, zone)}–{on_the_clock(ends, zone)}"


def day_of(instant: datetime, zone: ZoneInfo) -> date:
    """The day it is there."""
    return instant.astimezone(zone).date()


def day(value: date, *, weekday: bool = False) -> str:
    """28 November 2026, or Saturday 28 November 2026."""
    return str(format_date(value, "EEEE d MMMM y" if weekday else "d MMMM y", locale=current_language()))


def moment(instant: datetime, zone: ZoneInfo) -> str:
    """28 November 2026, 09:05."""
    return f"{day(day_of(instant, zone))}, {on_the_clock(instant, zone)}"


def stamp(instant: datetime, zone: ZoneInfo) -> str:
    """An instant for machines, with its offset."""
    return instant.astimezone(zone).isoformat(timespec="seconds")
