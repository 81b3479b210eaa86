"""The front of the book: what machines read of it, the title, and the day in one minute with its real numbers."""

from collections.abc import Iterator
from datetime import date

from openspace.core.times import day as day_in_words
from openspace.core.times import day_of, stamp
from openspace.core.words import _, ngettext
from openspace.proceedings.day import Day, Topic
from openspace.proceedings.markdown import emphasis, heading, inline, link, scalar
from openspace.proceedings.parts import Ours, Part
from openspace.proceedings.phrases import listed, those

_MOST_WANTED = 5
_DECISIONS = 5


def numbers(day: Day) -> dict[str, int]:
    """The sessions in numbers, counted once for the whole book."""
    return {
        "posted": sum(not topic.withdrawn for topic in day.topics),
        "held": sum(session.held for session in day.sessions),
        "joined": sum(session.state == "joined" for session in day.sessions),
        "cancelled": sum(session.state == "cancelled" for session in day.sessions),
        "reported": sum(session.reported for session in day.sessions),
    }


def front_matter(day: Day, language: str) -> str:
    """YAML for other programs. `generated` is when the newest change was made, so that the same data make the same
    bytes."""
    counted = ", ".join(f"{name}: {count}" for name, count in numbers(day).items())
    title = _("Book of proceedings: {theme}", theme=day.theme or day.title)
    first, last = _dates(day)
    lines = [
        f"title: {scalar(title)}",
        f"event: {scalar(day.code)}",
        f"date: {first.isoformat()}",
        *([f"until: {last.isoformat()}"] if last != first else []),
        f"place: {scalar(', '.join(_places(day)))}",
        f"host: [{', '.join(scalar(name.name) for name in day.hosts.named)}]",
        f"facilitators: [{', '.join(scalar(name.name) for name in day.facilitators.named)}]",
        f"people: {day.people.count}",
        f"parties: {day.people.parties}",
        f"sessions: {{{counted}}}",
        f"actions: {len(day.of_kind('action'))}",
        f"language: {language}",
        f"generated: {stamp(day.newest, day.zone)}",
        "release: room",
    ]
    return "\n".join(["---", *lines, "---", ""])


def title_page(day: Day) -> Iterator[Part]:
    """The theme as the title, and what this is."""
    first, last = _dates(day)
    date = day_in_words(first) if first == last else f"{day_in_words(first)} – {day_in_words(last)}"
    yield Ours(f"# {heading(day.theme or day.title)}", language=day.language)
    words = _("Book of proceedings of the open space “{title}” on {date}", title=day.title, date=date)
    if day.hosts.named:
        words = _("{words}, called by {name}", words=words, name=those(day.hosts))
    yield Ours(emphasis(inline(f"{words}.")))
    if day.phase != "published":
        yield Ours(emphasis(_("This is a draft: the event is not closed yet.")))


def in_one_minute(day: Day) -> Iterator[Part]:
    """The day in numbers, what people wanted most, what was decided."""
    counted = numbers(day)
    people = ngettext("{n} person took part", "{n} people took part", day.people.count)
    if day.people.parties:
        parties = ngettext("{n} party was represented", "{n} parties were represented", day.people.parties)
        people = f"{people}; {parties}"
    held = ngettext("{n} session was held", "{n} sessions were held", counted["held"])
    lines = [
        f"{people}.",
        _(
            "{posted}; {held}.",
            posted=ngettext("{n} topic was posted", "{n} topics were posted", counted["posted"]),
            held=held,
        ),
        ngettext("{n} report came in.", "{n} reports came in.", counted["reported"]),
    ]
    if counted["cancelled"]:
        lines.append(ngettext("{n} session was called off.", "{n} sessions were called off.", counted["cancelled"]))
    lines += _wanted(day)
    lines += _agreed(day)
    yield Ours("\n".join(f"- {line}" for line in lines))


def _wanted(day: Day) -> list[str]:
    def most(topic: Topic) -> int:
        return -(topic.come or 0)

    wanted = sorted((topic for topic in day.topics if topic.come and not topic.withdrawn), key=most)[:_MOST_WANTED]
    if not wanted:
        return []
    topics = [f"{topic.title} ({topic.come})" for topic in wanted]
    return [inline(_("Most people wanted to come to: {topics}.", topics="; ".join(topics)))]


def _agreed(day: Day) -> list[str]:
    decisions, actions = day.of_kind("decision"), day.of_kind("action")
    questions = day.of_kind("question")
    lines = []
    if decisions:
        shown = [f"    - {inline(decision.text)}" for decision in decisions[:_DECISIONS]]
        if len(decisions) > _DECISIONS:
            rest = ngettext("{n} more", "{n} more", len(decisions) - _DECISIONS)
            shown.append(f"    - {link(rest, '#agreed')}")
        lines.append("\n".join([ngettext("{n} decision:", "{n} decisions:", len(decisions)), *shown]))
    counts = []
    if actions:
        counts.append(ngettext("{n} action", "{n} actions", len(actions)))
    if questions:
        counts.append(ngettext("{n} open question", "{n} open questions", len(questions)))
    if counts:
        lines.append(_("Taken home: {things}.", things=listed(counts)))
    return lines


def _dates(day: Day) -> tuple[date, date]:
    days = [day_of(slot.starts, day.zone) for slot in day.slots] or [day_of(day.starts, day.zone)]
    return min(days), max(days)


def _places(day: Day) -> list[str]:
    used = {session.place.id for session in day.sessions if session.place}
    return [place.name for place in day.places if place.id in used]
