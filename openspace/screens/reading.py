"""The agenda as a page reads it: days, slots, cells, with names and local times."""

from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session as Db

from openspace.agenda.models import Session, Slot
from openspace.agenda.queries import places, sessions, slots
from openspace.core import clock
from openspace.core.times import day, day_of, span
from openspace.core.words import _
from openspace.gatherings.models import Gathering
from openspace.gatherings.proposed import as_read
from openspace.marketplace.models import Topic
from openspace.marketplace.queries import topics
from openspace.people.queries import name_people


def called(names: dict[str, dict[str, Any]], person: int) -> str:
    """What somebody is called, with the mark that tells two of one name apart."""
    found = names.get(str(person), {})
    name = found.get("name") or _("somebody")
    return f"{name} {found['mark']}" if found.get("mark") else name


def readable_days(db: Db, gathering: Gathering) -> list[dict[str, Any]]:
    """The agenda by day; breaks and fixed items as rows of their own unless sessions stand in them."""
    zone = ZoneInfo(gathering.timezone)
    by_topic = {topic.id: topic for topic in topics(db, gathering.id)}
    people = {convener.person_id for topic in by_topic.values() for convener in topic.conveners}
    names = name_people(db, gathering.id, people)
    rows = places(db, gathering.id)
    placed = [row for row in sessions(db, gathering.id) if row.place_id is not None]
    days = []
    for when, items in groupby(slots(db, gathering.id), lambda slot: day_of(slot.starts, zone)):
        days.append(
            {
                "title": day(when, weekday=True),
                "places": [{"name": as_read(place.name)} for place in rows],
                "slots": [_slot(zone, slot, rows, placed, by_topic, names) for slot in items],
            }
        )
    return days


def unplaced_topics(db: Db, gathering: Gathering) -> list[dict[str, Any]]:
    """Open topics without a place."""
    placed = {row.topic_id for row in sessions(db, gathering.id) if row.place_id is not None}
    waiting = [topic for topic in topics(db, gathering.id) if topic.state == "open" and topic.id not in placed]
    people = {convener.person_id for topic in waiting for convener in topic.conveners}
    names = name_people(db, gathering.id, people)
    return [
        {"title": topic.title, "language": topic.language, "conveners": _conveners(topic, names)} for topic in waiting
    ]


def _slot(
    zone: ZoneInfo,
    slot: Slot,
    rows: list[Any],
    placed: list[Session],
    by_topic: dict[int, Topic],
    names: dict[str, dict[str, Any]],
) -> dict[str, Any]:
    here = [row for row in placed if row.slot_id == slot.id]
    cells = [
        [_session(zone, row, by_topic[row.topic_id], names) for row in here if row.place_id == place.id]
        for place in rows
    ]
    where = ", ".join(as_read(place.name) for place in rows if place.id in slot.places)
    return {
        "kind": slot.kind,
        "title": as_read(slot.title),
        "starts": clock.iso(slot.starts),
        "time": span(slot.starts, slot.ends, zone),
        "where": where,
        "cells": cells if slot.kind == "session" or here else [],
    }


def _session(zone: ZoneInfo, row: Session, topic: Topic, names: dict[str, dict[str, Any]]) -> dict[str, Any]:
    return {
        "title": topic.title,
        "language": topic.language,
        "state": row.state,
        "anchor": "",
        "conveners": _conveners(topic, names),
        "time": span(row.starts, row.ends, zone) if row.starts and row.ends else "",
    }


def _conveners(topic: Topic, names: dict[str, dict[str, Any]]) -> str:
    return ", ".join(called(names, convener.person_id) for convener in topic.conveners)
