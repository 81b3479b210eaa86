"""Facts about the gathering itself, and how its rows are told."""

from typing import Any, ClassVar

from openspace.core.changes import Change
from openspace.core.clock import iso, iso_or_none
from openspace.gatherings.models import Announcement, Gathering, Party


class SetUp(Change, frozen=True, kw_only=True):
    KIND: ClassVar[str] = "gatherings.set_up"
    gathering: dict[str, Any]


class CountsTurned(Change, frozen=True, kw_only=True):
    """Counts of interest are hidden from now, or shown; the marketplace tells what follows."""

    KIND: ClassVar[str] = "gatherings.counts_turned"
    hidden: bool


class PhaseMoved(Change, frozen=True, kw_only=True):
    KIND: ClassVar[str] = "gatherings.phase_moved"
    gathering: dict[str, Any]


class TimerSet(Change, frozen=True, kw_only=True):
    KIND: ClassVar[str] = "gatherings.timer_set"
    timer: dict[str, Any] | None


class Announced(Change, frozen=True, kw_only=True):
    KIND: ClassVar[str] = "gatherings.announced"
    announcement: dict[str, Any]


class AnnouncementWithdrawn(Change, frozen=True, kw_only=True):
    KIND: ClassVar[str] = "gatherings.announcement_withdrawn"
    announcement: int


class WallTurned(Change, frozen=True, kw_only=True):
    KIND: ClassVar[str] = "gatherings.wall_turned"
    wall: dict[str, Any]


class PartySaved(Change, frozen=True, kw_only=True):
    KIND: ClassVar[str] = "gatherings.party_saved"
    party: dict[str, Any]


class PartyRemoved(Change, frozen=True, kw_only=True):
    KIND: ClassVar[str] = "gatherings.party_removed"
    party: int


class Emptied(Change, frozen=True, kw_only=True):
    KIND: ClassVar[str] = "gatherings.emptied"


def gathering_told(row: Gathering) -> dict[str, Any]:
    """The gathering as PROTOCOL.md has it."""
    return {
        "code": row.code,
        "title": row.title,
        "theme": row.theme,
        "timezone": row.timezone,
        "language": row.language,
        "languages": row.languages,
        "starts": iso(row.starts),
        "people_expected": row.people_expected,
        "phase": row.phase,
        "posting": row.posting,
        "placing": row.placing,
        "releasing": row.releasing,
        "counts_hidden": row.counts_hidden,
        "principles": row.principles,
        "law": row.law,
    }


def timer_told(row: Gathering) -> dict[str, Any] | None:
    """The one timer, or None when there is none."""
    if row.timer_ends is None and row.timer_left_ms is None:
        return None
    return {"label": row.timer_label, "ends": iso_or_none(row.timer_ends), "paused_ms": row.timer_left_ms}


def party_told(row: Party) -> dict[str, Any]:
    """A party; its colour is an index of the palette and never stands without its letter."""
    return {"id": row.id, "name": row.name, "letter": row.letter, "colour": row.colour}


def announcement_told(row: Announcement) -> dict[str, Any]:
    """An announcement."""
    return {"id": row.id, "text": row.text, "at": iso(row.at)}
