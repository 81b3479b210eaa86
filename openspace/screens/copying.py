"""Copying an earlier gathering on the web: its host chooses what is new, the rest of the set-up stays as it was."""

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask import render_template, request
from wtforms import Field
from wtforms.validators import DataRequired, Length

from openspace.core import clock
from openspace.core.actor import Actor, Role
from openspace.core.errors import Refused
from openspace.core.forms import CommandForm, Line, line, number
from openspace.core.words import _
from openspace.gatherings.models import Gathering
from openspace.live.service import acting, ask, service
from openspace.people.guessing import gathering_of
from openspace.people.rules import LONGEST_NAME
from openspace.screens.local_time import LocalTime, instant, must_exist
from openspace.web.languages import use_language


class CopyPage(CommandForm):
    title = Line(validators=[DataRequired(), Length(max=80)])
    theme = line(140)
    starts = LocalTime(validators=[DataRequired()])
    people_expected = number(1, 5000)
    name = line(LONGEST_NAME)  # of the host
    timezone = "UTC"  # of the earlier gathering

    def validate_starts(self, field: Field) -> None:
        """The hour exists."""
        if not field.errors:
            must_exist(self.starts, self.timezone)


def page(code: str) -> str:
    """The form, filled in with what the earlier gathering had; it begins tomorrow at the same hour."""
    actor, earlier = _host_and_gathering(code)
    with service().system.database.reading() as db:
        people = service().system.name_people(db, earlier.id, [actor.person] if actor.person else [])
    zone = ZoneInfo(earlier.timezone)
    tomorrow = clock.now().astimezone(zone).date() + timedelta(days=1)
    hour = earlier.starts.astimezone(zone)
    values = {
        "title": earlier.title,
        "theme": earlier.theme,
        "starts": f"{tomorrow}T{hour:%H:%M}",
        "people_expected": earlier.people_expected,
        "name": people.get(str(actor.person), {}).get("name"),
    }
    return _shown(CopyPage(data=values), earlier)


def copied(code: str) -> dict[str, Any] | str:
    """What the host of the copy gets, or the form again with what is wrong."""
    actor, earlier = _host_and_gathering(code)
    form = CopyPage(request.form)
    form.timezone = earlier.timezone
    if not form.validate():
        return _shown(form, earlier)
    return ask(
        "exchange.copy_gathering",
        actor,
        title=form.title.data,
        theme=form.theme.data or "",
        starts=clock.iso(instant(form.starts, earlier.timezone)),
        people_expected=form.people_expected.data,
    )


def _host_and_gathering(code: str) -> tuple[Actor, Gathering]:
    with service().system.database.reading() as db:
        earlier = gathering_of(db, code)
        actor = acting(db, earlier.code, "desk")
    if actor is None or actor.role is not Role.HOST:
        raise Refused("forbidden", _("Only its host copies an event."))
    use_language(actor.language, settled=True)
    return actor, earlier


def _shown(form: CopyPage, earlier: Gathering) -> str:
    return render_template("copy.html", form=form, earlier=earlier)
