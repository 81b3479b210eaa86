"""What the register does when people or the gathering below it move."""

from sqlalchemy import delete, select

from openspace.core.changes import Change
from openspace.core.work import Work
from openspace.gatherings.changes import PartyRemoved
from openspace.outcomes.models import Outcome
from openspace.outcomes.register import change
from openspace.people.changes import Merged


def merge_person(work: Work, merged: Merged) -> None:
    """Two persons were one: what one promised the other promised."""
    for row in work.db.scalars(select(Outcome).where(Outcome.owner_id == merged.dropped)).all():
        change(work, row, {"owner_id": merged.person})


def leave_party(work: Work, removed: PartyRemoved) -> None:
    """A party is taken away: what it promised stays, without it."""
    of_party = select(Outcome).where(Outcome.gathering_id == work.gathering, Outcome.party_id == removed.party)
    for row in work.db.scalars(of_party).all():
        change(work, row, {"party_id": None})


def empty(work: Work, _change: Change) -> None:
    """Emptied after a rehearsal."""
    work.db.execute(delete(Outcome).where(Outcome.gathering_id == work.gathering))
