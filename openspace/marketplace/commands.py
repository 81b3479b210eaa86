"""What people may wish on the marketplace. One function a wish."""

from typing import Any

from sqlalchemy import bindparam, delete, func, select

from openspace.core.actor import DESK, TAKING_PART
from openspace.core.changes import Change
from openspace.core.commands import Command
from openspace.core.database import upsert
from openspace.core.errors import Refused
from openspace.core.words import _
from openspace.core.work import Work, guard, touch
from openspace.gatherings.queries import inside, the_gathering
from openspace.marketplace import changes, forms
from openspace.marketplace.models import Convener, Idea, Interest, Topic
from openspace.marketplace.queries import interest_of, topic_told, topics_of
from openspace.marketplace.rules import MOST_CONVENERS, MOST_IDEAS, MOST_TOPICS_OF_ONE
from openspace.people.models import Person


def post_topic(
    work: Work, title: str, line: str = "", language: str | None = None, conveners: list[int] | None = None
) -> dict[str, int]:
    """Put a topic on the marketplace; who posts it convenes it. The desk may post for others."""
    gathering = the_gathering(work.db, work.gathering)
    me = work.actor.person
    if not work.actor.steers:
        if not gathering.posting:
            raise Refused("closed", _("Posting is closed at the moment. The desk opens it again."))
        if me is not None and topics_of(work.db, work.gathering, me) >= MOST_TOPICS_OF_ONE:
            raise Refused(
                "limit", _("One person convenes at most {n} topics. Withdraw one first.", n=MOST_TOPICS_OF_ONE)
            )
    people = list(conveners or [])
    if me is not None and me not in people and not (work.actor.steers and people):
        people.insert(0, me)
    row = add_topic(work, title, line, language or gathering.language, people)
    return {"topic": row.id}


def edit_topic(work: Work, topic: int, **fields: Any) -> None:
    """Change what was given of a topic."""
    row = own_topic(work, topic)
    conveners = fields.pop("conveners", None)
    given = {name: value for name, value in fields.items() if value is not None and not (name != "line" and not value)}
    guard(work, f"topic:{row.id}", row, given)
    touch(row, given)
    if conveners:
        _set_conveners(work, row, conveners)
        row.version += 1
    row.changed = work.now
    tell_topic(work, row, changes.TopicEdited)


def withdraw_topic(work: Work, topic: int) -> None:
    """Take a topic off the marketplace; it can be restored."""
    row = own_topic(work, topic)
    touch(row, {"state": "withdrawn"})
    row.changed = work.now
    tell_topic(work, row, changes.TopicWithdrawn)


def restore_topic(work: Work, topic: int) -> None:
    """Put a withdrawn topic back."""
    row = own_topic(work, topic)
    touch(row, {"state": "open"})
    row.changed = work.now
    tell_topic(work, row, changes.TopicEdited)


def mark_interest(work: Work, topic: int, answer: str) -> None:
    """A person's mark on a topic. The hottest wish of a day: Core statements only, totals counted once a commit."""
    person = work.actor.person
    assert person is not None, "only persons take part"
    state = work.sql.execute(_TOPIC_STATE, {"topic": topic, "gathering": work.gathering}).scalar()
    if state is None:
        raise Refused("gone", _("This is not here any more."))
    if state != "open":
        raise Refused("gone", _("This topic was withdrawn."))
    if answer == "none":
        work.sql.execute(_TAKE_BACK, {"topic": topic, "person": person})
    else:
        mark = {"topic_id": topic, "person_id": person, "answer": answer}
        upsert(work.sql, Interest, ("topic_id", "person_id"), mark)
    work.announce(changes.InterestMarked(topic=topic, answer=answer), f"person:{person}")
    work.count(changes.InterestCounted.KIND, topic)


_TOPIC_STATE = select(Topic.state).where(Topic.id == bindparam("topic"), Topic.gathering_id == bindparam("gathering"))
_TAKE_BACK = delete(Interest).where(Interest.topic_id == bindparam("topic"), Interest.person_id == bindparam("person"))


def post_idea(work: Work, text: str) -> dict[str, int]:
    """A thought before the day, without a name."""
    count = work.db.scalars(select(func.count()).select_from(Idea).where(Idea.gathering_id == work.gathering)).one()
    if count >= MOST_IDEAS:
        raise Refused("limit", _("The ideas wall is full."))
    row = Idea(gathering_id=work.gathering, text=text)
    work.db.add(row)
    work.db.flush()
    work.announce(changes.IdeaPosted(idea={"id": row.id, "text": row.text}))
    return {"idea": row.id}


def remove_idea(work: Work, idea: int) -> None:
    """Take an idea off the wall."""
    work.db.delete(inside(work.db, Idea, work.gathering, idea))
    work.announce(changes.IdeaRemoved(idea=idea))


def add_topic(work: Work, title: str, line: str, language: str, conveners: list[int]) -> Topic:
    """A new topic, told to everybody; also for importers, whom no limit of typing binds."""
    row = Topic(
        gathering_id=work.gathering,
        title=title,
        line=line,
        language=language,
        posted=work.now,
        changed=work.now,
        field_versions={},
        version=1,
        state="open",
    )
    work.db.add(row)
    work.db.flush()
    _set_conveners(work, row, conveners)
    tell_topic(work, row, changes.TopicPosted)
    return row


def own_topic(work: Work, topic: int) -> Topic:
    """A topic that the actor may change: its conveners and the desk."""
    row = inside(work.db, Topic, work.gathering, topic)
    mine = any(convener.person_id == work.actor.person for convener in row.conveners)
    if not mine and not work.actor.steers:
        raise Refused("forbidden", _("Only who convenes this topic, or the desk, changes it."))
    return row


def tell_topic(work: Work, row: Topic, kind: type[Change]) -> None:
    """Announce a topic whole, with its interest unless counts are hidden."""
    work.db.flush()
    hidden = the_gathering(work.db, work.gathering).counts_hidden
    interest = None if hidden else interest_of(work.db, [row.id], work.gathering)[row.id]
    work.announce(kind(topic=topic_told(row, interest)))


def _set_conveners(work: Work, row: Topic, people: list[int]) -> None:
    if len(people) > MOST_CONVENERS:
        raise Refused("limit", _("A topic has at most {n} conveners.", n=MOST_CONVENERS))
    wanted = list(dict.fromkeys(people))
    for person in wanted:
        inside(work.db, Person, work.gathering, person)
    row.conveners = [
        next((held for held in row.conveners if held.person_id == person), Convener(person_id=person))
        for person in wanted
    ]
    for position, convener in enumerate(row.conveners):
        convener.position = position


COMMANDS = (
    Command("marketplace.post_topic", post_topic, TAKING_PART, forms.PostTopicForm),
    Command("marketplace.edit_topic", edit_topic, TAKING_PART, forms.EditTopicForm),
    Command("marketplace.withdraw_topic", withdraw_topic, TAKING_PART, forms.TopicForm),
    Command("marketplace.restore_topic", restore_topic, TAKING_PART, forms.TopicForm),
    Command("marketplace.mark_interest", mark_interest, TAKING_PART, forms.InterestForm, lean=True),
    Command("marketplace.post_idea", post_idea, TAKING_PART, forms.IdeaForm),
    Command("marketplace.remove_idea", remove_idea, DESK, forms.IdeaIdForm),
)
