"""The people of a gathering for its file, what they are interested in and where they came by."""

from collections import defaultdict

from sqlalchemy import or_, select
from sqlalchemy.orm import Session as Db

from openspace.agenda.models import CheckIn, Session
from openspace.boards.models import Board, Card
from openspace.exchange.ids import Ids, Said, said
from openspace.marketplace.models import Convener, Interest, Topic
from openspace.notes.models import Report
from openspace.outcomes.models import Outcome
from openspace.people.models import Person

AGREED = Person.consent.in_(("room", "public"))  # to be named


def people(db: Db, gathering: int) -> list[Person]:
    """Everybody who takes part, and of those who were removed or forgotten who left something behind."""
    left_something = (
        select(Convener.person_id).join(Topic, Topic.id == Convener.topic_id).where(Topic.gathering_id == gathering),
        select(Interest.person_id).join(Topic, Topic.id == Interest.topic_id).where(Topic.gathering_id == gathering),
        select(Report.note_taker_id)
        .join(Session, Session.id == Report.session_id)
        .where(Session.gathering_id == gathering, Report.note_taker_id.is_not(None)),
        select(Outcome.owner_id).where(Outcome.gathering_id == gathering, Outcome.owner_id.is_not(None)),
    )
    left_a_name = (
        select(CheckIn.person_id)
        .join(Session, Session.id == CheckIn.session_id)
        .where(Session.gathering_id == gathering),
        select(Card.author_id)
        .join(Board, Board.id == Card.board_id)
        .where(Card.gathering_id == gathering, Card.author_id.is_not(None), Board.revealed.is_not(None)),
    )
    query = select(Person).where(
        Person.gathering_id == gathering,
        or_(
            Person.removed.is_(False),
            *(Person.id.in_(somebody) for somebody in left_something),
            *(Person.id.in_(somebody) & AGREED for somebody in left_a_name),
        ),
    )
    return list(db.scalars(query.order_by(Person.id)))


def people_of(db: Db, gathering: int, ids: Ids) -> list[Said]:
    """The one place of names."""
    return [
        {
            "id": ids.of("person", row.id),
            "party": ids.of("party", row.party_id),
            **said(row, "name", "language", "consent", "joined"),
        }
        for row in people(db, gathering)
    ]


def interest_of(db: Db, gathering: int, ids: Ids) -> list[Said]:
    """Every mark, by topic and person."""
    query = select(Interest).join(Topic, Topic.id == Interest.topic_id).where(Topic.gathering_id == gathering)
    return [
        {"topic": ids.of("topic", row.topic_id), "person": ids.of("person", row.person_id), "answer": row.answer}
        for row in db.scalars(query.order_by(Interest.topic_id, Interest.person_id))
    ]


def visitors(db: Db, gathering: int) -> dict[int, list[tuple[int, bool]]]:
    """By session: who came by, and whether they agreed to be named."""
    query = select(CheckIn.session_id, Person.id, AGREED).join(Person, Person.id == CheckIn.person_id)
    query = query.join(Session, Session.id == CheckIn.session_id).where(Session.gathering_id == gathering)
    found: dict[int, list[tuple[int, bool]]] = defaultdict(list)
    for session, person, named in db.execute(query.distinct().order_by(CheckIn.session_id, Person.id)):
        found[session].append((person, bool(named)))
    return found
