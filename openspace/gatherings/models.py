"""Rows: gathering, party, announcement."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from openspace.core.database import Instant, Model
from openspace.gatherings.rules import PHASES, WALL_PAGES


def one_of(column: str, values: tuple[str, ...], name: str) -> CheckConstraint:
    """Only known words get into a column."""
    known = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f'"{column}" IN ({known})', name=name)


class Gathering(Model):
    """The whole day or days."""

    __tablename__ = "gatherings"
    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(Text, unique=True)
    title: Mapped[str] = mapped_column(Text)
    theme: Mapped[str] = mapped_column(Text)
    timezone: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(Text)
    languages: Mapped[list[str]] = mapped_column(JSON)
    starts: Mapped[datetime] = mapped_column(Instant)
    people_expected: Mapped[int]
    phase: Mapped[str] = mapped_column(Text, default="preparing")
    posting: Mapped[bool] = mapped_column(default=False)
    placing: Mapped[bool] = mapped_column(default=False)
    releasing: Mapped[bool] = mapped_column(default=False)
    counts_hidden: Mapped[bool] = mapped_column(default=False)
    principles: Mapped[list[str]] = mapped_column(JSON)
    law: Mapped[str] = mapped_column(Text)
    timer_label: Mapped[str] = mapped_column(Text, default="")
    timer_ends: Mapped[datetime | None] = mapped_column(Instant)
    timer_left_ms: Mapped[int | None]  # what was left when it was paused
    wall_page: Mapped[str] = mapped_column(Text, default="auto")
    recovery_hash: Mapped[str] = mapped_column(Text, default="")
    created: Mapped[datetime] = mapped_column(Instant)

    __table_args__ = (one_of("phase", PHASES, "phase"), one_of("wall_page", WALL_PAGES, "wall_page"))


class Party(Model):
    """An organisation or side; its colour always comes with its letter."""

    __tablename__ = "parties"
    id: Mapped[int] = mapped_column(primary_key=True)
    gathering_id: Mapped[int] = mapped_column(ForeignKey("gatherings.id"), index=True)
    name: Mapped[str] = mapped_column(Text)
    letter: Mapped[str] = mapped_column(Text)
    colour: Mapped[int]


class Announcement(Model):
    """A line from the desk to everybody."""

    __tablename__ = "announcements"
    id: Mapped[int] = mapped_column(primary_key=True)
    gathering_id: Mapped[int] = mapped_column(ForeignKey("gatherings.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(Instant)
