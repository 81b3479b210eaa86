"""What the desk may wish of the gathering itself. One function a wish."""

from datetime import timedelta
from typing import Any

from sqlalchemy import Select, select

from openspace.core.actor import DESK, Role
from openspace.core.commands import Command
from openspace.core.errors import Refused
from openspace.core.words import _
from openspace.core.work import Work
from openspace.gatherings import changes, forms
from openspace.gatherings.models import Announcement, Gathering, Party
from openspace.gatherings.queries import inside, parties, the_gathering
from openspace.gatherings.rules import (
    MOST_ANNOUNCEMENTS,
    MOST_PARTIES,
    SWITCHES,
    USUAL_SWITCHES,
    free_colour,
    free_letter,
    typed_code,
)


def set_up(work: Work, **fields: Any) -> None:
    """Change what was given of the set-up."""
    row = the_gathering(work.db, work.gathering)
    given = {name: value for name, value in fields.items() if value is not None}
    if given.get("languages") == []:
        given["languages"] = [given.get("language", row.language)]
    turned = given.get("counts_hidden", row.counts_hidden) != row.counts_hidden
    for name, value in given.items():
        setattr(row, name, value)
    work.announce(changes.SetUp(gathering=changes.gathering_told(row)))
    if turned:
        work.announce(changes.CountsTurned(hidden=row.counts_hidden))


def move_phase(work: Work, phase: str) -> None:
    """Move the signpost; it sets the switches to their usual values."""
    row = the_gathering(work.db, work.gathering)
    row.phase = phase
    row.posting, row.placing, row.releasing = USUAL_SWITCHES[phase]
    work.announce(changes.PhaseMoved(gathering=changes.gathering_told(row)))


def turn_switch(work: Work, switch: str, on: bool = False) -> None:
    """Turn one of the three switches that bind."""
    assert switch in SWITCHES
    row = the_gathering(work.db, work.gathering)
    setattr(row, switch, on)
    work.announce(changes.SetUp(gathering=changes.gathering_told(row)))


def set_timer(work: Work, minutes: int, label: str = "") -> None:
    """Start the one timer; 0 minutes stops it."""
    row = the_gathering(work.db, work.gathering)
    row.timer_left_ms = None
    row.timer_ends = work.now + timedelta(minutes=minutes) if minutes else None
    row.timer_label = label
    _tell_timer(work, row)


def extend_timer(work: Work, minutes: int) -> None:
    """Give more (or less) time to a timer, running or paused."""
    row = _running(work)
    if row.timer_ends is not None:
        row.timer_ends = max(row.timer_ends, work.now) + timedelta(minutes=minutes)
    else:
        row.timer_left_ms = max(0, (row.timer_left_ms or 0) + minutes * 60_000)
    _tell_timer(work, row)


def pause_timer(work: Work) -> None:
    """Hold the timer where it is."""
    row = _running(work)
    if row.timer_ends is not None:
        left = row.timer_ends - work.now
        row.timer_left_ms = max(0, round(left.total_seconds() * 1000))
        row.timer_ends = None
    _tell_timer(work, row)


def resume_timer(work: Work) -> None:
    """Let a paused timer run on."""
    row = _running(work)
    if row.timer_left_ms is not None:
        row.timer_ends = work.now + timedelta(milliseconds=row.timer_left_ms)
        row.timer_left_ms = None
    _tell_timer(work, row)


def announce(work: Work, text: str) -> dict[str, int]:
    """A line to everybody."""
    row = Announcement(gathering_id=work.gathering, text=text, at=work.now)
    work.db.add(row)
    work.db.flush()
    for old in work.db.scalars(_announcements(work).offset(MOST_ANNOUNCEMENTS)):
        work.db.delete(old)
    work.announce(changes.Announced(announcement=changes.announcement_told(row)))
    return {"announcement": row.id}


def withdraw_announcement(work: Work, announcement: int) -> None:
    """Take an announcement back."""
    work.db.delete(inside(work.db, Announcement, work.gathering, announcement))
    work.announce(changes.AnnouncementWithdrawn(announcement=announcement))


def turn_wall(work: Work, page: str) -> None:
    """Turn all walls to a page, or let them turn by themselves."""
    row = the_gathering(work.db, work.gathering)
    row.wall_page = page
    work.announce(changes.WallTurned(wall={"page": page}))


def save_party(
    work: Work, name: str, party: int | None = None, letter: str | None = None, colour: int | None = None
) -> dict[str, int]:
    """Add a party or change one. Letter and colour are chosen when they were not given."""
    others = [other for other in parties(work.db, work.gathering) if other.id != party]
    letters = {other.letter for other in others}
    if letter and letter.upper() in letters:
        raise Refused("invalid", _("Another party has this letter."), {"letter": _("Another party has this letter.")})
    if party is None:
        if len(others) >= MOST_PARTIES:
            raise Refused("limit", _("A gathering has at most {n} parties.", n=MOST_PARTIES))
        row = Party(gathering_id=work.gathering, letter="", colour=0)
        work.db.add(row)
    else:
        row = inside(work.db, Party, work.gathering, party)
    row.name = name
    row.letter = letter.upper() if letter else row.letter or free_letter(name, letters)
    row.colour = colour or row.colour or free_colour([other.colour for other in others])
    work.db.flush()
    work.announce(changes.PartySaved(party=changes.party_told(row)))
    return {"party": row.id}


def remove_party(work: Work, party: int) -> None:
    """Take a party away; its people belong to none then. The features above let go of it first, see reactions."""
    inside(work.db, Party, work.gathering, party)
    work.announce(changes.PartyRemoved(party=party))


def empty(work: Work, code: str) -> None:
    """Empty a gathering after a rehearsal and keep its set-up. Higher features react with their own things."""
    row = the_gathering(work.db, work.gathering)
    if typed_code(code) != row.code:
        raise Refused(
            "invalid", _("Type the code of this gathering to empty it."), {"code": _("This is another code.")}
        )
    for announcement in work.db.scalars(_announcements(work)):
        work.db.delete(announcement)
    row.timer_ends = row.timer_left_ms = None
    row.phase, row.wall_page = "preparing", "auto"
    row.posting, row.placing, row.releasing = USUAL_SWITCHES["preparing"]
    work.announce(changes.Emptied())
    work.announce(changes.SetUp(gathering=changes.gathering_told(row)))
    work.announce(changes.WallTurned(wall={"page": row.wall_page}))


def _announcements(work: Work) -> Select[Announcement]:
    """The newest first."""
    query = select(Announcement).where(Announcement.gathering_id == work.gathering)
    return query.order_by(Announcement.id.desc())


def _running(work: Work) -> Gathering:
    row = the_gathering(work.db, work.gathering)
    if row.timer_ends is None and row.timer_left_ms is None:
        raise Refused("gone", _("No timer is running."))
    return row


def _tell_timer(work: Work, row: Gathering) -> None:
    work.announce(changes.TimerSet(timer=changes.timer_told(row)))


COMMANDS = (
    Command("gatherings.set_up", set_up, DESK, forms.SetUpForm),
    Command("gatherings.move_phase", move_phase, DESK, forms.PhaseForm),
    Command("gatherings.turn_switch", turn_switch, DESK, forms.SwitchForm),
    Command("gatherings.set_timer", set_timer, DESK, forms.TimerForm, momentary=True),
    Command("gatherings.extend_timer", extend_timer, DESK, forms.ExtendForm, momentary=True),
    Command("gatherings.pause_timer", pause_timer, DESK, momentary=True),
    Command("gatherings.resume_timer", resume_timer, DESK, momentary=True),
    Command("gatherings.announce", announce, DESK, forms.AnnounceForm),
    Command("gatherings.withdraw_announcement", withdraw_announcement, DESK, forms.AnnouncementForm),
    Command("gatherings.turn_wall", turn_wall, DESK | {Role.WALL}, forms.WallForm, momentary=True),
    Command("gatherings.save_party", save_party, DESK, forms.PartyForm),
    Command("gatherings.remove_party", remove_party, DESK, forms.PartyIdForm),
    Command("gatherings.empty", empty, frozenset({Role.HOST}), forms.EmptyForm, momentary=True),
)
