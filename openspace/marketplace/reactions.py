"""What the marketplace does when people or the gathering below it move."""

from sqlalchemy import delete, select

from openspace.core.changes import Change
from openspace.core.work import Work
from openspace.gatherings.changes import CountsTurned
from openspace.marketplace.changes import InterestCounted, InterestMarked, TopicEdited
from openspace.marketplace.commands import tell_topic
from openspace.marketplace.models import Convener, Idea, Interest, Topic
from openspace.marketplace.queries import interest_of, topics
from openspace.people.changes import Merged


def turn_counts(work: Work, change: CountsTurned) -> None:
    """Counts were hidden or shown: every phone learns it at once."""
    rows = topics(work.db, work.gathering)
    totals = {} if change.hidden else interest_of(work.db, None, work.gathering)
    told = {str(row.id): None if change.hidden else totals[row.id] for row in rows}
    work.announce(InterestCounted(topics=told))


def merge_person(work: Work, change: Merged) -> None:
    """Two persons were one: topics and interest go to the one who stays, whose own mark on a topic counts."""
    keep, drop = change.person, change.dropped
    for row in work.db.scalars(select(Convener).where(Convener.person_id == drop)):
        if work.db.get(Convener, (row.topic_id, keep)) is None:
            work.db.add(Convener(topic_id=row.topic_id, person_id=keep, position=row.position))
        work.db.delete(row)
    kept = set(work.db.scalars(select(Interest.topic_id).where(Interest.person_id == keep)))
    for mark in work.db.scalars(select(Interest).where(Interest.person_id == drop)):
        if mark.topic_id not in kept:
            work.db.add(Interest(topic_id=mark.topic_id, person_id=keep, answer=mark.answer))
            work.announce(InterestMarked(topic=mark.topic_id, answer=mark.answer), f"person:{keep}")
        work.db.delete(mark)
        work.count(InterestCounted.KIND, mark.topic_id)
    work.db.flush()
    work.db.expire_all()
    mine = select(Topic).join(Convener, Convener.topic_id == Topic.id).where(Convener.person_id == keep)
    for topic in work.db.scalars(mine.order_by(Topic.id)).all():
        tell_topic(work, topic, TopicEdited)


def empty(work: Work, _change: Change) -> None:
    """Emptied after a rehearsal: topics and ideas are gone, and everybody's marks with them."""
    marks = select(Interest).join(Topic, Topic.id == Interest.topic_id).where(Topic.gathering_id == work.gathering)
    for mark in work.db.scalars(marks.order_by(Interest.topic_id)):
        work.announce(InterestMarked(topic=mark.topic_id, answer="none"), f"person:{mark.person_id}")
    work.db.execute(delete(Topic).where(Topic.gathering_id == work.gathering))
    work.db.execute(delete(Idea).where(Idea.gathering_id == work.gathering))
