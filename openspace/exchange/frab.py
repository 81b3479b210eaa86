"""frab's and pretalx' schedule.json: days, rooms and talks, which in real files overlap and lack hosts."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple

from openspace.core.text import clean
from openspace.core.words import _
from openspace.exchange.building import Building, line_and_note
from openspace.exchange.plan import Plan, Unreadable
from openspace.exchange.times import DAY, Setting, day_in, is_zone, minutes_in, moment_in, span_in
from openspace.exchange.values import number_in, object_in, objects_in, text_of

_READ = {
    "title", "subtitle", "abstract", "description", "persons", "speakers", "start", "date", "end", "duration",
    "room", "language", "links", "attachments", "url",
}  # fmt: skip
_NUMBERING = {"id", "guid", "code", "slug", "logo", "feedback_url", "origin_url"}  # of the other program


class Day(NamedTuple):
    """A day of the schedule: its date and the minute before which a start is meant after midnight."""

    date: date
    change: int


def conference_of(value: object) -> dict[str, object]:
    """The conference in a decoded file; empty where this is no schedule."""
    whole = object_in(value)
    found = object_in(object_in(whole.get("schedule") or whole).get("conference"))
    return found if isinstance(found.get("days"), list) else {}


def read(value: object, name: str, setting: Setting) -> Plan:
    """The plan in a decoded schedule."""
    conference = conference_of(value)
    zone = text_of(conference.get("time_zone_name") or conference.get("timezone"))
    building = Building(setting._replace(timezone=zone) if zone and is_zone(zone) else setting)
    if zone and not is_zone(zone):
        why = _("the time zone '{zone}' is unknown; {used} is taken", zone=zone, used=setting.timezone)
        building.leave_out(name, why)
    building.plan.title = text_of(conference.get("title") or conference.get("acronym"))
    for room in objects_in(conference.get("rooms")):
        building.place(text_of(room), number_in(room.get("capacity")))
    first = day_in(text_of(conference.get("start")), setting.starts) or setting.starts
    ignored: Counter[str] = Counter()
    for number, day in enumerate(objects_in(conference.get("days"))):
        that = day_in(text_of(day.get("date")), setting.starts) or first + timedelta(days=number)
        changes = moment_in(text_of(day.get("day_start")))
        opens = building.setting.clock(changes).hour * 60 if changes and changes.tzinfo else 4 * 60
        for room_name, talk, line in _talks(day, name):
            place = building.place(room_name or text_of(talk.get("room")))
            _read_talk(building, Day(that, min(opens, 9 * 60)), talk, place, line)
            ignored.update(key for key in talk if key not in _READ | _NUMBERING and talk[key])
    for key, times in sorted(ignored.items()):
        why = _("nothing here holds the field '{field}' ({number} filled)", field=key, number=times)
        building.leave_out(name, why)
    if not building.plan.topics:
        raise Unreadable(_("{file} is a schedule without talks", file=name))
    return building.finish()


def _talks(day: dict[str, object], name: str) -> Iterator[tuple[str, dict[str, object], str]]:
    """Each talk of a day with its room, whether rooms are an object or a list, and where it stands."""
    rooms = day.get("rooms")
    if isinstance(rooms, list):
        named = [(text_of(room), room.get("events") or room.get("talks")) for room in objects_in(rooms)]
    else:
        named = [*object_in(rooms).items()]
    for room_name, talks in named:
        for number, talk in enumerate(objects_in(talks), start=1):
            where = text_of(talk.get("id") or talk.get("code") or talk.get("guid")) or f"{room_name} {number}"
            yield room_name, talk, _("{file}, talk {number}", file=name, number=where)


def _read_talk(building: Building, day: Day, talk: dict[str, object], place: str | None, line: str) -> None:
    title = text_of(talk.get("title"))
    if not clean(title):
        title = _("Untitled")
        building.leave_out(line, _("has no title"))
    texts = [text_of(talk.get(part)) for part in ("subtitle", "abstract", "description")]
    short, note = line_and_note(texts)
    topic = building.topic(title, short, _conveners(building, talk))
    topic.language = clean(text_of(talk.get("language")))[:12]
    starts = _start_of(building, day, talk)
    if starts is None:
        why = _("'{title}': the time '{time}' cannot be read", title=title, time=text_of(talk.get("start")))
        building.leave_out(line, why)
    ends = _end_of(building, talk, starts, line, title) if starts else None
    session = building.session(topic, place, starts, ends)
    building.note(session, note, _links_of(talk))


def _conveners(building: Building, talk: dict[str, object]) -> list[str]:
    """Each person of a talk is one name, also with a comma or an "and" in it."""
    people = talk.get("persons") or talk.get("speakers")
    names = [clean(text_of(person)) for person in (people if isinstance(people, list) else [people])]
    return [building.known_person(name) for name in dict.fromkeys(filter(None, names))]


def _start_of(building: Building, day: Day, talk: dict[str, object]) -> datetime | None:
    setting = building.setting
    for field in ("date", "start"):
        if moment := moment_in(text_of(talk.get(field))):
            return moment if moment.tzinfo else setting.instant(moment.date(), moment.hour * 60 + moment.minute)
    span = span_in(text_of(talk.get("start")))
    if span is None:
        return None
    return setting.instant(day.date, span.starts + (DAY if span.starts < day.change else 0))


def _end_of(building: Building, talk: dict[str, object], starts: datetime, line: str, title: str) -> datetime | None:
    moment = moment_in(text_of(talk.get("end")))
    if moment and moment.tzinfo and moment > starts:
        return moment
    said = text_of(talk.get("duration"))
    if minutes := minutes_in(said):
        return starts + timedelta(minutes=minutes)
    why = _("'{title}': the length '{time}' cannot be read; taken as an hour", title=title, time=said)
    building.leave_out(line, why)
    return None


def _links_of(talk: dict[str, object]) -> str:
    """The links of a talk as a Markdown list."""
    links = [*objects_in(talk.get("links")), *objects_in(talk.get("attachments"))]
    lines = [f"- [{text_of(link) or text_of(link.get('url'))}]({text_of(link.get('url'))})" for link in links]
    if url := text_of(talk.get("url")):
        lines.append(f"- <{url}>")
    return "\n".join(lines)
