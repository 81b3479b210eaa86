"""Boards: columns and cards, private until revealed, everybody's after that."""

from typing import Any

from openspace.boards.rules import MOST_COLUMNS
from tests.cases import Day
from tests.replica import followed
from tests.world import World


def day(world: World) -> Day:
    world.opens()
    return Day(world.code, world.host, world.joins("Anna"), world.joins("Bram"), world.joins, world.state)


def board(world: World, id: int) -> dict[str, Any]:
    return world.state(f"board:{id}")


def test_a_session_has_one_board(world: World) -> None:
    at = day(world)
    session = at.session()
    assert at.bram.wishes("boards.open_board", session=session)["code"] == "forbidden"
    with followed(world):
        made = at.anna.does("boards.open_board", session=session, columns=["Good", " ", "Hard"], title="Ours")["board"]
    assert world.state(f"session:{session}")["board"] == made
    assert board(world, made) == {
        "id": made,
        "session": session,
        "format": "plain",
        "title": "Ours",
        "columns": [{"id": "1", "title": "Good"}, {"id": "2", "title": "Hard"}],
        "step": "write",
        "revealed": False,
        "written": {"cards": 0, "people": 0},
        "cards": [],
    }
    assert world.host.wishes("boards.open_board", session=session)["code"] == "taken"
    other = at.session()
    for fields, code in (
        ({"session": other, "columns": ["x"] * (MOST_COLUMNS + 1)}, "limit"),
        ({"session": other, "columns": ["x" * 41]}, "invalid"),
        ({"session": other, "title": "x" * 81}, "invalid"),
        ({"session": 999}, "gone"),
        ({}, "invalid"),
    ):
        assert at.anna.wishes("boards.open_board", **fields)["code"] == code
    assert world.state(f"session:{other}")["board"] is None


def test_the_plain_format_has_columns_in_the_language_of_who_opens_it(sqlite_world: World) -> None:
    at = day(sqlite_world)
    session = at.session()
    at.anna.does("people.choose_language", language="nl")
    made = at.anna.does("boards.open_board", session=session)["board"]
    told = board(sqlite_world, made)
    assert told["title"] == "Bord"
    assert [column["title"] for column in told["columns"]] == ["Wat werkt", "Wat hindert", "Wat nu"]


def test_hidden_cards_reach_nobody_but_their_author(world: World) -> None:
    at = day(world)
    made = at.board()
    world.told.clear()
    with followed(world):
        card = at.bram.does("boards.write_card", board=made, column="1", text="Only for my eyes")["card"]
        at.bram.does("boards.edit_card", card=card, text="Still only for my eyes")
        at.bram.does("boards.move_card", card=card, column="2", position=0)
    # It exists ...
    mine = world.state(f"person:{at.bram.person}")["cards"]
    assert [(each["id"], each["column"], each["text"]) for each in mine] == [(card, "2", "Still only for my eyes")]
    # ... and is told to its author alone, as a count to the others.
    with_text = {told.stream for told in world.told if "my eyes" in str(told.changes)}
    assert with_text == {f"person:{at.bram.person}"}
    everybodys = [change for told in world.told if told.stream == f"board:{made}" for change in told.changes]
    assert everybodys
    assert all("card" not in change and "cards" not in change["board"] for change in everybodys)
    assert str(at.bram.person) not in str([change["board"].get("people") for change in everybodys])
    for stream in ("all", "desk", f"board:{made}", f"person:{at.anna.person}", f"person:{world.host.person}"):
        assert "my eyes" not in str(world.state(stream))
    assert board(world, made)["written"] == {"cards": 1, "people": 1}
    # Nobody else can touch it, by guessing its id, not even the desk: it is as if it was not there.
    for who in (at.anna, world.host):
        for name, fields in (
            ("boards.edit_card", {"card": card, "text": "Mine"}),
            ("boards.move_card", {"card": card, "column": "1", "position": 0}),
            ("boards.remove_card", {"card": card}),
        ):
            assert who.wishes(name, **fields)["code"] == "gone", name
    assert world.state(f"person:{at.bram.person}")["cards"] == mine


def test_revealing_shows_all_cards_once_and_for_good(world: World) -> None:
    at = day(world)
    made = at.board()
    at.anna.does("people.set_consent", consent="room")
    named, nameless = at.card(made, at.anna, "Shade"), at.card(made, at.bram, "Benches")
    assert at.bram.wishes("boards.reveal_board", board=made)["code"] == "forbidden"
    with followed(world):
        at.anna.does("boards.reveal_board", board=made)
        told = board(world, made)
        assert (told["revealed"], told["step"]) == (True, "talk")
        assert [(each["id"], each["text"], each["author"], each["late"]) for each in told["cards"]] == [
            (named, "Shade", at.anna.person, False),
            (nameless, "Benches", None, False),
        ]
        assert world.state(f"person:{at.bram.person}")["cards"] == []
        number = world.number(f"board:{made}")
        at.anna.does("boards.reveal_board", board=made)
        assert world.number(f"board:{made}") == number
        late = at.card(made, at.bram, "Late")
        assert [each["late"] for each in board(world, made)["cards"]] == [False, False, True]
        # Now everybody may move them; the words stay their author's.
        assert at.bram.wishes("boards.edit_card", card=named, text="More shade")["code"] == "forbidden"
        at.bram.does("boards.move_card", card=named, column="2", position=0)
        assert at.bram.wishes("boards.remove_card", card=named)["code"] == "forbidden"
        at.bram.does("boards.remove_card", card=late)
        at.anna.does("boards.remove_card", card=nameless)
        world.host.does("boards.remove_card", card=named)
    assert board(world, made)["cards"] == []


def test_consent_also_goes_for_cards(world: World) -> None:
    at = day(world)
    made = at.board()
    at.card(made, at.bram)
    at.anna.does("boards.reveal_board", board=made)
    assert board(world, made)["cards"][0]["author"] is None
    with followed(world):
        at.bram.does("people.set_consent", consent="public")
        assert board(world, made)["cards"][0]["author"] == at.bram.person
        at.bram.does("people.set_consent", consent="none")
        assert board(world, made)["cards"][0]["author"] is None


def test_moving_puts_a_card_before_the_one_that_stands_there(world: World) -> None:
    at = day(world)
    made = at.board()
    a, b, c = (at.card(made, at.anna, text) for text in "ABC")
    at.anna.does("boards.reveal_board", board=made)

    def column(name: str) -> list[int]:
        return [each["id"] for each in board(world, made)["cards"] if each["column"] == name]

    with followed(world):
        at.bram.does("boards.move_card", card=c, column="1", position=0)
        assert column("1") == [c, a, b]
        at.bram.does("boards.move_card", card=c, column="1", position=2)
        assert column("1") == [a, b, c]
        at.bram.does("boards.move_card", card=b, column="2", position=10_000)
        assert (column("1"), column("2")) == ([a, c], [b])
    for fields, code in (
        ({"card": a, "column": "9", "position": 0}, "gone"),
        ({"card": a, "column": "1", "position": -1}, "invalid"),
        ({"card": a, "column": "1"}, "invalid"),
        ({"card": 999, "column": "1", "position": 0}, "gone"),
    ):
        assert at.bram.wishes("boards.move_card", **fields)["code"] == code


def test_two_change_one_card(world: World) -> None:
    at = day(world)
    made = at.board()
    card = at.card(made, at.anna)
    at.anna.does("boards.reveal_board", board=made)
    base = {f"card:{card}": 1}
    assert at.anna.wishes("boards.edit_card", base, card=card, text="More shade")["ok"]
    assert at.bram.wishes("boards.move_card", base, card=card, column="2", position=0)["ok"]
    refused = world.host.wishes("boards.edit_card", base, card=card, text="Less shade")
    assert (refused["code"], refused["fields"]) == ("conflict", {"text": "More shade"})
    assert board(world, made)["cards"][0]["text"] == "More shade"


def test_a_card_that_may_not_be(sqlite_world: World) -> None:
    at = day(sqlite_world)
    made = at.board()
    for fields, code in (
        ({"board": made, "column": "1", "text": ""}, "invalid"),
        ({"board": made, "column": "1", "text": "x" * 281}, "invalid"),
        ({"board": made, "column": "1"}, "invalid"),
        ({"board": made, "column": "9", "text": "Shade"}, "gone"),
        ({"board": 999, "column": "1", "text": "Shade"}, "gone"),
    ):
        assert at.anna.wishes("boards.write_card", **fields)["code"] == code, fields
    assert at.anna.wishes("boards.reveal_board", board=999)["code"] == "gone"
    card = at.card(made)
    assert at.anna.wishes("boards.edit_card", card=card, text="x" * 281)["code"] == "invalid"
    for _ in range(29):
        at.card(made)
    refused = at.anna.wishes("boards.write_card", board=made, column="1", text="One more")
    assert refused["code"] == "limit"
    at.bram.does("boards.write_card", board=made, column="1", text="Mine")
    assert board(sqlite_world, made)["written"] == {"cards": 31, "people": 2}
