"""Notes in Markdown: found for the sessions of a grid, listed in a README, or simply one file each."""

import re
from pathlib import PurePosixPath
from urllib.parse import unquote

from openspace.core.text import anchor_key as key
from openspace.core.text import clean
from openspace.core.words import _
from openspace.exchange.building import Building
from openspace.exchange.files import Folder, is_readme
from openspace.exchange.markdown_cell import title_and_hosts
from openspace.exchange.markdown_grid import Placed
from openspace.exchange.markdown_text import (
    Document,
    Link,
    Section,
    is_web,
    pictures,
    take_apart,
    without_links,
)
from openspace.exchange.times import day_in, numbered_day

_ITEM = re.compile(r"\s*(?:[-*+]|\d{1,3}[.)])\s+(.+)")
_NO_NOTES = (".pdf", ".png", ".jpg", ".jpeg", ".gif", ".svg", ".pptx", ".zip", ".html", ".mp4", ".txt")
_HOUSEKEEPING = ("license", "contributing", "code_of_conduct", "changelog", "security")


class Notes:
    """Gives the sessions of a plan their notes out of a folder, and loses no file of it."""

    def __init__(self, building: Building, folder: Folder) -> None:
        self.building = building
        self.folder = folder
        self.used: set[str] = set()  # files that became a note, or told the agenda
        self._by_key = {key(name): path for path in folder.texts for name in _names_of(folder, path)}

    def of_grid(self, document: Document, file: str, placed: list[Placed]) -> None:
        """For each session of a grid: the section its link leads to, and the files that are linked."""
        self.used.add(file)
        sections = self._sections_with_notes(document)
        taken: set[int] = set()
        for session, card, line in placed:
            mine: list[Section] = []
            paths: list[str] = []
            for link in card.links:
                if is_web(link.target):
                    continue
                under = sections.get(key(unquote(link.target)), []) if link.target.startswith("#") else []
                files = [] if link.target.startswith("#") else self.folder.find(unquote(link.target), file)
                if not (under or files):
                    why = _("the link '{link}' leads nowhere", link=link.target)
                    self.building.leave_out(f"{file}:{line}", why)
                mine += under
                paths += files
            mine = mine or sections.get(key(card.title), [])
            taken.update(section.line for section in mine)
            texts = [document.body(section) for section in mine]
            for link in (link for text in texts for link in without_links(text)[1]):
                paths += [] if is_web(link.target) else self.folder.find(unquote(link.target), file)
            if not paths and key(card.title) in self._by_key:
                paths = [self._by_key[key(card.title)]]
            paths = [path for path in dict.fromkeys(paths) if path != file]
            self.used.update(paths)
            self.building.note(session, *texts, *(self.folder.texts[path] for path in paths))
        taken |= self._neighbours(document, taken)
        self._leftovers(document, file, taken)

    def of_list(self, document: Document, file: str) -> None:
        """For a README without a grid: each link in a list to a file or folder of notes is a session."""
        self.used.add(file)
        taken: set[int] = set()
        for number, text in enumerate(document.lines, start=1):
            item = _ITEM.fullmatch(text)
            shown, links = without_links(item[1]) if item else ("", [])
            if not links or not shown.startswith(links[0].label) or not _is_notes(links[0]):
                continue
            taken.add(number)
            line = f"{file}:{number}"
            title = clean(links[0].label)
            hosts = title_and_hosts(shown)[1]
            topic = self.building.topic(title, conveners=self.building.conveners(hosts, line, title))
            first = self.building.setting.starts
            days = [day_in(section.title, first) for section in document.above(number)]
            day = next(filter(None, days), None)
            slot = self.building.day_slot(day) if day else None
            session = self.building.session(topic, slot=slot)
            paths = self.folder.find(unquote(links[0].target), file)
            if not paths:
                why = _("'{title}': its notes '{link}' are not there", title=title, link=links[0].target)
                self.building.leave_out(line, why)
            self.used.update(paths)
            self.building.note(session, *(self.folder.texts[path] for path in paths))
        self._leftovers(document, file, taken)

    def of_files(self) -> None:
        """For every file nothing has spoken of: a topic and a session of its own."""
        for path, text in self.folder.texts.items():
            if path in self.used:
                continue
            if PurePosixPath(path).stem.lower() in _HOUSEKEEPING:
                self.building.leave_out(path, _("is about the files, not of a session"))
                continue
            day = numbered_day(path, self.building.setting.starts)
            slot = self.building.day_slot(day) if day else None
            topic = self.building.topic(title_of(path, text))
            self.building.note(self.building.session(topic, slot=slot), text)

    def pictures(self) -> None:
        """Say which pictures stay behind: the book holds words, and a file of its own lies elsewhere."""
        for path, text in self.folder.texts.items():
            for line, picture in pictures(text):
                self.building.leave_out(
                    f"{path}:{line}", _("the picture '{picture}' is not taken along", picture=picture)
                )

    def _sections_with_notes(self, document: Document) -> dict[str, list[Section]]:
        """Sections by their key; a section around a grid is no note."""
        grids = [table.lines[0] for table in document.tables]
        found: dict[str, list[Section]] = {}
        for section in document.sections:
            if not any(section.line < line < section.ends for line in grids):
                found.setdefault(key(section.title), []).append(section)
        return found

    def _neighbours(self, document: Document, taken: set[int]) -> set[int]:
        """Sections beside those of sessions are sessions' notes too, of cards that left the grid."""
        homes = {above[0].line for line in taken if (above := document.above(line))}
        found = set()
        for section in document.sections:
            above = document.above(section.line)
            if section.line not in taken and above and above[0].line in homes:
                found.add(section.line)
                topic = self.building.topic(section.title)
                self.building.note(self.building.session(topic), document.body(section))
        return found

    def _leftovers(self, document: Document, file: str, taken: set[int]) -> None:
        """Say of all other text where it stands: sections and lines in `taken` are in the plan."""
        inside = set(taken)
        for section in document.sections:
            if section.line in taken:
                inside.update(range(section.line, section.ends))
        inside.update(line for table in document.tables for line in table.lines)
        inside.update(table.lines[0] + 1 for table in document.tables)
        starts = [0, *(section.line for section in document.sections)]
        for start, end in zip(starts, [*starts[1:], len(document.lines) + 1], strict=True):
            loose = [
                number
                for number in range(start + 1, end)
                if number not in inside and re.search(r"\w", document.lines[number - 1])
            ]
            if loose:
                why = _("text that belongs to no session: '{text}'", text=_short(document, loose[0]))
                self.building.leave_out(f"{file}:{loose[0]}", why)


def _short(document: Document, line: int) -> str:
    text = clean(document.lines[line - 1])
    return text if len(text) <= 60 else f"{text[:59]}…"


def _is_notes(link: Link) -> bool:
    target = link.target
    suffix = PurePosixPath(target).suffix.lower()
    return not (is_web(target) or target.startswith(("#", "..")) or suffix in _NO_NOTES)


def _names_of(folder: Folder, path: str) -> list[str]:
    """What a file of notes may be called in a grid: by its heading, or by its name."""
    return [name for name in (_name(path), title_of(path, folder.texts[path])) if key(name)]


def _name(path: str) -> str:
    pure = PurePosixPath(path)
    return pure.parent.name if is_readme(path) else pure.stem


def title_of(path: str, text: str) -> str:
    """A title for a file of notes: its heading if it begins with one, else its name made readable."""
    document = take_apart(text)
    first = next((n for n, line in enumerate(document.lines, 1) if line.strip()), 0)
    for section in document.sections:
        title = clean(without_links(section.title)[0])
        if section.line == first and title and ":" not in title[:12]:  # "Presenter: Anna" is a label
            return title
    name = re.sub(r"^(?:day|dag|tag)[ _-]?\d+[ _-]+", "", _name(path), flags=re.I)
    return clean(re.sub(r"[_-]+", " ", name)) or path
