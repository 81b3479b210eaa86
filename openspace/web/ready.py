"""Pages that are the same for everybody but for a few words of one's own: rendered and zipped once for each state of a
gathering, filled in for each person. A room of two thousand opens them within ten seconds."""

import re
import secrets
import struct
import zlib
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass

from flask import Response, request

_MOST = 500  # pages; their keys are made by us, so this only bounds a machine with many gatherings

CSRF = f"csrf-{secrets.token_hex(16)}"  # what stands in a page until it is filled; nobody who types can know it
START = f"start-{secrets.token_hex(16)}"
_PLACES = re.compile(f"({CSRF}|{START})")

_GZIP_BEGINS = b"\x1f\x8b\x08\0\0\0\0\0\0\xff"
_GZIP_ENDS = b"\x03\0"  # a last block with nothing in it
_LONGEST = 0xFFFF  # of a stored block


@dataclass(frozen=True, slots=True)
class Page:
    """A page in pieces: what is the same for everybody, and between them the places of one's own words."""

    number: int
    pieces: list[str]
    zipped: list[bytes]

    def filled(self, words: Mapping[str, str], *, zipped: bool) -> bytes:
        """The whole page, with `words` in their places."""
        own = [words.get(piece) for piece in self.pieces]
        body = "".join(piece if word is None else word for piece, word in zip(self.pieces, own, strict=True)).encode()
        if not zipped:
            return body
        both = zip(self.zipped, own, strict=True)
        parts = [same if word is None else _stored(word.encode()) for same, word in both]
        end = struct.pack("<II", zlib.crc32(body), len(body) & 0xFFFFFFFF)
        return b"".join((_GZIP_BEGINS, *parts, _GZIP_ENDS, end))


class ReadyPages:
    """Rendered pages by key, each for a number that says which state it shows."""

    def __init__(self) -> None:
        self._ready: dict[Hashable, Page] = {}

    def page(self, key: Hashable, number: int, render: Callable[[], str], words: Mapping[str, str]) -> Response:
        """The page of a key and number, with `words` in their places."""
        ready = self.at_hand(key, number)
        if ready is None:
            if len(self._ready) >= _MOST:
                self._ready.clear()
            ready = self._ready[key] = _made(number, _PLACES.split(render()))
        zipped = "gzip" in request.headers.get("Accept-Encoding", "")
        response = Response(ready.filled(words, zipped=zipped), mimetype="text/html")
        if zipped:
            response.headers["Content-Encoding"] = "gzip"
        response.vary.add("Accept-Encoding")
        return response

    def at_hand(self, key: Hashable, number: int) -> Page | None:
        """The page of a key and number, if it was rendered already."""
        ready = self._ready.get(key)
        return ready if ready is not None and ready.number == number else None


def _made(number: int, pieces: list[str]) -> Page:
    return Page(number, pieces, [_deflated(piece.encode()) for piece in pieces])


def _deflated(text: bytes) -> bytes:
    """Blocks that end on a whole byte and refer to nothing before them. So a token is never squeezed together with what
    somebody else has typed, from whose length it could be guessed."""
    press = zlib.compressobj(9, zlib.DEFLATED, -15)
    return press.compress(text) + press.flush(zlib.Z_FULL_FLUSH)


def _stored(text: bytes) -> bytes:
    """Blocks as they are: for a few hundred bytes squeezing costs more than it saves."""
    blocks = (text[begin : begin + _LONGEST] for begin in range(0, len(text), _LONGEST))
    return b"".join(struct.pack("<BHH", 0, len(block), len(block) ^ 0xFFFF) + block for block in blocks)
