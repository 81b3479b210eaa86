"""What people typed says what it says in every place one line can stand in, for two readers of Markdown."""

import json
import re
from collections.abc import Callable
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from openspace.core.text import clean
from openspace.proceedings import markdown
from openspace.proceedings.html import page
from openspace.proceedings.parts import Heading, Ours
from tests.proceedings.hostile import EVERYTHING

Sink = Callable[[str], str]
READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])

SINKS: dict[str, Sink] = {
    "paragraph": markdown.inline,
    "emphasis": lambda text: markdown.emphasis(f"x {markdown.inline(text)} y"),
    "item": lambda text: f"- {markdown.inline(text)}",
    "heading": lambda text: f"### {markdown.heading(text)}",
    "link": lambda text: markdown.link(f"x {text}", "#s-01"),
    "cell": lambda text: markdown.table(["x", "y"], [[markdown.cell(text), "z"]]),
}
FRAME = {
    "paragraph": ["paragraph_open"],
    "emphasis": ["paragraph_open"],
    "item": ["bullet_list_open", "list_item_open", "paragraph_open"],
    "heading": ["heading_open"],
    "link": ["paragraph_open"],
    "cell": [
        *("table_open", "thead_open", "tr_open", "th_open", "th_open"),
        *("tbody_open", "tr_open", "td_open", "td_open"),
    ],
}
INLINE = {"paragraph": [], "emphasis": ["em_open"], "item": [], "heading": [], "link": ["link_open"], "cell": []}


def opened(tokens: list[Token]) -> list[str]:
    return [token.type for token in tokens if token.nesting == 1 or token.type.startswith("html")]


def words(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("sink", SINKS)
@pytest.mark.parametrize("text", EVERYTHING, ids=range(len(EVERYTHING)))
def test_a_line_stays_a_line(sink: str, text: str) -> None:
    check(sink, text)


@pytest.mark.parametrize("sink", SINKS)
@settings(deadline=None)
@given(text=st.text(max_size=60))
def test_any_line_stays_a_line(sink: str, text: str) -> None:
    check(sink, text)


def check(sink: str, text: str) -> None:
    """CommonMark sees the frame of the sink and nothing else; the words are those typed."""
    tokens = READER.parse(f"before\n\n{SINKS[sink](text)}\n\nafter")
    body = tokens[3:-3]
    typed = words(clean(text))
    assert (
        opened(body)
        == (FRAME[sink] if typed or sink in ("heading", "item", "cell", "link", "emphasis") else [])[
            : len(opened(body)) if not typed else None
        ]
    )
    inside = [child for token in body for child in token.children or []]
    breaks = [child for child in inside if child.type == "html_inline"]
    assert {child.content for child in breaks} <= ({"<br>"} if sink == "cell" else set())
    assert [child.type for child in inside if child.nesting == 1] == INLINE[sink]
    assert not any(child.type in ("image", "code_inline", "softbreak") for child in inside)
    said = words("".join(" " if child.type == "html_inline" else child.content for child in inside))
    expected = {
        "emphasis": f"x {typed} y",
        "link": f"x {typed}",
        "cell": f"xy{words(clean(text, lines=True))}z",
    }
    assert said == words(expected.get(sink, typed))


@pytest.mark.parametrize("text", EVERYTHING, ids=range(len(EVERYTHING)))
def test_our_own_reader_says_the_same(text: str) -> None:
    """The page: a heading, a paragraph and a cell say what was typed."""
    shown = page([Heading(3, "s-01", text), Ours(markdown.inline(text)), Ours(SINKS["cell"](text))]).html
    typed = words(clean(text))
    assert re.findall(r"</?(h\d|script|img|code|em|del)\b", shown) == ["h3", "h3"]
    heading = re.search(r"<h3>(.*?)</h3>", shown, re.DOTALL)
    assert heading
    assert words(unmarked(heading[1])) == typed
    if typed:
        paragraph = re.search(r"^<p>(.*?)</p>$", shown, re.DOTALL | re.MULTILINE)
        assert paragraph
        assert words(unmarked(paragraph[1])) == typed


def unmarked(html: str) -> str:
    return unescape(re.sub(r"<[^>]*>", "", html))


@pytest.mark.parametrize("text", EVERYTHING, ids=range(len(EVERYTHING)))
def test_a_scalar_is_one_line_and_says_the_same(text: str) -> None:
    """JSON strings are YAML; what YAML would read as a line break, or refuse, is escaped."""
    made = markdown.scalar(text)
    assert json.loads(made) == clean(text)
    assert not re.search("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff]", made)
