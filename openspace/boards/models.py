"""Rows: board (of a format, in a session), card."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from openspace.core.database import Instant, Model


class Board(Model):
    """A board holds its format as it was when it was opened, so that a later version of the format changes nothing."""

    __tablename__ = "boards"
    id: Mapped[int] = mapped_column(primary_key=True)
    gathering_id: Mapped[int] = mapped_column(ForeignKey("gatherings.id"), index=True)
    session_id: Mapped[int | None] = mapped_column(ForeignKey("sessions.id", ondelete="CASCADE"), index=True)
    format: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    definition: Mapped[dict[str, Any]] = mapped_column(JSON)
    columns: Mapped[list[dict[str, str]]] = mapped_column(JSON)
    step: Mapped[str] = mapped_column(Text)
    revealed: Mapped[datetime | None] = mapped_column(Instant)
    revealed_by_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))


class Card(Model):
    """A card. Until its board is revealed only its author sees more than that it exists."""

    __tablename__ = "cards"
    id: Mapped[int] = mapped_column(primary_key=True)
    gathering_id: Mapped[int] = mapped_column(ForeignKey("gatherings.id"))
    board_id: Mapped[int] = mapped_column(ForeignKey("boards.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(Text)
    column: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    position: Mapped[int]
    author_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"), index=True)
    late: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)
    field_versions: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)
    made: Mapped[datetime] = mapped_column(Instant)
