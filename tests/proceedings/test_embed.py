"""Notes inside the book: they say what they said and reach no further than their own place."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown import Markdown
from markdown_it.token import Token

from openspace.proceedings.embed import embed
from openspace.proceedings.html import page
from openspace.proceedings.links import ways_to
from openspace.proceedings.parts import Heading, Ours, Theirs
from tests.proceedings.hostile import EVERYTHING
from tests.proceedings.test_markdown import READER

TAGS = frozenset({"a", "blockquote", "br", "code", "em", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre"}) | {
    "strong",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "ul",
}
PIECES = (
    "#",
    "# ",
    "-",
    "- ",
    ">",
    "> ",
    "```",
    "~~~",
    "`",
    "|",
    "---",
    "===",
    "<b>",
    "<!--",
    "](",
    "![",
    "[x]:",
    "[x]",
)
TEXTS = st.lists(
    st.sampled_from((*PIECES, "\n", "\n\n", "    ", "  ", "1. ", "*", "\\", "a", "javascript:", "http://x"))
).map("".join)


class Seen(HTMLParser):
    """The tags and attributes of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.attributes: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {name for name, _value in attrs}
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]


def framed(text: str) -> str:
    return f"### A\n\n{embed(text, 3, 's-01')}\n\n### B\n\n[x] [x y] [a] [1]\n"


def check(text: str) -> None:
    """Three readers: CommonMark, Python-Markdown as others run it on the file, and our page."""
    tokens = READER.parse(framed(text))
    every = [token for outer in tokens for token in (outer, *(outer.children or []))]
    headings = [(token.tag, token.level) for token in tokens if token.type == "heading_open"]
    assert [heading for heading in headings if heading[0] <= "h3"] == [("h3", 0), ("h3", 0)]
    assert headings[-1] == ("h3", 0)
    assert not [token.type for token in every if token.type.startswith("html") or token.type == "image"]
    assert all(allowed(str(token.attrs["href"])) for token in every if token.type == "link_open")
    assert last_words(tokens) == "[x] [x y] [a] [1]"

    elsewhere = Seen(Markdown(extensions=["tables", "fenced_code"]).convert(framed(text)))
    assert set(elsewhere.tags) <= TAGS
    assert elsewhere.tags.count("h3") == 2
    assert all(allowed(link) for link in elsewhere.links)

    ours = Seen(page([Heading(3, "a", "A"), Theirs(text, 3, "s-01"), Heading(3, "b", "B")], note_seconds=5).html)
    assert set(ours.tags) <= TAGS
    assert ours.tags.count("h3") == 2
    assert ours.attributes <= {"href", "id", "rel", "start", "title", "role", "scope", "data-column"}
    assert all(allowed(link) for link in ours.links)


def allowed(link: str) -> bool:
    # Not urlsplit: it raises at `http://[x`, which opens nothing worse. Browsers skip white space in an address.
    scheme, colon, _rest = re.sub(r"[\x00-\x20]", "", link).partition(":")
    return not colon or scheme.lower() in ("http", "https", "mailto") or not scheme.replace("+", "").isalnum()


def last_words(tokens: list[Token]) -> str:
    return "".join(child.content for child in tokens[-2].children or [] if child.type == "text")


@pytest.mark.parametrize("text", EVERYTHING, ids=range(len(EVERYTHING)))
def test_nothing_breaks_out(text: str) -> None:
    check(text)


@settings(deadline=None)
@example("- >#")
@example("1. >###-")
@given(TEXTS)
def test_nothing_made_of_marks_breaks_out(text: str) -> None:
    check(text)


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("# A\n## B", "#### A\n\n##### B"),
        ("### A\n# B", "###### A\n\n#### B"),
        ("Title\n---\ntext", "#### Title\n\ntext"),
        ("one\ntwo", "one  \ntwo"),
        (f"{'long ' * 15}\ntwo", f"{('long ' * 15).strip()}\ntwo"),
        ("list:\n- a\n  - b\n- c", "list:\n\n- a\n    - b\n- c"),
        ("1) a\n2) b", "1. a\n2. b"),
        ("```py\nx < 1", "```py\nx < 1\n```"),
        ("~~~\n```\n~~~", "````\n```\n````"),
        ("    x = <b>", "x = &lt;b>"),
        ("a:\n\n    x = <b>\n\nb", "a:\n\n```\nx = <b>\n```\n\nb"),
        ("---\na: 1\n---\ntext", "```yaml\na: 1\n```\n\ntext"),
        ("see https://a.example/b_(c).", "see <https://a.example/b_(c)>."),
        ("[t](https://a.example) `<b>`", "[t](https://a.example) `<b>`"),
        ("![flip chart](https://a.example/p.png)", "[flip chart](https://a.example/p.png)"),
        ("[one][1] and [two]\n\n[1]: https://a.example\n[two]: https://b.example", None),
        ("text\n| a | b |\n|---|---|\n| 1 | 2 |", "text\n\n| a | b |\n|---|---|\n| 1 | 2 |"),
        ("#tag C# 3 < 4 <3", "\\#tag C# 3 < 4 <3"),
        ("x\n***\ny", "x\n\n* * *\n\ny"),
        ("tick ` alone", "tick \\` alone"),
        ("", ""),
    ],
)
def test_ordinary_notes_keep_their_shape(typed: str, written: str | None) -> None:
    if written is None:
        written = "[one][1-s-07] and [two][two-s-07]\n\n[1-s-07]: https://a.example  \n[two-s-07]: https://b.example"
    assert embed(typed, 3, "s-07") == written


@settings(deadline=None)
@given(st.text(alphabet="abc -#>*`<&|\n[]()_~1.", max_size=80))
@example("~~~a")
def test_no_word_is_lost(text: str) -> None:
    """Every letter that was typed is read again on the page, in its order; only what follows the marks of a code block
    on their line names its language, which no reader sees."""
    shown = page([Ours("x"), Theirs(text, 3, "s-01")], note_seconds=5).html.removeprefix("<p>x</p>\n")
    letters = re.sub("[^abc]", "", re.sub(r"<[^>]*>|&\w+;|href=\"[^\"]*\"", "", shown))
    assert in_order(letters, text)
    assert in_order(re.sub("[^abc]", "", re.sub("(~~~|```)[^\n]*", "", text)), letters)


def in_order(some: str, every: str) -> bool:
    """Whether all of some are found in every, one after another."""
    rest = iter(every)
    return all(letter in rest for letter in some)


WAYS = ways_to(
    [("Other note", "", "#s-02"), ("Bees", "# Honey", "#s-03"), ("Trees", "# Notes", "#s-04"), ("Trams", "# Notes", "")]
)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("[x](other-note.md)", "[x](#s-02)"),
        ("[x](<../Other%20Note/README.md#top>)", "[x](#s-02)"),
        ('[x](/notes/honey "Sweet")', "[x](#s-03)"),
        ("[x](#bees)", "[x](#s-03)"),
        ("[x][1]\n\n[1]: honey.md", "[x][1-s-01]\n\n[1-s-01]: #s-03"),
        ("[x](notes.md)", "x (`notes.md`)"),  # a heading of two
        ("[*x*](nope.md)", "*x* (`nope.md`)"),
        ("![A hive](hive_1_.png)", "A hive (`hive_1_.png`)"),
        ("![](bees.md)", "picture (`bees.md`)"),
        ("![Hive](https://example.org/x.png)", "[Hive](https://example.org/x.png)"),
        ("[x](https://example.org/a_b)", "[x](https://example.org/a_b)"),
        ("[x](#s-01)", "[x](#s-01)"),
    ],
)
def test_links_to_other_notes_lead_to_their_sessions(typed: str, said: str) -> None:
    assert embed(typed, 3, "s-01", WAYS) == said


@pytest.mark.parametrize(
    "typed",
    [
        "[x](../../etc/passwd)",
        '[x](honey.md"onclick="y)',
        "[x](java&#115;cript:bees)",
        "[<b>](bees.md)",
        "![<script>](bees.md)",
        "[x](bees.md) `](` [y](javascript:x)",
        "[x](<bees.md> 'a)",
        "[x][1]\n\n[1]: ../x.md\n[y]: javascript:bees",
        "[](#bees)[](",
        "[" * 500 + "](bees.md)",
        "[a](b " * 500,
    ],
)
def test_hostile_links_open_nothing(typed: str) -> None:
    check(typed)
    shown = Seen(page([Theirs(typed, 3, "s-01", "", WAYS)], note_seconds=5).html)
    assert all(link.startswith("#s-") for link in shown.links)
