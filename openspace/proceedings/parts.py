"""The pieces a book is made of: headings and words of ours, and Markdown that somebody else typed."""

from dataclasses import dataclass, field

from openspace.proceedings import markdown
from openspace.proceedings.embed import embed
from openspace.proceedings.links import NO_WAYS, Ways


@dataclass(frozen=True, slots=True)
class Ours:
    """Markdown that this software wrote; what people typed in it is escaped. `contents` stays out of the page, which
    has its own."""

    markdown: str
    contents: bool = False
    language: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading with its anchor, which every reader of Markdown finds."""

    level: int
    id: str
    title: str
    language: str = ""

    @property
    def markdown(self) -> str:
        """The line."""
        return f'{"#" * self.level} <a id="{self.id}"></a>{markdown.heading(self.title)}'


@dataclass(frozen=True, slots=True)
class Theirs:
    """Markdown that somebody typed, for a place under a heading of level `below` with the anchor `scope`."""

    text: str
    below: int
    scope: str
    language: str = ""
    ways: Ways = field(default_factory=lambda: NO_WAYS)

    @property
    def markdown(self) -> str:
        """The text, tamed."""
        return embed(self.text, self.below, self.scope, self.ways)


Part = Ours | Heading | Theirs


def joined(parts: list[Part]) -> str:
    """The parts as one Markdown text."""
    return "\n\n".join(text for part in parts if (text := part.markdown)) + "\n"
