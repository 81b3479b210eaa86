"""The manifest of people."""

from openspace.core.feature import Feature, StreamKind
from openspace.gatherings.changes import Emptied, PartyRemoved
from openspace.people import changes
from openspace.people.commands import COMMANDS
from openspace.people.queries import desk_part, person_part
from openspace.people.reactions import end_rehearsal, leave_party

FEATURE = Feature(
    name="people",
    commands=COMMANDS,
    changes=(
        changes.Joined,
        changes.Changed,
        changes.RoleTaken,
        changes.Left,
        changes.Merged,
        changes.Renamed,
        changes.MeChanged,
        changes.ConsentSet,
        changes.LinkRevoked,
        changes.LinksChanged,
    ),
    streams=(StreamKind("person", lambda db, actor, key: actor.person == key),),
    parts={"desk": desk_part, "person": person_part},
    reactions={PartyRemoved.KIND: leave_party, Emptied.KIND: end_rehearsal},
    # Whose screens must go, or greet again, when this was told.
    farewells={
        changes.Merged.KIND: ("dropped", "restart"),
        changes.Left.KIND: ("person", "removed"),
        changes.LinkRevoked.KIND: ("devices", "removed"),
        changes.RoleTaken.KIND: ("person", "restart"),
    },
)
