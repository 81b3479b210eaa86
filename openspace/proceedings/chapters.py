"""The chapters of the book beside the wall, each written from the gathered day."""

from collections.abc import Iterator

from openspace.core.times import day as day_in_words
from openspace.core.times import moment, span
from openspace.core.words import _, ngettext
from openspace.gatherings.proposed import is_proposed
from openspace.proceedings.day import Board, Day, People, Session, Topic
from openspace.proceedings.links import ways_to
from openspace.proceedings.markdown import bold, cell, emphasis, inline, table
from openspace.proceedings.parts import Heading, Ours, Part
from openspace.proceedings.phrases import called, counted, of_session, origin, published, state, those
from openspace.proceedings.report import session_parts
from openspace.proceedings.wall import days


def why(day: Day) -> Iterator[Part]:
    """The theme, the principles and the law."""
    if day.theme:
        yield Ours(f"> **{inline(day.theme)}**", language=day.language)
    if day.principles:
        yield Ours(_("The day followed these principles:"))
        ours = all(is_proposed(principle) for principle in day.principles)
        listed = "\n".join(f"- {inline(principle)}" for principle in day.principles)
        yield Ours(listed, language="" if ours else day.language)
    if day.law:
        yield Ours(inline(day.law), language="" if is_proposed(day.law) else day.language)


def how(day: Day) -> Iterator[Part]:
    """The plan of the day, and how many sessions each slot had."""
    titles = [_("Time"), _("What"), _("Where"), _("Sessions")]
    several = len(list(days(day))) > 1
    names = {place.id: place.name for place in day.places}
    for when, slots in days(day):
        if several:
            yield Ours(bold(day_in_words(when, weekday=True)))
        rows = []
        for slot in slots:
            here = sum(session.slot == slot for session in day.placed)
            title = _("Slot {letter}", letter=slot.title) if slot.kind == "session" else slot.title
            where = ", ".join(names[place] for place in slot.places if place in names)
            rows.append(
                [
                    span(slot.starts, slot.ends, day.zone),
                    cell(title),
                    cell(where) if slot.kind != "session" else "",
                    str(here) if here or slot.kind == "session" else "",
                ]
            )
        yield Ours(table(titles, rows))
    if not day.slots:
        yield Ours(_("No times were planned."))


def ideas(day: Day) -> Iterator[Part]:
    """What was on the ideas wall, without names."""
    if day.ideas:
        yield Ours("\n".join(f"- {inline(idea)}" for idea in day.ideas), language=day.language)


def told(day: Day) -> list[Session]:
    """The sessions that have a place in the book: on the wall, over, or with something written."""
    return [session for session in day.sessions if session.slot or session.state != "posted" or session.written]


def reports(day: Day) -> Iterator[Part]:
    """Every session by slot and place. Those without a report are not hidden."""
    sessions = told(day)
    missing = [session for session in sessions if session.held and not session.reported]
    if not sessions:
        yield Ours(_("There are no reports yet."))
        return
    if missing:
        yield Ours(
            ngettext(
                "{n} session has no report: {sessions}.",
                "{n} sessions have no report: {sessions}.",
                len(missing),
                sessions=counted(missing),
            )
        )
    ways = ways_to((session.topic.title, session.note, f"#{session.anchor}") for session in sessions)
    for session in sessions:
        yield from session_parts(day, session, ways)


def unplaced(day: Day) -> Iterator[Part]:
    """Topics that nobody put on the wall. They were wanted all the same."""
    if day.waiting:
        rows = [
            [cell(topic.title), cell(topic.line), cell(those(topic.conveners)), _come(topic)] for topic in day.waiting
        ]
        yield Ours(table([_("Topic"), _("In one line"), _("Convener"), _("Wanted to come")], rows))


def boards(day: Day) -> Iterator[Part]:
    """What stood on the boards once they were revealed."""
    for session in day.sessions:
        if session.board is None or not session.board.cards:
            continue
        yield Heading(3, f"b-{session.n:02}", session.board.title, session.topic.language)
        yield Ours(_("From the session {session}", session=of_session(session)))
        if session.board.revealed:
            yield Ours(_cards(session.board), language=session.topic.language)
        else:
            yield Ours(
                ngettext(
                    "The board was not revealed: {n} card stays with its author.",
                    "The board was not revealed: {n} cards stay with their authors.",
                    session.board.cards,
                )
            )


def _cards(board: Board) -> str:
    longest = max((len(cards) for _title, cards in board.columns), default=0)
    rows = []
    for row in range(longest):
        cells = []
        for _title, cards in board.columns:
            card = cards[row] if row < len(cards) else None
            author = f" ({inline(called(card.author))})" if card and card.author else ""
            cells.append(f'<a id="c-{card.id}"></a>{cell(card.text)}{author}' if card else "")
        rows.append(cells)
    return table([cell(title) for title, _cards in board.columns], rows)


def agreed(day: Day) -> Iterator[Part]:
    """Decisions, and the list of actions."""
    decisions, actions = day.of_kind("decision"), day.of_kind("action")
    if not decisions and not actions:
        yield Ours(_("No decisions or actions were written down."))
        return
    yield Heading(3, "decisions", _("Decisions"))
    if decisions:
        rows = [[str(n), cell(row.text), cell(row.party), origin(day, row)] for n, row in enumerate(decisions, 1)]
        yield Ours(table(["#", _("What"), _("Party"), _("From")], rows))
    else:
        yield Ours(_("No decisions were written down."))
    yield Heading(3, "actions", _("Actions"))
    if actions:
        titles = ["#", _("What"), _("Who"), _("Party"), _("By when"), _("From"), _("Status")]
        rows = [
            [
                str(n),
                cell(row.text),
                cell(those(row.owner)),
                cell(row.party),
                day_in_words(row.due) if row.due else "",
                origin(day, row),
                state(row),
            ]
            for n, row in enumerate(actions, 1)
        ]
        yield Ours(table(titles, rows))
    else:
        yield Ours(_("No actions were written down."))


def questions(day: Day) -> Iterator[Part]:
    """What stayed open: questions of their own, and where reports name some."""
    asked = day.of_kind("question")
    if asked:
        lines = []
        for row in asked:
            source = origin(day, row)
            lines.append(f"- {inline(row.text)} ({source})" if source else f"- {inline(row.text)}")
        yield Ours("\n".join(lines))
    reported = [session for session in day.sessions if session.report and session.report.texts["open_questions"]]
    if reported:
        yield Ours(_("Reports also say what is still open: {sessions}.", sessions=counted(reported)))


def people(day: Day) -> Iterator[Part]:
    """Those who agreed to be named, by party; the others are counted."""
    if not day.people.count:
        yield Ours(_("Nobody has joined yet."))
        return
    rows = [
        [
            cell(f"{party.name} ({party.letter})" if party.name else party.letter),
            str(party.people.count),
            _who(party.people),
        ]
        for party in day.parties
    ]
    if day.parties:
        if day.unattached.count:
            rows.append([_("without a party"), str(day.unattached.count), _who(day.unattached)])
        rows.append([bold(_("Everybody")), bold(str(day.people.count)), ""])
        yield Ours(table([_("Party"), _("People"), _("Who")], rows))
    else:
        yield Ours(ngettext("{n} person took part", "{n} people took part", day.people.count) + ".")
        if day.people.named:
            yield Ours(_who(day.people))
    yield Ours(emphasis(_("Named are those who agreed to be named in the room's book.")))


def _who(people: People) -> str:
    names = [cell(name.name) for name in people.named]
    if people.others:
        more = (
            ngettext("{n} more", "{n} more", people.others)
            if names
            else ngettext("{n} not named", "{n} not named", people.others)
        )
        names.append(more)
    return ", ".join(names)


def changes(day: Day) -> Iterator[Part]:
    """How new the book is, and what was amended after it was out."""
    yield Ours(_("The newest change in this book is of {time}.", time=moment(day.newest, day.zone)))
    lines = [
        f"- {of_session(session)}: {inline(published(day, session))}"
        for session in day.sessions
        if session.report and session.report.state == "amended"
    ]
    if lines:
        yield Ours("\n".join(lines))


def _come(topic: Topic) -> str:
    return "" if topic.come is None else str(topic.come)
