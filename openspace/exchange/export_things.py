"""The things of a gathering for its file: parties, places, slots, topics, sessions."""

from sqlalchemy.orm import Session as Db

from openspace.agenda.queries import places, sessions, slots
from openspace.exchange.export_people import visitors
from openspace.exchange.ids import Ids, Said, said
from openspace.gatherings.queries import parties
from openspace.marketplace.queries import topics


def parties_of(db: Db, gathering: int, ids: Ids) -> list[Said]:
    """Parties with letter and colour."""
    return [{"id": ids.of("party", row.id), **said(row, "name", "letter", "colour")} for row in parties(db, gathering)]


def places_of(db: Db, gathering: int, ids: Ids) -> list[Said]:
    """Places in their order on the wall."""
    return [
        {"id": ids.of("place", row.id), **said(row, "name", "capacity", "features", "address")}
        for row in places(db, gathering)
    ]


def slots_of(db: Db, gathering: int, ids: Ids) -> list[Said]:
    """Slots in order of time."""
    return [
        {
            "id": ids.of("slot", row.id),
            **said(row, "title", "starts", "ends", "kind"),
            "places": ids.all("place", row.places),
        }
        for row in slots(db, gathering)
    ]


def topics_of(db: Db, gathering: int, ids: Ids) -> list[Said]:
    """Topics in the order they were posted."""
    return [
        {
            "id": ids.of("topic", row.id),
            **said(row, "title", "line", "language", "state", "posted", "changed"),
            "conveners": ids.all("person", (convener.person_id for convener in row.conveners)),
        }
        for row in topics(db, gathering)
    ]


def sessions_of(db: Db, gathering: int, ids: Ids) -> list[Said]:
    """Sessions in the order they were first placed, each with how many came by and who of them may be named."""
    came = visitors(db, gathering)
    return [
        {
            "id": ids.of("session", row.id),
            "topic": ids.of("topic", row.topic_id),
            "place": ids.of("place", row.place_id),
            "slot": ids.of("slot", row.slot_id),
            **said(row, "starts", "ends", "state", "changed"),
            "here": len(came[row.id]),
            "present": ids.all("person", (person for person, named in came[row.id] if named)),
        }
        for row in sessions(db, gathering)
    ]
