"""Reads of the marketplace."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session, selectinload

from openspace.core.clock import iso
from openspace.core.prepared import Prepared
from openspace.gatherings.queries import the_gathering
from openspace.marketplace.changes import InterestCounted
from openspace.marketplace.models import Convener, Idea, Interest, Topic


def topic_told(row: Topic, interest: dict[str, int] | None) -> dict[str, Any]:
    """A topic as PROTOCOL.md has it; without `interest` while counts are hidden."""
    told: dict[str, Any] = {
        "id": row.id,
        "title": row.title,
        "line": row.line,
        "language": row.language,
        "conveners": [convener.person_id for convener in row.conveners],
        "state": row.state,
        "version": row.version,
        "posted": iso(row.posted),
        "changed": iso(row.changed),
    }
    return told if interest is None else {**told, "interest": interest}


def interest_of(db: Session, topics: Sequence[int] | None, gathering: int) -> dict[int, dict[str, int]]:
    """How many come and may come, by topic; of all topics when none are named."""
    query = select(Interest.topic_id, Interest.answer, func.count()).group_by(Interest.topic_id, Interest.answer)
    if topics is None:
        query = query.join(Topic, Topic.id == Interest.topic_id).where(Topic.gathering_id == gathering)
    else:
        query = query.where(Interest.topic_id.in_(topics))
    totals: dict[int, dict[str, int]] = defaultdict(lambda: {"come": 0, "maybe": 0})
    for topic, answer, count in db.execute(query):
        if answer != "skip":  # a skip is only a person's own; nobody is told that a topic is skipped
            totals[topic][answer] = count
    return totals


def count_interest(db: Session, gathering: int, topics: list[int]) -> InterestCounted | None:
    """New totals of the touched topics; nothing is told while counts are hidden."""
    if the_gathering(db, gathering).counts_hidden:
        return None
    totals = interest_of(db, topics, gathering)
    return InterestCounted(topics={str(topic): totals[topic] for topic in topics})


def topics(db: Session, gathering: int) -> list[Topic]:
    """All topics with their conveners, in the order they were posted."""
    query = select(Topic).where(Topic.gathering_id == gathering).order_by(Topic.id)
    return list(db.scalars(query.options(selectinload(Topic.conveners))))


def topics_of(db: Session, gathering: int, person: int) -> int:
    """How many open topics somebody convenes."""
    query = select(func.count()).select_from(Topic).join(Convener, Convener.topic_id == Topic.id)
    query = query.where(Topic.gathering_id == gathering, Topic.state == "open", Convener.person_id == person)
    return db.scalars(query).one()


def state_part(db: Session, gathering: int, _key: int) -> dict[str, Any]:
    """This feature's part of the state of `all`."""
    hidden = the_gathering(db, gathering).counts_hidden
    totals = {} if hidden else interest_of(db, None, gathering)
    ideas = db.scalars(select(Idea).where(Idea.gathering_id == gathering).order_by(Idea.id))
    return {
        "topics": [
            topic_told(row, None if hidden else totals.get(row.id, {"come": 0, "maybe": 0}))
            for row in topics(db, gathering)
        ],
        "ideas": [{"id": idea.id, "text": idea.text} for idea in ideas],
    }


_INTEREST = Interest.__table__.c
_MY_INTEREST = Prepared(
    select(_INTEREST.topic_id, _INTEREST.answer)
    .where(_INTEREST.person_id == bindparam("person"))
    .order_by(_INTEREST.topic_id)
)


def person_part(db: Session, gathering: int, key: int) -> dict[str, Any]:
    """This feature's part of the state of `person:<id>`."""
    return {"interest": {str(topic): answer for topic, answer in _MY_INTEREST(db, person=key)}}
