"""The manifest of the gathering itself."""

from openspace.core.actor import DESK
from openspace.core.feature import Feature, StreamKind
from openspace.gatherings import changes, reactions
from openspace.gatherings.commands import COMMANDS
from openspace.gatherings.queries import state_part

FEATURE = Feature(
    name="gatherings",
    commands=COMMANDS,
    changes=(
        changes.SetUp,
        changes.CountsTurned,
        changes.PhaseMoved,
        changes.TimerSet,
        changes.Announced,
        changes.AnnouncementWithdrawn,
        changes.WallTurned,
        changes.PartySaved,
        changes.PartyRemoved,
        changes.Emptied,
    ),
    streams=(
        StreamKind("all", lambda db, actor, key: True),
        StreamKind("desk", lambda db, actor, key: actor.role in DESK),
    ),
    parts={"all": state_part},
    reactions={changes.PartyRemoved.KIND: reactions.delete_party},
)
