"""What somebody typed, made harmless without changing what it says."""

import re
import unicodedata

# Bidirectional overrides and isolates can turn a neighbour's text round; invisible characters forge names.
_INVISIBLE = re.compile("[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]")
_JOINERS = re.compile("[\u034f\u200c\u200d]")  # they shape letters and emoji, and may stand between any two
_FILLERS = "\u115f\u1160\u2800\u3164\uffa0"
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")  # all but line break and tab
_MARKS_KEPT = 8  # combining marks on one letter; more paint over the lines above and below


def clean(text: str, *, lines: bool = False) -> str:
    """NFC, without control, override and invisible characters, surrounding space gone. With `lines` line breaks
    and tabs stay, otherwise every run of white space becomes one space. Lone surrogates become U+FFFD."""
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    text = _INVISIBLE.sub("", _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))
    # Only now: what stood between a letter and its marks is gone, so cleaning twice is cleaning once.
    text = unicodedata.normalize("NFC", text)
    kept: list[str] = []
    marks = 0
    for character in text:
        marks = marks + 1 if unicodedata.category(character) in ("Mn", "Me") else 0
        if marks <= _MARKS_KEPT:
            kept.append(character)
    text = "".join(kept)
    text = text.strip() if lines else " ".join(text.split())
    return text if any(map(_shows, text)) else ""


def _shows(character: str) -> bool:
    """Whether there is anything to see: a name of joiners or fillers alone is no name."""
    return unicodedata.category(character) not in ("Cf", "Mn", "Me", "Zs", "Zl", "Zp") and character not in _FILLERS


def same_name(name: str) -> str:
    """A key under which names that look alike meet."""
    return unicodedata.normalize("NFKC", _JOINERS.sub("", clean(name))).casefold()


def anchor_key(text: str) -> str:
    """Under which a heading, an anchor, a file's name and a title meet, however a renderer writes its anchors."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())
