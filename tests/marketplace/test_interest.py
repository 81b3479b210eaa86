"""Interest: one mark a person and topic, totals for everybody unless they are hidden; and the ideas wall."""

from openspace.marketplace.rules import MOST_IDEAS
from tests.replica import followed, told
from tests.world import World


def test_one_mark_a_person_and_skips_are_nobodys_business(world: World) -> None:
    world.opens()
    anna, bram, carla = (world.joins(name) for name in ("Anna", "Bram", "Carla"))
    topic = anna.does("marketplace.post_topic", title="One form")["topic"]

    def totals() -> dict[str, int]:
        found: dict[str, int] = world.state()["topics"][0]["interest"]
        return found

    with followed(world):
        for who, answer, expected in (
            (anna, "come", {"come": 1, "maybe": 0}),
            (anna, "come", {"come": 1, "maybe": 0}),
            (bram, "maybe", {"come": 1, "maybe": 1}),
            (bram, "come", {"come": 2, "maybe": 0}),
            (carla, "skip", {"come": 2, "maybe": 0}),
            (anna, "none", {"come": 1, "maybe": 0}),
            (anna, "none", {"come": 1, "maybe": 0}),
        ):
            who.does("marketplace.mark_interest", topic=topic, answer=answer)
            assert totals() == expected
    assert world.state(f"person:{carla.person}")["interest"] == {str(topic): "skip"}
    assert world.state(f"person:{anna.person}")["interest"] == {}
    assert "skip" not in str([told(world, "all"), told(world, "desk"), world.state()])
    assert anna.refused("marketplace.mark_interest", topic=topic, answer="perhaps") == "invalid"
    assert anna.refused("marketplace.mark_interest", topic=topic) == "invalid"
    assert anna.refused("marketplace.mark_interest", topic=999, answer="come") == "gone"


def test_hidden_counts_are_in_no_state_and_no_change(world: World) -> None:
    world.opens()
    anna, bram = world.joins("Anna"), world.joins("Bram")
    topic = anna.does("marketplace.post_topic", title="One form")["topic"]
    anna.does("marketplace.mark_interest", topic=topic, answer="come")
    assert world.state()["topics"][0]["interest"] == {"come": 1, "maybe": 0}
    with followed(world):
        world.host.does("gatherings.set_up", counts_hidden=True)
        assert "interest" not in world.state()["topics"][0]
        assert told(world, "all")[-1]["topics"] == {str(topic): None}
    with followed(world):
        bram.does("marketplace.mark_interest", topic=topic, answer="come")
        anna.does("marketplace.edit_topic", topic=topic, line="For all")
        second = anna.does("marketplace.post_topic", title="Another")["topic"]
        bram.does("marketplace.mark_interest", topic=second, answer="maybe")
    assert "interest" not in world.state()["topics"][0]
    everybodys = told(world, "all")
    assert [change["kind"] for change in everybodys] == ["marketplace.topic_edited", "marketplace.topic_posted"]
    assert not any("interest" in change["topic"] for change in everybodys)
    assert world.state(f"person:{bram.person}")["interest"] == {str(topic): "come", str(second): "maybe"}
    with followed(world):
        world.host.does("gatherings.set_up", counts_hidden=False)
    assert [each["interest"] for each in world.state()["topics"]] == [{"come": 2, "maybe": 0}, {"come": 0, "maybe": 1}]


def test_ideas_have_no_owner(world: World) -> None:
    anna = world.joins("Anna")  # also while posting is closed: ideas come before the day
    world.told.clear()
    idea = anna.does("marketplace.post_idea", text=" A quiet  room ")["idea"]
    assert world.state()["ideas"] == [{"id": idea, "text": "A quiet room"}]
    assert [(each.stream, each.people) for each in world.told] == [("all", {})]
    for fields in ({}, {"text": " "}, {"text": "x" * 141}):
        assert anna.refused("marketplace.post_idea", None, **fields) == "invalid"
    assert anna.refused("marketplace.remove_idea", idea=idea) == "forbidden"
    with followed(world):
        world.host.does("marketplace.remove_idea", idea=idea)
    assert world.state()["ideas"] == []
    assert world.host.refused("marketplace.remove_idea", idea=idea) == "gone"


def test_the_ideas_wall_has_a_bound(sqlite_world: World) -> None:
    from openspace.core.committer import Wish
    from tests.world import CLIENT

    anna = sqlite_world.joins("Anna")
    wishes = [
        Wish("marketplace.post_idea", {"text": str(n)}, device=anna.device, client=CLIENT, n=n)
        for n in range(1, MOST_IDEAS + 2)
    ]
    answers = sqlite_world.committer.commit(wishes).answers
    assert [answer["ok"] for answer in answers] == [True] * MOST_IDEAS + [False]
    assert answers[-1]["code"] == "limit"
