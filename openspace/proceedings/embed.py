"""A note or a report inside the book: Markdown that says what it said and cannot reach outside its own place.

The result is written so that every reader of Markdown takes it the same way: headings as `#` below the book's own,
code between fences that close, lists with four spaces a level and an empty line before them, no raw HTML."""

import re
from collections.abc import Iterator, Sequence

from openspace.core.text import clean
from openspace.proceedings.embed_inline import defined_label, safe_inline
from openspace.proceedings.links import NO_WAYS, Ways

_FENCE = re.compile(r"^( *)(?:(`{3,})([^`]*)|(~{3,})(.*))$")
_RULE = re.compile(r"^ {0,3}([-*_])(?: *\1){2,} *$")
_UNDERLINE = re.compile(r"^ {0,3}(=+|-{2,}) *$")
_HEADING = re.compile(r"^ {0,3}(#{1,6})(?: +(.*?))?(?: +#+)? *$")
_ITEM = re.compile(r"^( *)([-*+]|\d{1,9}[.)])(?: +(.*))?$")
_QUOTE = re.compile(r"^ {0,3}(>(?: ?>)*) ?(.*)$")
_NESTED = re.compile(r"^((?:[-*+]|\d{1,9}[.)])(?= |$)|>) *(.*)$")  # a quotation needs no space
_DELIMITER = re.compile(r"^ {0,3}\|? *:?-+:? *(?:\| *:?-+:? *)+\|? *$|^ {0,3}\| *:?-+:? *\| *$")
_TRAILING_HASHES = re.compile("#+$")
_HASH = "\\#"
_WRAPPED = 70  # letters
_DEEPEST_LIST, _DEEPEST_QUOTE, _DEEPEST_HEADING = 6, 4, 6


def embed(text: str, below: int, scope: str, ways: Ways = NO_WAYS) -> str:
    """The text for a place under a heading of level `below`. `scope` is the place's anchor: names that a note gives to
    addresses (`[1]: ...`) are the note's own, so they get it as a suffix. `ways` lead to other sessions."""
    lines = clean(text, lines=True).expandtabs(4).split("\n")
    return _Embedding(lines, below, scope, ways).done()


class _Embedding:
    """Reads lines, writes blocks."""

    def __init__(self, lines: Sequence[str], below: int, scope: str, ways: Ways) -> None:
        self.lines = lines
        self.ways = ways
        self.at = 0
        self.out: list[str] = []
        self.items: list[int] = []  # the indents of the open list's levels
        self.listed = False  # since the last list nothing began at the margin
        self.least = below + 1
        self.shift = self.least - min(_levels(lines), default=1)
        names = [label for line in _prose(lines) if (label := defined_label(line, ways))]
        self.labels = {name: f"{name}-{scope}" for name in names}

    def done(self) -> str:
        """The whole text."""
        self._front_matter()
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if not line.strip():
                self._gap()
                self.at += 1
            elif (fence := _FENCE.match(line)) is not None:
                self._fence(fence)
            elif line.startswith("    ") and not self.listed and not self._open():
                self._indented()
            else:
                self.at += 1
                self._line(line)
        return "\n".join(self.out).strip("\n")

    def _front_matter(self) -> None:
        """Settings of another program at the top are shown as what they are."""
        if self.lines[0].rstrip() == "---" and "---" in (line.rstrip() for line in self.lines[1:]):
            end = [line.rstrip() for line in self.lines].index("---", 1)
            self._code(self.lines[1:end], "yaml")
            self.at = end + 1

    def _fence(self, found: re.Match[str]) -> None:
        """A block of code, to its end or to the end of the text."""
        words = (found[3] or found[5] or "").split()
        closing = _closing(found)
        self.at += 1
        inside = []
        while self.at < len(self.lines) and not closing.match(self.lines[self.at]):
            inside.append(_dedented(self.lines[self.at], len(found[1])))
            self.at += 1
        self.at += 1
        self._code(inside, words[0] if words else "")

    def _indented(self) -> None:
        """A block of code by its four spaces."""
        inside = []
        while self.at < len(self.lines) and (self.lines[self.at].startswith("    ") or not self.lines[self.at].strip()):
            inside.append(self.lines[self.at][4:])
            self.at += 1
        while inside and not inside[-1].strip():
            inside.pop()
        self._code(inside, "")

    def _code(self, inside: Sequence[str], language: str) -> None:
        longest = max((len(run) for run in re.findall("`+", "\n".join(inside))), default=0)
        fence = "`" * max(3, longest + 1)
        self._gap()
        known = language if re.fullmatch(r"[A-Za-z0-9+#.-]{1,20}", language) else ""
        self.out += [f"{fence}{known}", *inside, fence, ""]
        self.items = []

    def _line(self, line: str) -> None:
        if (found := _HEADING.match(line)) is not None:
            self._heading(found[1], found[2] or "")
        elif _RULE.match(line) or _UNDERLINE.match(line):
            self._rule(line)
        elif (found := _ITEM.match(line)) is not None:
            self._item(found)
        elif (found := _QUOTE.match(line)) is not None:
            depth = min(found[1].count(">"), _DEEPEST_QUOTE)
            self._paragraph(f"{'> ' * depth}{self._text(found[2].strip())}", inside_list=False)
        else:
            self._plain(line)

    def _heading(self, hashes: str, words: str) -> None:
        if not words:
            return
        self._gap()
        self.out += [self._headline(len(hashes), safe_inline(words, self.labels, self.ways)), ""]
        self._at_margin()

    def _rule(self, line: str) -> None:
        """A line across the page; below a line of text it makes that a heading."""
        before = self.out[-1] if self.out else ""
        signs = line.strip()
        if before and before[0] not in " >|#" and not self.items and signs[0] in "=-" and set(signs) == {signs[0]}:
            self.out.pop()
            self._gap()
            self.out += [self._headline(2 if signs[0] == "-" else 1, before.rstrip()), ""]
        elif signs[0] == "=":
            self._paragraph("&#61;" + signs[1:], inside_list=False)
        else:
            self._gap()
            self.out += ["* * *", ""]
        self._at_margin()

    def _item(self, found: re.Match[str]) -> None:
        indent, marker = len(found[1]), found[2].replace(")", ".")
        if not self.items and self._open():
            self._gap()
        while self.items and indent < self.items[-1]:
            self.items.pop()
        if not self.items or (indent >= self.items[-1] + 2 and len(self.items) < _DEEPEST_LIST):
            self.items.append(indent)
        self.listed = True
        level = len(self.items) - 1
        self.out.append(f"{'    ' * level}{marker} {self._text((found[3] or '').strip())}".rstrip())

    def _plain(self, line: str) -> None:
        if not line.startswith(" ") and not self._open():
            self._at_margin()
        delimits = self.at < len(self.lines) and _DELIMITER.match(self.lines[self.at])
        if delimits and "|" in line and self._open():
            self._gap()
        if _DELIMITER.match(line):
            self._paragraph(line.strip(), inside_list=False)
        else:
            self._paragraph(self._text(line.strip()), inside_list=line.startswith(" "))

    def _paragraph(self, text: str, *, inside_list: bool) -> None:
        """A line of running text. Lines stay lines, as on the phone they were typed on; long ones were wrapped by an
        editor and run on."""
        if self._open() and len(self.out[-1]) < _WRAPPED and not self.out[-1].lstrip().startswith("|"):
            self.out[-1] = f"{self.out[-1].rstrip()}  "
        self.out.append(f"{'    ' * len(self.items) if inside_list else ''}{text}")

    def _text(self, words: str, depth: int = 0) -> str:
        """The words of a line. Lists and quotations may begin in one another; what else would begin a block there is
        taken as words."""
        if _RULE.match(words):
            return "* * *"
        if (found := _NESTED.match(words)) is not None:
            if depth == _DEEPEST_QUOTE:
                return f"&#{ord(words[0])};{safe_inline(words[1:], self.labels, self.ways)}"
            return f"{found[1].replace(')', '.')} {self._text(found[2], depth + 1)}".rstrip()
        if (found := _HEADING.match(words)) is not None and found[2]:
            return self._headline(len(found[1]), safe_inline(found[2], self.labels, self.ways))
        if words.startswith("#"):
            return f"\\#{safe_inline(words[1:], self.labels, self.ways)}"
        if re.fullmatch(r"=+|-+", words):
            return f"&#{ord(words[0])};{words[1:]}"
        if words.startswith("~~~"):
            return rf"\~\~\~{safe_inline(words[3:], self.labels, self.ways)}"
        return safe_inline(words, self.labels, self.ways)

    def _headline(self, level: int, words: str) -> str:
        """A heading below the book's own; hashes at its end are words ("C#")."""
        hashes = "#" * max(self.least, min(level + self.shift, _DEEPEST_HEADING))
        return f"{hashes} {_TRAILING_HASHES.sub(lambda found: _HASH * len(found[0]), words)}"

    def _open(self) -> bool:
        """Whether the line before belongs to a block that goes on."""
        return bool(self.out and self.out[-1])

    def _gap(self) -> None:
        if self._open():
            self.out.append("")

    def _at_margin(self) -> None:
        self.items, self.listed = [], False


def _prose(lines: Sequence[str]) -> Iterator[str]:
    """The lines outside fences."""
    closing: re.Pattern[str] | None = None
    for line in lines:
        if closing is None and (found := _FENCE.match(line)) is not None:
            closing = _closing(found)
        elif closing is None:
            yield line
        elif closing.match(line):
            closing = None


def _levels(lines: Sequence[str]) -> Iterator[int]:
    """The levels of the headings, of those with a line below too."""
    before = ""
    for line in _prose(lines):
        if (found := _HEADING.match(line)) is not None and found[2]:
            yield len(found[1])
        elif _UNDERLINE.match(line) and before.strip():
            yield 1 if "=" in line else 2
        before = line


def _closing(fence: re.Match[str]) -> re.Pattern[str]:
    mark = fence[2] or fence[4]
    return re.compile(rf"^ *{re.escape(mark[0])}{{{len(mark)},}} *$")


def _dedented(line: str, spaces: int) -> str:
    indent = len(line) - len(line.lstrip(" "))
    return line[min(indent, spaces) :]
