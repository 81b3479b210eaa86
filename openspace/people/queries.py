"""Reads about people: who stands behind a device, what somebody is called, the desk's list."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, func, or_, select
from sqlalchemy.orm import Session

from openspace.core import clock
from openspace.core.actor import Actor, Role
from openspace.core.prepared import Prepared
from openspace.core.text import same_name
from openspace.gatherings.models import Gathering
from openspace.gatherings.queries import the_gathering
from openspace.gatherings.rules import typed_code
from openspace.people.changes import Own, link_told, me_told, person_told
from openspace.people.guessing import known_code
from openspace.people.models import Device, Link, Person

_WHO = (
    Device.id,
    Device.gathering_id,
    Device.role,
    Device.language,
    Device.until,
    Person.id,
    Person.role,
    Person.party_id,
    Person.language,
)
_ACTORS = (
    select(*_WHO)
    .outerjoin(Person, Person.id == Device.person_id)
    .where(Device.id.in_(bindparam("devices", expanding=True)), Device.revoked.is_(False))
    .where(or_(Person.id.is_(None), Person.removed.is_(False)))
)


def find_actors(sql: Connection, devices: Collection[int]) -> dict[int, Actor]:
    """Who stands behind devices now; those whose right ended are left out."""
    if not devices:
        return {}
    rows: Iterable[Any] = sql.execute(_ACTORS, {"devices": list(devices)})  # Any: of an outer join, all may be None
    return {row[0]: _actor(*row) for row in rows if row[4] is None or row[4] >= clock.now()}


def _actor(
    device: int,
    gathering: int,
    device_role: str,
    language: str,
    until: datetime | None,
    person: int | None,
    role: str,
    party: int | None,
    own_language: str,
) -> Actor:
    if person is None:
        return Actor(gathering, Role(device_role), device=device, language=language)
    return Actor(gathering, Role(role), person, party, device, own_language, until)


_HELD = Prepared(
    select(*_WHO, Person.removed)
    .join(Gathering, Gathering.id == Device.gathering_id)
    .outerjoin(Person, Person.id == Device.person_id)
    .where(Gathering.code == bindparam("code"), Device.browser == bindparam("browser"), Device.revoked.is_(False))
    .where(or_(Device.until.is_(None), Device.until > bindparam("now")))
    .order_by(Device.id.desc())
)


def devices_of(db: Session, browser: str, gathering: int) -> list[Device]:
    """The rights a browser holds at a gathering, the newest first."""
    rows = db.scalars(
        select(Device)
        .where(Device.browser == browser, Device.gathering_id == gathering, Device.revoked.is_(False))
        .where(or_(Device.until.is_(None), Device.until > clock.now()))
        .order_by(Device.id.desc())
    )
    return list(rows)


def find_acting(db: Session | Connection, browser: str, code: str, screen: str) -> Actor | None:
    """Who acts on a screen of a browser: the wall's own right or the desk's on a wall, else the latest person's, else
    looking on; None when there is none, or when it ended. Refused `unknown_gathering` for a wrong code."""
    held = _HELD(db, code=typed_code(code), browser=browser, now=clock.now()) if browser else ()
    if not held:
        known_code(db, code)  # a code that is none of ours is told, and costs time
    order = ("wall", "person", "onlooker") if screen == "wall" else ("person", "onlooker", "wall")
    found: Any = next((row for role in order for row in held if row[2] == role), None)
    if found is None:
        return None
    *who, removed = found
    return None if removed else _actor(*who)


_HAD = select(Device.id).where(Device.browser == bindparam("browser"), Device.gathering_id == bindparam("gathering"))


def had_a_right(sql: Connection, browser: str, gathering: int) -> bool:
    """Whether a browser ever held a right at a gathering, asked of one that holds none now: its right ended. One that
    a restored backup does not know is a stranger."""
    return sql.execute(_HAD, {"browser": browser, "gathering": gathering}).first() is not None


_PERSON = Person.__table__.c
_CALLED = select(_PERSON.id, _PERSON.name, _PERSON.party_id, _PERSON.mark).where(
    _PERSON.gathering_id == bindparam("gathering")
)
_NAMES = _CALLED.where(_PERSON.id.in_(bindparam("people", expanding=True)))
_NAME = Prepared(_CALLED.where(_PERSON.id == bindparam("person")))


def name_people(db: Session | Connection, gathering: int, ids: Iterable[int]) -> dict[str, dict[str, Any]]:
    """What persons are called now. The one place where ids become names."""
    people = sorted(ids)
    rows: Iterable[Any] = (
        _NAME(db, gathering=gathering, person=people[0])  # somebody's own: most of all that is asked
        if len(people) == 1
        else db.execute(_NAMES, {"gathering": gathering, "people": people})
    )
    return {str(id): {"name": name, "party": party, "mark": mark} for id, name, party, mark in rows}


def people_like(db: Session, gathering: int, letters: str, most: int = 8) -> dict[str, dict[str, Any]]:
    """Some people whose name has these letters, for picking a co-convener; never a list of all."""
    like = Person.name_key.contains(same_name(letters), autoescape=True)
    query = select(Person.id).where(Person.gathering_id == gathering, Person.removed.is_(False), like)
    return name_people(db, gathering, db.scalars(query.order_by(func.length(Person.name_key), Person.id).limit(most)))


def links_told(db: Session, gathering: int) -> list[dict[str, Any]]:
    """The links that still open something, own devices' left out."""
    rows = db.scalars(
        select(Link)
        .where(Link.gathering_id == gathering, Link.revoked.is_(False), Link.right != "device")
        .order_by(Link.id)
    )
    return [link_told(row) for row in rows]


def joined_totals(db: Session, gathering: int) -> dict[str, Any]:
    """How many participants there are, in all and by party; the host and the facilitators run the day."""
    rows = db.execute(
        select(Person.party_id, func.count())
        .where(Person.gathering_id == gathering, Person.removed.is_(False), Person.role == Role.PARTICIPANT)
        .group_by(Person.party_id)
    ).all()
    parties = {str(party): count for party, count in rows if party is not None}
    return {"people": sum(count for _party, count in rows), "parties": parties}


def desk_part(db: Session, gathering: int, _key: int) -> dict[str, Any]:
    """This feature's part of the state of `desk`."""
    rows = db.scalars(
        select(Person).where(Person.gathering_id == gathering, Person.removed.is_(False)).order_by(Person.id)
    )
    return {
        "people": [person_told(row) for row in rows],
        "links": links_told(db, gathering),
        "recovery": the_gathering(db, gathering).recovery_hash != "",
    }


_ME = Prepared(
    select(_PERSON.id, _PERSON.role, _PERSON.party_id, _PERSON.language, _PERSON.consent).where(
        _PERSON.id == bindparam("person")
    )
)


def person_part(db: Session, gathering: int, key: int) -> dict[str, Any]:
    """This feature's part of the state of `person:<id>`."""
    (row,) = _ME(db, person=key)
    return {"me": me_told(Own(*row))}
