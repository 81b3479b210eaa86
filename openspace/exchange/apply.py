"""Putting a plan into the database: a new gathering or more for an existing one; all of it or nothing."""

from typing import Any

import msgspec
from wtforms import Field
from wtforms.validators import InputRequired
from wtforms.widgets import TextInput

from openspace.core.actor import DESK, Role
from openspace.core.commands import Command
from openspace.core.forms import CommandForm
from openspace.core.text import clean
from openspace.core.words import LANGUAGES, speaking
from openspace.core.work import Work
from openspace.exchange import whole
from openspace.exchange.apply_grid import put_grid
from openspace.exchange.apply_people import put_people
from openspace.exchange.apply_sessions import put_sessions
from openspace.exchange.apply_topics import put_topics, put_words
from openspace.exchange.apply_writing import put_writing
from openspace.exchange.applying import Applying
from openspace.exchange.create import add_gathering, hand_over, host_work
from openspace.exchange.files import parse_json
from openspace.exchange.plan import Plan, Unreadable
from openspace.gatherings.models import Gathering
from openspace.gatherings.queries import the_gathering
from openspace.gatherings.rules import PHASES, USUAL_SWITCHES

_PEOPLE = 40  # expected where a plan names nobody


class PlanField(Field):
    """A plan as the text of our own JSON file, so that a door which gives a wrong one is told what is wrong."""

    widget = TextInput()

    def process_formdata(self, valuelist: list[Any]) -> None:
        if valuelist:
            try:
                self.data = whole.read(parse_json(valuelist[0], self.name), self.name)
            except Unreadable as error:
                raise ValueError(error.message) from error


class ImportForm(CommandForm):
    plan = PlanField(validators=[InputRequired()])


def import_plan(work: Work, plan: Plan) -> dict[str, Any]:
    """The desk imports into its gathering, the operator (a stranger) into a new one. No limit of typing binds here."""
    if work.actor.steers:
        into = put(work, plan, the_gathering(work.db, work.gathering))
        opened = {"gathering": into.gathering.id, "code": into.gathering.code}
    else:
        opened, into = open_gathering(work, plan)
    return opened | {
        "topics": len(into.topics),
        "sessions": len(into.sessions),
        "notes": sum(bool(note.text) for note in plan.notes),
        "left_out": msgspec.to_builtins([*plan.left_out, *into.left_out]),
    }


def open_gathering(work: Work, plan: Plan) -> tuple[dict[str, Any], Applying]:
    """A new gathering out of a plan, and what its host gets."""
    row = _gathering(work, plan)
    inner = host_work(work, row)
    into = put(inner, plan, row)
    return hand_over(work, inner, row), into


def put(work: Work, plan: Plan, gathering: Gathering) -> Applying:
    """Everything of a plan but the set-up; what is put in is announced as if it were made at the desk."""
    into = Applying(work, plan, gathering)
    put_grid(into)
    put_people(into)
    put_topics(into)
    put_sessions(into)
    put_writing(into)
    put_words(into)
    return into


def _gathering(work: Work, plan: Plan) -> Gathering:
    language = plan.language if plan.language in LANGUAGES else work.actor.language
    first = min((slot.starts for slot in plan.slots), default=work.now)
    with speaking(language):
        row = add_gathering(
            work,
            title=clean(plan.title),
            theme=clean(plan.theme),
            timezone=plan.timezone or "UTC",
            language=language,
            languages=[known for known in plan.languages if known in LANGUAGES] or [language],
            starts=plan.starts or first,
            people_expected=plan.people_expected or len(plan.people) or _PEOPLE,
        )
    if plan.phase in PHASES:
        row.phase = plan.phase
    usual = USUAL_SWITCHES[row.phase]
    told = (plan.posting, plan.placing, plan.releasing)
    row.posting, row.placing, row.releasing = (
        own if said is None else said for own, said in zip(usual, told, strict=True)
    )
    if plan.principles is not None:
        row.principles = [text for text in map(clean, plan.principles) if text]
    if plan.law is not None:
        row.law = clean(plan.law)
    row.counts_hidden = bool(plan.counts_hidden)
    return row


COMMANDS = (Command("exchange.import_plan", import_plan, DESK | {Role.STRANGER}, ImportForm, inside=True, secret=True),)
