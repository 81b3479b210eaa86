"""What the gathering does with its own facts, after the features above it."""

from openspace.core.work import Work
from openspace.gatherings.changes import PartyRemoved
from openspace.gatherings.models import Party


def delete_party(work: Work, change: PartyRemoved) -> None:
    """Only now that nobody belongs to it any more: had the foreign keys emptied those fields, no screen would know."""
    work.db.delete(work.db.get_one(Party, change.party))
