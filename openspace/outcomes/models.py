"""The row of an outcome."""

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from openspace.core.database import Instant, Model
from openspace.gatherings.models import one_of
from openspace.outcomes.rules import KINDS, STATES


class Outcome(Model):
    """What is harvested. `origin_type` and `origin_id` say where it came from ("session" 42); an owner is a person, or
    typed words for somebody who is not here."""

    __tablename__ = "outcomes"
    id: Mapped[int] = mapped_column(primary_key=True)
    gathering_id: Mapped[int] = mapped_column(ForeignKey("gatherings.id"))
    kind: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    party_id: Mapped[int | None] = mapped_column(ForeignKey("parties.id", ondelete="SET NULL"))
    due: Mapped[date | None]
    state: Mapped[str] = mapped_column(Text, default="open")
    origin_type: Mapped[str] = mapped_column(Text)
    origin_id: Mapped[int]
    version: Mapped[int] = mapped_column(default=1)
    field_versions: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)
    made: Mapped[datetime] = mapped_column(Instant)
    changed: Mapped[datetime] = mapped_column(Instant)

    __table_args__ = (
        Index(None, "gathering_id", "origin_type", "origin_id"),
        one_of("kind", KINDS, "kind"),
        one_of("state", STATES, "state"),
    )
