"""The manifest of the session's writing."""

from openspace.core.feature import Feature
from openspace.gatherings.changes import Emptied
from openspace.notes import changes, reactions
from openspace.notes.commands import COMMANDS
from openspace.notes.queries import session_part
from openspace.people.changes import Merged

FEATURE = Feature(
    name="notes",
    commands=COMMANDS,
    changes=(changes.ReportSaved,),
    parts={"session": session_part},
    reactions={Merged.KIND: reactions.merge_person, Emptied.KIND: reactions.empty},
)
