"""Facts about people, without their names, and how the rows are told."""

from typing import Any, ClassVar, NamedTuple

from openspace.core.changes import Change
from openspace.core.clock import iso
from openspace.people.models import Link, Person


class Joined(Change, frozen=True, kw_only=True):
    KIND: ClassVar[str] = "people.joined"
    STREAM: ClassVar[str] = "desk"
    person: dict[str, Any]


class Changed(Change, frozen=True, kw_only=True):
    KIND: ClassVar[str] = "people.changed"
    STREAM: ClassVar[str] = "desk"
    person: dict[str, Any]


class RoleTaken(Change, frozen=True, kw_only=True):
    """Somebody's right grew or shrank: their screens must greet again."""

    KIND: ClassVar[str] = "people.role_taken"
    STREAM: ClassVar[str] = "desk"
    person: int


class Left(Change, frozen=True, kw_only=True):
    """Somebody's rights at this gathering ended."""

    KIND: ClassVar[str] = "people.left"
    STREAM: ClassVar[str] = "desk"
    person: int


class Merged(Change, frozen=True, kw_only=True):
    """Two persons were one: what `drop` made is `keep`'s now."""

    KIND: ClassVar[str] = "people.merged"
    STREAM: ClassVar[str] = "desk"
    person: int
    dropped: int


class Renamed(Change, frozen=True, kw_only=True):
    """Somebody is called otherwise now (or is forgotten); the name is told beside the change."""

    KIND: ClassVar[str] = "people.renamed"
    person: int


class MeChanged(Change, frozen=True, kw_only=True):
    KIND: ClassVar[str] = "people.me_changed"
    STREAM: ClassVar[str] = "person"
    me: dict[str, Any]


class ConsentSet(Change, frozen=True, kw_only=True):
    """Whether somebody may be named was said anew: what is shown with a name follows."""

    KIND: ClassVar[str] = "people.consent_set"
    STREAM: ClassVar[str] = "person"
    person: int


class LinkRevoked(Change, frozen=True, kw_only=True):
    """A link was ended: the walls and onlookers that came in by it are sent away."""

    KIND: ClassVar[str] = "people.link_revoked"
    STREAM: ClassVar[str] = "desk"
    devices: list[int]


class LinksChanged(Change, frozen=True, kw_only=True):
    KIND: ClassVar[str] = "people.links_changed"
    STREAM: ClassVar[str] = "desk"
    links: list[dict[str, Any]]


def person_told(row: Person) -> dict[str, Any]:
    """A person as the desk sees one."""
    return {"person": row.id, "party": row.party_id, "role": row.role, "joined": iso(row.joined)}


class Own(NamedTuple):
    """A person's row, as far as one is told of oneself."""

    id: int
    role: str
    party_id: int | None
    language: str
    consent: str


def me_told(row: Person | Own) -> dict[str, Any]:
    """A person as oneself."""
    return {
        "person": row.id,
        "role": row.role,
        "party": row.party_id,
        "language": row.language,
        "consent": row.consent,
    }


def link_told(row: Link) -> dict[str, Any]:
    """A link as the desk lists it; its secret is known to nobody any more."""
    return {"id": row.id, "right": row.right, "created": iso(row.created), "taken": row.taken}
