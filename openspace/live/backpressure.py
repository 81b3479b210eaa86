"""A phone that does not read must not cost the others anything: its queue of broadcasts is bounded, then it goes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar, Protocol

from engineio import packet
from gevent.queue import Empty, JoinableQueue

from openspace.live import metrics

MOST_BYTES = 256 * 1024
MOST_PACKETS = 200
_ANSWERS = ("3", "6")  # Socket.IO acknowledgements: they were asked for and do not count
_BYE = '2["bye",{"code":"slow","retry_ms":2000}]'


class Line(Protocol):
    """What can take a packet without waiting, see `websocket.GeventWebSocket`."""

    def send_now(self, message: str | bytes) -> bool:
        """Whether it went."""


class CountingQueue(JoinableQueue[Any]):
    """The queue between us and one phone. What need not wait goes straight to the line; of the rest it knows how much
    is broadcasts."""

    overfull: ClassVar[set[CountingQueue]] = set()  # those to look at

    def __init__(self, *args: Any, **options: Any) -> None:
        self.line: Line | None = None  # where packets go at once, while there is one
        self.bytes = 0
        self.packets = 0
        super().__init__(*args, **options)

    def put(self, item: Any, *args: Any, **options: Any) -> None:
        """Hand a packet to the phone. A greenlet to wake for each costs more than all the rest of a broadcast. Only
        messages go straight: engine.io's writer takes a queue without pings for a dead line, and hangs up."""
        line = self.line if item is not None and item.packet_type == packet.MESSAGE and self.empty() else None
        if line is None or not line.send_now(item.encode()):
            super().put(item, *args, **options)

    def _put(self, item: Any, *args: Any, **options: Any) -> None:
        size = _size(item)
        self.bytes += size
        self.packets += size > 0
        if self.full_of_broadcasts:
            self.overfull.add(self)
        super()._put(item, *args, **options)  # type: ignore[misc]  # a hook that the stubs leave out

    def _get(self) -> Any:
        item = super()._get()  # type: ignore[misc]  # likewise
        size = _size(item)
        self.bytes -= size
        self.packets -= size > 0
        return item

    @property
    def full_of_broadcasts(self) -> bool:
        """More waits than a phone that reads would ever leave."""
        return self.bytes > MOST_BYTES or self.packets > MOST_PACKETS


def drop_slow(server: Any) -> None:
    """Send away every phone that does not keep up; it comes back and resumes by difference."""
    if not CountingQueue.overfull:
        return
    sockets: Iterable[Any] = list(server.eio.sockets.values())
    looked_at = [session for session in sockets if session.queue in CountingQueue.overfull]
    CountingQueue.overfull.clear()
    for session in looked_at:
        if session.closed or not session.queue.full_of_broadcasts:
            continue
        while True:
            try:
                session.queue.get_nowait()
                session.queue.task_done()
            except Empty:
                break
        metrics.slow.inc()
        session.send(packet.Packet(packet.MESSAGE, _BYE))
        session.close(wait=False)  # waiting for a phone that does not read could take for ever


def _size(item: Any) -> int:
    """Bytes of a broadcast; 0 for everything else."""
    if item is None or item.packet_type != packet.MESSAGE:
        return 0
    data = item.data
    return 0 if isinstance(data, str) and data.startswith(_ANSWERS) else len(data or "")
