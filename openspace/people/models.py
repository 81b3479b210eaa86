"""Rows: person, device (a browser's right at a gathering), link (a right to be taken)."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from openspace.core.database import Instant, Model
from openspace.gatherings.models import one_of
from openspace.people.rules import CONSENTS, DEVICE_ROLES, PERSON_ROLES, RIGHTS


class Person(Model):
    """Someone who joined one gathering. The only place where a name stands."""

    __tablename__ = "persons"
    id: Mapped[int] = mapped_column(primary_key=True)
    gathering_id: Mapped[int] = mapped_column(ForeignKey("gatherings.id"))
    name: Mapped[str | None] = mapped_column(Text)  # None: forgotten
    name_key: Mapped[str] = mapped_column(Text, default="")
    mark: Mapped[str] = mapped_column(Text, default="")  # tells two people of one name apart
    party_id: Mapped[int | None] = mapped_column(ForeignKey("parties.id", ondelete="SET NULL"))
    role: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(Text)
    consent: Mapped[str] = mapped_column(Text, default="unasked")
    joined: Mapped[datetime] = mapped_column(Instant)
    removed: Mapped[bool] = mapped_column(default=False)

    __table_args__ = (
        Index(None, "gathering_id", "name_key"),
        one_of("role", PERSON_ROLES, "role"),
        one_of("consent", CONSENTS, "consent"),
    )


class Device(Model):
    """A right that a browser holds. `browser` is a hash of its cookie; `until` ends a turn on a shared tablet."""

    __tablename__ = "devices"
    id: Mapped[int] = mapped_column(primary_key=True)
    gathering_id: Mapped[int] = mapped_column(ForeignKey("gatherings.id"))
    browser: Mapped[str] = mapped_column(Text)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"), index=True)
    link_id: Mapped[int | None] = mapped_column(ForeignKey("links.id"))
    role: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(Text)
    created: Mapped[datetime] = mapped_column(Instant)
    until: Mapped[datetime | None] = mapped_column(Instant)
    revoked: Mapped[bool] = mapped_column(default=False)

    __table_args__ = (Index(None, "browser", "gathering_id"), one_of("role", DEVICE_ROLES, "role"))


class Link(Model):
    """A capability link. Only a hash of its secret is kept; `once` ones end when they are taken."""

    __tablename__ = "links"
    id: Mapped[int] = mapped_column(primary_key=True)
    gathering_id: Mapped[int] = mapped_column(ForeignKey("gatherings.id"), index=True)
    right: Mapped[str] = mapped_column(Text)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    secret_hash: Mapped[str] = mapped_column(Text, unique=True)
    created: Mapped[datetime] = mapped_column(Instant)
    expires: Mapped[datetime | None] = mapped_column(Instant)
    taken: Mapped[int] = mapped_column(default=0)
    revoked: Mapped[bool] = mapped_column(default=False)

    __table_args__ = (one_of("right", RIGHTS, "right"),)
