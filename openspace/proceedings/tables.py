"""Tables that a phone can show: each cell says its column, for a narrow page that stands the rows under each other."""

from html import escape
from html.parser import HTMLParser

# What a table is, said once more: laid out as blocks, its parts lose their meaning for some screen readers.
ROLES = {
    "table": {"role": "table"},
    "thead": {"role": "rowgroup"},
    "tbody": {"role": "rowgroup"},
    "tr": {"role": "row"},
    "th": {"role": "columnheader", "scope": "col"},
    "td": {"role": "cell"},
}


def labelled(html: str) -> str:
    """The page with the words of its column on every cell of a table; all else as it was. `html` is clean already."""
    if "<table" not in html:
        return html
    reader = _Labeller()
    reader.feed(html)
    reader.close()
    return "".join(reader.written)


class _Labeller(HTMLParser):
    """Writes again what it reads."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.written: list[str] = []
        self._titles: list[str] = []
        self._title: list[str] | None = None  # of the head's cell that is being read
        self._column = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        written = self.get_starttag_text() or ""
        if tag == "table":
            self._titles = []
        elif tag == "tr":
            self._column = 0
        elif tag == "th":
            self._title = []
        elif tag == "br" and self._title is not None:
            self._title.append(" ")
        elif tag == "td":
            title = self._titles[self._column] if self._column < len(self._titles) else ""
            written = f'<td data-column="{escape(title)}"{written.removeprefix("<td")}'
            self._column += 1
        self.written.append(written)

    def handle_endtag(self, tag: str) -> None:
        if tag == "th" and self._title is not None:
            self._titles.append("".join(self._title))
            self._title = None
        self.written.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self._text(data, data)

    def handle_entityref(self, name: str) -> None:
        self._text(f"&{name};", {"amp": "&", "lt": "<", "gt": ">", "nbsp": "\xa0", "quot": '"'}.get(name, ""))

    def handle_charref(self, name: str) -> None:
        self._text(f"&#{name};", "")

    def _text(self, written: str, read: str) -> None:
        if self._title is not None:
            self._title.append(read)
        self.written.append(written)
