"""Placing on the agenda wall: first come first served, the desk may stack, what moves and what frees a cell."""

from typing import Any

import pytest

from tests.replica import followed
from tests.world import Somebody, World


def cells(world: World) -> list[dict[str, int]]:
    """All cells that sessions are meant for, slot by slot."""
    state = world.state()
    return [
        {"place": place["id"], "slot": slot["id"]}
        for slot in state["slots"]
        if slot["kind"] == "session"
        for place in state["places"]
    ]


def posts(who: Somebody, title: str = "One form") -> int:
    return int(who.does("marketplace.post_topic", title=title)["topic"])


def session(world: World, id: int) -> dict[str, Any]:
    found: dict[str, Any] = next(each for each in world.state()["sessions"] if each["id"] == id)
    return found


def test_a_convener_places_moves_and_frees_the_own_topic(world: World) -> None:
    world.opens()
    anna, bram = world.joins("Anna"), world.joins("Bram")
    topic, (first, second, *_) = posts(anna), cells(world)
    for name, fields in (
        ("agenda.place_topic", {"topic": topic, **first}),
        ("agenda.repeat_topic", {"topic": topic, **first}),
        ("agenda.unplace_topic", {"topic": topic}),
    ):
        assert bram.refused(name, None, **fields) == "forbidden"
    with followed(world):
        placed = anna.does("agenda.place_topic", topic=topic, **first)["session"]
        told = session(world, placed)
        assert (told["place"], told["slot"], told["state"], told["topic"]) == (*first.values(), "placed", topic)
        for name, fields in (
            ("agenda.move_session", {"session": placed, **second}),
            ("agenda.unplace_session", {"session": placed}),
            ("agenda.end_session", {"session": placed, "state": "held"}),
        ):
            assert bram.refused(name, None, **fields) == "forbidden"
        anna.does("agenda.move_session", session=placed, **second)
        assert session(world, placed)["place"] == second["place"]
        # Placing it again moves its only session; nothing is ever placed twice by one tap.
        assert anna.does("agenda.place_topic", topic=topic, **first) == {"session": placed}
        assert len(world.state()["sessions"]) == 1
        anna.does("agenda.unplace_session", session=placed)
        assert (session(world, placed)["place"], session(world, placed)["state"]) == (None, "posted")
        assert anna.does("agenda.place_topic", topic=topic, **first) == {"session": placed}
        anna.does("agenda.unplace_topic", topic=topic)
        assert session(world, placed)["slot"] is None


def test_of_two_on_one_cell_one_wins_and_the_other_is_offered_the_nearest(world: World) -> None:
    world.opens()
    anna, bram = world.joins("Anna"), world.joins("Bram")
    free = cells(world)
    anna.does("agenda.place_topic", topic=posts(anna), **free[0])
    topic, before = posts(bram, "Bicycles"), world.everything()
    answer = bram.wishes("agenda.place_topic", topic=topic, **free[0])
    assert answer["code"] == "taken"
    assert answer["fields"] == {"nearest": [free[1], free[2], free[3]]}
    assert world.everything() == before
    assert bram.wishes("agenda.place_topic", topic=topic, stack=True, **free[0])["code"] == "taken"
    placed = bram.does("agenda.place_topic", topic=topic, **free[1])["session"]
    assert bram.refused("agenda.move_session", session=placed, **free[0]) == "taken"
    assert bram.refused("agenda.repeat_topic", topic=topic, **free[0]) == "taken"
    assert len(world.state()["sessions"]) == 2


def test_the_desk_places_any_topic_and_may_stack(world: World) -> None:
    world.opens()
    anna, bram, host = world.joins("Anna"), world.joins("Bram"), world.host
    cell, other, *_ = cells(world)
    first, second, third = (posts(who, who_title) for who, who_title in ((anna, "A"), (bram, "B"), (anna, "C")))
    host.does("agenda.place_topic", topic=first, **cell)
    assert host.refused("agenda.place_topic", topic=second, **cell) == "taken"
    with followed(world):
        stacked = host.does("agenda.place_topic", topic=second, stack=True, **cell)["session"]
        host.does("agenda.repeat_topic", topic=third, stack=True, **cell)
    assert [(each["place"], each["slot"]) for each in world.state()["sessions"]] == [tuple(cell.values())] * 3
    # A stacked one that finds a place of its own is as good as any other, and its cell can be taken by nobody else.
    host.does("agenda.move_session", session=stacked, **other)
    assert anna.refused("agenda.repeat_topic", topic=first, **other) == "taken"
    # The first one leaves: the cell still has somebody.
    anna.does("agenda.unplace_topic", topic=first)
    assert anna.refused("agenda.place_topic", topic=first, **cell) == "taken"


def test_a_repeated_topic_has_sessions_that_move_one_by_one(sqlite_world: World) -> None:
    world = sqlite_world
    world.opens()
    anna = world.joins("Anna")
    topic, (first, second, third, *_) = posts(anna), cells(world)
    one = anna.does("agenda.place_topic", topic=topic, **first)["session"]
    two = anna.does("agenda.repeat_topic", topic=topic, **second)["session"]
    assert anna.refused("agenda.place_topic", topic=topic, **third) == "conflict"
    with followed(world):
        anna.does("agenda.move_session", session=two, **third)
        assert session(world, one)["place"] == first["place"]
        anna.does("agenda.unplace_topic", topic=topic)
    assert {each["place"] for each in world.state()["sessions"]} == {None}


def test_while_placing_is_closed_only_the_desk_places(sqlite_world: World) -> None:
    world = sqlite_world
    world.opens()
    anna = world.joins("Anna")
    topic, (first, second, *_) = posts(anna), cells(world)
    placed = anna.does("agenda.place_topic", topic=topic, **first)["session"]
    world.host.does("gatherings.turn_switch", switch="placing", on=False)
    for name, fields in (
        ("agenda.place_topic", {"topic": topic, **second}),
        ("agenda.repeat_topic", {"topic": topic, **second}),
        ("agenda.move_session", {"session": placed, **second}),
        ("agenda.unplace_topic", {"topic": topic}),
        ("agenda.unplace_session", {"session": placed}),
    ):
        assert anna.refused(name, None, **fields) == "closed", name
    world.host.does("agenda.move_session", session=placed, **second)
    world.host.does("gatherings.turn_switch", switch="placing", on=True)
    anna.does("agenda.move_session", session=placed, **first)


def test_a_withdrawn_topic_frees_its_cells_at_once(world: World) -> None:
    world.opens()
    anna, bram = world.joins("Anna"), world.joins("Bram")
    topic, (first, second, *_) = posts(anna), cells(world)
    anna.does("agenda.place_topic", topic=topic, **first)
    anna.does("agenda.repeat_topic", topic=topic, **second)
    with followed(world):
        anna.does("marketplace.withdraw_topic", topic=topic)
    assert {each["place"] for each in world.state()["sessions"]} == {None}
    bram.does("agenda.place_topic", topic=posts(bram), **first)
    assert anna.refused("agenda.place_topic", topic=topic, **second) == "gone"
    assert anna.refused("agenda.move_session", session=world.state()["sessions"][0]["id"], **second) == "gone"


@pytest.mark.parametrize(
    ("state", "keeps"), [("running", True), ("held", True), ("held_alone", True), ("cancelled", False)]
)
def test_how_a_session_ends(sqlite_world: World, state: str, keeps: bool) -> None:
    world = sqlite_world
    world.opens()
    anna, bram = world.joins("Anna"), world.joins("Bram")
    cell = cells(world)[0]
    placed = anna.does("agenda.place_topic", topic=posts(anna), **cell)["session"]
    with followed(world):
        anna.does("agenda.end_session", session=placed, state=state)
    assert session(world, placed)["state"] == state
    assert (session(world, placed)["place"] is not None) == keeps
    if not keeps:
        bram.does("agenda.place_topic", topic=posts(bram), **cell)
    for bad in ("posted", "placed", "", "over"):
        assert anna.refused("agenda.end_session", session=placed, state=bad) == "invalid"


def test_rename_and_move_both_survive_and_the_same_field_conflicts(world: World) -> None:
    world.opens()
    anna, host = world.joins("Anna"), world.host
    topic, (first, second, third, *_) = posts(anna), cells(world)
    placed = anna.does("agenda.place_topic", topic=topic, **first)["session"]
    base = {f"topic:{topic}": 1, f"session:{placed}": session(world, placed)["version"]}
    # Two people look at the same picture: one renames, the other moves, a third rewrites the line.
    assert host.wishes("agenda.move_session", base, session=placed, **second)["ok"]
    assert anna.wishes("marketplace.edit_topic", base, topic=topic, title="One short form")["ok"]
    assert host.wishes("marketplace.edit_topic", base, topic=topic, line="Where to begin")["ok"]
    told = world.state()["topics"][0]
    assert (told["title"], told["line"], session(world, placed)["place"]) == (
        "One short form",
        "Where to begin",
        second["place"],
    )
    before = world.everything()
    moved = anna.wishes("agenda.move_session", base, session=placed, **third)
    assert (moved["code"], moved["fields"]) == ("conflict", {"place": second["place"]})
    renamed = host.wishes("marketplace.edit_topic", base, topic=topic, title="No form")
    assert (renamed["code"], renamed["fields"]) == ("conflict", {"title": "One short form"})
    assert anna.wishes("agenda.unplace_session", base, session=placed)["code"] == "conflict"
    assert world.everything() == before
    # What is already as one wishes is no conflict; and without a base the last one wins.
    assert anna.wishes("agenda.move_session", base, session=placed, **second)["ok"]
    assert anna.wishes("agenda.move_session", None, session=placed, **third)["ok"]


def test_ids_of_nothing_are_gone(sqlite_world: World) -> None:
    world = sqlite_world
    world.opens()
    anna = world.joins("Anna")
    topic, cell = posts(anna), cells(world)[0]
    for name, fields in (
        ("agenda.place_topic", {"topic": 999, **cell}),
        ("agenda.place_topic", {"topic": topic, **cell, "place": 999}),
        ("agenda.place_topic", {"topic": topic, **cell, "slot": 999}),
        ("agenda.move_session", {"session": 999, **cell}),
        ("agenda.unplace_topic", {"topic": 999}),
        ("agenda.unplace_session", {"session": 999}),
        ("agenda.end_session", {"session": 999, "state": "held"}),
        ("agenda.check_in", {"session": 2**53 - 1}),
        ("agenda.check_out", {"session": 999}),
    ):
        assert anna.refused(name, None, **fields) == "gone", name


def test_a_fixed_item_forbids_no_session(sqlite_world: World) -> None:
    world = sqlite_world
    world.opens()
    anna = world.joins("Anna")
    state = world.state()
    lunch = next(slot["id"] for slot in state["slots"] if slot["kind"] == "break")
    anna.does("agenda.place_topic", topic=posts(anna), place=state["places"][0]["id"], slot=lunch)
    assert world.state()["sessions"][0]["slot"] == lunch


def test_a_session_is_in_its_first_version_where_it_was_first_put(sqlite_world: World) -> None:
    """The mark "changed" on phones, wall and desk rests on this: from the second version on it was moved."""
    sqlite_world.opens()
    anna, (first, second, *_) = sqlite_world.joins("Anna"), cells(sqlite_world)
    topic = posts(anna)
    placed = anna.does("agenda.place_topic", topic=topic, **first)["session"]
    again = anna.does("agenda.repeat_topic", topic=topic, **second)["session"]
    assert [session(sqlite_world, id)["version"] for id in (placed, again)] == [1, 1]
    anna.does("agenda.unplace_session", session=again)
    anna.does("agenda.move_session", session=placed, **second)
    assert session(sqlite_world, placed)["version"] == 2
