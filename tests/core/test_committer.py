"""The committer: receipts, order, savepoints, totals, names beside changes."""

from dataclasses import replace

from openspace.core.committer import Wish
from tests.world import CLIENT, World


def test_asking_again_answers_again_and_does_nothing(world: World) -> None:
    world.opens()
    anna = world.joins("Anna")
    wish = Wish("marketplace.post_topic", {"title": "One form"}, device=anna.device, client=CLIENT, n=1)
    first = world.commit(wish)
    assert first["ok"]
    number = world.number()
    assert world.commit(wish) == first
    assert world.number() == number
    assert [topic["title"] for topic in world.state()["topics"]] == ["One form"]


def test_asking_twice_in_one_commit_does_it_once(world: World) -> None:
    world.opens()
    anna = world.joins("Anna")
    wish = Wish("marketplace.post_topic", {"title": "One form"}, device=anna.device, client=CLIENT, n=1)
    answers = world.committer.commit([wish, wish]).answers
    assert answers[0] == answers[1]
    assert len(world.state()["topics"]) == 1


def test_a_refusal_is_kept_and_drops_only_its_own_savepoint(world: World) -> None:
    world.opens()
    anna = world.joins("Anna")

    def post(n: int, title: str) -> Wish:
        return Wish("marketplace.post_topic", {"title": title}, device=anna.device, client=CLIENT, n=n)

    good, bad, other = world.committer.commit([post(1, "First"), post(2, "x" * 81), post(3, "Third")]).answers
    assert (good["ok"], bad["ok"], other["ok"]) == (True, False, True)
    assert bad["code"] == "invalid"
    assert set(bad["fields"]) == {"title"}
    assert world.commit(post(2, "now it would fit")) == bad
    assert [topic["title"] for topic in world.state()["topics"]] == ["First", "Third"]


def test_a_hole_in_an_outbox_is_a_gap_and_is_not_kept(world: World) -> None:
    world.opens()
    anna = world.joins("Anna")

    def post(n: int) -> Wish:
        return Wish("marketplace.post_topic", {"title": f"T{n}"}, device=anna.device, client=CLIENT, n=n)

    answer = world.commit(post(3))
    assert (answer["ok"], answer["code"], answer["want"], answer["final"]) == (False, "gap", 1, False)
    assert world.commit(post(1))["ok"]
    assert world.commit(Wish("skip", device=anna.device, client=CLIENT, n=2))["code"] == "skipped"
    assert world.commit(post(3))["ok"]


def test_numbers_have_no_holes_and_totals_are_told_once(world: World) -> None:
    world.opens()
    host = world.host
    topic = host.does("marketplace.post_topic", title="One form")["topic"]
    people = [world.joins(name) for name in ("Anna", "Bram", "Carla")]
    before = world.number()
    world.told.clear()
    wishes = [
        Wish("marketplace.mark_interest", {"topic": topic, "answer": "come"}, device=each.device, client=CLIENT, n=1)
        for each in people
    ]
    committed = world.committer.commit(wishes)
    everybody = [told for told in committed.told if told.stream == "all"]
    assert len(everybody) == 1
    assert everybody[0].changes == [
        {
            "number": before + 1,
            "kind": "marketplace.interest_counted",
            "topics": {str(topic): {"come": 3, "maybe": 0}},
        }
    ]
    assert [answer["at"]["all"] for answer in committed.answers] == [before + 1] * 3


def test_changes_hold_ids_and_names_stand_beside_them(world: World) -> None:
    world.opens()
    anna = world.joins("Anna")
    world.told.clear()
    anna.does("marketplace.post_topic", title="One form")
    told = next(told for told in world.told if told.stream == "all")
    assert told.changes[0]["topic"]["conveners"] == [anna.person]
    assert told.people == {str(anna.person): {"name": "Anna", "party": None, "mark": ""}}
    assert "Anna" not in str(told.changes)


def test_an_error_of_ours_is_answered_with_a_reference_and_changes_nothing(world: World) -> None:
    def breaks(work: object, **fields: object) -> None:
        raise RuntimeError("a bug")

    world.opens()
    anna = world.joins("Anna")
    commands = world.system.commands
    commands["marketplace.post_topic"] = replace(commands["marketplace.post_topic"], run=breaks)
    wish = Wish("marketplace.post_topic", {"title": "One form"}, device=anna.device, client=CLIENT, n=1)
    answer = world.commit(wish)
    assert (answer["ok"], answer["code"], answer["final"]) == (False, "error", False)
    assert answer["reference"] in answer["message"]
    assert world.state()["topics"] == []
