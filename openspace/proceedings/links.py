"""Where a link that somebody typed may lead: web and mail addresses, and sessions of the same book."""

import html
import re
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from types import MappingProxyType
from urllib.parse import unquote

from openspace.core.text import anchor_key

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_IGNORED = re.compile(r"[\x00-\x20\\]")  # browsers skip white space in an address, Markdown skips backslashes
ALLOWED = frozenset({"http", "https", "mailto"})


def leads_out(address: str) -> bool:
    """Whether an address, however it is disguised, opens something other than a page or a letter."""
    plain = _IGNORED.sub("", html.unescape(address))
    scheme = _SCHEME.match(plain)
    return scheme is not None and scheme.group(1).lower() not in ALLOWED


_OWN = re.compile(r"#[sbc]-\d+")  # anchors of sessions, boards and cards, as the book has them
_HEADING = re.compile(r"^ {0,3}#{1,6} +(.+?) *#* *$", re.MULTILINE)
_SPEAKS_FOR_ITS_FOLDER = ("readme", "index")

Ways = Mapping[str, str]  # from a session, as a link between notes calls it, to where it stands
NO_WAYS: Ways = MappingProxyType({})


def is_beside(address: str) -> bool:
    """Whether an address without a scheme means another file, or a heading, beside the note it stands in."""
    plain = _IGNORED.sub("", html.unescape(address))
    return bool(plain) and not _SCHEME.match(plain) and not plain.startswith("//")


def way(address: str, ways: Ways) -> str | None:
    """What an address becomes: a session's place for the file or heading of its note, itself where it opens a page or
    a letter, None where it would lead nowhere."""
    if leads_out(address):
        return None
    if not is_beside(address) or _OWN.fullmatch(address):
        return address
    path, _hash, heading = unquote(address).partition("#")
    file = PurePosixPath(path.partition("?")[0])
    stem = file.stem if file.suffix.lower() in (".md", ".markdown") else file.name
    if stem.lower() in _SPEAKS_FOR_ITS_FOLDER:
        stem = file.parent.name
    return next((ways[key] for key in map(anchor_key, (heading, stem)) if key and key in ways), None)


def ways_to(notes: Iterable[tuple[str, str, str]]) -> Ways:
    """The ways to sessions, by what links between their notes may call them: out of title, note and place of each.
    Titles come first; the heading of a note, as long as it is of one session only."""
    told = list(notes)
    ways: dict[str, str] = {}
    for title, _note, place in told:
        ways.setdefault(anchor_key(title), place)
    headings: dict[str, set[str]] = {}
    for _title, note, place in told:
        if found := _HEADING.search(note):
            headings.setdefault(anchor_key(found[1]), set()).add(place)
    return {key: place for key, (place, *more) in headings.items() if not more} | ways
