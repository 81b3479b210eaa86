"""Creating a gathering: row, parties, proposed grid, the three links and the recovery code, all or nothing."""

from datetime import datetime
from typing import Any

from wtforms.validators import DataRequired, Length

from openspace.agenda.grid import propose_grid
from openspace.core import qr
from openspace.core.actor import EVERYONE, Actor, Role
from openspace.core.commands import Command
from openspace.core.forms import CommandForm, Line, Moment, Several, choice, choices, line, number
from openspace.core.words import LANGUAGES, speaking
from openspace.core.work import Work
from openspace.gatherings import proposed
from openspace.gatherings.commands import save_party
from openspace.gatherings.forms import known_zone
from openspace.gatherings.models import Gathering
from openspace.gatherings.queries import by_code
from openspace.gatherings.rules import new_code
from openspace.people.commands import make_link
from openspace.people.rules import hashed


class CreateForm(CommandForm):
    title = Line(validators=[DataRequired(), Length(max=80)])
    theme = line(140)
    timezone = Line(validators=[DataRequired(), known_zone])
    language = choice(LANGUAGES)
    languages = choices(LANGUAGES)
    starts = Moment(validators=[DataRequired()])
    days = number(1, 14, required=False)
    people_expected = number(1, 5000)
    parties = Several(max_length=60)


def create(
    work: Work,
    title: str,
    timezone: str,
    language: str,
    starts: datetime,
    people_expected: int,
    theme: str = "",
    languages: list[str] | None = None,
    days: int | None = None,
    parties: list[str] | None = None,
) -> dict[str, Any]:
    """A new gathering. Its secrets are told once, to the one who creates it."""
    with speaking(language):
        row = add_gathering(work, title, theme, timezone, language, languages or [language], starts, people_expected)
        inner = host_work(work, row)
        for name in parties or []:
            save_party(inner, name)
        propose_grid(inner, people_expected, days=days or 1)
    return hand_over(work, inner, row)


def add_gathering(
    work: Work,
    title: str,
    theme: str,
    timezone: str,
    language: str,
    languages: list[str],
    starts: datetime,
    people_expected: int,
) -> Gathering:
    """The bare row with a code nobody has; also for importers."""
    code = new_code()
    while by_code(work.db, code) is not None:
        code = new_code()
    row = Gathering(
        code=code,
        title=title,
        theme=theme,
        timezone=timezone,
        language=language,
        languages=languages,
        starts=starts,
        people_expected=people_expected,
        principles=proposed.principles(),
        law=proposed.law(),
        phase="preparing",
        posting=False,
        placing=False,
        releasing=False,
        counts_hidden=False,
        timer_label="",
        wall_page="auto",
        recovery_hash="",
        created=work.now,
    )
    work.db.add(row)
    work.db.flush()
    return row


def host_work(work: Work, row: Gathering) -> Work:
    """The same work, done as the host of a gathering. What it announces is told to nobody: nobody is there yet."""
    inner = Work(work.sql, Actor(row.id, Role.HOST, language=row.language), work.now, work.settings)
    inner.share(work)
    return inner


def hand_over(work: Work, inner: Work, row: Gathering) -> dict[str, Any]:
    """What the host gets, once: where to join and fresh links to desk and wall, each with its QR, and the way back."""
    recovery = new_code(20)
    row.recovery_hash = hashed(recovery)
    join_url = f"{work.settings.base_url}/g/{row.code}"
    desk, wall = make_link(inner, "host"), make_link(inner, "wall")
    return {
        "gathering": row.id,
        "code": row.code,
        "recovery": recovery,
        "join": {"url": join_url, "qr": qr.svg(join_url)},
        "desk": {"url": desk["url"], "qr": desk["qr"]},
        "wall": {"url": wall["url"], "qr": wall["qr"]},
    }


COMMANDS = (Command("exchange.create", create, EVERYONE, CreateForm, inside=True, secret=True),)
