"""Markdown to HTML, in a process of its own: some texts take for ever (FAULTS F16), and only a process can be ended
surely, whatever it is doing. One line of JSON comes in for each text, one goes out; too long ends us.

`python -m openspace.proceedings.parsing`, which `html.py` starts.
"""

import json
import logging
import signal
import sys
from string import punctuation
from typing import TypedDict

import nh3
from markdown import Markdown

from openspace.proceedings.links import ALLOWED
from openspace.proceedings.tables import ROLES, labelled

log = logging.getLogger(__name__)

_TAGS = frozenset({"a", "blockquote", "br", "code", "del", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol"})
_TAGS |= {"p", "pre", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul"}
_TEXT_TAGS = ("p", "ul", "ol", "blockquote", "h1", "h3", "h4", "h5", "h6", "table")  # carry the language


class Text(TypedDict):
    """What is to be parsed, and how long it may take."""

    markdown: str
    ours: bool  # written by us: raw HTML is read, anchors stay
    language: str  # or nothing
    seconds: float  # of the processor's time, so that a busy machine gives the same page


def work_for_ever() -> None:
    """Answer every line until there are no more. The default of SIGPROF ends the process, in C code too."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the worker ends us by our input
    for line in sys.stdin:
        text: Text = json.loads(line)
        signal.setitimer(signal.ITIMER_PROF, text["seconds"])
        answer = parsed(text)
        signal.setitimer(signal.ITIMER_PROF, 0)
        print(json.dumps(answer), flush=True)


def parsed(text: Text) -> str | None:
    """Clean HTML, or None when the text breaks the parser."""
    try:
        return _cleaned(_parser(raw=text["ours"]).convert(text["markdown"]), text["ours"], text["language"])
    except Exception:
        log.exception("a text could not be parsed and is shown as it was typed")
        return None


def _parser(*, raw: bool) -> Markdown:
    """One set of extensions. What people typed holds no raw HTML, since `embed` made it text; nor would it be read."""
    parser = Markdown(extensions=["tables", "fenced_code", "sane_lists"], output_format="html")
    parser.ESCAPED_CHARS = list(punctuation)  # as CommonMark has it, so that the file reads the same elsewhere
    if not raw:
        parser.preprocessors.deregister("html_block")
        parser.inlinePatterns.deregister("html")
    return parser


def _cleaned(html: str, ours: bool, language: str) -> str:
    """Only what the book needs, whatever came before."""
    marks = {tag: {"lang": language} for tag in _TEXT_TAGS} if language else {}
    cleaned = nh3.clean(
        html,
        tags=set(_TAGS),
        attributes={"a": {"href", "id"} if ours else {"href"}, "ol": {"start"}},
        url_schemes=set(ALLOWED),
        link_rel="noopener noreferrer",
        set_tag_attribute_values={tag: marks.get(tag, {}) | ROLES.get(tag, {}) for tag in {*marks, *ROLES}},
    )
    return labelled(cleaned)


if __name__ == "__main__":
    work_for_ever()
