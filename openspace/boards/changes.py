"""Facts of boards."""

from typing import Any, ClassVar

from openspace.core.changes import Change


class BoardOpened(Change, frozen=True, kw_only=True):
    KIND: ClassVar[str] = "boards.board_opened"
    STREAM: ClassVar[str] = "session"
    board: int


class BoardChanged(Change, frozen=True, kw_only=True):
    """The board without its cards: step, columns, how much was written."""

    KIND: ClassVar[str] = "boards.board_changed"
    STREAM: ClassVar[str] = "board"
    board: dict[str, Any]


class CardSaved(Change, frozen=True, kw_only=True):
    KIND: ClassVar[str] = "boards.card_saved"
    STREAM: ClassVar[str] = "board"
    board: int
    card: dict[str, Any]


class CardRemoved(Change, frozen=True, kw_only=True):
    KIND: ClassVar[str] = "boards.card_removed"
    STREAM: ClassVar[str] = "board"
    board: int
    card: int


class Revealed(Change, frozen=True, kw_only=True):
    KIND: ClassVar[str] = "boards.revealed"
    STREAM: ClassVar[str] = "board"
    board: dict[str, Any]
