"""The update log of a shared note."""

from pycrdt import Doc

from openspace.core.errors import Refused
from openspace.core.words import _
from openspace.core.work import Work
from openspace.notes.models import NoteUpdate
from openspace.notes.queries import last_number, takes
from openspace.notes.rules import LARGEST_UPDATE


def checked_update(update: bytes) -> bytes:
    """An update that a document takes; a damaged one is refused and changes nothing."""
    if len(update) > LARGEST_UPDATE:
        raise Refused("limit", _("This is too much text at once. Put it in parts."))
    if not takes(Doc(), update):
        raise Refused("invalid", _("This change of the note is damaged."))
    return update


def append(work: Work, session: int, update: bytes) -> int:
    """Append an update; its number in the log."""
    number = last_number(work.db, session) + 1
    row = NoteUpdate(session_id=session, number=number, update=update, person_id=work.actor.person, at=work.now)
    work.db.add(row)
    return number
