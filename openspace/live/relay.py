"""What serving processes tell each other, through Redis. It may lose anything: whatever must last stands in the
database, and every process looks there once a second (see `pulse`)."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable
from typing import Any

import gevent
import msgspec
from gevent.queue import Full, Queue

log = logging.getLogger(__name__)

Handler = Callable[[Any], None]

_MOST_WAITING = 10_000  # while Redis is away: older news is found in the database anyway
_PATIENCE = 2.0  # seconds
_PAUSE = 1.0  # seconds between two tries


class Relay:
    """Without an address there is one process, and nobody to tell."""

    def __init__(self, address: str, line: str) -> None:
        self.several = bool(address)
        self.own = secrets.token_hex(8)  # this process among the others
        self._channel = f"openspace:{line}"  # several lines may share one Redis
        self._handlers: dict[str, Handler] = {}
        self._waiting: Queue[bytes] = Queue(_MOST_WAITING)
        self._loops: list[gevent.Greenlet[..., None]] = []
        if self.several:
            # Imported here: it is an extra, which a single process needs not.
            import redis

            self._error: type[Exception] = redis.RedisError
            self._redis = redis.Redis.from_url(
                address, socket_connect_timeout=_PATIENCE, socket_timeout=_PATIENCE, health_check_interval=5
            )
            self._loops = [gevent.spawn(self._for_ever, what) for what in (self._send, self._listen)]

    def on(self, kind: str, handler: Handler) -> None:
        """What to do with what another process tells."""
        self._handlers[kind] = handler

    def tell(self, kind: str, body: Any) -> None:
        """Tell all others; never waits."""
        if not self.several:
            return
        try:
            self._waiting.put_nowait(msgspec.msgpack.encode((self.own, kind, body)))
        except Full:
            log.warning("nobody takes what this process has to tell the others")

    def stop(self) -> None:
        """End it."""
        gevent.killall(self._loops)

    def _for_ever(self, what: Callable[[], None]) -> None:
        while True:
            try:
                what()
            except (self._error, OSError) as error:
                log.warning("Redis does not answer: %s", error)
            gevent.sleep(_PAUSE)

    def _send(self) -> None:
        while True:
            message = self._waiting.peek()
            self._redis.publish(self._channel, message)
            self._waiting.get_nowait()

    def _listen(self) -> None:
        with self._redis.pubsub(ignore_subscribe_messages=True) as heard:  # type: ignore[no-untyped-call]
            heard.subscribe(self._channel)
            while True:
                message = heard.get_message(timeout=_PATIENCE)
                if message is not None:
                    self._hear(message["data"])

    def _hear(self, data: bytes) -> None:
        try:
            sender, kind, body = msgspec.msgpack.decode(data)
            if sender != self.own:
                self._handlers[kind](body)
        except Exception:  # another version may say what this one does not know; and one message must not end it
            log.exception("what another process told was not understood")
