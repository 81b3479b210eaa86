"""What people's rows do when the gathering below them moves."""

from sqlalchemy import or_, select

from openspace.core.changes import Change
from openspace.core.work import Work
from openspace.gatherings.changes import PartyRemoved
from openspace.people.commands import forget, tell
from openspace.people.models import Person


def leave_party(work: Work, change: PartyRemoved) -> None:
    """A party is taken away: its people belong to none."""
    rows = work.db.scalars(select(Person).where(Person.gathering_id == work.gathering, Person.party_id == change.party))
    for row in rows.all():
        row.party_id = None
        if not row.removed:
            tell(work, row)


def end_rehearsal(work: Work, _change: Change) -> None:
    """Emptied after a rehearsal: those who only took part are forgotten, the desk stays."""
    somebody = or_(Person.removed.is_(False), Person.name.is_not(None))  # also who was removed before
    rows = work.db.scalars(
        select(Person)
        .where(Person.gathering_id == work.gathering, Person.role == "participant", somebody)
        .order_by(Person.id)
    )
    for row in rows.all():
        forget(work, row)
