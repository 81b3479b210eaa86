"""The book as a page. Markdown is parsed here and nowhere else, and only in the worker; each text has its deadline and
is shown as it was typed when that runs out."""

import atexit
import json
import logging
import subprocess
import sys
from dataclasses import dataclass
from functools import lru_cache
from html import escape

from openspace.core.text import clean
from openspace.proceedings.parsing import Text
from openspace.proceedings.parts import Heading, Ours, Part, Theirs

log = logging.getLogger(__name__)

NOTE_SECONDS = 0.3  # for a text that somebody typed
OURS_SECONDS = 10.0  # for what we wrote: the wall of a large gathering is one table


@dataclass(frozen=True, slots=True)
class Page:
    """A book ready to be shown; `contents` is the tree of its headings."""

    html: str
    contents: list[dict[str, str | int]]


def page(parts: list[Part], note_seconds: float = NOTE_SECONDS) -> Page:
    """The parts as HTML, each parsed by itself, so that none can reach into another."""
    shown = [part for part in parts if not (isinstance(part, Ours) and part.contents)]
    return Page(
        html="\n".join(_shown(part, note_seconds) for part in shown),
        contents=[
            {"id": part.id, "title": clean(part.title), "level": part.level}
            for part in shown
            if isinstance(part, Heading) and part.level <= 3
        ],
    )


def _shown(part: Part, note_seconds: float) -> str:
    if isinstance(part, Theirs):
        shown = _parsed(part.markdown, False, part.language, note_seconds)
        return shown if shown is not None else f"<pre>{escape(clean(part.text, lines=True))}</pre>"
    shown = _parsed(part.markdown, True, part.language, OURS_SECONDS)
    return shown if shown is not None else f"<pre>{escape(part.markdown)}</pre>"


@lru_cache(maxsize=4000)
def _parsed(markdown: str, ours: bool, language: str, seconds: float) -> str | None:
    return _parser.ask({"markdown": markdown, "ours": ours, "language": language, "seconds": seconds})


class Parser:
    """The process that parses; a new one after it ended itself over a text. For one thread at a time."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None

    def ask(self, text: Text) -> str | None:
        """The text as clean HTML, or None when it took too long or broke the parser."""
        process = self._process or self._start()
        assert process.stdin
        assert process.stdout
        process.stdin.write(json.dumps(text) + "\n")
        process.stdin.flush()
        if line := process.stdout.readline():
            answer: str | None = json.loads(line)
            return answer
        log.warning("a text took longer than %s s and is shown as it was typed", text["seconds"])
        self.close()
        return None

    def _start(self) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "openspace.proceedings.parsing"]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8")
        return self._process

    def close(self) -> None:
        """End the process, which waits for a text."""
        if self._process is not None:
            self._process.communicate()
            self._process = None


_parser = Parser()
atexit.register(_parser.close)
