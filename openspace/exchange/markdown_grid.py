"""A Markdown grid, times by places, one table a day: every cell becomes its sessions, in slots."""

from datetime import date, datetime, timedelta
from typing import NamedTuple

from openspace.core.text import clean
from openspace.core.words import _
from openspace.exchange.building import HOUR, Building
from openspace.exchange.fixed_items import is_fixed, kind_of
from openspace.exchange.markdown_cell import Card, cards_in
from openspace.exchange.markdown_text import Document, Table, without_links
from openspace.exchange.plan import Session, Slot
from openspace.exchange.times import DAY, Span, day_in, span_in

NIGHT, EVENING = 6 * 60, 18 * 60  # from the evening on, an early hour belongs to tomorrow


class Cell(NamedTuple):
    """A cell and its line in the file."""

    text: str
    line: int


class Placed(NamedTuple):
    """A session that came out of a cell, and what the cell said."""

    session: Session
    card: Card
    line: int


def grid_of(table: Table) -> list[list[Cell]] | None:
    """The table with times down its first column, turned round if need be; None if it is no grid."""
    width = max(map(len, table.rows))
    rows = [
        [Cell(text, line) for text in [*row, *[""] * (width - len(row))]]
        for line, row in zip(table.lines, table.rows, strict=True)
    ]
    if width < 2 or len(rows) < 2:
        return None
    for grid in (rows, [list(column) for column in zip(*rows, strict=True)]):
        first = [row[0].text for row in grid[1:] if row[0].text]
        if first and sum(span_in(text) is not None for text in first) * 2 >= len(first):
            return grid
    return None


class GridReader:
    """Reads the grids of one document into a plan."""

    def __init__(self, building: Building, document: Document, file: str) -> None:
        self.building = building
        self.document = document
        self.file = file
        self.placed: list[Placed] = []
        self._day: date | None = None
        self._latest = 0  # when the last row of the table before started
        self._slots: dict[datetime, Slot] = {}

    def read(self, table: Table, grid: list[list[Cell]]) -> None:
        """One table: a day, or more of the day before."""
        spans = _spans(grid)
        starts = [span.starts for span in spans if span]
        self._day = self._day_of(table, starts)
        self._latest = max(starts, default=self._latest)
        header = [clean(without_links(cell.text)[0]) for cell in grid[0]]
        first = 2 if len(header) > 2 and not header[1] else 1  # beside the times: lunch, opening
        for name in header[first:]:
            self.building.place(name)
        for row, span in zip(grid[1:], spans, strict=True):
            item = clean(without_links(row[1].text)[0]) if first == 2 else ""
            slot = self._slot_of(row[0], span, self._ends(span, starts), item)
            for number, (name, cell) in enumerate(zip(header[first:], row[first:], strict=True), 1):
                if cell.text and clean(cell.text).casefold() != item.casefold():
                    self._cell(cell, name or _("Place {number}", number=number), slot)

    def _day_of(self, table: Table, starts: list[int]) -> date:
        first = self.building.setting.starts
        line = table.lines[0]
        before = next((text for text in reversed(self.document.lines[: line - 1]) if text.strip()), "")
        headings = [section.title for section in self.document.above(line)]
        for text in (table.rows[0][0], before if len(before) <= 60 else "", *headings):
            if day := day_in(text, first, self._day):
                return day
        if self._day is None:
            return first
        goes_on = bool(starts) and min(starts) > self._latest
        return self._day if goes_on else self._day + timedelta(days=1)

    def _ends(self, span: Span | None, starts: list[int]) -> int:
        """When a row ends: as it says, else with the next row, else as long as the row before took."""
        if span is None:
            return 0
        if span.ends is not None:
            return span.ends
        later = [start for start in starts if start > span.starts]
        earlier = [start for start in starts if start < span.starts]
        hour = HOUR // timedelta(minutes=1)
        return min(later) if later else span.starts + (span.starts - max(earlier) if earlier else hour)

    def _slot_of(self, time: Cell, span: Span | None, ends: int, item: str) -> Slot | None:
        kind = kind_of(item)
        title = "" if kind == "session" else item
        if span is None or self._day is None:
            what = f"{time.text} {item}".strip()
            if what:
                why = _("the time of '{what}' cannot be read", what=what)
                self.building.leave_out(f"{self.file}:{time.line}", why)
            return None
        starts = self.building.setting.instant(self._day, span.starts)
        stops = self.building.setting.instant(self._day, ends)
        slot = self._slots.get(starts)
        if slot is None or (title and slot.title not in ("", title)):
            slot = self.building.slot(starts, stops, title, kind)
        elif title and not slot.title:
            slot.title, slot.kind = title, "break" if kind == "break" else "fixed"
        return self._slots.setdefault(starts, slot)

    def _cell(self, cell: Cell, place_name: str, slot: Slot | None) -> None:
        place = self.building.place(place_name)
        line = f"{self.file}:{cell.line}"
        if slot and place and is_fixed(clean(cell.text)):
            item = self.building.slot(slot.starts, slot.ends, cell.text, kind_of(cell.text))
            item.places = [place]
            return
        for card in cards_in(cell.text):
            conveners = self.building.conveners(card.hosts, line, card.title)
            topic = self.building.topic(card.title, card.line, conveners)
            session = self.building.session(topic, place, slot=slot)
            self.placed.append(Placed(session, card, cell.line))


def _spans(grid: list[list[Cell]]) -> list[Span | None]:
    """The time of each row; one without any goes with the row above, one after midnight is tomorrow."""
    spans: list[Span | None] = []
    latest = shift = 0
    for row in grid[1:]:
        if not row[0].text:
            spans.append(spans[-1] if spans else None)
            continue
        span = span_in(row[0].text)
        if span:
            if latest >= EVENING and span.starts < NIGHT:
                shift = DAY
            span = Span(span.starts + shift, None if span.ends is None else span.ends + shift)
            latest = max(latest, span.starts)
        spans.append(span)
    return spans
