"""One cell of a grid: the session in it, or the several where that is clearly meant."""

import re
from typing import NamedTuple

from openspace.core.text import clean
from openspace.exchange.markdown_text import Link, is_web, without_links
from openspace.exchange.names import looks_like_names

_BREAK = re.compile(r"<br\s*/?>|\n", re.I)
_BLANK = re.compile(r"(?:<br\s*/?>|\n)(?:\s*(?:<br\s*/?>|\n))+", re.I)
_BULLET = re.compile(r"[-*•–]\s+")
_BETWEEN = re.compile(r"\s+/\s+(?![^()\[\]]*[)\]])")  # " / ", but not inside brackets
_NEXT_LINK = re.compile(r"(?<=\))[\s,;]+(?=\[)")
_HOSTS = re.compile(r"\(([^()]*)\)[\s.]*")
_LONG = 2_000
_HANDED_OUT = re.compile(
    r"slides?|notes?|video|recording|repo(sitory)?|code|link|demo|website|folien|sheets?|notities", re.I
)


class Card(NamedTuple):
    """A session as a cell writes it; `hosts` is as written, empty where nobody is named."""

    title: str
    line: str
    hosts: str
    links: list[Link]


def cards_in(cell: str) -> list[Card]:
    """The sessions of a cell: cut at an empty line, else only where both sides stand on their own."""
    cards = [card for part in _BLANK.split(cell) for card in _cards_of(part)]
    return [card for card in cards if card.title]


def _cards_of(part: str) -> list[Card]:
    texts: list[list[str]] = []  # per card: its title with hosts, then what explains it
    for row in filter(None, map(str.strip, _BREAK.split(part))):
        bullet = _BULLET.match(row)
        if bullet and texts:
            texts[-1].append(row[bullet.end() :])
            continue
        for piece in _pieces(row):
            if not texts or (_stands_alone(texts[-1][0]) and _stands_alone(piece)):
                texts.append([piece])
            elif _goes_on(texts[-1], piece):
                texts[-1][0] += f" {piece}"
            else:
                texts[-1].append(piece)
    return _share_hosts([_card(first, more) for first, *more in texts])


def _goes_on(card: list[str], piece: str) -> bool:
    """Whether a line is the rest of a title: in small letters, or bringing the hosts."""
    unfinished = len(card) == 1 and not _stands_alone(card[0])
    return unfinished and (piece[0].islower() or piece[0] == "(" or _stands_alone(piece))


def _pieces(row: str) -> list[str]:
    if len(row) > _LONG:
        return [row]  # looking through it for brackets would take minutes
    for cut in (_BETWEEN, _NEXT_LINK):
        pieces = cut.split(row)
        if len(pieces) > 1 and all(map(_stands_alone, pieces)):
            return [part for piece in pieces for part in _pieces(piece)]
    return [row]


def _stands_alone(text: str) -> bool:
    shown, links = without_links(text)
    if len(links) == 1 and shown.strip() == links[0].label:
        return not _HANDED_OUT.fullmatch(links[0].label)
    title, hosts = title_and_hosts(shown)
    return bool(title and hosts)


def _card(first: str, more: list[str]) -> Card:
    first, *handed_out = re.split(r"\s+[-–,;]\s+(?=\[)", first)
    shown, links = without_links(first)
    title, hosts = title_and_hosts(shown)
    explained = []
    for text in (*handed_out, *more):
        said, said_links = without_links(text)
        links += said_links
        if not hosts:
            said, hosts = title_and_hosts(said)
        explained.append(clean(said))
    explained = [text for text in explained if not any(text == link.label for link in links)]
    for link in links:
        if is_web(link.target):
            bare = clean(link.label) in (title, clean(shown))
            explained.append(link.target if bare else f"{clean(link.label)}: {link.target}")
    return Card(title, ", ".join(filter(None, explained)), hosts, links)


def title_and_hosts(text: str) -> tuple[str, str]:
    """A title and the names in brackets behind it, as written."""
    text = clean(text.replace("**", ""))
    if "(" in text:
        before, after = text[: text.rindex("(")], text[text.rindex("(") :]
        found = _HOSTS.fullmatch(after)
        if found and before.strip() and looks_like_names(found[1]):
            return before.strip(), found[1].strip()
    return text, ""


def _share_hosts(cards: list[Card]) -> list[Card]:
    """In "[A](#a) / B (Anna)" Anna convenes both: brackets count for those before them without any."""
    shared, hosts = [], ""
    for card in reversed(cards):
        hosts = card.hosts or hosts
        shared.append(card._replace(hosts=hosts))
    return shared[::-1]
