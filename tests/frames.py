"""WebSocket as a proxy sees it go by: where one frame ends and the next begins, and what stands in it."""

from __future__ import annotations

HEAD_END = b"\r\n\r\n"
MESSAGES = (b"42", b"43")  # Socket.IO: an event, an answer


class Frames:
    """One direction of a line. Until it has become a WebSocket bytes pass as they come, then frame by frame."""

    def __init__(self) -> None:
        self._open = False
        self._rest = b""

    def whole(self, data: bytes) -> list[bytes]:
        """What may pass now that these bytes came; the beginning of a frame waits for its end."""
        if not self._open:
            head, end, data = data.partition(HEAD_END)
            first = head.lower()
            asked = first.startswith(b"get ") and b"\nupgrade: websocket" in first
            self._open = bool(end) and (asked or first.startswith(b"http/1.1 101"))
            if not self._open:
                return [head + end + data]
            return [head + end, *self.whole(data)]
        self._rest += data
        pieces = []
        while (size := frame_size(self._rest)) and len(self._rest) >= size:
            pieces.append(self._rest[:size])
            self._rest = self._rest[size:]
        return pieces


def shape(begun: bytes) -> tuple[int, int] | None:
    """How long the head of this frame is, mask included, and what it carries; None while nobody can know."""
    if len(begun) < 2:
        return None
    masked, length = begun[1] & 0x80, begun[1] & 0x7F
    more = {126: 2, 127: 8}.get(length, 0)
    if len(begun) < 2 + more:
        return None
    return 2 + more + (4 if masked else 0), int.from_bytes(begun[2 : 2 + more]) if more else length


def frame_size(begun: bytes) -> int:
    """How long the whole frame is that begins here; 0 while nobody can know."""
    known = shape(begun)
    return sum(known) if known else 0


def mixable(frame: bytes) -> bool:
    """Whether this is a whole message of the application, and neither handshake, ping nor a part of something."""
    if frame[:1] != b"\x81" or (known := shape(frame)) is None:  # not final, or not a text
        return False
    start = known[0]
    said = frame[start : start + 2]
    if frame[1] & 0x80:
        said = bytes(byte ^ mask for byte, mask in zip(said, frame[start - 4 : start], strict=False))
    return said in MESSAGES
