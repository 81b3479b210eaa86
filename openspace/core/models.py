"""Rows of the core: the database line's epoch, streams, their changes, receipts."""

from datetime import datetime

from sqlalchemy import BigInteger, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from openspace.core.database import Instant, Model


class Line(Model):
    """One row: which line of this database it is (new after a restore), told to phones as `epoch`."""

    __tablename__ = "line"
    id: Mapped[int] = mapped_column(primary_key=True)
    epoch: Mapped[str] = mapped_column(Text)


class Stream(Model):
    """The head of a stream: the number of its last change."""

    __tablename__ = "streams"
    gathering_id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(Text, primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger)


class KeptChange(Model):
    """A change as it was told: its body is ready JSON without names."""

    __tablename__ = "changes"
    gathering_id: Mapped[int] = mapped_column(primary_key=True)
    stream: Mapped[str] = mapped_column(Text, primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    body: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(Instant)


class Receipt(Model):
    """The final answer to wish `n` of an outbox, so that asking again answers again and does nothing."""

    __tablename__ = "receipts"
    outbox: Mapped[str] = mapped_column(Text, primary_key=True)  # "<gathering>:<person>:<client>"
    n: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    answer: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(Instant)

    __table_args__ = (Index(None, "at"),)
