"""After a restore phones offer what the lost line had answered, in its ids: taken once, for the right things."""

from itertools import count
from time import monotonic
from typing import Any

import pytest
from sqlalchemy import func, select

from openspace.core.committer import Answer, Wish
from openspace.core.line import begin_a_new_line
from openspace.core.offers import ROOM_RETURNS, Offer
from openspace.marketplace.models import Topic
from tests.world import Somebody, World

LOST = 90_000  # an id that the lost line gave out after the backup was made


class Line:
    """A world whose past was changed. `offers` is what a phone does that remembers the lost line."""

    def __init__(self, world: World, *, takes_offers: bool = True) -> None:
        self.world, self.lost = world, world.system.epoch
        with world.system.database.writing() as sql:
            begin_a_new_line(sql, takes_offers=takes_offers)
        world.system.__dict__.pop("epoch")
        assert world.system.epoch != self.lost
        self.numbers = count(1)

    def offers(
        self,
        who: Somebody,
        name: str,
        made: dict[str, Any] | None = None,
        base: dict[str, int] | None = None,
        /,
        n: int | None = None,
        **fields: Any,
    ) -> Answer:
        number = next(who.numbers) if n is None else n
        offer = Offer(self.lost, made or {})
        return self.world.commit(
            Wish(name, fields, device=who.device, client=who.client, n=number, base=base or {}, offer=offer)
        )

    def later(self) -> None:
        """The room has been back for long."""
        self.world.committer._begun = monotonic() - ROOM_RETURNS


@pytest.fixture
def people(world: World) -> tuple[World, Somebody, Somebody]:
    world.opens()
    return world, world.joins("Anna"), world.joins("Bram")


def test_an_id_of_the_lost_line_is_never_that_of_something_else(people: tuple[World, Somebody, Somebody]) -> None:
    world, anna, bram = people
    before = anna.does("marketplace.post_topic", title="Bees")["topic"]
    line = Line(world)
    topic = anna.does("marketplace.post_topic", title="Wasps")["topic"]
    idea = anna.does("marketplace.post_idea", text="The first of its table")["idea"]
    assert topic > before + 50_000
    assert idea > 50_000
    line.later()
    assert line.offers(bram, "marketplace.mark_interest", topic=before + 1, answer="come")["code"] == "gone"
    assert line.offers(bram, "marketplace.mark_interest", topic=before, answer="come")["ok"]


def test_what_was_made_is_made_once_more_and_found_by_all(people: tuple[World, Somebody, Somebody]) -> None:
    world, anna, bram = people
    line = Line(world)
    made = line.offers(anna, "marketplace.post_topic", {"topic": LOST}, title="Bees", n=1)
    assert line.offers(anna, "marketplace.post_topic", {"topic": LOST}, title="Bees", n=1) == made
    topic = made["result"]["topic"]
    state = world.state()
    place, slot = state["places"][0]["id"], next(one["id"] for one in state["slots"] if one["kind"] == "session")
    placed = line.offers(anna, "agenda.place_topic", {"session": LOST}, n=2, topic=LOST, place=place, slot=slot)
    assert placed["ok"], placed
    assert line.offers(bram, "marketplace.mark_interest", topic=LOST, answer="come")["ok"]
    assert line.offers(bram, "agenda.check_in", session=LOST)["ok"]
    assert line.offers(bram, "marketplace.mark_interest", topic={"now": topic}, answer="maybe")["ok"]
    state = world.state()
    assert [(one["id"], one["interest"]) for one in state["topics"]] == [(topic, {"come": 0, "maybe": 1})]
    assert [(one["id"], one["topic"], one["here"]) for one in state["sessions"]] == [
        (placed["result"]["session"], topic, 1)
    ]


def test_who_is_back_first_waits_for_who_made_it_but_not_for_ever(people: tuple[World, Somebody, Somebody]) -> None:
    world, anna, bram = people
    line = Line(world)
    early = line.offers(bram, "marketplace.mark_interest", n=1, topic=LOST, answer="come")
    assert (early["code"], early["final"], early["retry_ms"] > 0) == ("busy", False, True)
    line.offers(anna, "marketplace.post_topic", {"topic": LOST}, title="Bees")
    assert line.offers(bram, "marketplace.mark_interest", n=1, topic=LOST, answer="come")["ok"]
    line.later()
    late = line.offers(bram, "marketplace.mark_interest", n=2, topic=LOST + 1, answer="come")
    assert (late["code"], late["final"]) == ("gone", True)


def test_nobody_leads_others_away_from_a_thing(people: tuple[World, Somebody, Somebody]) -> None:
    world, anna, bram = people
    bees = anna.does("marketplace.post_topic", title="Bees")["topic"]
    line = Line(world)
    mine = line.offers(bram, "marketplace.post_topic", {"topic": bees}, title="Mine")["result"]["topic"]
    assert line.offers(anna, "marketplace.mark_interest", topic=bees, answer="come")["ok"]
    found = line.offers(anna, "marketplace.post_topic", {"topic": LOST}, title="Wasps")["result"]["topic"]
    line.offers(bram, "marketplace.post_topic", {"topic": LOST}, title="Mine too")
    assert line.offers(anna, "marketplace.mark_interest", topic=LOST, answer="come")["ok"]
    interest = {one["id"]: one["interest"]["come"] for one in world.state()["topics"]}
    assert (interest[bees], interest[mine], interest[found]) == (1, 0, 1)


def test_a_grid_is_found_by_its_parts(world: World) -> None:
    world.opens()
    anna = world.joins("Anna")
    no_grid(world)
    lost = world.host.does("agenda.propose_grid", people=12)
    assert len(lost["slots"]) > 3
    no_grid(world)
    line = Line(world)
    found = line.offers(world.host, "agenda.propose_grid", lost, people=12)["result"]
    line.offers(anna, "marketplace.post_topic", {"topic": LOST}, title="Bees")
    cell = {"place": lost["places"][1], "slot": lost["slots"][1]}
    placed = line.offers(anna, "agenda.place_topic", topic=LOST, **cell)
    assert placed["ok"], placed
    [session] = world.state()["sessions"]
    assert (session["place"], session["slot"]) == (found["places"][1], found["slots"][1])


def no_grid(world: World) -> None:
    state = world.state()
    for slot in state["slots"]:
        world.host.does("agenda.remove_slot", slot=slot["id"])
    for place in state["places"]:
        world.host.does("agenda.remove_place", place=place["id"])


def test_what_was_meant_for_its_moment_is_not_done_again(people: tuple[World, Somebody, Somebody]) -> None:
    world, anna, _bram = people
    anna.does("marketplace.post_topic", title="Bees")
    line = Line(world)
    for name, fields in (
        ("gatherings.set_timer", {"minutes": 5}),
        ("gatherings.turn_wall", {"page": "join"}),
        ("gatherings.empty", {"code": world.code}),
        ("people.make_link", {"right": "wall"}),
    ):
        answer = line.offers(world.host, name, **fields)
        assert (answer["code"], answer["final"]) == ("skipped", True), name
    state = world.state()
    assert (state["timer"], state["wall"]["page"], len(state["topics"])) == (None, "auto", 1)
    # Of this very line it is no offer.
    line.lost = world.system.epoch
    assert line.offers(world.host, "gatherings.set_timer", minutes=5)["ok"]


def test_what_is_to_stay_undone(people: tuple[World, Somebody, Somebody]) -> None:
    """Until the next line, which takes offers again."""
    world, anna, _bram = people
    line = Line(world, takes_offers=False)
    assert line.offers(anna, "marketplace.post_topic", {"topic": LOST}, title="Bees")["code"] == "skipped"
    assert anna.does("marketplace.post_topic", title="Something new")
    line = Line(world)
    assert line.offers(anna, "marketplace.post_topic", {"topic": LOST}, title="Bees")["ok"]


def test_what_others_did_since_is_not_overwritten(people: tuple[World, Somebody, Somebody]) -> None:
    world, anna, _bram = people
    topic = anna.does("marketplace.post_topic", title="Bees", line="")["topic"]
    seen = next(one["version"] for one in world.state()["topics"])
    line = Line(world)
    # On the lost line the host changed the title after Anna had: both phones come back, the host's first.
    assert line.offers(
        world.host, "marketplace.edit_topic", {}, {f"topic:{topic}": seen + 1}, topic=topic, title="Hosts"
    )
    refused = line.offers(anna, "marketplace.edit_topic", {}, {f"topic:{topic}": seen + 7}, topic=topic, title="Annas")
    assert (refused["code"], refused["fields"]) == ("conflict", {"title": "Hosts"})
    other = line.offers(anna, "marketplace.edit_topic", {}, {f"topic:{topic}": seen + 7}, topic=topic, line="By Anna")
    assert other["ok"], other


def test_what_no_phone_sends_does_no_harm(people: tuple[World, Somebody, Somebody]) -> None:
    world, anna, _bram = people
    line = Line(world)
    line.later()
    huge: Any
    for huge in (
        2**70,
        -1,
        0,
        True,
        1.5,
        "9" * 5000,
        "\u0665",
        [2**70],
        [[1]] * 300,
        {"now": 2**70},
        {"now": {}},
        None,
        "",
    ):
        answer = line.offers(
            anna, "marketplace.mark_interest", {"topic": huge}, {"topic:" + "9" * 40: 1}, topic=huge, answer="come"
        )
        assert answer["code"] in ("gone", "invalid"), huge
        made = line.offers(anna, "marketplace.post_idea", {"idea": huge, "ideas": [huge]}, text="Something")
        assert made["ok"] or made["code"] == "limit", made
    many = {f"field{n}": n for n in range(5000)}
    assert line.offers(anna, "marketplace.post_topic", title="Bees", **many)["code"] == "invalid"


def test_an_id_in_a_text_field_of_a_form_is_one_too(people: tuple[World, Somebody, Somebody]) -> None:
    world, anna, bram = people
    line = Line(world)
    topic = line.offers(anna, "marketplace.post_topic", {"topic": LOST}, title=str(LOST))["result"]["topic"]
    assert line.offers(bram, "marketplace.mark_interest", topic=str(LOST), answer="come")["ok"]
    assert [(one["id"], one["title"]) for one in world.state()["topics"]] == [(topic, str(LOST))]


def test_who_was_forgotten_offers_nothing(people: tuple[World, Somebody, Somebody]) -> None:
    world, anna, _bram = people
    line = Line(world)
    anna.does("people.forget_person", person=anna.person)
    answer = line.offers(anna, "marketplace.post_topic", {"topic": LOST}, title="Bees")
    assert answer["code"] == "no_person"
    with world.system.database.reading() as db:
        assert db.scalar(select(func.count()).select_from(Topic)) == 0
