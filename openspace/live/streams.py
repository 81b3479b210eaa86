"""Reading streams: what somebody missed, or a fresh picture."""

import gzip
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import Connection, bindparam, select
from sqlalchemy.orm import Session

from openspace.core.actor import Actor
from openspace.core.changes import person_ids
from openspace.core.models import KeptChange, Stream
from openspace.core.prepared import Prepared
from openspace.core.system import System

MOST_CHANGES = 500
MOST_BYTES = 256 * 1024

Entry = dict[str, Any]


class Budget:
    """What one greeting may carry over all its streams; beyond it a snapshot is cheaper."""

    def __init__(self) -> None:
        self.changes = MOST_CHANGES
        self.size = MOST_BYTES


_STREAMS = Stream.__table__.c
_HEAD = Prepared(
    select(_STREAMS.number).where(_STREAMS.gathering_id == bindparam("gathering"), _STREAMS.name == bindparam("stream"))
)


def head(db: Session | Connection, gathering: int, stream: str) -> int:
    """The number of a stream's last change."""
    found = _HEAD.one(db, gathering=gathering, stream=stream)
    return 0 if found is None else int(found[0])


def may_follow(system: System, db: Session, actor: Actor, stream: str) -> bool:
    """Whether somebody may follow a stream of the own gathering."""
    kind, _, key = stream.partition(":")
    known = system.streams.get(kind)
    if known is None or bool(key) != (kind not in ("all", "desk")) or (key and not _is_id(key)):
        return False
    return known.may_follow(db, actor, int(key or 0))


_BODIES = Prepared(
    select(KeptChange.body)
    .where(KeptChange.gathering_id == bindparam("gathering"), KeptChange.stream == bindparam("stream"))
    .where(KeptChange.number > bindparam("since"))
    .order_by(KeptChange.number)
)


def missed(db: Session, gathering: int, stream: str, since: int, budget: Budget) -> Entry | None:
    """All changes after `since`, or None when they are too many, too large, or `since` is ahead of us."""
    last = head(db, gathering, stream)
    count = last - since
    if since < 0 or count < 0 or count > budget.changes:
        return None
    bodies: list[str] = [body for (body,) in _BODIES(db, gathering=gathering, stream=stream, since=since)]
    size = sum(map(len, bodies))
    if len(bodies) != count or size > budget.size:
        return None
    budget.changes -= count
    budget.size -= size
    return {"from": since + 1, "to": last, "changes": [msgspec.json.decode(body) for body in bodies]}


def fresh(system: System, db: Session, gathering: int, stream: str, code: str) -> Entry:
    """A fresh picture. The state of `all` never travels on the socket: everybody fetches the same ready bytes."""
    number = head(db, gathering, stream)
    if stream == "all":
        return {"number": number, "snapshot": f"/g/{code}/snapshot"}
    return {"number": number, "state": system.state(db, gathering, stream)}


def entry(system: System, db: Session, actor: Actor, code: str, stream: str, have: int | None, budget: Budget) -> Entry:
    """What somebody needs of one stream: what was missed, a fresh picture, or a refusal."""
    if not may_follow(system, db, actor, stream):
        return {"code": "forbidden"}
    found = None if have is None else missed(db, actor.gathering, stream, have, budget)
    return found or fresh(system, db, actor.gathering, stream, code)


def names(system: System, db: Session, gathering: int, entries: Mapping[str, Any]) -> dict[str, Any]:
    """The names of all persons in entries."""
    ids = person_ids(entries)
    return system.name_people(db, gathering, ids) if ids else {}


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The state of `all` as ready bytes."""

    number: int
    etag: str
    body: bytes
    zipped: bytes


class Snapshots:
    """One snapshot for everybody: made once for each number, however many ask."""

    def __init__(self, system: System) -> None:
        self._system = system
        self._ready: dict[int, Snapshot] = {}

    def of(self, sql: Connection, gathering: int) -> Snapshot:
        """The snapshot of a gathering as it stands."""
        number = head(sql, gathering, "all")
        ready = self._ready.get(gathering)
        if ready is None or ready.number != number:
            with Session(sql) as db:
                ready = self._ready[gathering] = self._make(db, gathering, number)
        return ready

    def _make(self, db: Session, gathering: int, number: int) -> Snapshot:
        state = self._system.state(db, gathering, "all")
        body = msgspec.json.encode(
            {
                "epoch": self._system.epoch,
                "streams": {"all": {"number": number, "state": state}},
                "people": names(self._system, db, gathering, state),
            }
        )
        return Snapshot(number, f'"{self._system.epoch}.{number}"', body, gzip.compress(body, 6, mtime=0))


def _is_id(key: str) -> bool:
    return key.isascii() and key.isdecimal() and len(key) < 16 and not key.startswith("0")
