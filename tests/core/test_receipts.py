"""Receipts: what they must not keep, how long they are kept, and that an old wish is never done twice."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import insert, select, text
from sqlalchemy.exc import OperationalError

from openspace import worker
from openspace.core import clock, receipts
from openspace.core.committer import Wish
from openspace.core.models import Receipt
from tests.world import CLIENT, Somebody, World

MADE = "The link was made, but its address is shown only once. Make another one."
GEMAAKT = "De link is gemaakt, maar het adres ervan wordt maar één keer getoond. Maak een nieuwe."


def kept(world: World) -> list[tuple[str, int]]:
    with world.system.database.reading() as db:
        return [(outbox, n) for outbox, n in db.execute(select(Receipt.outbox, Receipt.n).order_by(Receipt.n))]


def linking(world: World, who: Somebody, name: str, n: int = 1) -> Wish:
    fields = {"person": world.host.person} if name == "people.give_place_back" else {"right": "device"}
    return Wish(name, fields, device=who.device, client=CLIENT, n=n)


@pytest.mark.parametrize("name", ["people.make_link", "people.give_place_back"])
def test_the_address_of_a_link_is_told_once_and_kept_nowhere(world: World, name: str) -> None:
    wish = linking(world, world.host, name)
    first = world.commit(wish)
    secret = first["result"]["url"].rpartition("/")[2]
    with world.system.database.reading() as db:
        for table in ("receipts", "changes", "links"):
            found = str(db.execute(text(f"SELECT * FROM {table}")).all())
            assert secret not in found
            assert "<svg" not in found
    again = world.commit(wish)
    assert (again["ok"], again["code"], again["final"], again["message"]) == (False, "gone", True, MADE)
    assert world.commit(wish) == again
    with world.system.database.reading() as db:
        assert db.execute(text("SELECT count(*) FROM links WHERE person_id IS NOT NULL")).scalar() == 1


def test_it_says_so_in_the_language_of_who_asks(sqlite_world: World) -> None:
    wish = linking(sqlite_world, sqlite_world.joins("Anna", language="nl"), "people.make_link")
    assert sqlite_world.commit(wish)["ok"]
    assert sqlite_world.commit(wish)["message"] == GEMAAKT


def test_asking_twice_in_one_commit_still_tells_it(sqlite_world: World) -> None:
    wish = linking(sqlite_world, sqlite_world.host, "people.make_link")
    first, second = sqlite_world.committer.commit([wish, wish]).answers
    assert first == second
    assert first["result"]["url"]


def test_every_command_that_makes_a_link_says_that_it_is_secret(sqlite_world: World) -> None:
    secret = {command.name for command in sqlite_world.system.commands.values() if command.secret}
    made = {"exchange.create", "exchange.copy_gathering", "exchange.import_plan"}
    assert secret == made | {"people.make_link", "people.give_place_back"}


def test_old_ones_go_and_no_wish_is_done_twice(world: World) -> None:
    world.opens()
    anna, bram = world.joins("Anna"), world.joins("Bram")

    def post(who: Somebody, n: int, next: int = 1) -> Wish:
        return Wish("marketplace.post_topic", {"title": f"T{n}"}, device=who.device, client=CLIENT, n=n, next=next)

    with time_machine.travel(clock.now() - timedelta(days=7, minutes=1)):
        early = [world.commit(post(anna, n)) for n in (1, 2, 3)]
        world.commit(post(bram, 1))
    with time_machine.travel(clock.now() - timedelta(days=6)):
        late = world.commit(post(bram, 2))
    assert receipts.throw_away(world.system.database, clock.now()) == 3
    assert receipts.throw_away(world.system.database, clock.now()) == 0
    mine = f"{world.gathering}:{anna.person}:{CLIENT}"
    assert [n for outbox, n in kept(world) if outbox == mine] == [3]
    before = world.everything()
    for n in (1, 2):
        # Also when the phone says that all before was answered long ago.
        answer = world.commit(post(anna, n, next=n))
        assert (answer["ok"], answer["code"], answer["final"]) == (False, "skipped", True)
    assert world.commit(post(anna, 3, next=3)) == early[2]
    assert world.commit(post(bram, 2)) == late
    assert world.everything() == before
    assert world.commit(post(anna, 4))["ok"]


def test_they_go_in_portions(world: World) -> None:
    old = clock.now() - timedelta(days=8)
    count = 2 * receipts.PORTION + 10
    with world.system.database.writing() as sql:
        sql.execute(
            insert(Receipt), [{"outbox": "1:1:x", "n": n, "answer": "{}", "at": old} for n in range(1, count + 1)]
        )
    thrown = [receipts.throw_away(world.system.database, clock.now()) for _n in range(4)]
    assert thrown == [receipts.PORTION, receipts.PORTION, 9, 0]
    assert ("1:1:x", count) in kept(world)


def test_a_writer_that_is_busy_goes_first(sqlite_world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(*_anything: object) -> int:
        raise OperationalError("DELETE", {}, Exception("database is locked"))

    assert worker._more_to_throw(sqlite_world.system) is False
    monkeypatch.setattr(receipts, "throw_away", busy)
    assert worker._more_to_throw(sqlite_world.system) is True
