"""What the agenda does when topics, people or the gathering below it move."""

from sqlalchemy import delete, select, update

from openspace.agenda.changes import CheckedIn, CheckedOut
from openspace.agenda.commands import count_present, free, leave, visits
from openspace.agenda.models import CheckIn, Session
from openspace.agenda.queries import sessions_of
from openspace.core.changes import Change
from openspace.core.work import Work
from openspace.marketplace.changes import TopicWithdrawn
from openspace.people.changes import ConsentSet, Left, Merged


def topic_withdrawn(work: Work, change: TopicWithdrawn) -> None:
    """A withdrawn topic frees its cells at once (methods.md R14)."""
    for session in sessions_of(work.db, change.topic["id"]):
        if session.place_id is not None:
            free(work, session)


def merge_person(work: Work, change: Merged) -> None:
    """Two persons were one: the check-ins go to the one who stays, who is in one session only."""
    elsewhere = bool(visits(work, change.person))
    for visit in visits(work, change.dropped):
        if elsewhere:
            leave(work, visit)
        else:
            work.announce(CheckedIn(session=visit.session_id), f"person:{change.person}")
            count_present(work, visit.session_id)
    work.db.flush()
    work.db.execute(update(CheckIn).where(CheckIn.person_id == change.dropped).values(person_id=change.person))


def person_left(work: Work, change: Left) -> None:
    """Somebody's rights ended: nobody is counted as here who cannot leave."""
    for visit in visits(work, change.person):
        leave(work, visit)


def consent_set(work: Work, change: ConsentSet) -> None:
    """Somebody is named from now on, or no more: also where they are."""
    for visit in visits(work, change.person):
        count_present(work, visit.session_id)


def empty(work: Work, _change: Change) -> None:
    """Emptied after a rehearsal: sessions and check-ins are gone, places and slots stay."""
    query = select(CheckIn).join(Session, Session.id == CheckIn.session_id)
    for visit in work.db.scalars(query.where(Session.gathering_id == work.gathering, CheckIn.left.is_(None))):
        work.announce(CheckedOut(session=visit.session_id), f"person:{visit.person_id}")
    work.db.execute(delete(Session).where(Session.gathering_id == work.gathering))
