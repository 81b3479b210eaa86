"""Puts the people of a plan in. Everybody takes part and nobody steers: rights come by links, never out of a file."""

import hashlib
import json
from collections import defaultdict

from sqlalchemy import select

from openspace.core.changes import Change
from openspace.core.database import upsert
from openspace.core.models import Receipt
from openspace.core.text import clean, same_name
from openspace.core.words import LANGUAGES
from openspace.core.work import Work
from openspace.exchange import plan as parts
from openspace.exchange import whole
from openspace.exchange.applying import Applying, id_of
from openspace.people.changes import Joined, person_told
from openspace.people.models import Person
from openspace.people.rules import free_mark

_IMPORT = "import"


def put_people(into: Applying) -> None:
    """Two of one name are two, as at the door; only the same plan brings the same people when it is imported again."""
    outbox = f"{into.gathering.id}:{_IMPORT}:{hashlib.sha256(whole.encode(into.plan)).hexdigest()}"
    earlier = _brought_before(into, outbox)
    marks = _marks(into)
    new = []
    for part in into.plan.people:
        row = earlier.get(part.id)
        if row is None:
            row = _person(into, part, marks)
            new.append(row)
        into.people[part.id] = row
    into.returning = {row.id for row in earlier.values()}
    into.write(new)
    for row in new:
        if not row.removed:
            into.work.announce(Joined(person=person_told(row)), "desk")
    brought = json.dumps({id: row.id for id, row in into.people.items()})
    remembered = {"outbox": outbox, "n": 1, "answer": brought, "at": into.work.now}
    upsert(into.work.sql, Receipt, ("outbox", "n"), remembered)


def forget_rehearsal(work: Work, _change: Change) -> None:
    """Before those who only took part are forgotten after a rehearsal: they come anew when their plan does. Who had
    been forgotten by then does not."""
    receipts = work.db.scalars(
        select(Receipt).where(Receipt.outbox.startswith(f"{work.gathering}:{_IMPORT}:", autoescape=True))
    ).all()
    if not receipts:
        return
    leaving = set(
        work.db.scalars(
            select(Person.id).where(
                Person.gathering_id == work.gathering, Person.role == "participant", Person.name.is_not(None)
            )
        )
    )
    for receipt in receipts:
        brought = json.loads(receipt.answer)
        receipt.answer = json.dumps({id: person for id, person in brought.items() if person not in leaving})


def nameless(into: Applying, number: int) -> list[Person]:
    """People of whom the plan knows only that they were there. They have no rights and are on no list."""
    rows = [_person(into, parts.Person(id="", name=None), {}) for _number in range(number)]
    into.write(rows)
    return rows


def _person(into: Applying, part: parts.Person, marks: dict[str, set[str]]) -> Person:
    row = Person(
        gathering_id=into.gathering.id,
        name=None,
        name_key="",
        mark="",
        role="participant",
        language=part.language if part.language in LANGUAGES else into.gathering.language,
        consent="none",
        joined=part.joined or into.work.now,
        removed=part.name is None,
    )
    if part.name is not None:
        row.name, row.name_key, row.consent = clean(part.name), same_name(part.name), part.consent
        row.mark = free_mark(marks[row.name_key])
        row.party_id = id_of(into.parties, part.party)
        marks[row.name_key].add(row.mark)
    return row


def _marks(into: Applying) -> dict[str, set[str]]:
    marks: dict[str, set[str]] = defaultdict(set)
    rows = into.work.db.execute(select(Person.name_key, Person.mark).where(Person.gathering_id == into.gathering.id))
    for key, mark in rows:
        marks[key].add(mark)
    return marks


def _brought_before(into: Applying, outbox: str) -> dict[str, Person]:
    """The people whom this very plan brought before, by the receipt of that import. Who was forgotten since stays
    forgotten, but for a rehearsal's end; who was removed comes anew."""
    answer = into.work.db.scalars(select(Receipt.answer).where(Receipt.outbox == outbox)).first()
    found = {}
    for id, person in json.loads(answer or "{}").items():
        row = into.work.db.get_one(Person, person)
        if not row.removed or row.name is None:
            found[id] = row
    return found
