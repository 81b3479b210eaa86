"""The queue before the committer: wishes that wait are committed together in one native thread, the desk's first."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable
from typing import cast

import gevent
from gevent.event import AsyncResult, Event
from gevent.threadpool import ThreadPool

from openspace.core.committer import Answer, Committed, Committer, Told, Wish
from openspace.core.database import locked
from openspace.core.disk import refused_by_disk
from openspace.core.words import _
from openspace.live import metrics
from openspace.live.readonly import ReadOnly, disk_full

log = logging.getLogger(__name__)

_MOST_AT_ONCE = 200  # wishes in one transaction: bounds how long the last of them waits
_CROWD = 16  # a commit of that many wishes means a crowd is at it: let more of them gather
_GATHER = 0.04  # seconds; with commit and publishing about 15 ticks a second
_MOST_WAITING = 3000


class CommitQueue:
    """`ask` waits for the answer, which exists only once its effects are on the disk."""

    def __init__(self, committer: Committer, publish: Callable[[list[Told]], None]) -> None:
        self._committer = committer
        self._publish = publish
        self.read_only = ReadOnly(committer.system)
        self._desk: deque[tuple[Wish, AsyncResult[Answer]]] = deque()
        self._crowd: deque[tuple[Wish, AsyncResult[Answer]]] = deque()
        self._waiting = Event()
        self._closed = False
        # One native thread, so that a slow disk never stalls a socket and no greenlet can yield inside a transaction.
        self._thread = ThreadPool(1)
        metrics.waiting.set_function(lambda: len(self._desk) + len(self._crowd))
        self._loop = gevent.spawn(self._run)
        self.read_only.begin(self.ask)

    def ask(self, wish: Wish) -> Answer:
        """Hand in a wish and wait for its answer."""
        if self._closed:
            return _later(wish, "busy")
        if not self.read_only.takes(wish):
            return disk_full(wish)
        if len(self._crowd) >= _MOST_WAITING and not wish.steers:
            return _later(wish, "slow_down")
        asked: AsyncResult[Answer] = AsyncResult()
        (self._desk if wish.steers else self._crowd).append((wish, asked))
        self._waiting.set()
        return cast(Answer, asked.get())

    def stop(self) -> None:
        """Take nothing more, finish what waits, then end."""
        self._closed = True
        while self._desk or self._crowd:
            gevent.sleep(0.01)
        self._loop.kill()
        self._thread.kill()

    def _run(self) -> None:
        busy = False
        while True:
            self._waiting.wait()
            if busy and not self._desk and len(self._crowd) < _MOST_AT_ONCE:
                gevent.sleep(_GATHER)
            self._waiting.clear()
            batch = self._take()
            if not batch:
                continue
            metrics.batch.observe(len(batch))
            with metrics.commit_seconds.time():
                committed = self._commit([wish for wish, _asked in batch])
            for (_wish, asked), answer in zip(batch, committed.answers, strict=True):
                asked.set(answer)
                metrics.wishes.labels(answer.get("code", "ok")).inc()
            with metrics.publish_seconds.time():
                self._publish(committed.told)
            busy = len(batch) >= _CROWD
            if self._desk or self._crowd:
                self._waiting.set()

    def _take(self) -> list[tuple[Wish, AsyncResult[Answer]]]:
        batch: list[tuple[Wish, AsyncResult[Answer]]] = []
        for waiting in (self._desk, self._crowd):
            while waiting and len(batch) < _MOST_AT_ONCE:
                batch.append(waiting.popleft())
        return batch

    def _commit(self, wishes: list[Wish]) -> Committed:
        committed = self._thread.apply(self._try, (wishes,))
        if isinstance(committed, Committed):
            return committed
        if refused_by_disk(committed):  # all of them: none by itself would fare better
            self.read_only.enter(committed)
            return Committed([disk_full(wish) for wish in wishes], [])
        log.error("commit failed", exc_info=committed)
        if len(wishes) == 1 or locked(committed):  # alone each would wait for the same lock, one after the other
            return Committed([_later(wish, "busy") for wish in wishes], [])
        # The transaction is gone: nothing of this batch happened. One wish may be the cause, so each by itself.
        alone = [self._commit([wish]) for wish in wishes]
        return Committed([one.answers[0] for one in alone], [told for one in alone for told in one.told])

    def _try(self, wishes: list[Wish]) -> Committed | Exception:
        """In the native thread, which would write whatever it raises to the log, with the texts that people typed."""
        try:
            return self._committer.commit(wishes)
        except Exception as error:
            return error


def _later(wish: Wish, code: str) -> Answer:
    message = _("Very busy at the moment. Your phone keeps this and sends it again.")
    return {"ok": False, "n": wish.n, "code": code, "message": message, "fields": {}, "final": False, "retry_ms": 1000}
