"""The assembled system: settings, database and what the features bring. Built by `openspace.app`."""

import secrets
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from sqlalchemy import Connection, insert, select
from sqlalchemy.orm import Session

from openspace.core.actor import Actor
from openspace.core.changes import Change
from openspace.core.commands import Command
from openspace.core.database import Database
from openspace.core.feature import Count, Feature, Part, Reaction, StreamKind
from openspace.core.models import Line
from openspace.core.settings import Settings

# Names for ids: {id: {name, party, mark}}.
T = TypeVar("T")
Names = dict[str, dict[str, Any]]


@dataclass(frozen=True)
class System:
    """Everything a door needs. The functions are the features' answers to questions of the lower floors."""

    settings: Settings
    database: Database
    features: tuple[Feature, ...]
    # Who stands behind these devices now? Those whose right ended are left out.
    find_actors: Callable[[Connection, Collection[int]], dict[int, Actor]]
    # Who acts with a browser (hash) at a gathering (code) on a screen? Refused `unknown_gathering`.
    find_acting: Callable[[Session | Connection, str, str, str], Actor | None]
    # What are these persons called?
    name_people: Callable[[Session | Connection, int, Iterable[int]], Names]
    # What does the pulse tell walls and desks? Who joined, and what the sessions brought.
    count_people: Callable[[Session, int], dict[str, Any]]
    count_outcomes: Callable[[Session, int], dict[str, int]]

    def find_actor(self, db: Session, device: int | None) -> Actor | None:
        """Who stands behind a device now; None when its right ended."""
        return None if device is None else self.find_actors(db.connection(), {device}).get(device)

    @cached_property
    def commands(self) -> dict[str, Command]:
        """All commands by name."""
        return _unique((command.name, command) for feature in self.features for command in feature.commands)

    @cached_property
    def changes(self) -> dict[str, type[Change]]:
        """All kinds of change by name."""
        return _unique((change.KIND, change) for feature in self.features for change in feature.changes)

    @cached_property
    def streams(self) -> dict[str, StreamKind]:
        """All kinds of stream by name."""
        return _unique((kind.name, kind) for feature in self.features for kind in feature.streams)

    @cached_property
    def counts(self) -> dict[str, Count]:
        """The functions that count totals, by kind of change."""
        return _unique(pair for feature in self.features for pair in feature.counts.items())

    @cached_property
    def farewells(self) -> dict[str, tuple[str, str]]:
        """Which change ends whose sockets: kind -> (field with the person, code of `bye`)."""
        return _unique(pair for feature in self.features for pair in feature.farewells.items())

    def reactions(self, kind: str) -> list[Reaction]:
        """What the features do when a change is announced, the highest floor first (it holds on to the lower ones)."""
        return [feature.reactions[kind] for feature in reversed(self.features) if kind in feature.reactions]

    def parts(self, stream_kind: str) -> list[Part]:
        """The functions whose dicts together are the state of a stream."""
        return [feature.parts[stream_kind] for feature in self.features if stream_kind in feature.parts]

    def state(self, db: Session, gathering: int, stream: str) -> dict[str, Any]:
        """A fresh picture of a stream's state."""
        kind, _, key = stream.partition(":")
        state: dict[str, Any] = {}
        for part in self.parts(kind):
            state |= part(db, gathering, int(key or 0))
        return state

    @cached_property
    def epoch(self) -> str:
        """The id of this database line; made at the first start."""
        with self.database.glancing() as sql:
            epoch = sql.execute(select(Line.epoch)).scalar()
        if epoch is not None:
            return epoch
        with self.database.writing() as sql:
            epoch = sql.execute(select(Line.epoch)).scalar()  # server and worker may start in the same moment
            if epoch is None:
                epoch = secrets.token_urlsafe(12)
                sql.execute(insert(Line).values(id=1, epoch=epoch))
        return epoch


def _unique(pairs: Iterable[tuple[str, T]]) -> dict[str, T]:
    found: dict[str, T] = {}
    for name, value in pairs:
        if name in found:
            raise ValueError(f"{name} is declared twice")
        found[name] = value
    return found
