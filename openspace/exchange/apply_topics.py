"""Puts what a plan has on the marketplace in: topics with their conveners and interest, ideas, announcements."""

from openspace.core.text import clean
from openspace.exchange.applying import Applying
from openspace.gatherings.changes import Announced, announcement_told
from openspace.gatherings.models import Announcement
from openspace.marketplace.changes import IdeaPosted, InterestMarked, TopicPosted
from openspace.marketplace.models import Convener, Idea, Interest, Topic
from openspace.marketplace.queries import interest_of, topic_told


def put_topics(into: Applying) -> None:
    """Topics are new each time: nothing that is on the marketplace is changed by a file."""
    for part in into.plan.topics:
        conveners = dict.fromkeys(into.people[person].id for person in part.conveners)
        posted = part.posted or into.work.now
        into.topics[part.id] = Topic(
            gathering_id=into.gathering.id,
            title=clean(part.title),
            line=clean(part.line),
            language=clean(part.language) or into.gathering.language,
            state=part.state,
            version=1,
            field_versions={},
            posted=posted,
            changed=part.changed or posted,
            conveners=[Convener(person_id=person, position=n) for n, person in enumerate(conveners)],
        )
    into.write(into.topics.values())
    marks = {
        (into.topics[part.topic].id, into.people[part.person].id): part.answer for part in into.plan.interest
    }  # of two marks of one person on a topic the later one counts
    into.write(Interest(topic_id=topic, person_id=person, answer=answer) for (topic, person), answer in marks.items())
    _tell(into)
    for (topic, person), answer in marks.items():
        if person in into.returning:
            into.work.announce(InterestMarked(topic=topic, answer=answer), f"person:{person}")


def put_words(into: Applying) -> None:
    """Ideas and announcements."""
    ideas = [Idea(gathering_id=into.gathering.id, text=clean(text)) for text in into.plan.ideas]
    into.write(ideas)
    for idea in ideas:
        into.work.announce(IdeaPosted(idea={"id": idea.id, "text": idea.text}))
    announcements = [
        Announcement(gathering_id=into.gathering.id, text=clean(part.text), at=part.at or into.work.now)
        for part in into.plan.announcements
    ]
    into.write(announcements)
    for announcement in announcements:
        into.work.announce(Announced(announcement=announcement_told(announcement)))


def _tell(into: Applying) -> None:
    hidden = into.gathering.counts_hidden
    totals = {} if hidden else interest_of(into.work.db, None, into.gathering.id)
    for row in into.topics.values():
        interest = None if hidden else totals.get(row.id, {"come": 0, "maybe": 0})
        into.work.announce(TopicPosted(topic=topic_told(row, interest)))
