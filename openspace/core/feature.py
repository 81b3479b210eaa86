"""The manifest of a feature: everything it adds, in one place."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from openspace.core.actor import Actor
from openspace.core.changes import Change
from openspace.core.commands import Command
from openspace.core.work import Work

# A part of a stream's state: (db, gathering, key of the stream or 0) -> what is merged into the state.
Part = Callable[[Session, int, int], dict[str, Any]]
# New totals for the touched keys: (db, gathering, keys) -> one change that carries them all.
Count = Callable[[Session, int, list[int]], Change | None]
# A feature's answer to a lower feature's fact: (work, the change).
Reaction = Callable[[Work, Any], None]
# What one person may follow: (db, actor, key of the stream) -> yes or no.
MayFollow = Callable[[Session, Actor, int], bool]


@dataclass(frozen=True, slots=True)
class StreamKind:
    """A kind of numbered stream ("session:<id>" is of kind "session") and who may follow it."""

    name: str
    may_follow: MayFollow


@dataclass(frozen=True, slots=True)
class Feature:
    """Read this first and you know the feature. Assembly reads manifests; nothing works by import side effect."""

    name: str
    commands: tuple[Command, ...] = ()
    changes: tuple[type[Change], ...] = ()
    streams: tuple[StreamKind, ...] = ()
    parts: Mapping[str, Part] = field(default_factory=dict)  # by kind of stream
    counts: Mapping[str, Count] = field(default_factory=dict)  # by kind of change
    # What this feature does when a lower one announces a change of that kind, in the same transaction.
    reactions: Mapping[str, Reaction] = field(default_factory=dict)
    # After a change of that kind the sockets of the person, or of the list of devices, in its field get `bye` with a
    # code.
    farewells: Mapping[str, tuple[str, str]] = field(default_factory=dict)
