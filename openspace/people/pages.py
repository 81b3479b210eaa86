"""The pages of coming in: join, look on, capability links, the next person on a shared tablet, the host's recovery."""

from typing import Any

from flask import Blueprint, Response, jsonify, redirect, render_template, request
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as BaseResponse

from openspace.core.actor import TAKING_PART, Actor, Role
from openspace.core.errors import Refused
from openspace.core.forms import CommandForm, line, optional_id, required_line
from openspace.core.words import _, current_language
from openspace.gatherings.models import Gathering
from openspace.gatherings.queries import Sign, parties, sign_of
from openspace.gatherings.rules import typed_code
from openspace.live.service import acting, ask, service
from openspace.people.guessing import gathering_of, wrong_recovery
from openspace.people.models import Link
from openspace.people.queries import had_a_right, name_people, people_like
from openspace.people.rules import LONGEST_NAME, ONCE, hashed
from openspace.web.browser import Rotation, browser_hash, csrf_token
from openspace.web.errors import wants_json
from openspace.web.languages import use_language
from openspace.web.ready import CSRF, ReadyPages

pages = Blueprint("people", __name__)

Answered = str | BaseResponse | tuple[str, int]
_SCREEN = {"host": "desk", "facilitator": "desk", "wall": "wall", "onlooker": "phone", "device": "phone"}


class JoinPage(CommandForm):
    name = required_line(LONGEST_NAME)
    party = optional_id()


class NextPage(CommandForm):
    name = line(LONGEST_NAME)
    party = optional_id()
    link = line(300)


class NamePage(CommandForm):
    name = line(LONGEST_NAME)


class RecoverPage(CommandForm):
    recovery = required_line(40)


@pages.get("/g/<code>")
def front(code: str) -> Answered:
    """Scanned the QR: a newcomer joins, somebody known goes on."""
    database = service().system.database
    with database.glancing() as sql:
        if acting(sql, code) is not None:
            return redirect(f"/g/{typed_code(code)}/phone", 303)
        gathering = sign_of(sql, code)
        browser = browser_hash()
        left = browser is not None and had_a_right(sql, browser, gathering.id)

    def render() -> str:
        with database.reading() as db:
            return _join_page(db, code, JoinPage(), left=left, csrf_token=lambda: CSRF)

    key = (gathering.code, use_language(gathering.language), left)
    return fronts.page(key, gathering.number, render, {CSRF: csrf_token()})


fronts = ReadyPages()  # by gathering, language, and whether somebody left who asks again


@pages.post("/g/<code>/join")
def join(code: str) -> Answered:
    """A name, and in. Who is in already stays who they are."""
    turn = request.form.get("turn") == "yes"
    with service().system.database.glancing() as sql:
        known = acting(sql, code)
        gathering = sign_of(sql, code)
        if known is not None and known.person is not None and not turn:
            named = name_people(sql, gathering.id, [known.person])[str(known.person)]
            return _welcome(gathering, known.person, known.role, named["name"], named["party"])
    rotation = Rotation()
    try:
        result = ask(
            "people.join",
            Actor(gathering.id, Role.STRANGER, language=current_language()),
            name=request.form.get("name", ""),
            party=request.form.get("party") or None,
            language=current_language(),
            browser=rotation.browser,
            before=rotation.before,
            turn="yes" if turn else "",
        )
    except Refused as refusal:
        if wants_json():
            raise
        form = JoinPage(request.form)
        _show(form, refusal)
        with service().system.database.reading() as db:
            page = _next_page(db, code, form) if turn else _join_page(db, code, form)
        return page, 400 if refusal.final else 503
    rotation.done()
    return _welcome(gathering, result["person"], Role.PARTICIPANT, result["name"], result["party"])


@pages.post("/g/<code>/look")
def look(code: str) -> Answered:
    """Look on first, without a name."""
    with service().system.database.reading() as db:
        gathering = gathering_of(db, code)
        if acting(db, code) is not None:
            return redirect(f"/g/{gathering.code}/phone", 303)
    rotation = Rotation()
    actor = Actor(gathering.id, Role.STRANGER, language=current_language())
    ask("people.look", actor, language=current_language(), browser=rotation.browser, before=rotation.before)
    rotation.done()
    return redirect(f"/g/{gathering.code}/phone", 303)


@pages.get("/g/<code>/join")
def join_form(code: str) -> Answered:
    """The join form for somebody who looked on first."""
    with service().system.database.reading() as db:
        return _join_page(db, code, JoinPage())


@pages.get("/g/<code>/people")
def seek(code: str) -> Answered:
    """Some people by letters of their name, for those who take part."""
    letters = request.args.get("q", "")
    with service().system.database.reading() as db:
        actor = acting(db, code)
        if actor is None or actor.role not in TAKING_PART:
            raise Refused("forbidden", "")
        found = people_like(db, actor.gathering, letters) if len(letters.strip()) >= 2 else {}
    answer: Response = jsonify(ok=True, people=found)
    return answer


@pages.get("/l/<secret>")
def link(secret: str) -> Answered:
    """What a link would give. Nothing changes by looking: previews and scanners follow links too."""
    with service().system.database.reading() as db:
        found, gathering = _link(db, secret)
        return _link_page(db, found, gathering)


@pages.post("/l/<secret>")
def take(secret: str) -> Answered:
    """Take the right of a link on this device."""
    with service().system.database.reading() as db:
        found, gathering = _link(db, secret)
    _take(gathering, secret, request.form.get("name", ""))
    return redirect(f"/g/{gathering.code}/{_SCREEN[found.right]}", 303)


@pages.get("/g/<code>/next")
def next_person(code: str) -> Answered:
    """A shared tablet asks who is here now."""
    with service().system.database.reading() as db:
        return _next_page(db, code, NextPage())


@pages.post("/g/<code>/next")
def next_by_link(code: str) -> Answered:
    """Somebody who joined before goes on here by their own link."""
    secret = request.form.get("link", "").rstrip("/").rpartition("/")[2]
    with service().system.database.reading() as db:
        try:
            found, gathering = _link(db, secret)
            if found.right != "device" or gathering.code != typed_code(code):
                raise Refused("gone", _("This is not your own link for this event."))
        except Refused as refusal:
            form = NextPage(request.form)
            form.link.errors = [refusal.message]
            return _next_page(db, code, form), 400
    _take(gathering, secret, "")
    return redirect(f"/g/{gathering.code}/phone", 303)


@pages.get("/g/<code>/recover")
def recover_form(code: str) -> Answered:
    """Where the host types the printed code."""
    with service().system.database.reading() as db:
        gathering = gathering_of(db, code)
        use_language(gathering.language)
        return render_template("recover.html", gathering=gathering, form=RecoverPage())


@pages.post("/g/<code>/recover")
def recover(code: str) -> Answered:
    """The host is back. Wrong codes cost time, by gathering, right ones never do."""
    with service().system.database.reading() as db:
        gathering = gathering_of(db, code)
    form = RecoverPage(request.form)
    rotation = Rotation()
    try:
        ask(
            "people.recover",
            Actor(gathering.id, Role.STRANGER, language=current_language()),
            recovery=typed_code(request.form.get("recovery", "")),
            language=current_language(),
            browser=rotation.browser,
            before=rotation.before,
        )
    except Refused as refusal:
        wrong_recovery(gathering.id)
        form.recovery.errors = [refusal.message]
        return render_template("recover.html", gathering=gathering, form=form), 400
    rotation.done()
    return redirect(f"/g/{gathering.code}/desk", 303)


def _join_page(db: Session, code: str, form: CommandForm, **more: Any) -> str:
    gathering = gathering_of(db, code)
    use_language(gathering.language)
    return render_template("join.html", gathering=gathering, form=form, parties=parties(db, gathering.id), **more)


def _next_page(db: Session, code: str, form: CommandForm) -> str:
    gathering = gathering_of(db, code)
    use_language(gathering.language)
    return render_template("next.html", gathering=gathering, form=form, parties=parties(db, gathering.id))


def _link(db: Session, secret: str) -> tuple[Link, Gathering]:
    found = db.scalars(select(Link).where(Link.secret_hash == hashed(secret), Link.revoked.is_(False))).first()
    if found is None:
        raise Refused("gone", _("This link does not open anything any more. Ask for a fresh one."))
    return found, db.get_one(Gathering, found.gathering_id)


def _link_page(db: Session, found: Link, gathering: Gathering) -> str:
    use_language(gathering.language)
    names = name_people(db, gathering.id, [found.person_id]) if found.person_id else {}
    asks_name = found.right in ("host", "facilitator") and acting(db, gathering.code) is None
    return render_template(
        "link.html",
        gathering=gathering,
        right=found.right,
        once=found.right in ONCE,
        name=names.get(str(found.person_id), {}).get("name"),
        form=NamePage() if asks_name else None,
    )


def _take(gathering: Gathering, secret: str, name: str) -> None:
    rotation = Rotation()
    ask(
        "people.take_link",
        Actor(gathering.id, Role.STRANGER, language=current_language()),
        secret=hashed(secret),
        name=name,
        language=current_language(),
        browser=rotation.browser,
        before=rotation.before,
    )
    rotation.done()


def _welcome(gathering: Sign, person: int, role: Role, name: str, party: int | None) -> BaseResponse:
    if not wants_json():
        return redirect(f"/g/{gathering.code}/phone", 303)
    answer: Response = jsonify(ok=True, person=person, name=name, role=role, party=party, csrf=csrf_token())
    return answer


def _show(form: CommandForm, refusal: Refused) -> None:
    for name, message in refusal.fields.items():
        if name in form:
            form[name].errors = [str(message)]
    if not form.errors and "name" in form:
        form["name"].errors = [refusal.message]
