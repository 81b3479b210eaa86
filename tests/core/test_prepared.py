"""Prepared reads answer what SQLAlchemy answers, on both databases, and fail as it fails."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import bindparam, select, text
from sqlalchemy.exc import DBAPIError

from openspace.core import clock
from openspace.core.prepared import Prepared
from openspace.gatherings.models import Gathering
from openspace.people.models import Device, Person
from tests.world import World


def test_values_go_in_and_come_out_as_with_sqlalchemy(world: World) -> None:
    anna = world.joins("Anna", party=None)
    statement = (
        select(Device.id, Device.created, Device.revoked, Person.name, Person.party_id)
        .join(Person, Person.id == Device.person_id)
        .where(Device.created > bindparam("since"), Person.role == "participant", Person.name == bindparam("name"))
    )
    values = {"since": clock.now() - timedelta(hours=1), "name": "Anna"}
    prepared = Prepared(statement)
    with world.system.database.glancing() as sql:
        expected = [tuple(row) for row in sql.execute(statement, values)]
        assert [tuple(row) for row in prepared(sql, **values)] == expected
        assert expected[0][0] == anna.device
        assert isinstance(expected[0][1], datetime)
        assert expected[0][1].tzinfo is not None
        assert prepared(sql, **(values | {"since": clock.now() + timedelta(hours=1)})) in ([], ())
    with world.system.database.reading() as db:
        assert tuple(prepared.one(db, **values) or ()) == expected[0]


def test_all_of_a_glance_is_one_picture(world: World) -> None:
    titles = Prepared(select(Gathering.title).where(Gathering.id == bindparam("gathering")))
    with world.system.database.glancing() as sql:
        before = titles(sql, gathering=world.gathering)
        world.host.does("gatherings.set_up", title="Meanwhile")
        assert titles(sql, gathering=world.gathering) == before
    with world.system.database.glancing() as sql:
        assert titles(sql, gathering=world.gathering)[0][0] == "Meanwhile"


def test_what_fails_fails_with_a_name_that_all_databases_share(world: World) -> None:
    broken = Prepared(select(text("nothing")).select_from(text("nowhere")))
    with world.system.database.glancing() as sql, pytest.raises(DBAPIError):
        broken(sql)
