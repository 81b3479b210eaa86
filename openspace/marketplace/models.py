"""Rows: topic, its conveners, interest, idea."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from openspace.core.database import Instant, Model
from openspace.gatherings.models import one_of
from openspace.marketplace.rules import ANSWERS


class Topic(Model):
    """What somebody posts. `field_versions` tells at which version each field last changed."""

    __tablename__ = "topics"
    id: Mapped[int] = mapped_column(primary_key=True)
    gathering_id: Mapped[int] = mapped_column(ForeignKey("gatherings.id"), index=True)
    title: Mapped[str] = mapped_column(Text)
    line: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text, default="open")
    version: Mapped[int] = mapped_column(default=1)
    field_versions: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)
    posted: Mapped[datetime] = mapped_column(Instant)
    changed: Mapped[datetime] = mapped_column(Instant)
    conveners: Mapped[list["Convener"]] = relationship(
        order_by="Convener.position", cascade="all, delete-orphan", passive_deletes=True
    )

    __table_args__ = (one_of("state", ("open", "withdrawn"), "state"),)


class Convener(Model):
    """Who calls a topic; the first one posted it."""

    __tablename__ = "conveners"
    topic_id: Mapped[int] = mapped_column(ForeignKey("topics.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), primary_key=True)
    position: Mapped[int] = mapped_column(default=0)

    __table_args__ = (Index(None, "person_id"),)


class Interest(Model):
    """A person's mark on a topic; `none` is no row."""

    __tablename__ = "interest"
    topic_id: Mapped[int] = mapped_column(ForeignKey("topics.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), primary_key=True)
    answer: Mapped[str] = mapped_column(Text)

    __table_args__ = (
        Index(None, "topic_id", "answer"),
        Index(None, "person_id"),
        one_of("answer", ANSWERS, "answer"),
    )


class Idea(Model):
    """A thought before the day, without an owner, so that nobody holds it yet (methods.md R16)."""

    __tablename__ = "ideas"
    id: Mapped[int] = mapped_column(primary_key=True)
    gathering_id: Mapped[int] = mapped_column(ForeignKey("gatherings.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
