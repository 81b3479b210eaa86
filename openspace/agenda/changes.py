"""Facts of the agenda."""

from typing import Any, ClassVar

from openspace.core.changes import Change


class PlaceSaved(Change, frozen=True, kw_only=True):
    KIND: ClassVar[str] = "agenda.place_saved"
    place: dict[str, Any]


class PlaceRemoved(Change, frozen=True, kw_only=True):
    KIND: ClassVar[str] = "agenda.place_removed"
    place: int


class SlotSaved(Change, frozen=True, kw_only=True):
    KIND: ClassVar[str] = "agenda.slot_saved"
    slot: dict[str, Any]


class SlotRemoved(Change, frozen=True, kw_only=True):
    KIND: ClassVar[str] = "agenda.slot_removed"
    slot: int


class SessionPlaced(Change, frozen=True, kw_only=True):
    KIND: ClassVar[str] = "agenda.session_placed"
    session: dict[str, Any]


class SessionFreed(Change, frozen=True, kw_only=True):
    KIND: ClassVar[str] = "agenda.session_freed"
    session: dict[str, Any]


class SessionChanged(Change, frozen=True, kw_only=True):
    KIND: ClassVar[str] = "agenda.session_changed"
    session: dict[str, Any]


class HereCounted(Change, frozen=True, kw_only=True):
    """How many are in each session now."""

    KIND: ClassVar[str] = "agenda.here_counted"
    sessions: dict[str, int]


class PresentChanged(Change, frozen=True, kw_only=True):
    """Who of those in a session agreed to be named."""

    KIND: ClassVar[str] = "agenda.present_changed"
    STREAM: ClassVar[str] = "session"
    present: list[int]


class CheckedIn(Change, frozen=True, kw_only=True):
    KIND: ClassVar[str] = "agenda.checked_in"
    STREAM: ClassVar[str] = "person"
    session: int


class CheckedOut(Change, frozen=True, kw_only=True):
    KIND: ClassVar[str] = "agenda.checked_out"
    STREAM: ClassVar[str] = "person"
    session: int
