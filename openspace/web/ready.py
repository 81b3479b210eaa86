"""Pages that are the same for everybody but for a few words of one's own: rendered once for each state of a gathering,
filled in for each person. A room of two thousand opens them within ten seconds."""

import secrets
from collections.abc import Callable, Hashable

_MOST = 500  # pages; their keys are made by us, so this only bounds a machine with many gatherings

CSRF = f"csrf-{secrets.token_hex(16)}"  # what stands in a page until it is filled; nobody who types can know it
START = f"start-{secrets.token_hex(16)}"


class ReadyPages:
    """Rendered pages by key, each for a number that says which state it shows."""

    def __init__(self) -> None:
        self._ready: dict[Hashable, tuple[int, str]] = {}

    def page(self, key: Hashable, number: int, render: Callable[[], str], words: dict[str, str]) -> str:
        """The page of a key and number, with `words` in their places."""
        ready = self._ready.get(key)
        if ready is None or ready[0] != number:
            if len(self._ready) >= _MOST:
                self._ready.clear()
            ready = self._ready[key] = (number, render())
        page = ready[1]
        for place, word in words.items():
            page = page.replace(place, word)
        return page
