"""Makes a sample gathering: the wishes its people would have made today, asked like anybody's."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import chain, cycle
from random import Random
from typing import Any, NamedTuple

from openspace.agenda.rules import slot_letter
from openspace.core import clock
from openspace.core.actor import Actor, Role
from openspace.core.committer import Wish
from openspace.core.system import System
from openspace.demo_data import Sample, Topic
from openspace.demo_day import Ask, Day, results
from openspace.demo_talk import fill_boards, talk
from openspace.people.rules import hashed, new_secret

TIMEZONE = "Europe/Amsterdam"

Cell = dict[str, int]


class Made(NamedTuple):
    """What opens a gathering, and when its day is over."""

    code: str
    desk: str
    wall: str
    ends: datetime


def make(sample: Sample, system: System, ask: Ask) -> Made:
    """A gathering that began as long ago as its sample says, to the last five minutes."""
    began = clock.now() - timedelta(minutes=sample.now)
    starts = began.replace(minute=began.minute // 5 * 5, second=0, microsecond=0)
    fields = {
        "title": sample.title,
        "theme": sample.theme,
        "timezone": TIMEZONE,
        "language": sample.language,
        "languages": sample.languages,
        "starts": starts.isoformat(),
        "people_expected": sum(map(len, sample.people.values())),
        "parties": list(sample.people),
    }
    stranger = Actor(0, Role.STRANGER, language=sample.language)
    [made] = results(ask, [Wish("exchange.create", fields, actor=stranger)])
    with system.database.reading() as db:
        proposed = system.state(db, made["gathering"], "all")
    _play(Day(sample, ask, made["gathering"], starts), proposed)
    ends = starts + timedelta(minutes=max(slot.at + slot.minutes for slot in sample.slots))
    return Made(made["code"], made["desk"]["url"], made["wall"]["url"], ends)


def _play(day: Day, proposed: dict[str, Any]) -> None:
    """The whole day; what one step makes the next one uses."""
    cells = _furnish(day, proposed)
    _come_in(day, [party["id"] for party in proposed["parties"]])
    day.do([day.desk("gatherings.move_phase", phase="marketplace")])
    _post(day)
    _place(day, cells)
    talk(day)
    fill_boards(day)
    day.do(day.desk("gatherings.announce", text=text) for text in day.sample.announcements)
    day.do([day.desk("gatherings.move_phase", phase=day.sample.phase)])
    day.do([day.desk("gatherings.turn_switch", switch="releasing", on=day.sample.released)])


def _furnish(day: Day, proposed: dict[str, Any]) -> dict[str, Cell]:
    """Our own places and slots instead of the proposed ones; "B3" is slot B, third place."""
    day.do(day.desk("agenda.remove_place", place=place["id"]) for place in proposed["places"])
    day.do(day.desk("agenda.remove_slot", slot=slot["id"]) for slot in proposed["slots"])
    places = day.do(
        day.desk(
            "agenda.save_place",
            name=place.name,
            capacity=place.capacity,
            features=place.features,
            address=place.address,
        )
        for place in day.sample.places
    )
    slots = day.do(
        day.desk(
            "agenda.save_slot",
            title=slot.title,
            kind=slot.kind,
            starts=day.minute(slot.at),
            ends=day.minute(slot.at + slot.minutes),
        )
        for slot in day.sample.slots
    )
    columns = [made for made, slot in zip(slots, day.sample.slots, strict=True) if slot.kind == "session"]
    return {
        f"{slot_letter(column)}{row}": {**slot, **place}
        for column, slot in enumerate(columns)
        for row, place in enumerate(places, 1)
    }


def _come_in(day: Day, parties: list[int]) -> None:
    joined = day.do(
        day.stranger(
            "people.join",
            name=name,
            party=party,
            language=day.sample.language,
            browser=hashed(new_secret()),  # one that nobody has
        )
        for party, names in zip(parties, day.sample.people.values(), strict=True)
        for name in names
    )
    day.persons = {name: made["person"] for name, made in zip(day.names, joined, strict=True)}
    speak = {
        name for topic in day.sample.topics for name in (*topic.by, *(outcome.owner for outcome in topic.outcomes))
    }
    shy = cycle(("room", "room", "none"))
    day.do(
        day.person(name, "people.set_consent", consent="public" if name in speak else next(shy)) for name in day.names
    )


def _post(day: Day) -> None:
    posted = day.do(
        day.convener(
            topic,
            "marketplace.post_topic",
            title=topic.title,
            line=topic.line,
            language=topic.language or day.sample.language,
            conveners=[day.persons[name] for name in topic.by],
        )
        for topic in day.sample.topics
    )
    day.topics = [(topic, made["topic"]) for topic, made in zip(day.sample.topics, posted, strict=True)]
    day.do(chain.from_iterable(_interest(day, topic, id) for topic, id in day.topics))
    ideas = zip(day.names, day.sample.ideas, strict=False)
    day.do(day.person(name, "marketplace.post_idea", text=text) for name, text in ideas)


def _interest(day: Day, topic: Topic, id: int) -> Iterator[Wish]:
    for n, name in enumerate(Random(topic.title).sample(day.names, topic.come + topic.maybe)):
        answer = "come" if n < topic.come else "maybe"
        yield day.person(name, "marketplace.mark_interest", topic=id, answer=answer)


def _place(day: Day, cells: dict[str, Cell]) -> None:
    placed = [(topic, id) for topic, id in day.topics if topic.at]
    made = day.do(day.convener(topic, "agenda.place_topic", topic=id, **cells[topic.at]) for topic, id in placed)
    day.sessions = [(topic, answer["session"]) for (topic, _), answer in zip(placed, made, strict=True)]
    gone = [(topic, id) for topic, id in day.topics if topic.state == "withdrawn"]
    day.do(day.convener(topic, "marketplace.withdraw_topic", topic=id) for topic, id in gone)
