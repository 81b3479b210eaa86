"""The manifest of the register of outcomes."""

from openspace.core.feature import Feature
from openspace.gatherings.changes import Emptied, PartyRemoved
from openspace.outcomes import changes, reactions
from openspace.people.changes import Merged

FEATURE = Feature(
    name="outcomes",
    changes=(changes.OutcomeSaved, changes.OutcomeRemoved),
    reactions={
        Merged.KIND: reactions.merge_person,
        PartyRemoved.KIND: reactions.leave_party,
        Emptied.KIND: reactions.empty,
    },
)
