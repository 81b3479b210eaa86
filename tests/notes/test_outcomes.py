"""Outcomes of a session: decisions, actions, questions, in the one register."""

from typing import Any

from openspace.core.actor import Actor, Role
from openspace.core.committer import Wish
from openspace.outcomes.rules import KINDS, LONGEST_TEXT, MOST_OF_ONE_ORIGIN, STATES
from tests.cases import Day
from tests.replica import followed
from tests.world import World


def day(world: World) -> tuple[Day, int]:
    world.opens()
    made = Day(world.code, world.host, world.joins("Anna"), world.joins("Bram"), world.joins, world.state)
    return made, made.session()


def outcomes(world: World, session: int) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = world.state(f"session:{session}")["outcomes"]
    return found


def test_each_kind_with_its_owner_party_and_date(world: World) -> None:
    at, session = day(world)
    party = world.state()["parties"][0]["id"]
    at.bram.does("people.choose_party", party=party)
    with followed(world):
        for kind in KINDS:
            at.anna.does("notes.save_outcome", session=session, kind=kind, text=f"A {kind}")
        made = at.anna.does(
            "notes.save_outcome", session=session, kind="action", text="Ring", owner=at.bram.person, due="2026-12-24"
        )["outcome"]
    assert [each["kind"] for each in outcomes(world, session)] == [*KINDS, "action"]
    assert outcomes(world, session)[-1] == {
        "id": made,
        "kind": "action",
        "text": "Ring",
        "owner": at.bram.person,
        "due": "2026-12-24",
        "party": party,  # the owner's
        "state": "open",
        "session": session,
        "version": 1,
    }


def test_changed_field_by_field_and_taken_back(world: World) -> None:
    at, session = day(world)
    fields = {"kind": "action", "text": "Ring", "owner": at.bram.person, "due": "2026-12-24"}
    made = at.anna.does("notes.save_outcome", session=session, **fields)["outcome"]
    with followed(world):
        for state in STATES:
            at.bram.does("notes.save_outcome", outcome=made, state=state)
            assert outcomes(world, session)[0]["state"] == state
        at.bram.does("notes.save_outcome", outcome=made, owner=None, due=None, text="")
        told = outcomes(world, session)[0]
        assert (told["owner"], told["due"], told["text"]) == (None, None, "Ring")
        base = {f"outcome:{made}": told["version"]}
        at.anna.does("notes.save_outcome", outcome=made, text="Ring twice")
        refused = at.bram.wishes("notes.save_outcome", base, outcome=made, text="Write", owner=at.bram.person)
        assert (refused["code"], refused["fields"]) == ("conflict", {"text": "Ring twice"})
        assert at.bram.wishes("notes.save_outcome", base, outcome=made, owner=at.bram.person)["ok"]
        at.bram.does("notes.remove_outcome", outcome=made)
    assert outcomes(world, session) == []
    assert at.bram.wishes("notes.remove_outcome", outcome=made)["code"] == "gone"
    assert at.bram.wishes("notes.save_outcome", outcome=made, text="Ring")["code"] == "gone"


def test_an_outcome_that_may_not_be(sqlite_world: World) -> None:
    at, session = day(sqlite_world)
    good = {"session": session, "kind": "decision", "text": "One form"}
    for change, code in (
        ({"session": None}, "invalid"),
        ({"session": 999}, "gone"),
        ({"kind": "wish"}, "invalid"),
        ({"kind": None}, "invalid"),
        ({"text": ""}, "invalid"),
        ({"text": None}, "invalid"),
        ({"text": "x" * (LONGEST_TEXT + 1)}, "invalid"),
        ({"owner": 999}, "gone"),
        ({"party": 999}, "gone"),
        ({"due": "24-12-2026"}, "invalid"),
        ({"due": "2026-02-30"}, "invalid"),
        ({"state": "lost"}, "invalid"),
    ):
        answer = at.anna.wishes("notes.save_outcome", **(good | change))
        assert answer["code"] == code, change
    for missing in good:
        fields = {name: value for name, value in good.items() if name != missing}
        assert at.anna.wishes("notes.save_outcome", **fields)["code"] == "invalid", missing
    assert outcomes(sqlite_world, session) == []


def test_there_is_a_bound(sqlite_world: World) -> None:
    _at, session = day(sqlite_world)
    fields = {"session": session, "kind": "question", "text": "Why?"}
    host = Actor(sqlite_world.gathering, Role.HOST)
    wishes = [Wish("notes.save_outcome", fields, actor=host) for _ in range(MOST_OF_ONE_ORIGIN + 1)]
    answers = sqlite_world.committer.commit(wishes).answers
    assert [answer["ok"] for answer in answers] == [True] * MOST_OF_ONE_ORIGIN + [False]
    assert answers[-1]["code"] == "limit"


def test_outcomes_are_counted_by_kind(world: World) -> None:
    at, session = day(world)
    for kind in ("decision", "action", "action"):
        at.anna.does("notes.save_outcome", session=session, kind=kind, text="Plant")
    with world.system.database.reading() as db:
        assert world.system.count_outcomes(db, world.gathering) == {"decision": 1, "action": 2, "question": 0}
        assert world.system.count_outcomes(db, world.gathering + 1) == {"decision": 0, "action": 0, "question": 0}
