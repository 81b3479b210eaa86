"""What somebody typed as Markdown, inside one line: code, links and emphasis stay; tags and pictures become text."""

import re

from openspace.core.words import _
from openspace.proceedings.links import Ways, is_beside, way

# Each alternative is linear: no character can be matched by two repeated parts.
_TOKEN = re.compile(
    r"""(?P<escaped>\\[!-/:-@\[-`{-~])
    |(?P<ticks>`+)
    |(?P<auto><(?:https?://|mailto:)[^\s<>`\[\]\\]+>)
    |(?P<link>!?\[(?P<shown>[^\[\]\\`<>]{0,200})\]\([ ]*<?(?P<to>[^\s()<>`|\\\[\]"']+)>?(?:[ ]+"[^"()]*")?[ ]*\))
    |(?P<picture>!\[)
    |(?P<target>\]\([ ]*(?P<address>[^\s()<>]*))
    |(?P<label>\[(?P<name>[^\[\]\\`<>]{1,100})\](?P<collapsed>\[\])?)
    |(?P<definition>\]:)
    |(?P<url>https?://(?:[^\s<>`\[\]()"'\\]|\([^\s<>`\[\]()"'\\]*\))+)
    |(?P<tag><(?=[A-Za-z/!?]))""",
    re.VERBOSE,
)
# An address that is surely one, so that the line is a definition for every reader of Markdown or harmless text.
_DEFINITION = re.compile(
    r"^ {0,3}\[(?P<name>[^\[\]\\`<>^][^\[\]\\`<>]{0,99})\]: *<?(?P<address>[^\s<>()\[\]`!|\\]+)>?(?P<rest>(?: .*)?)$"
)
_TICKS = re.compile("`+")
_WEB = re.compile("<(?:https?://|mailto:)")
_POINTS = ".,;:!?"


def defined_label(line: str, ways: Ways) -> str | None:
    """The label of a line like `[1]: https://...`, where that leads somewhere."""
    found = _DEFINITION.match(line)
    return _key(found["name"]) if found and way(found["address"], ways) else None


def safe_inline(line: str, labels: dict[str, str], ways: Ways) -> str:
    """The line with everything in it that could load, run or open a tag turned into text. `labels` are the note's own
    names for addresses, and what they are called in the book, where many notes stand in one file; `ways` are those to
    the other sessions."""
    definition = _DEFINITION.match(line)
    if definition and _key(definition["name"]) in labels and (leads := way(definition["address"], ways)):
        label = labels[_key(definition["name"])]
        return f"[{label}]: {leads}{safe_inline(definition['rest'], labels, ways)}"
    made, at = [], 0
    while found := _TOKEN.search(line, at):
        made.append(line[at : found.start()])
        text, at = _safe(line, found, labels, ways)
        made.append(text)
    return "".join([*made, line[at:]])


def _safe(line: str, found: re.Match[str], labels: dict[str, str], ways: Ways) -> tuple[str, int]:
    """A token made safe, and where to read on."""
    whole, end = found.group(), found.end()
    match found.lastgroup:
        case "escaped":
            return ("&lt;" if whole == "\\<" else whole), end
        case "ticks":
            return _code(line, found)
        case "link" if (beside := _beside(found, labels, ways)) is not None:
            return beside, end
        case "link" if whole[0] == "[":  # what it shows and where it leads are read one by one
            return "[", found.start() + 1
        case "link":
            return _picture(line, found.start() + 2)
        case "picture":  # a picture from elsewhere would tell its owner who reads the book; a link asks first
            return _picture(line, end)
        case "tag":
            return "&lt;", end
        case "url":
            return _address(line, found)
        case "definition":  # of a name that other places of the book may use
            return "]\\:", end
        case "target":
            leads = way(found["address"], ways)
            if leads is None or (not leads and not _WEB.match(line, end)):
                return "]\\(", found.start() + 2
            return f"]({leads}", end
        case "label":
            return _label(line, found, labels)
    return whole, end


def _picture(line: str, inside: int) -> tuple[str, int]:
    return ("[" + _("picture") if line[inside : inside + 1] == "]" else "["), inside


def _beside(found: re.Match[str], labels: dict[str, str], ways: Ways) -> str | None:
    """A link to a file beside the note: to the session it means, else what it shows and the address to look for it, as
    for every picture. None for all other links."""
    address, picture = found["to"], found.group().startswith("!")
    if not is_beside(address):
        return None
    shown = safe_inline(found["shown"], labels, ways).strip()
    if not picture and (leads := way(address, ways)):
        return f"[{shown or address}]({leads})"
    return f"{shown or (_('picture') if picture else '')} (`{address}`)".lstrip()


def _code(line: str, found: re.Match[str]) -> tuple[str, int]:
    """A code span is kept as it is; ticks that nothing closes on their line are ticks."""
    ticks, end = found.group(), found.end()
    for other in _TICKS.finditer(line, end):
        if other.group() == ticks:
            inside = line[end : other.start()]
            if "|" in inside:  # a table's cell may end there, and the span with it
                inside = inside.replace("<", "&lt;")
            return ticks + inside + ticks, other.end()
    return "\\`" * len(ticks), end


def _address(line: str, found: re.Match[str]) -> tuple[str, int]:
    """A bare address becomes a link, unless it is a link's own text."""
    url = found.group().rstrip(_POINTS)
    end = found.start() + len(url)
    if line[end : end + 1] == "]" or line[max(found.start() - 1, 0) : found.start()] == "[":
        return url, end
    return f"<{url}>", end


def _label(line: str, found: re.Match[str], labels: dict[str, str]) -> tuple[str, int]:
    """`[text][label]` and `[label]`, under the label's name in the book."""
    name, end = found["name"], found.end()
    renamed = labels.get(_key(name))
    second = line[max(found.start() - 1, 0) : found.start()] == "]"
    if renamed is None or line[end : end + 1] in ("(", "[", ":"):
        return "[", found.start() + 1
    return (f"[{renamed}]" if second else f"[{name}][{renamed}]"), end


def _key(name: str) -> str:
    return " ".join(name.split()).casefold()
