"""Writing to the register and reading from it. The features above decide who may; the register keeps and tells."""

from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session as Db

from openspace.core.errors import Refused
from openspace.core.words import _
from openspace.core.work import Work, guard, touch
from openspace.gatherings.models import Party
from openspace.gatherings.queries import inside
from openspace.outcomes.changes import OutcomeRemoved, OutcomeSaved, outcome_told
from openspace.outcomes.models import Outcome
from openspace.outcomes.rules import KINDS, MOST_OF_ONE_ORIGIN
from openspace.people.models import Person


def add(
    work: Work,
    origin: tuple[str, int],
    kind: str,
    text: str,
    owner: int | None = None,
    due: date | None = None,
    party: int | None = None,
    state: str = "open",
) -> Outcome:
    """A new outcome of an origin ("session", 42). An action without a party gets its owner's."""
    if len(of_origin(work.db, work.gathering, origin)) >= MOST_OF_ONE_ORIGIN:
        raise Refused("limit", _("{n} outcomes are enough for one session.", n=MOST_OF_ONE_ORIGIN))
    person = None if owner is None else inside(work.db, Person, work.gathering, owner)
    if party is not None:
        inside(work.db, Party, work.gathering, party)
    row = Outcome(
        gathering_id=work.gathering,
        kind=kind,
        text=text,
        owner_id=owner,
        party_id=party or (person.party_id if person else None),
        due=due,
        state=state,
        origin_type=origin[0],
        origin_id=origin[1],
        version=1,
        field_versions={},
        made=work.now,
        changed=work.now,
    )
    work.db.add(row)
    work.db.flush()
    _tell(work, row)
    return row


def change(work: Work, row: Outcome, fields: dict[str, Any]) -> None:
    """Change what was given; refused where somebody changed the same field since."""
    if fields.get("owner_id") is not None:
        inside(work.db, Person, work.gathering, fields["owner_id"])
    if fields.get("party_id") is not None:
        inside(work.db, Party, work.gathering, fields["party_id"])
    guard(work, f"outcome:{row.id}", row, fields)
    touch(row, fields)
    row.changed = work.now
    _tell(work, row)


def remove(work: Work, row: Outcome) -> None:
    """Take an outcome back."""
    work.announce(OutcomeRemoved(outcome=row.id), f"{row.origin_type}:{row.origin_id}")
    work.db.delete(row)


def of_origin(db: Db, gathering: int, origin: tuple[str, int]) -> list[Outcome]:
    """The outcomes of one origin, in the order they were made."""
    query = select(Outcome).where(
        Outcome.gathering_id == gathering, Outcome.origin_type == origin[0], Outcome.origin_id == origin[1]
    )
    return list(db.scalars(query.order_by(Outcome.id)))


def of_gathering(db: Db, gathering: int) -> list[Outcome]:
    """All outcomes of a gathering, in the order they were made."""
    return list(db.scalars(select(Outcome).where(Outcome.gathering_id == gathering).order_by(Outcome.id)))


def count_by_kind(db: Db, gathering: int) -> dict[str, int]:
    """How many decisions, actions and questions there are."""
    query = select(Outcome.kind, func.count()).where(Outcome.gathering_id == gathering).group_by(Outcome.kind)
    return dict.fromkeys(KINDS, 0) | dict(db.execute(query).tuples().all())


def count(db: Db, gathering: int) -> int:
    """How many there are."""
    return db.scalars(select(func.count()).select_from(Outcome).where(Outcome.gathering_id == gathering)).one()


def _tell(work: Work, row: Outcome) -> None:
    work.db.flush()
    work.announce(OutcomeSaved(outcome=outcome_told(row)), f"{row.origin_type}:{row.origin_id}")
