"""The parts of a Markdown text an importer looks at: headings, tables, links, each with its line."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from openspace.core.text import clean
from openspace.exchange.files import lines_of

_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]+(.*?))??[ \t]*#*[ \t]*")
_UNDERLINE = re.compile(r" {0,3}(=+|-{3,})[ \t]*")
_DASHES = re.compile(r"[ \t|:-]*-[ \t|:-]*")
_FENCE = re.compile(r" {0,3}(```|~~~)")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\(\s*<?((?:[^()\s<>]|\([^()\s]*\))*)>?(?:\s+[\"'][^\"'()]*[\"'])?\s*\)")


class Section(NamedTuple):
    """A heading and everything until the next heading of its level."""

    level: int
    title: str
    line: int
    ends: int  # the line after its last


class Table(NamedTuple):
    """A pipe table: the line of each row, and its cells; the first row is the header."""

    lines: list[int]
    rows: list[list[str]]


class Link(NamedTuple):
    """What a link shows and where it leads."""

    label: str
    target: str


class Document(NamedTuple):
    """A Markdown text taken apart; lines count from 1."""

    lines: list[str]
    sections: list[Section]
    tables: list[Table]

    def body(self, section: Section) -> str:
        """The text below a heading, as written."""
        first = section.line + (1 if self._is_underlined(section) else 0)
        return "\n".join(self.lines[first : section.ends - 1]).strip("\n")

    def above(self, line: int) -> list[Section]:
        """The headings a line stands under, nearest first."""
        return [part for part in reversed(self.sections) if part.line < line < part.ends]

    def _is_underlined(self, section: Section) -> bool:
        return not self.lines[section.line - 1].lstrip().startswith("#")


def take_apart(text: str) -> Document:
    """The document of a text; what stands in code fences is neither heading nor table."""
    lines = lines_of(text)
    code = _in_fences(lines)
    headings: list[tuple[int, str, int]] = []
    tables: list[Table] = []
    reached = 0
    for index, line in enumerate(lines):
        if index < reached or code[index]:
            continue
        following = lines[index + 1] if index + 1 < len(lines) else ""
        if found := _HEADING.fullmatch(line):
            headings.append((len(found[1]), clean(found[2] or ""), index + 1))
        elif "|" in line and "|" in following and _DASHES.fullmatch(following):
            reached = _end_of_table(lines, index + 2)
            numbers = [index, *range(index + 2, reached)]
            tables.append(Table([n + 1 for n in numbers], [_cells(lines[n]) for n in numbers]))
        elif line.strip() and "|" not in line and (under := _UNDERLINE.fullmatch(following)):
            headings.append((1 if under[1][0] == "=" else 2, clean(line), index + 1))
    return Document(lines, _sections(headings, len(lines)), tables)


def _in_fences(lines: list[str]) -> list[bool]:
    code, fence = [], ""
    for line in lines:
        found = _FENCE.match(line)
        code.append(bool(fence or found))
        if found and not fence:
            fence = found[1]
        elif found and found[1] == fence:
            fence = ""
    return code


def _end_of_table(lines: list[str], index: int) -> int:
    while index < len(lines) and "|" in lines[index]:
        index += 1
    return index


def _cells(line: str) -> list[str]:
    cells = re.split(r"(?<!\\)\|", line.strip())
    if cells[0].strip() == "":
        cells = cells[1:]
    if cells and cells[-1].strip() == "":
        cells = cells[:-1]
    return [" ".join(cell.replace("\\|", "|").split()) for cell in cells]


def _sections(headings: list[tuple[int, str, int]], lines: int) -> list[Section]:
    sections: list[Section] = []
    open_ends: list[tuple[int, int]] = []  # what still waits for its end: next lower level first
    for level, title, line in reversed(headings):
        while open_ends and open_ends[-1][0] > level:
            open_ends.pop()
        ends = open_ends[-1][1] if open_ends else lines + 1
        sections.append(Section(level, title, line, ends))
        open_ends.append((level, line))
    return sections[::-1]


def without_links(text: str) -> tuple[str, list[Link]]:
    """A text with every link replaced by what it shows, and the links."""
    links = [Link(found[1].strip(), found[2]) for found in _LINK.finditer(text)]
    return _LINK.sub(lambda found: found[1], text), links


def pictures(text: str) -> Iterator[tuple[int, str]]:
    """The line and the file of each picture that lies beside a text."""
    lines = lines_of(text)
    for number, (line, code) in enumerate(zip(lines, _in_fences(lines), strict=True), 1):
        for found in () if code else _LINK.finditer(line):
            if found[0].startswith("!") and found[2] and not is_web(found[2]):
                yield number, found[2]


def is_web(target: str) -> bool:
    """Whether a link leads out of the folder."""
    return bool(re.match(r"[a-z][a-z0-9+.-]*:|//", target, re.I))
