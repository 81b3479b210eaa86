"""The front door: type a code, or create a gathering."""

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response
from wtforms import Field
from wtforms.validators import DataRequired, Length

from openspace.core import clock
from openspace.core.actor import Actor, Role
from openspace.core.errors import Refused
from openspace.core.forms import CommandForm, Line, Several, choices, line, number
from openspace.core.words import LANGUAGES, _, current_language
from openspace.gatherings.forms import known_zone
from openspace.gatherings.queries import by_code
from openspace.live.service import ask, service
from openspace.people.guessing import gathering_of
from openspace.people.rules import LONGEST_NAME, hashed
from openspace.screens import copying
from openspace.screens.local_time import LocalTime, instant, must_exist
from openspace.web.browser import Rotation

pages = Blueprint("entrance", __name__)
_ZONE = "Europe/Amsterdam"


class CreatePage(CommandForm):
    title = Line(validators=[DataRequired(), Length(max=80)])
    theme = line(140)
    starts = LocalTime(validators=[DataRequired()])
    days = number(1, 14)
    timezone = Line(validators=[DataRequired(), known_zone])
    people_expected = number(1, 5000)
    languages = choices(LANGUAGES)
    parties = Several(max_length=60)
    name = line(LONGEST_NAME)  # of the host

    def validate_starts(self, field: Field) -> None:
        """The hour exists in its zone."""
        if not self.timezone.errors and self.timezone.data in available_timezones() and not field.errors:
            must_exist(self.starts, self.timezone.data)


@pages.get("/")
def home() -> str | Response | tuple[str, int]:
    """Type the code of a gathering."""
    typed = request.args.get("code", "")
    may_create = service().system.settings.open_create
    if not typed:
        return render_template("home.html", may_create=may_create)
    with service().system.database.reading() as db:
        try:
            found = gathering_of(db, typed)
        except Refused as refusal:
            return render_template("home.html", may_create=may_create, typed=typed[:20], error=refusal.message), 404
        return redirect(f"/g/{found.code}", 303)


@pages.get("/<code>")
def typed_after_the_address(code: str) -> Response:
    """Somebody typed the code behind the address, as people do."""
    with service().system.database.reading() as db:
        return redirect(f"/g/{gathering_of(db, code).code}", 303)


@pages.get("/new")
def new() -> str:
    """What is needed to open the doors; with `copy`, what is new since an earlier gathering."""
    _may_create()
    if "copy" in request.args:
        return copying.page(request.args["copy"])
    tomorrow = (clock.now().astimezone(ZoneInfo(_ZONE)) + timedelta(days=1)).strftime("%Y-%m-%dT09:00")
    values = {"starts": tomorrow, "days": 1, "timezone": _ZONE, "people_expected": 40, "languages": list(LANGUAGES)}
    return _page(CreatePage(data=values))


@pages.post("/new")
def create() -> str | tuple[str, int]:
    """Create a gathering, or copy an earlier one; this browser becomes its host."""
    _may_create()
    made = copying.copied(request.args["copy"]) if "copy" in request.args else _made()
    if isinstance(made, str):
        return made, 400
    _become_host(made, request.form.get("name", "").strip() or _("Host"))
    with service().system.database.reading() as db:
        gathering = by_code(db, made["code"])
    base = service().system.settings.base_url
    return render_template(
        "created.html",
        gathering=gathering,
        links={name: made[name] for name in ("join", "desk", "wall")},
        recovery=made["recovery"],
        home_url=base,
        recovery_url=f"{base}/g/{made['code']}/recover",
    )


def _made() -> dict[str, Any] | str:
    """What the host of a new gathering gets, or the form again with what is wrong."""
    form = CreatePage(request.form)
    if not form.validate():
        return _page(form)
    return ask(
        "exchange.create",
        Actor(0, Role.STRANGER, language=current_language()),
        title=form.title.data,
        theme=form.theme.data or "",
        timezone=form.timezone.data,
        language=current_language(),
        languages=form.languages.data or [current_language()],
        starts=clock.iso(instant(form.starts, form.timezone.data or _ZONE)),
        days=form.days.data,
        people_expected=form.people_expected.data,
        parties=form.parties.data or [],
    )


def _become_host(made: dict[str, Any], name: str) -> None:
    """The browser that created it is host at once; the desk link stays unused for another laptop."""
    actor = Actor(made["gathering"], Role.HOST, language=current_language())
    link = ask("people.make_link", actor, right="host")
    rotation = Rotation()
    ask(
        "people.take_link",
        Actor(made["gathering"], Role.STRANGER, language=current_language()),
        secret=hashed(link["url"].rpartition("/")[2]),
        name=name,
        language=current_language(),
        browser=rotation.browser,
        before=rotation.before,
    )
    rotation.done()


def _page(form: CreatePage) -> str:
    return render_template("create.html", form=form, timezones=sorted(available_timezones()))


def _may_create() -> None:
    if not service().system.settings.open_create:
        raise Refused("forbidden", _("On this server only its operator creates events."))
