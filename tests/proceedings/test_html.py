"""The page: every text has its deadline, and what ran out of it is shown as it was typed."""

import os
import resource
from html import unescape

import pytest

from openspace.core.text import clean
from openspace.proceedings import parsing
from openspace.proceedings.html import NOTE_SECONDS, Parser, page
from openspace.proceedings.parts import Heading, Ours, Theirs
from tests.proceedings.hostile import BOMBS


def burnt() -> float:
    """Seconds of the processor that ended children of ours used."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@pytest.mark.parametrize("bomb", BOMBS, ids=range(len(BOMBS)))
def test_no_text_takes_long(bomb: str) -> None:
    """Counted in the processor's time, which is what a deadline counts; then the text is there, whole."""
    begun = burnt()
    shown = page([Heading(3, "a", "before"), Theirs(bomb, 3, "s-01"), Heading(3, "b", "after")]).html
    assert burnt() - begun < NOTE_SECONDS + 3  # the bombs take 12 seconds and more
    between = shown.split("</h3>")[1].split("<h3>")[0].strip()
    if between.startswith("<pre>") and not between.startswith("<pre><code>"):
        assert unescape(between.removeprefix("<pre>").removesuffix("</pre>")) == clean(bomb, lines=True)


def test_the_deadline_is_what_ends_the_first_bomb() -> None:
    """The same text with more time is parsed."""
    bomb = "[" * 3_000
    assert page([Theirs(bomb, 3, "s-01")], note_seconds=0.01).html == f"<pre>{bomb}</pre>"
    assert page([Theirs(bomb, 3, "s-01")], note_seconds=20).html == f"<p>{bomb}</p>"


def test_the_text_after_a_bomb_is_parsed() -> None:
    parser = Parser()
    assert parser.ask({"markdown": "[" * 3_000, "ours": False, "language": "", "seconds": 0.01}) is None
    assert parser.ask({"markdown": "*after*", "ours": False, "language": "", "seconds": 5}) == "<p><em>after</em></p>"
    parser.close()


def test_a_text_ends_a_process_and_no_other_text() -> None:
    """The clock of one text stops with it: many short ones may together take longer."""
    parser = Parser()
    text = "word " * 2_000
    for _ in range(40):
        assert parser.ask({"markdown": text, "ours": False, "language": "", "seconds": 0.3}) is not None
    parser.close()
    parser.close()
    assert os.times().children_user > 0


def test_what_breaks_the_parser_is_shown_as_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_args: object, **_named: object) -> None:
        raise RecursionError

    monkeypatch.setattr("openspace.proceedings.parsing.Markdown", broken)
    assert parsing.parsed({"markdown": "*any*", "ours": False, "language": "", "seconds": 1}) is None
    monkeypatch.setattr("openspace.proceedings.html._parser.ask", lambda _text: None)
    assert page([Theirs("*unlike <b>anything*", 3, "s-01")]).html == "<pre>*unlike &lt;b&gt;anything*</pre>"


def test_notes_have_no_anchors_and_links_are_careful() -> None:
    shown = page(
        [Theirs('<a id="x"></a> [a](https://a.example) <mailto:a@b.example>', 3, "s-01"), Ours('<a id="y"></a>')]
    )
    assert 'id="x"' in unescape(shown.html)
    assert '<a id="x"' not in shown.html
    assert '<a id="y"' in shown.html
    assert shown.html.count('rel="noopener noreferrer"') == shown.html.count("<a ")
