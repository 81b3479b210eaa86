"""What somebody typed, made safe for each place in a Markdown file that one line can stand in."""

import json
import re

from openspace.core.text import clean

_ACTIVE = re.compile(r"[\\`*_\[\]{}|~$^]")
_ENTITY = re.compile(r"&(?=#?[A-Za-z0-9]+;)")
_TAG = re.compile(r"<(?=[A-Za-z/!?])")
_LEADING = re.compile(r"^(\d{1,9})?([-+#>=.):])")
_TRAILING_HASHES = re.compile(r"#+$")
# YAML reads some of these as line breaks and forbids others.
_NOT_IN_YAML = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def inline(text: str) -> str:
    """One line inside a paragraph, a list item or an emphasis: it says what was typed and nothing else."""
    text = _ACTIVE.sub(r"\\\g<0>", clean(text))
    text = _TAG.sub("&lt;", _ENTITY.sub("&amp;", text))
    return _LEADING.sub(_leading, text)


def _leading(found: re.Match[str]) -> str:
    # "1." and "-" would begin a list, "#" a heading, ">" a quotation; "3:" and "=" alone begin nothing after a digit.
    number, sign = found.group(1) or "", found.group(2)
    begins = sign in ".)" if number else sign in "-+#>="
    return f"{number}\\{sign}" if begins else found.group(0)


def heading(text: str) -> str:
    """The words of a heading; hashes at its end are words too ("C#")."""
    return _TRAILING_HASHES.sub(lambda found: r"\#" * len(found.group()), inline(text))


def cell(text: str) -> str:
    """The words of a table's cell, on one line of the file; the lines of the text stay lines."""
    lines = clean(text, lines=True).split("\n")
    return "<br>".join(inline(line) for line in lines if line.strip())


def link(text: str, target: str) -> str:
    """A link to a place in the book. The target is made by us."""
    return f"[{inline(text)}]({target})"


def scalar(text: str) -> str:
    """A double-quoted YAML scalar; JSON's quoting, and what YAML would break or refuse as an escape."""
    quoted = json.dumps(clean(text), ensure_ascii=False)
    return _NOT_IN_YAML.sub(lambda found: f"\\u{ord(found.group()):04x}", quoted)


def table(titles: list[str], rows: list[list[str]]) -> str:
    """A table of ready cells."""
    lines = [titles, ["---"] * len(titles), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def emphasis(text: str) -> str:
    """A ready line in italics."""
    return f"*{text}*"


def bold(text: str) -> str:
    """A ready line in bold."""
    return f"**{text}**"
