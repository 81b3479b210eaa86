"""The manifest of the marketplace."""

from openspace.core.feature import Feature
from openspace.gatherings.changes import CountsTurned, Emptied
from openspace.marketplace import changes, reactions
from openspace.marketplace.commands import COMMANDS
from openspace.marketplace.queries import count_interest, person_part, state_part
from openspace.people.changes import Merged

FEATURE = Feature(
    name="marketplace",
    commands=COMMANDS,
    changes=(
        changes.TopicPosted,
        changes.TopicEdited,
        changes.TopicWithdrawn,
        changes.InterestCounted,
        changes.InterestMarked,
        changes.IdeaPosted,
        changes.IdeaRemoved,
    ),
    parts={"all": state_part, "person": person_part},
    counts={changes.InterestCounted.KIND: count_interest},
    reactions={
        CountsTurned.KIND: reactions.turn_counts,
        Merged.KIND: reactions.merge_person,
        Emptied.KIND: reactions.empty,
    },
)
