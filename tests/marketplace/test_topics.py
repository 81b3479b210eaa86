"""Topics: posting, changing, withdrawing, restoring; whose they are; when posting is closed."""

import pytest

from openspace.marketplace.rules import MOST_CONVENERS, MOST_TOPICS_OF_ONE
from tests.replica import followed
from tests.world import World


def test_who_posts_a_topic_convenes_it(world: World) -> None:
    world.opens()
    anna, bram = world.joins("Anna"), world.joins("Bram")
    with followed(world):
        topic = anna.does(
            "marketplace.post_topic", title=" One  form ", line="For all", language="nl", conveners=[bram.person]
        )["topic"]
    told = world.state()["topics"][0]
    assert {name: told[name] for name in told if name not in ("posted", "changed")} == {
        "id": topic,
        "title": "One form",
        "line": "For all",
        "language": "nl",
        "conveners": [anna.person, bram.person],
        "state": "open",
        "version": 1,
        "interest": {"come": 0, "maybe": 0},
    }


def test_a_topic_speaks_the_language_of_the_gathering_unless_told(sqlite_world: World) -> None:
    sqlite_world.opens()
    sqlite_world.joins("Anna", language="nl").does("marketplace.post_topic", title="One form")
    assert sqlite_world.state()["topics"][0]["language"] == "en"


def test_the_desk_posts_for_others(sqlite_world: World) -> None:
    sqlite_world.opens("preparing")
    anna = sqlite_world.joins("Anna")
    sqlite_world.host.does("marketplace.post_topic", title="One form", conveners=[anna.person])
    sqlite_world.host.does("marketplace.post_topic", title="Own")
    assert [topic["conveners"] for topic in sqlite_world.state()["topics"]] == [
        [anna.person],
        [sqlite_world.host.person],
    ]
    anna.does("marketplace.edit_topic", topic=1, title="Mine now")


def test_posting_is_closed_for_phones_only(world: World) -> None:
    anna = world.joins("Anna")
    assert anna.refused("marketplace.post_topic", title="One form") == "closed"
    world.host.does("marketplace.post_topic", title="One form")
    for phase, code in (("marketplace", None), ("closing", "closed"), ("sessions", None)):
        world.opens(phase)
        answer = anna.wishes("marketplace.post_topic", title=phase)
        assert answer.get("code") == code
    world.host.does("gatherings.turn_switch", switch="posting", on=False)
    assert anna.refused("marketplace.post_topic", title="Late") == "closed"


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"title": ""},
        {"title": " \u200b "},
        {"title": "x" * 81},
        {"title": "x" * 10_000},
        {"title": "One", "line": "x" * 201},
        {"title": "One", "language": "xx"},
        {"title": "One", "conveners": ["Anna"]},
        {"title": "One", "conveners": [0]},
        {"title": "One", "conveners": {"person": 1}},
        {"title": ["One", "Two"]},
        {"title": {"text": "One"}},
        {"title": "One", "colour": "red"},
    ],
)
def test_a_topic_that_may_not_be(sqlite_world: World, fields: dict[str, object]) -> None:
    sqlite_world.opens()
    assert sqlite_world.joins("Anna").refused("marketplace.post_topic", None, **fields) == "invalid"


def test_a_title_may_have_80_characters_of_any_kind(sqlite_world: World) -> None:
    sqlite_world.opens()
    for title in ("x" * 80, "é" * 80, "🚀" * 80):
        sqlite_world.joins("Anna").does("marketplace.post_topic", title=title)
        assert sqlite_world.state()["topics"][-1]["title"] == title


def test_there_are_bounds(sqlite_world: World) -> None:
    sqlite_world.opens()
    anna = sqlite_world.joins("Anna")
    people = [sqlite_world.joins("Bram").person for _ in range(MOST_CONVENERS)]
    assert anna.refused("marketplace.post_topic", title="Crowd", conveners=people) == "limit"
    assert anna.refused("marketplace.post_topic", title="Nobody", conveners=[999]) == "gone"
    for _ in range(MOST_TOPICS_OF_ONE):
        anna.does("marketplace.post_topic", title="One more")
    assert anna.refused("marketplace.post_topic", title="Too many") == "limit"
    anna.does("marketplace.withdraw_topic", topic=1)
    anna.does("marketplace.post_topic", title="One instead")


def test_a_topic_is_its_conveners_and_the_desks(world: World) -> None:
    world.opens()
    anna, bram, carla = (world.joins(name) for name in ("Anna", "Bram", "Carla"))
    topic = anna.does("marketplace.post_topic", title="One form", line="For all", conveners=[bram.person])["topic"]
    for name in ("edit_topic", "withdraw_topic", "restore_topic"):
        assert carla.refused(f"marketplace.{name}", topic=topic) == "forbidden"
    with followed(world):
        bram.does("marketplace.edit_topic", topic=topic, line="")
        world.host.does("marketplace.edit_topic", topic=topic, title="One form only")
        anna.does("marketplace.edit_topic", topic=topic, conveners=[carla.person, anna.person])
        carla.does("marketplace.edit_topic", topic=topic, language="nl", title="")
        assert bram.wishes("marketplace.edit_topic", topic=topic, line="Not mine any more")["code"] == "forbidden"
    told = world.state()["topics"][0]
    assert (told["title"], told["line"], told["language"]) == ("One form only", "", "nl")
    assert told["conveners"] == [carla.person, anna.person]
    for name in ("edit_topic", "withdraw_topic", "restore_topic"):
        assert anna.refused(f"marketplace.{name}", topic=999) == "gone"


def test_withdrawn_and_restored(world: World) -> None:
    world.opens()
    anna, bram = world.joins("Anna"), world.joins("Bram")
    topic = anna.does("marketplace.post_topic", title="One form")["topic"]
    bram.does("marketplace.mark_interest", topic=topic, answer="come")
    with followed(world):
        anna.does("marketplace.withdraw_topic", topic=topic)
        assert world.state()["topics"][0]["state"] == "withdrawn"
        assert bram.wishes("marketplace.mark_interest", topic=topic, answer="maybe")["code"] == "gone"
        anna.does("marketplace.restore_topic", topic=topic)
    assert world.state()["topics"][0]["state"] == "open"
    assert world.state()["topics"][0]["interest"] == {"come": 1, "maybe": 0}
