"""Places, slots and the proposed grid."""

from tests.replica import followed
from tests.world import World

TIMES = {"starts": "2026-11-28T18:00:00Z", "ends": "2026-11-28T19:00:00Z"}


def test_a_new_gathering_has_the_grid_of_its_people(sqlite_world: World) -> None:
    state = sqlite_world.state()
    assert [place["name"] for place in state["places"]] == ["Place 1", "Place 2", "Place 3", "Place 4"]
    assert [(slot["title"], slot["kind"]) for slot in state["slots"]] == [
        ("Opening and marketplace", "fixed"),
        ("A", "session"),
        ("B", "session"),
        ("Lunch", "break"),
        ("C", "session"),
        ("D", "session"),
        ("Closing circle", "fixed"),
    ]
    assert state["slots"][0]["starts"] == "2026-11-28T08:00:00Z"


def test_a_place_is_added_last_and_changed_field_by_field(sqlite_world: World) -> None:
    host = sqlite_world.host
    place = host.does("agenda.save_place", name="Garden", capacity=20, features=["shade", " ", "quiet"])["place"]
    host.does("agenda.save_place", place=place, address="https://talk.example/1")
    assert sqlite_world.state()["places"][-1] == {
        "id": place,
        "name": "Garden",
        "capacity": 20,
        "features": ["shade", "quiet"],
        "address": "https://talk.example/1",
        "position": 4,
    }
    host.does("agenda.save_place", place=place, capacity=None, name="Orchard", position=0, features=[])
    saved = next(each for each in sqlite_world.state()["places"] if each["id"] == place)
    assert saved["capacity"] is None
    assert (saved["name"], saved["position"], saved["features"]) == ("Orchard", 0, [])


def test_a_place_that_may_not_be(sqlite_world: World) -> None:
    host = sqlite_world.host
    for fields in (
        {},
        {"name": ""},
        {"name": "x" * 61},
        {"name": "Den", "capacity": 0},
        {"name": "Den", "address": "javascript:alert(1)"},
        {"name": "Den", "features": ["x" * 41]},
        {"place": 0, "name": "Den"},
    ):
        assert host.refused("agenda.save_place", None, **fields) == "invalid", fields
    assert host.refused("agenda.save_place", place=999, name="Den") == "gone"


def test_a_place_or_slot_in_use_stays(sqlite_world: World) -> None:
    sqlite_world.opens()
    host = sqlite_world.host
    state = sqlite_world.state()
    cell = {"place": state["places"][0]["id"], "slot": state["slots"][1]["id"]}
    topic = host.does("marketplace.post_topic", title="One form")["topic"]
    host.does("agenda.place_topic", topic=topic, **cell)
    assert host.refused("agenda.remove_place", place=cell["place"]) == "taken"
    assert host.refused("agenda.remove_slot", slot=cell["slot"]) == "taken"
    host.does("agenda.unplace_topic", topic=topic)
    with followed(sqlite_world):
        host.does("agenda.remove_place", place=cell["place"])
        host.does("agenda.remove_slot", slot=cell["slot"])
    assert host.refused("agenda.remove_place", place=cell["place"]) == "gone"
    assert host.refused("agenda.remove_slot", slot=cell["slot"]) == "gone"


def test_a_removed_place_is_taken_out_of_fixed_items_too(sqlite_world: World) -> None:
    host = sqlite_world.host
    den, attic = (host.does("agenda.save_place", name=name)["place"] for name in ("Den", "Attic"))
    slot = host.does("agenda.save_slot", kind="break", title="Tea", places=[den, attic], **TIMES)["slot"]
    with followed(sqlite_world):
        host.does("agenda.remove_place", place=den)
    assert next(each for each in sqlite_world.state()["slots"] if each["id"] == slot)["places"] == [attic]


def test_slots_are_named_and_sorted_by_time(sqlite_world: World) -> None:
    host = sqlite_world.host
    first = {"starts": "2026-11-28T06:00:00+01:00", "ends": "2026-11-28T07:00:00+01:00"}
    for kind, title in (("session", "E"), ("break", "Break"), ("fixed", "Together")):
        slot = host.does("agenda.save_slot", kind=kind, **first)["slot"]
        told = next(each for each in sqlite_world.state()["slots"] if each["id"] == slot)
        assert (told["title"], told["starts"]) == (title, "2026-11-28T05:00:00Z")
    starts = [slot["starts"] for slot in sqlite_world.state()["slots"]]
    assert starts == sorted(starts)


def test_a_slot_that_may_not_be(sqlite_world: World) -> None:
    host = sqlite_world.host
    for fields in (
        {},
        {"starts": TIMES["starts"]},
        {"starts": TIMES["ends"], "ends": TIMES["starts"]},
        {"starts": TIMES["starts"], "ends": TIMES["starts"]},
        {"starts": "2026-11-28T18:00:00", "ends": TIMES["ends"]},
        {"starts": "tomorrow", "ends": TIMES["ends"]},
        {**TIMES, "kind": "party"},
        {**TIMES, "title": "x" * 61},
        {**TIMES, "places": ["den"]},
    ):
        assert host.refused("agenda.save_slot", None, **fields) == "invalid", fields
    assert host.refused("agenda.save_slot", None, places=[999], **TIMES) == "gone"
    assert host.refused("agenda.save_slot", None, slot=999, **TIMES) == "gone"


def test_a_grid_is_proposed_only_where_there_is_none(sqlite_world: World) -> None:
    host = sqlite_world.host
    before = sqlite_world.state()
    host.does("agenda.propose_grid", people=500)
    assert sqlite_world.state() == before
    for slot in before["slots"]:
        host.does("agenda.remove_slot", slot=slot["id"])
    host.does("agenda.propose_grid", people=500, slots=2, minutes=45, pause=10)
    state = sqlite_world.state()
    assert state["places"] == before["places"]
    assert [(slot["starts"][11:16], slot["ends"][11:16], slot["kind"]) for slot in state["slots"]] == [
        ("08:00", "09:00", "fixed"),
        ("09:00", "09:45", "session"),
        ("09:55", "10:40", "session"),
        ("10:50", "11:35", "fixed"),
    ]
    for bad in ({"people": 0}, {"people": 5001}, {}, {"people": 10, "slots": 21}, {"people": 10, "pause": -1}):
        assert host.refused("agenda.propose_grid", None, **bad) == "invalid", bad


def test_there_are_bounds(sqlite_world: World) -> None:
    from openspace.agenda.rules import MOST_PLACES, MOST_SLOTS

    host = sqlite_world.host
    for _ in range(MOST_PLACES - len(sqlite_world.state()["places"])):
        host.does("agenda.save_place", name="Den")
    assert host.refused("agenda.save_place", name="Den") == "limit"
    for _ in range(MOST_SLOTS - len(sqlite_world.state()["slots"])):
        host.does("agenda.save_slot", **TIMES)
    assert host.refused("agenda.save_slot", None, **TIMES) == "limit"
