"""What people may wish about themselves, and the desk about people. One function a wish."""

from datetime import timedelta
from typing import Any

from sqlalchemy import bindparam, insert, select, update

from openspace.core import qr
from openspace.core.actor import DESK, EVERYONE, PRESENT, TAKING_PART, Role
from openspace.core.clock import iso
from openspace.core.commands import Command
from openspace.core.errors import Refused
from openspace.core.text import same_name
from openspace.core.words import _
from openspace.core.work import Work
from openspace.gatherings.models import Party
from openspace.gatherings.queries import inside, the_gathering
from openspace.people import changes, forms
from openspace.people.models import Device, Link, Person
from openspace.people.queries import devices_of, links_told
from openspace.people.rules import DEVICE_LINK_HOLDS, ONCE, TURN, free_mark, hashed, new_secret


def join(
    work: Work, name: str, language: str, browser: str, party: int | None = None, before: str = "", turn: str = ""
) -> dict[str, Any]:
    """Come in by a name; nothing more is asked. A room does it in the same minute: Core statements only."""
    person = add_person(work, name, language, party)
    _move_browser(work, before, browser)
    device = _add_device(work, browser, "person", language, person=person, holds=TURN if turn else None)
    return {"person": person, "device": device, "name": name, "party": party}


def look(work: Work, language: str, browser: str, before: str = "") -> dict[str, int]:
    """Look on without a name."""
    _move_browser(work, before, browser)
    return {"device": _add_device(work, browser, "onlooker", language)}


def take_link(work: Work, secret: str, language: str, browser: str, before: str = "", name: str = "") -> dict[str, Any]:
    """Take the right of a capability link on this device."""
    link = work.db.scalars(select(Link).where(Link.secret_hash == secret)).first()
    if link is None or link.revoked or link.gathering_id != work.gathering:
        raise Refused("gone", _("This link does not open anything any more. Ask for a fresh one."))
    if link.person_id is not None:
        _taking_part(work, link.person_id)
    if link.expires is not None and link.expires < work.now:
        raise Refused("gone", _("This link has run out. Ask for a fresh one."))
    _move_browser(work, before, browser)
    link.taken += 1
    link.revoked = link.right in ONCE
    work.announce(changes.LinksChanged(links=links_told(work.db, work.gathering)), "desk")
    match link.right:
        case "wall" | "onlooker":
            device = _add_device(work, browser, link.right, language, link=link.id)
        case "device":
            device = _add_device(work, browser, "person", language, person=link.person_id)
        case right:
            device = _take_role(work, right, name, language, browser)
    return {"device": device, "right": link.right}


def recover(work: Work, recovery: str, language: str, browser: str, before: str = "") -> dict[str, int]:
    """The host comes back on any device with the printed recovery code."""
    gathering = the_gathering(work.db, work.gathering)
    if not gathering.recovery_hash or hashed(recovery) != gathering.recovery_hash:
        message = _("This is not the recovery code of this gathering.")
        raise Refused("invalid", message, {"recovery": message})
    _move_browser(work, before, browser)
    host = work.db.scalars(
        select(Person)
        .where(Person.gathering_id == work.gathering, Person.role == "host", Person.removed.is_(False))
        .order_by(Person.id)
    ).first()
    if host is None:
        return {"device": _take_role(work, "host", "", language, browser)}
    return {"device": _add_device(work, browser, "person", language, person=host.id)}


def rename(work: Work, name: str) -> None:
    """Be called otherwise."""
    row = _me(work)
    _name(work, row, name)
    work.announce(changes.Renamed(person=row.id))


def choose_party(work: Work, party: int | None = None) -> None:
    """Belong to a party, or to none."""
    row = _me(work)
    row.party_id = None if party is None else inside(work.db, Party, work.gathering, party).id
    tell(work, row)
    work.announce(changes.Renamed(person=row.id))


def choose_language(work: Work, language: str) -> None:
    """The language this person reads the interface in."""
    if work.actor.person is None:
        work.db.get_one(Device, work.actor.device).language = language
        return
    row = _me(work)
    row.language = language
    work.announce(changes.MeChanged(me=changes.me_told(row)), f"person:{row.id}")


def set_consent(work: Work, consent: str) -> None:
    """My name in the book: not, for the room, for everybody."""
    _consent(work, _me(work), consent)


def make_link(work: Work, right: str) -> dict[str, Any]:
    """A fresh link. Its secret is told once, to the one who asked."""
    if right != "device" and not work.actor.steers:
        raise Refused("forbidden", _("Only the desk makes this link."))
    if right == "host" and work.actor.role is not Role.HOST:
        raise Refused("forbidden", _("Only the host hands the host's place on."))
    person = _me(work).id if right == "device" else None
    return _new_link(work, right, person)


def revoke_link(work: Work, link: int) -> None:
    """End a link, and the walls and onlookers that came in by it."""
    inside(work.db, Link, work.gathering, link).revoked = True
    came_in = select(Device.id).where(Device.link_id == link, Device.revoked.is_(False)).order_by(Device.id)
    work.announce(changes.LinkRevoked(devices=list(work.db.scalars(came_in))), "desk")
    work.db.execute(update(Device).where(Device.link_id == link).values(revoked=True))
    work.announce(changes.LinksChanged(links=links_told(work.db, work.gathering)), "desk")


def set_role(work: Work, person: int, role: str) -> None:
    """Hand the facilitator's place to somebody, or take it back."""
    row = _taking_part(work, person)
    if Role.HOST in (role, row.role) and work.actor.role is not Role.HOST:
        raise Refused("forbidden", _("Only the host hands the host's place on."))
    if row.role == "host" and role != "host" and _hosts(work) == 1:
        raise Refused("limit", _("Somebody must stay host. Make another person host first."))
    row.role = role
    tell(work, row)
    work.announce(changes.RoleTaken(person=row.id), "desk")


def give_place_back(work: Work, person: int) -> dict[str, Any]:
    """A link for somebody who lost the device or the cookie."""
    row = _taking_part(work, person)
    if row.role == "host" and work.actor.role is not Role.HOST:
        raise Refused("forbidden", _("Only a host can give a host the place back."))
    return _new_link(work, "device", row.id)


def join_persons(work: Work, keep: int, drop: int) -> None:
    """Two persons are one: what `drop` made becomes `keep`'s, and the devices too."""
    if keep == drop:
        raise Refused("invalid", _("Choose two different persons."), {"drop": _("Choose two different persons.")})
    kept, dropped = _taking_part(work, keep), _taking_part(work, drop)
    if dropped.role != "participant":
        raise Refused("forbidden", _("Take this person's role back first."))
    dropped.removed = True
    # Whoever asks to be forgotten later means this name too.
    dropped.name, dropped.name_key, dropped.mark = None, "", ""
    work.db.execute(update(Device).where(Device.person_id == drop).values(person_id=kept.id))
    work.announce(changes.Merged(person=kept.id, dropped=drop), "desk")
    work.announce(changes.Left(person=drop), "desk")


def remove_person(work: Work, person: int) -> None:
    """End somebody's rights; what they made stays."""
    row = _taking_part(work, person)
    if row.role == "host":
        raise Refused("forbidden", _("A host cannot be removed."))
    _end(work, row)


def forget_person(work: Work, person: int) -> None:
    """Have somebody forgotten: oneself, or by the desk."""
    row = inside(work.db, Person, work.gathering, person)
    if not work.actor.steers and work.actor.person != row.id:
        raise Refused("forbidden", _("You can only have yourself forgotten."))
    if row.role == "host" and _hosts(work) == 1 and not row.removed:
        raise Refused("limit", _("Somebody must stay host. Make another person host first."))
    forget(work, row)


def forget(work: Work, row: Person) -> None:
    """Take somebody's name out of everything, in one act: names are resolved when read, and here is the only one."""
    row.name, row.name_key, row.mark, row.party_id = None, "", "", None
    row.role = "participant"
    _consent(work, row, "none")
    _end(work, row)
    work.announce(changes.Renamed(person=row.id))
    work.erase()


def add_person(work: Work, name: str, language: str, party: int | None = None, role: str = "participant") -> int:
    """A new person, told to the desk."""
    if party is not None:
        inside(work.db, Party, work.gathering, party)
    row = {
        "gathering_id": work.gathering,
        "role": role,
        "language": language,
        "joined": work.now,
        "party_id": party,
        "name": name,
        "name_key": same_name(name),
        "mark": _mark(work, same_name(name)),
    }
    person = work.sql.execute(_ADD_PERSON, row).scalar_one()
    told = {"person": person, "party": party, "role": role, "joined": iso(work.now)}
    work.announce(changes.Joined(person=told), "desk")
    return person


_ADD_PERSON = insert(Person).returning(Person.id)
_ADD_DEVICE = insert(Device).returning(Device.id)
_MARKS = select(Person.mark).where(
    Person.gathering_id == bindparam("gathering"),
    Person.name_key == bindparam("key"),
    Person.id != bindparam("besides"),
)
_MOVE_BROWSER = update(Device).where(Device.browser == bindparam("before")).values(browser=bindparam("now"))


def _mark(work: Work, key: str, besides: int = 0) -> str:
    marks = work.sql.execute(_MARKS, {"gathering": work.gathering, "key": key, "besides": besides})
    return free_mark({mark for (mark,) in marks})


def _name(work: Work, row: Person, name: str) -> None:
    row.name, row.name_key = name, same_name(name)
    row.mark = _mark(work, row.name_key, row.id)


def _taking_part(work: Work, person: int) -> Person:
    """Somebody whose rights did not end."""
    row = inside(work.db, Person, work.gathering, person)
    if row.removed:
        raise Refused("gone", _("This person does not take part any more."))
    return row


def _consent(work: Work, row: Person, consent: str) -> None:
    row.consent = consent
    work.announce(changes.MeChanged(me=changes.me_told(row)), f"person:{row.id}")
    work.announce(changes.ConsentSet(person=row.id), f"person:{row.id}")


def _me(work: Work) -> Person:
    if work.actor.person is None:
        raise Refused("forbidden", _("Join with your name first."))
    return work.db.get_one(Person, work.actor.person)


def tell(work: Work, row: Person) -> None:
    """Tell the desk and the person what they are now."""
    work.announce(changes.Changed(person=changes.person_told(row)), "desk")
    work.announce(changes.MeChanged(me=changes.me_told(row)), f"person:{row.id}")


def _end(work: Work, row: Person) -> None:
    row.removed = True
    work.db.execute(update(Device).where(Device.person_id == row.id).values(revoked=True))
    work.announce(changes.Left(person=row.id), "desk")


def _hosts(work: Work) -> int:
    rows = work.db.scalars(
        select(Person.id).where(Person.gathering_id == work.gathering, Person.role == "host", Person.removed.is_(False))
    )
    return len(list(rows))


def _take_role(work: Work, role: str, name: str, language: str, browser: str) -> int:
    """The browser's person becomes facilitator (or host); somebody new when it has none yet."""
    device = next((held for held in devices_of(work.db, browser, work.gathering) if held.person_id), None)
    if device is None:
        made = add_person(work, name or _("Facilitator"), language, role=role)
        return _add_device(work, browser, "person", language, person=made)
    person = work.db.get_one(Person, device.person_id)
    if person.role != "host":
        person.role = role
    tell(work, person)
    work.announce(changes.RoleTaken(person=person.id), "desk")
    return device.id


def _add_device(
    work: Work,
    browser: str,
    role: str,
    language: str,
    person: int | None = None,
    link: int | None = None,
    holds: timedelta | None = None,
) -> int:
    row = {
        "gathering_id": work.gathering,
        "browser": browser,
        "person_id": person,
        "link_id": link,
        "role": role,
        "language": language,
        "created": work.now,
        "until": work.now + holds if holds else None,
    }
    return work.sql.execute(_ADD_DEVICE, row).scalar_one()


def _move_browser(work: Work, before: str, browser: str) -> None:
    """A new right means a new cookie, so that a planted one is worth nothing (session fixation)."""
    if before and before != browser:
        work.sql.execute(_MOVE_BROWSER, {"before": before, "now": browser})


def _new_link(work: Work, right: str, person: int | None) -> dict[str, Any]:
    secret = new_secret()
    row = Link(
        gathering_id=work.gathering,
        right=right,
        person_id=person,
        secret_hash=hashed(secret),
        created=work.now,
        expires=work.now + DEVICE_LINK_HOLDS if right == "device" else None,
    )
    work.db.add(row)
    work.db.flush()
    if right != "device":
        work.announce(changes.LinksChanged(links=links_told(work.db, work.gathering)), "desk")
    url = f"{work.settings.base_url}/l/{secret}"
    return {"link": row.id, "url": url, "qr": qr.svg(url)}


COMMANDS = (
    Command("people.join", join, EVERYONE, forms.JoinForm, inside=True, lean=True),
    Command("people.look", look, EVERYONE, forms.LookForm, inside=True),
    Command("people.take_link", take_link, EVERYONE, forms.TakeForm, inside=True),
    Command("people.recover", recover, EVERYONE, forms.RecoverForm, inside=True),
    Command("people.rename", rename, TAKING_PART, forms.NameForm),
    Command("people.choose_party", choose_party, TAKING_PART, forms.PartyChoiceForm),
    Command("people.choose_language", choose_language, PRESENT, forms.LanguageForm),
    Command("people.set_consent", set_consent, TAKING_PART, forms.ConsentForm),
    Command("people.make_link", make_link, TAKING_PART, forms.RightForm, secret=True),
    Command("people.revoke_link", revoke_link, DESK, forms.LinkForm),
    Command("people.set_role", set_role, DESK, forms.RoleForm),
    Command("people.give_place_back", give_place_back, DESK, forms.PersonForm, secret=True),
    Command("people.join_persons", join_persons, DESK, forms.JoinPersonsForm),
    Command("people.remove_person", remove_person, DESK, forms.PersonForm),
    Command("people.forget_person", forget_person, TAKING_PART, forms.PersonForm),
)
