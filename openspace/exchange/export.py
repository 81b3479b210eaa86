"""A whole gathering as a plan: in a stable order, so that the same data gives the same bytes; without secrets, and
without what nobody has shown to others yet. Names stand in one place only; who was forgotten has none."""

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session as Db

from openspace.agenda.queries import places, sessions, slots
from openspace.exchange import export_people, export_things, export_writing
from openspace.exchange.ids import Ids, said
from openspace.exchange.plan import Plan
from openspace.gatherings.models import Announcement
from openspace.gatherings.queries import parties, the_gathering
from openspace.marketplace.models import Idea
from openspace.marketplace.queries import topics

_SET_UP = (
    *("title", "theme", "timezone", "language", "languages", "starts", "people_expected", "principles", "law"),
    *("phase", "posting", "placing", "releasing", "counts_hidden"),
)


def plan_of(db: Db, gathering: int) -> Plan:
    """The plan of a gathering as it stands."""
    ids = Ids()
    ids.give("party", parties(db, gathering))
    ids.give("place", places(db, gathering))
    ids.give("slot", slots(db, gathering))
    ids.give("person", export_people.people(db, gathering))
    ids.give("topic", topics(db, gathering))
    ids.give("session", sessions(db, gathering))
    announcements = select(Announcement).where(Announcement.gathering_id == gathering).order_by(Announcement.id)
    return msgspec.convert(
        {
            "openspace": 1,
            **said(the_gathering(db, gathering), *_SET_UP),
            "announcements": [said(row, "text", "at") for row in db.scalars(announcements)],
            "parties": export_things.parties_of(db, gathering, ids),
            "places": export_things.places_of(db, gathering, ids),
            "slots": export_things.slots_of(db, gathering, ids),
            "people": export_people.people_of(db, gathering, ids),
            "topics": export_things.topics_of(db, gathering, ids),
            "ideas": list(db.scalars(select(Idea.text).where(Idea.gathering_id == gathering).order_by(Idea.id))),
            "interest": export_people.interest_of(db, gathering, ids),
            "sessions": export_things.sessions_of(db, gathering, ids),
            "notes": export_writing.notes_of(db, gathering, ids),
            "reports": export_writing.reports_of(db, gathering, ids),
            "outcomes": export_writing.outcomes_of(db, gathering, ids),
            "boards": export_writing.boards_of(db, gathering, ids),
        },
        Plan,
    )
