"""Days, clock times and durations in the many ways people write them."""

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

from babel.dates import get_day_names, get_month_names

NOON, DAY = 12 * 60, 24 * 60
YEARS = range(1970, 2200)  # outside of these a number is not a year but a mistake

_CLOCK = r"(\d{1,2})(?:(?:\s?[:.]\s?|\s?[hu]\s?)([0-5]\d)|(\s?(?:h|u|uur|uhr)\b))?\s?([ap]\.?m\b\.?)?"
_WORD = r"\b(noon|midday|midnight)\b"
_TO = r"\s*(?:-|–|—|~|\bto\b|\btill?\b|\buntil\b|\btot\b|\bbis\b)\s*"
_ONE = re.compile(rf"(?<![\d.:/-]){_CLOCK}(?!\d|[./-]\d)|{_WORD}", re.I)
_TWO = re.compile(rf"(?<![\d.:/-])(?:{_CLOCK}|{_WORD}){_TO}(?:{_CLOCK}|{_WORD})(?!\d|[./-]\d)", re.I)

_LANGUAGES = ("en", "nl", "de", "fr")
_WEEKDAYS = {
    name.lower(): number for language in _LANGUAGES for number, name in get_day_names("wide", locale=language).items()
}
# Only English days are known short: "do", "so" and "mit" are ordinary words in a heading.
_WEEKDAYS |= {
    name[:length]: number
    for number, name in enumerate(get_day_names("wide", locale="en").values())
    for length in (3, 4, 5)
}
_MONTHS = {
    name.lower(): number for language in _LANGUAGES for number, name in get_month_names("wide", locale=language).items()
}
_ORDINALS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]

_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_NUMBERS = re.compile(r"(?<!\d)(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})(?!\d)")
_DAY_MONTH = re.compile(
    r"(?<!\d)(\d{1,2})(?:st|nd|rd|th|er|e|\.)?\s+(?:of\s+)?([^\W\d_]{3,12})\.?,?(?:\s+(\d{4})\b)?", re.I
)
_MONTH_DAY = re.compile(r"\b([^\W\d_]{3,12})\.?\s+(\d{1,2})(?:st|nd|rd|th)?\b(?!:)(?:,?\s+(\d{4})\b)?", re.I)
_NUMBERED = re.compile(rf"\b(?:day|dag|tag|jour)[ _-]?(\d{{1,2}}|{'|'.join(_ORDINALS)})\b", re.I)


class Span(NamedTuple):
    """Minutes since midnight; an end beyond `DAY` is tomorrow, `None` is not said."""

    starts: int
    ends: int | None


class Setting(NamedTuple):
    """What a file does not say itself: the first day, the time zone of the clock on the wall, and in which book the
    conveners may be named whom its programme names."""

    starts: date
    timezone: str = "Europe/Amsterdam"
    consent: Literal["unasked", "room", "public"] = "unasked"

    def instant(self, day: date, minutes: int) -> datetime:
        """The moment when that clock shows `minutes` after midnight of `day`."""
        day += timedelta(days=minutes // DAY)
        clock = time(minutes % DAY // 60, minutes % 60)
        return datetime.combine(day, clock, ZoneInfo(self.timezone)).astimezone(UTC)

    def clock(self, moment: datetime) -> datetime:
        """What that clock shows at a moment."""
        return moment.astimezone(ZoneInfo(self.timezone))


def is_zone(name: str) -> bool:
    """Whether `name` is a time zone of this machine."""
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return True


def span_in(text: str) -> Span | None:
    """The first clock time or stretch of time in a text ("10:00", "9:30-10:45am", "14h tot 15h")."""
    if (found := _TWO.search(text)) and (span := _stretch(found.groups())):
        return span
    for one in _ONE.finditer(text):
        start = _minutes(one.groups(), "")
        if start is not None and any(one.groups()[1:]):
            return Span(start, None)
    return None


def _stretch(both: tuple[str | None, ...]) -> Span | None:
    if not any((*both[1:5], *both[6:])):
        return None  # "3-4" alone is no time
    ends = _minutes(both[5:], "")
    # "9-10am" starts in the morning and so does "11-1pm": where only the end says it, the shorter is meant.
    halves = ("am", "pm") if both[8] and not both[3] else ("",)
    starts = [start for half in halves if (start := _minutes(both[:5], half)) is not None]
    if ends is None or not starts:
        return None
    length, start = min(((ends - start) % DAY or DAY, start) for start in starts)
    return Span(start, start + length)


def _minutes(clock: tuple[str | None, ...], half: str) -> int | None:
    hour, minute, _, own_half, word = clock
    if word:
        return 0 if word.lower() == "midnight" else NOON
    hours, minutes = int(hour or 0), int(minute or 0)
    half = (own_half or half).lower()
    if half and 1 <= hours <= 12:
        hours = hours % 12 + (12 if half.startswith("p") else 0)
    return hours * 60 + minutes if hours * 60 + minutes <= DAY else None


def day_in(text: str, first: date, after: date | None = None) -> date | None:
    """The day a text names: a date, "day 2" (counted from `first`), a weekday (the next from `after`)."""
    after = after or first
    if found := _ISO.search(text):
        return _date(found[1], found[2], found[3])
    if found := _NUMBERS.search(text):
        year = found[3] if len(found[3]) == 4 else f"20{found[3]}"
        return _date(year, found[2], found[1]) or _date(year, found[1], found[2])
    for pattern, day, month in ((_DAY_MONTH, 1, 2), (_MONTH_DAY, 2, 1)):
        for found in pattern.finditer(text):
            if number := _month(found[month]):
                return _dated(found[3], number, found[day], after)
    if numbered := numbered_day(text, first):
        return numbered
    for word in re.findall(r"[^\W\d_]+", text.lower()):
        if word in _WEEKDAYS:
            return after + timedelta(days=(_WEEKDAYS[word] - after.weekday()) % 7)
    return None


def numbered_day(text: str, first: date) -> date | None:
    """The day of "day 2" or "day1_notes", counted from `first`."""
    if found := _NUMBERED.search(text.replace("_", " ")):
        word = found[1].lower()
        count = _ORDINALS.index(word) + 1 if word in _ORDINALS else int(word)
        return first + timedelta(days=max(count, 1) - 1)
    return None


def _month(word: str) -> int | None:
    word = word.lower()
    return next((number for name, number in _MONTHS.items() if name.startswith(word)), None)


def _dated(year: str | None, month: int, day: str, after: date) -> date | None:
    if year:
        return _date(year, month, day)
    candidates = (_date(after.year + later, month, day) for later in range(5))  # 29 February
    return next((found for found in candidates if found and found >= after), None)


def _date(year: str | int, month: str | int, day: str | int) -> date | None:
    if int(year) not in YEARS:
        return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def moment_in(text: str) -> datetime | None:
    """An ISO instant ("2026-11-22T09:30:00+01:00"); without a zone it stays without."""
    if "T" not in text.upper() and not re.match(r"\d{4}-\d\d-\d\d \d\d:\d\d", text):
        return None
    try:
        found = datetime.fromisoformat(text.strip())
        return (found.astimezone(UTC) if found.tzinfo else found) if found.year in YEARS else None
    except (ValueError, OverflowError):
        return None


def minutes_in(text: str) -> int | None:
    """A length: "00:45", "1:30:00", "45", "75 minutes", "2.5 hours", "1u30", "PT1H30M", "1 dag"."""
    text = text.strip().lower()
    if found := re.fullmatch(r"(?:(\d{1,2}):)?(\d{1,3}):(\d\d)\s*(?:h|hrs?|hours?|u|uur|std)?\.?", text):
        if found[1] is None:
            return _length(int(found[2]) * 60 + int(found[3]))
        if found[3] == "00":  # hours:minutes:seconds, unless pretalx' days:hours:minutes is meant
            return _length(int(found[1]) * 60 + int(found[2]))
        return _length(int(found[1]) * DAY + int(found[2]) * 60 + int(found[3]))
    if re.fullmatch(r"\d{1,4}(\.0+)?", text):
        return _length(int(float(text)))
    total, said = 0.0, False
    for unit, minutes in (("d|tag|jour", DAY), ("h|u|st", 60), ("m", 1)):
        if found := re.search(rf"(\d{{1,4}}(?:[.,]\d{{1,3}})?)\s*(?:{unit})", text):
            total, said = total + float(found[1].replace(",", ".")) * minutes, True
    if found := re.search(r"\d\s*[hu]\s*(\d{1,2})$", text):
        total += int(found[1])
    return _length(round(total)) if said else None


def _length(minutes: int) -> int | None:
    return minutes if 0 < minutes <= 60 * DAY else None
