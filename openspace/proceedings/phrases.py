"""Turns of speech that several chapters share: people, sessions, lists of words."""

from datetime import datetime

from openspace.core.times import day as day_in_words
from openspace.core.times import day_of, on_the_clock, span
from openspace.core.words import _, ngettext
from openspace.proceedings.day import Day, Name, Outcome, People, Session
from openspace.proceedings.markdown import link


def listed(texts: list[str]) -> str:
    """A, B and C."""
    if len(texts) < 2:
        return "".join(texts)
    return _("{several} and {last}", several=", ".join(texts[:-1]), last=texts[-1])


def called(name: Name) -> str:
    """A name with the letter of its party."""
    return f"{name.name} ({name.party})" if name.party else name.name


def those(people: People) -> str:
    """Who they are: names, "and 4 more"; "somebody" for one who is not named. Not escaped."""
    names = [called(name) for name in people.named]
    if not names:
        if people.others < 2:
            return _("somebody") if people.others else ""
        return ngettext("{n} person", "{n} people", people.others)
    if people.others:
        names.append(ngettext("{n} more", "{n} more", people.others))
    return listed(names)


def of_session(session: Session) -> str:
    """A link to a session: [C3 · Title](#s-07)."""
    return link(titled(session), f"#{session.anchor}")


def titled(session: Session) -> str:
    """What the book calls a session."""
    return f"{session.label} · {session.topic.title}" if session.label else session.topic.title


def whereabouts(day: Day, session: Session) -> str:
    """When and where, in plain words: Slot C (13:30–14:35), Piano."""
    if session.slot is None or session.place is None:
        return _("Called off") if session.state == "cancelled" else _("Not on the agenda wall")
    time = span(session.starts or session.slot.starts, session.ends or session.slot.ends, day.zone)
    name = session.slot.title if session.slot.kind != "session" else _("Slot {letter}", letter=session.slot.title)
    return f"{name} ({time}), {session.place.name}"


def origin(day: Day, outcome: Outcome) -> str:
    """A short link to the session an outcome came from."""
    session = day.session_of(outcome)
    return link(session.label or session.topic.title, f"#{session.anchor}") if session else ""


def state(outcome: Outcome) -> str:
    """How far an action is."""
    return {"open": _("open"), "doing": _("being done"), "done": _("done"), "dropped": _("dropped")}[outcome.state]


def published(day: Day, session: Session) -> str:
    """When the report came in and was amended."""
    report = session.report
    if report is None or report.published is None:
        return ""
    time = moment(day, report.published)
    if report.state == "amended":
        return _("Report published {time}, amended {later}.", time=time, later=moment(day, report.changed))
    return _("Report published {time}.", time=time)


def moment(day: Day, instant: datetime) -> str:
    """A time of the first day; of another day with its date."""
    time, date = on_the_clock(instant, day.zone), day_of(instant, day.zone)
    return time if date == day_of(day.starts, day.zone) else f"{day_in_words(date)}, {time}"


def counted(sessions: list[Session]) -> str:
    """Links to some sessions, by their labels, as a list of words."""
    return listed([link(session.label or session.topic.title, f"#{session.anchor}") for session in sessions])
