"""The work of one wish: who asks, what rows it changes, what it announces."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from openspace.core.actor import Actor
from openspace.core.changes import Change
from openspace.core.errors import Refused
from openspace.core.words import _

if TYPE_CHECKING:
    from openspace.core.settings import Settings


class Work:
    """Handed to every command. Rows through `db` (ORM) or `sql` (Core, for the wishes of a whole crowd)."""

    def __init__(
        self,
        sql: Connection,
        actor: Actor,
        now: datetime,
        settings: "Settings",
        base: Mapping[str, int] | None = None,
    ) -> None:
        self.sql = sql
        self.actor = actor
        self.gathering = actor.gathering
        self.now = now
        self.settings = settings
        self.base = base or {}
        self.announced: list[tuple[str, Change]] = []
        self.touched: list[tuple[str, str, int]] = []
        self.erases = False
        self._db: Session | None = None

    @property
    def db(self) -> Session:
        """The ORM session of this wish, inside its savepoint."""
        if self._db is None:
            self._db = Session(self.sql, join_transaction_mode="rollback_only")
        return self._db

    def share(self, outer: "Work") -> None:
        """Work inside another work: the same session, so that it is written or dropped with it."""
        self._db = outer.db

    def announce(self, change: Change, stream: str = "all") -> None:
        """Tell a change to a stream once the wish is done."""
        self.announced.append((stream, change))

    def count(self, kind: str, key: int, stream: str = "all") -> None:
        """Ask for new totals of `key`: counted once per commit, told in one change of `kind`."""
        self.touched.append((stream, kind, key))

    def erase(self) -> None:
        """What this wish takes out must not stay readable in the database's files either."""
        self.erases = True

    def finish(self) -> None:
        """Write what the ORM still holds; called before the savepoint is released."""
        if self._db is not None:
            self._db.flush()
            self._db.close()

    def drop(self) -> None:
        """Forget what the ORM still holds; called after the savepoint was rolled back."""
        if self._db is not None:
            self._db.expunge_all()
            self._db.close()


class Versioned(Protocol):
    """A row that keeps at which of its versions each field last changed."""

    version: int
    field_versions: dict[str, int]


def touch(row: Versioned, fields: Mapping[str, object]) -> None:
    """Set fields of a row and note that they changed in its next version."""
    changed = {name: value for name, value in fields.items() if getattr(row, name) != value}
    if not changed:
        return
    row.version += 1
    row.field_versions = {**row.field_versions, **dict.fromkeys(changed, row.version)}
    for name, value in changed.items():
        setattr(row, name, value)


def guard(work: Work, thing: str, row: Versioned, fields: Mapping[str, object]) -> None:
    """Refuse where a field changed since the version the person was looking at; other fields do not matter,
    so that a rename and a move both survive."""
    seen = work.base.get(thing)
    if seen is None:
        return
    newer = [name for name in fields if row.field_versions.get(name, 0) > seen and getattr(row, name) != fields[name]]
    if newer:
        raise Refused(
            "conflict",
            _("Somebody else changed this just now. Look at it and do it again if you still want to."),
            {name.removesuffix("_id"): getattr(row, name) for name in newer},  # as the wire calls them
        )
