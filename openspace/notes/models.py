"""Rows: an update of a shared note, the report of a session."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, LargeBinary, Text
from sqlalchemy.orm import Mapped, mapped_column

from openspace.core.database import Instant, Model


class NoteUpdate(Model):
    """One Yjs update of a session's note. The log is the note: a document is never rebuilt from text."""

    __tablename__ = "note_updates"
    session_id: Mapped[int] = mapped_column(ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    update: Mapped[bytes] = mapped_column(LargeBinary)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    at: Mapped[datetime] = mapped_column(Instant)


class Report(Model):
    """The report that takes a minute (methods.md 3.9)."""

    __tablename__ = "reports"
    session_id: Mapped[int] = mapped_column(ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True)
    discussed: Mapped[str] = mapped_column(Text, default="")
    conclusions: Mapped[str] = mapped_column(Text, default="")
    requests: Mapped[str] = mapped_column(Text, default="")
    resources: Mapped[str] = mapped_column(Text, default="")
    open_questions: Mapped[str] = mapped_column(Text, default="")
    note_taker_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    version: Mapped[int] = mapped_column(default=1)
    field_versions: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)
    published: Mapped[datetime | None] = mapped_column(Instant)
    changed: Mapped[datetime] = mapped_column(Instant)
