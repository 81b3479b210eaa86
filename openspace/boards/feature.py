"""The manifest of boards."""

from openspace.boards import changes, reactions
from openspace.boards.commands import COMMANDS
from openspace.boards.queries import board_part, count_board, may_follow_board, person_part, session_part
from openspace.core.feature import Feature, StreamKind
from openspace.gatherings.changes import Emptied
from openspace.people.changes import ConsentSet, Merged

FEATURE = Feature(
    name="boards",
    commands=COMMANDS,
    changes=(
        changes.BoardOpened,
        changes.BoardChanged,
        changes.CardSaved,
        changes.CardRemoved,
        changes.Revealed,
    ),
    streams=(StreamKind("board", may_follow_board),),
    parts={"board": board_part, "session": session_part, "person": person_part},
    counts={changes.BoardChanged.KIND: count_board},
    reactions={
        Merged.KIND: reactions.merge_person,
        ConsentSet.KIND: reactions.consent_set,
        Emptied.KIND: reactions.empty,
    },
)
