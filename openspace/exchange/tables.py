"""CSV as spreadsheets write it: topics (with place and time where given) or people, row by row."""

import csv
from io import StringIO
from typing import Literal

from openspace.core.text import clean
from openspace.core.words import _
from openspace.exchange.building import Building
from openspace.exchange.columns import fields_of
from openspace.exchange.plan import Plan, Unreadable
from openspace.exchange.rows import read_rows, row_of
from openspace.exchange.times import Setting

_DELIMITERS = (";", ",", "\t", "|")
_HEADER_WITHIN = 10  # a spreadsheet may begin with a title and empty lines
_CELL = 16 * 1024 * 1024

Lines = list[tuple[int, list[str]]]


def read(text: str, name: str, setting: Setting) -> Plan:
    """The plan in a CSV, or `Unreadable` if no row of it names columns we know."""
    building = Building(setting)
    first, _newline, rest = text.partition("\n")
    if first.strip().strip('"').lower().startswith("sep=") and len(first.strip()) <= 7:
        text = f"\n{rest}"  # Excel's own hint; the line stays, so that lines count on
    best: tuple[int, int, Lines] = (0, 0, [])
    for delimiter in _DELIMITERS:
        lines = _split(text, delimiter)
        for index, (_line, cells) in enumerate(lines[:_HEADER_WITHIN]):
            score = len(set(fields_of(cells)))
            if score > best[0] and _is_header(cells):
                best = (score, index, lines)
    if not best[0]:
        raise Unreadable(_("{file} has no line with column names; at least 'title' or 'name' is needed", file=name))
    _score, index, lines = best
    for line, cells in lines[:index]:
        if said := clean(" ".join(cells)):
            building.leave_out(f"{name}:{line}", _("stands above the column names: '{text}'", text=said[:80]))
    header = lines[index][1]
    rows = [row_of(f"{name}:{line}", header, cells) for line, cells in lines[index + 1 :]]
    read_rows(building, rows)
    return building.finish()


def _is_header(cells: list[str]) -> bool:
    return bool({"title", "name", "first", "last"} & set(fields_of(cells)))


def _split(text: str, delimiter: str) -> Lines:
    """Lines and cells; where a quotation mark never closes, marks are taken as letters."""
    csv.field_size_limit(_CELL)
    try:
        return _parse(text, delimiter, quoted=True)
    except csv.Error:
        return _parse(text, delimiter, quoted=False)


def _parse(text: str, delimiter: str, *, quoted: bool) -> Lines:
    quoting: Literal[0, 3] = csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, quoting=quoting, strict=quoted)
    lines: Lines = []
    before = 0
    for cells in reader:
        lines.append((before + 1, cells))
        before = reader.line_num
    return lines
