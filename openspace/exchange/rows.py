"""Rows with named columns, out of a CSV, a JSON list or a Markdown table: topics with sessions, or people."""

from collections import Counter
from datetime import datetime, timedelta
from typing import NamedTuple

from openspace.core.text import clean
from openspace.core.words import _
from openspace.exchange.building import HOUR, Building, line_and_note
from openspace.exchange.columns import field_of, fields_of
from openspace.exchange.fixed_items import is_fixed, kind_of
from openspace.exchange.times import DAY, day_in, minutes_in, moment_in, span_in


class Row(NamedTuple):
    """The texts of a row by their field, those of unknown columns by column, and where it stands."""

    line: str
    fields: dict[str, list[str]]
    unknown: dict[str, str]

    def text(self, field: str, between: str = " ") -> str:
        """All texts of a field in one."""
        return between.join(self.fields.get(field, []))


def row_of(line: str, header: list[str], cells: list[str]) -> Row:
    """A row sorted by what its columns hold; cells beyond the header are unknown too."""
    row = Row(line, {}, {})
    for number, cell in enumerate(cells):
        column = header[number] if number < len(header) else ""
        field = field_of(column)
        if cell.strip() and field:
            row.fields.setdefault(field, []).append(cell.strip())
        elif cell.strip():
            row.unknown[clean(column) or str(number + 1)] = cell.strip()
    return row


def understands(header: list[str]) -> bool:
    """Whether a header names the columns of a list of sessions: what, and where or when."""
    fields = fields_of(header)
    return "title" in fields and ("place" in fields or "starts" in fields)


def read_rows(building: Building, rows: list[Row]) -> None:
    """Topics of rows that have titles, people of rows that have names."""
    topics = any("title" in row.fields for row in rows)
    for row in rows:
        if topics and "title" in row.fields:
            _read_topic(building, row)
        elif not topics and (name := _name_of(row)):
            _read_person(building, row, name)
        elif row.fields or row.unknown:
            said = ", ".join([*map(row.text, row.fields), *row.unknown.values()])
            short = clean(said)[:80]
            why = _("no title: '{row}'", row=short) if topics else _("no name: '{row}'", row=short)
            building.leave_out(row.line, why)
    _tell_unknown(building, rows)


def _read_topic(building: Building, row: Row) -> None:
    title = clean(row.text("title"))
    times = _times_of(building, row)
    who = row.text("conveners", ", ") or _name_of(row)
    place = clean(row.text("place"))
    if times and not who and not place and is_fixed(title):
        starts, ends = times
        building.slot(starts, ends or starts + HOUR, title, kind_of(title))
        return
    conveners = building.conveners(who, row.line, title, row.text("party"))
    line, note = line_and_note(row.fields.get("line", []))
    topic = building.topic(title, line, conveners)
    topic.language = clean(row.text("language"))[:12]
    notes = [note, *row.fields.get("note", [])]
    if times or place or any(notes):
        session = building.session(topic, building.place(place), *(times or ()))
        building.note(session, *notes)


def _read_person(building: Building, row: Row, name: str) -> None:
    person = building.new_person(name, row.text("party"))
    person.language = clean(row.text("language"))[:12]


def _name_of(row: Row) -> str:
    return clean(" ".join(row.text(part) for part in ("name", "first", "middle", "last")))


def _times_of(building: Building, row: Row) -> tuple[datetime, datetime | None] | None:
    """When a row starts and ends; says so where it names a time nobody can read."""
    setting = building.setting
    day_text, text = row.text("day"), row.text("starts")
    if moment := moment_in(text):
        starts = moment if moment.tzinfo else setting.instant(moment.date(), _minute(moment))
    else:
        day = day_in(text, setting.starts) or day_in(day_text, setting.starts) or setting.starts
        span = span_in(text) or span_in(day_text)
        if span is None:
            if text or day_text:
                why = _(
                    "'{title}': the time '{time}' cannot be read",
                    title=row.text("title"),
                    time=f"{day_text} {text}".strip(),
                )
                building.leave_out(row.line, why)
            return None
        starts = setting.instant(day, span.starts)
        if span.ends is not None:
            return starts, setting.instant(day, span.ends)
    return starts, _end_of(building, row, starts)


def _end_of(building: Building, row: Row, starts: datetime) -> datetime | None:
    setting = building.setting
    text, length = row.text("ends"), row.text("length")
    ends = None
    if moment := moment_in(text):
        ends = moment if moment.tzinfo else setting.instant(moment.date(), _minute(moment))
    elif span := span_in(text):
        day = day_in(text, setting.starts)
        clock = setting.clock(starts)
        ends = setting.instant(day or clock.date(), span.starts)
        if ends <= starts and not day:
            ends = setting.instant(clock.date(), span.starts + DAY)
    elif minutes := minutes_in(length):
        ends = starts + timedelta(minutes=minutes)
    if ends and ends > starts:
        return ends
    if text or length:
        why = _(
            "'{title}': the end or length '{time}' cannot be read; taken as an hour",
            title=row.text("title"),
            time=f"{text} {length}".strip(),
        )
        building.leave_out(row.line, why)
    return None


def _minute(moment: datetime) -> int:
    return moment.hour * 60 + moment.minute


def _tell_unknown(building: Building, rows: list[Row]) -> None:
    """Name each column that has no place, once, at the first row that fills it."""
    filled = Counter(column for row in rows for column in row.unknown)
    for column, number in filled.items():
        first = next(row.line for row in rows if column in row.unknown)
        why = _("nothing here holds the column '{column}' ({number} filled)", column=column, number=number)
        building.leave_out(first, why)
