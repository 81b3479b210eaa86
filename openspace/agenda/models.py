"""Rows: place, slot, session (a topic at a place and slot), check-in."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from openspace.agenda.rules import REPORT_STATES, SESSION_STATES, SLOT_KINDS
from openspace.core.database import Instant, Model
from openspace.gatherings.models import one_of


class Place(Model):
    """Where: a room, a table, a tree, or an online address."""

    __tablename__ = "places"
    id: Mapped[int] = mapped_column(primary_key=True)
    gathering_id: Mapped[int] = mapped_column(ForeignKey("gatherings.id"), index=True)
    name: Mapped[str] = mapped_column(Text)
    capacity: Mapped[int | None]
    features: Mapped[list[str]] = mapped_column(JSON)
    address: Mapped[str] = mapped_column(Text)
    position: Mapped[int]


class Slot(Model):
    """When: a column of the agenda. `places` of a break or fixed item; empty means all places."""

    __tablename__ = "slots"
    id: Mapped[int] = mapped_column(primary_key=True)
    gathering_id: Mapped[int] = mapped_column(ForeignKey("gatherings.id"), index=True)
    title: Mapped[str] = mapped_column(Text)
    starts: Mapped[datetime] = mapped_column(Instant)
    ends: Mapped[datetime] = mapped_column(Instant)
    kind: Mapped[str] = mapped_column(Text)
    places: Mapped[list[int]] = mapped_column(JSON)

    __table_args__ = (one_of("kind", SLOT_KINDS, "kind"),)


class Session(Model):
    """A topic put at a place and slot; freed, it keeps its id, note and report. Never SQLAlchemy's: that is `db`."""

    __tablename__ = "sessions"
    id: Mapped[int] = mapped_column(primary_key=True)
    gathering_id: Mapped[int] = mapped_column(ForeignKey("gatherings.id"), index=True)
    topic_id: Mapped[int] = mapped_column(ForeignKey("topics.id"), index=True)
    place_id: Mapped[int | None] = mapped_column(ForeignKey("places.id"))
    slot_id: Mapped[int | None] = mapped_column(ForeignKey("slots.id"))
    starts: Mapped[datetime | None] = mapped_column(Instant)  # its own times, when they differ from the slot's
    ends: Mapped[datetime | None] = mapped_column(Instant)
    stacked: Mapped[bool] = mapped_column(default=False)  # put on a taken cell by the desk or an import
    state: Mapped[str] = mapped_column(Text)
    report_state: Mapped[str] = mapped_column(Text, default="none")
    version: Mapped[int] = mapped_column(default=1)
    field_versions: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)
    changed: Mapped[datetime] = mapped_column(Instant)

    __table_args__ = (
        one_of("state", SESSION_STATES, "state"),
        one_of("report_state", REPORT_STATES, "report_state"),
    )


# First come, first served, also when two servers commit at once: phones take a cell once, only stacked ones may join.
Index(
    "uq_sessions_cell",
    Session.place_id,
    Session.slot_id,
    unique=True,
    sqlite_where=text("NOT stacked AND place_id IS NOT NULL"),
    postgresql_where=text("NOT stacked AND place_id IS NOT NULL"),
)


class CheckIn(Model):
    """Somebody in a session, from `came` until `left`."""

    __tablename__ = "check_ins"
    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("sessions.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), index=True)
    came: Mapped[datetime] = mapped_column(Instant)
    left: Mapped[datetime | None] = mapped_column(Instant)

    __table_args__ = (Index(None, "session_id", "left"),)
