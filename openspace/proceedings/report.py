"""One session in the book: who, when, where, what was talked about, what came out of it (methods.md 7.4)."""

from collections.abc import Iterator

from openspace.core.times import day as day_in_words
from openspace.core.times import day_of
from openspace.core.words import _, ngettext
from openspace.proceedings.day import Day, Session
from openspace.proceedings.links import NO_WAYS, Ways
from openspace.proceedings.markdown import bold, cell, emphasis, inline, link, table
from openspace.proceedings.parts import Heading, Ours, Part, Theirs
from openspace.proceedings.phrases import published, state, those, titled, whereabouts


def session_parts(day: Day, session: Session, ways: Ways = NO_WAYS, level: int = 3) -> Iterator[Part]:
    """The session under a heading of `level`; `ways` lead to the others."""
    language = session.topic.language
    yield Heading(level, session.anchor, titled(session), language)
    yield Ours(emphasis(inline(_facts(day, session))))
    if session.topic.line:
        yield Ours(inline(session.topic.line), language=language)
    if session.people.count:
        yield Ours(_who_came(session))
    yield from _report(session, ways, level)
    yield from _outcomes(session)
    if session.note:
        yield Ours(bold(_("Notes of the session")))
        yield Theirs(session.note, level, session.anchor, language, ways)
    if session.board and session.board.revealed:
        yield Ours(link(_("The board: {title}", title=session.board.title), f"#b-{session.n:02}"))
    if when := published(day, session):
        yield Ours(emphasis(inline(when)))


def _facts(day: Day, session: Session) -> str:
    facts = [whereabouts(day, session)]
    if session.starts and day_of(session.starts, day.zone) != day_of(day.starts, day.zone):
        facts.insert(0, day_in_words(day_of(session.starts, day.zone)))
    if conveners := those(session.topic.conveners):
        facts.append(_("convener: {name}", name=conveners))
    if session.report and (taker := those(session.report.note_taker)):
        facts.append(_("notes: {name}", name=taker))
    if session.state == "held_alone":
        facts.append(_("held, nobody else came"))
    return " · ".join(facts)


def _who_came(session: Session) -> str:
    people = session.people
    count = bold(ngettext("{n} person was there", "{n} people were there", people.count))
    if people.parties > 1:
        count = _("{people}, of {n} parties", people=count, n=people.parties)
    return f"{count}: {inline(those(people))}." if people.named else f"{count}."


def _report(session: Session, ways: Ways, level: int) -> Iterator[Part]:
    report = session.report
    if report is None:
        if session.held or session.written:
            yield Ours(emphasis(_("No report came in.")))
        return
    if report.published is None:
        yield Ours(emphasis(_("This report is a draft.")))
    titles = {
        "discussed": _("What we talked about"),
        "conclusions": _("Conclusions and recommendations"),
        "requests": _("We ask of others"),
        "resources": _("Links"),
        "open_questions": _("Still open"),
    }
    for name, title in titles.items():
        if report.texts[name]:
            yield Ours(bold(title))
            scope = f"{session.anchor}-{name.replace('_', '-')}"
            yield Theirs(report.texts[name], level, scope, session.topic.language, ways)


def _outcomes(session: Session) -> Iterator[Part]:
    for kind, title in (("decision", _("Decided")), ("question", _("Open questions"))):
        texts = [outcome.text for outcome in session.outcomes if outcome.kind == kind]
        if texts:
            yield Ours(bold(title))
            yield Ours("\n".join(f"- {inline(text)}" for text in texts), language=session.topic.language)
    actions = [outcome for outcome in session.outcomes if outcome.kind == "action"]
    if actions:
        yield Ours(bold(_("Next steps")))
        rows = [
            [
                cell(action.text),
                cell(those(action.owner)),
                day_in_words(action.due) if action.due else "",
                state(action),
            ]
            for action in actions
        ]
        yield Ours(table([_("What"), _("Who"), _("By when"), _("Status")], rows))
