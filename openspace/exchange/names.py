"""Who convenes, out of what people write between brackets: "(Anna + Bo)", "(???)", "(by @cas)"."""

import re

from openspace.core.text import clean

_BETWEEN = re.compile(r"\s*[/&,;+]\s*|\s+(?:and|und|en)\s+", re.I)
_BEFORE = re.compile(r"^(?:by|von|door|with|mit|met)\s+", re.I)
_NOBODY = re.compile(r"[\s?.\-–—_]*|tb[ad]|n\.?\s?n\.?|unknown|onbekend|no ?one", re.I)
_WORDS = 4  # more words between brackets, or words without a capital, are a remark and no name


def split_names(text: str) -> tuple[list[str], bool]:
    """The names in a text, and whether somebody in it is unknown ("???")."""
    parts = [_BEFORE.sub("", clean(part)) for part in _BETWEEN.split(text)]
    names = [part.rstrip("? ") for part in parts if not _NOBODY.fullmatch(part)]
    unknown = any(part and _NOBODY.fullmatch(part) for part in parts)
    return list(dict.fromkeys(names)), unknown


def looks_like_names(text: str) -> bool:
    """Whether a remark between brackets names people, as "(as simple as possible)" does not."""
    names, unknown = split_names(text)
    return (unknown or bool(names)) and all(map(_is_name, names))


def _is_name(name: str) -> bool:
    words = name.split()
    if not any(letter.isalpha() for letter in name) or len(words) > _WORDS:
        return False
    return len(words) == 1 or any(word[0].isupper() or word[0] == "@" for word in words)
