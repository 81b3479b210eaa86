"""The manifest of the agenda."""

from openspace.agenda import changes, reactions
from openspace.agenda.commands import COMMANDS
from openspace.agenda.queries import (
    count_here,
    count_present,
    may_follow_session,
    person_part,
    session_part,
    state_part,
)
from openspace.core.feature import Feature, StreamKind
from openspace.gatherings.changes import Emptied
from openspace.marketplace.changes import TopicWithdrawn
from openspace.people.changes import ConsentSet, Left, Merged

FEATURE = Feature(
    name="agenda",
    commands=COMMANDS,
    changes=(
        changes.PlaceSaved,
        changes.PlaceRemoved,
        changes.SlotSaved,
        changes.SlotRemoved,
        changes.SessionPlaced,
        changes.SessionFreed,
        changes.SessionChanged,
        changes.HereCounted,
        changes.PresentChanged,
        changes.CheckedIn,
        changes.CheckedOut,
    ),
    streams=(StreamKind("session", may_follow_session),),
    parts={"all": state_part, "person": person_part, "session": session_part},
    counts={changes.HereCounted.KIND: count_here, changes.PresentChanged.KIND: count_present},
    reactions={
        TopicWithdrawn.KIND: reactions.topic_withdrawn,
        Merged.KIND: reactions.merge_person,
        Left.KIND: reactions.person_left,
        ConsentSet.KIND: reactions.consent_set,
        Emptied.KIND: reactions.empty,
    },
)
