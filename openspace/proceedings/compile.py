"""Puts the chapters of a gathered day together: the order of methods.md 7.2, the template of 7.5. Valid at any moment,
also while half of it is empty."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from openspace.core.words import _, speaking
from openspace.proceedings import chapters
from openspace.proceedings.day import Day
from openspace.proceedings.front import front_matter, in_one_minute, title_page
from openspace.proceedings.markdown import link
from openspace.proceedings.parts import Heading, Ours, Part, joined
from openspace.proceedings.phrases import titled
from openspace.proceedings.wall import wall_parts
from openspace.proceedings.wording import worded


@dataclass(frozen=True, slots=True)
class Book:
    """A compiled book."""

    front: str
    parts: list[Part]

    @property
    def markdown(self) -> str:
        """The whole file."""
        return f"{self.front}\n{joined(self.parts)}"


def compiled(day: Day, language: str) -> Book:
    """The book of a gathered day. Same day, same bytes."""
    with speaking(language):
        day = worded(day)
        numbered = [
            (f"{number} {title}", id, parts) for number, (title, id, parts) in enumerate(_chapters(day), start=1)
        ]
        body: list[Part] = [*title_page(day), Heading(2, "in-one-minute", _("In one minute")), *in_one_minute(day)]
        body += _contents(day, [(title, id) for title, id, _parts in numbered])
        for title, id, parts in numbered:
            body += [Heading(2, id, title), *parts]
        return Book(front_matter(day, language), body)


def _chapters(day: Day) -> Iterator[tuple[str, str, list[Part]]]:
    """The chapters that have something to say; those that every book has say so when they are empty."""
    written: list[tuple[str, str, Callable[[Day], Iterator[Part]]]] = [
        (_("Why we came together"), "why", chapters.why),
        (_("How the day went"), "how", chapters.how),
        (_("The agenda wall as held"), "wall", wall_parts),
        (_("Ideas that people left"), "ideas", chapters.ideas),
        (_("Reports"), "reports", chapters.reports),
        (_("Topics that found no place"), "unplaced", chapters.unplaced),
        (_("What the boards showed"), "boards", chapters.boards),
        (_("What we agreed"), "agreed", chapters.agreed),
        (_("Open questions"), "open", chapters.questions),
        (_("Who was there"), "people", chapters.people),
        (_("Changes to this book"), "changes", chapters.changes),
    ]
    for title, id, write in written:
        parts = list(write(day))
        if parts:
            yield title, id, parts


def _contents(day: Day, titles: list[tuple[str, str]]) -> list[Part]:
    lines = []
    for title, id in titles:
        lines.append(f"- {link(title, f'#{id}')}")
        if id == "reports":
            lines += [f"    - {link(titled(session), f'#{session.anchor}')}" for session in chapters.told(day)]
    return [
        Ours(Heading(2, "contents", _("Contents")).markdown, contents=True),
        Ours("\n".join(lines), contents=True),
    ]
