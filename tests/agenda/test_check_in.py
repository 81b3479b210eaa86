"""I'm here: being in one session ends being in another; who agreed is named."""

from typing import Any

from tests.replica import followed
from tests.world import Somebody, World


def two_sessions(world: World) -> list[int]:
    world.opens()
    state = world.state()
    slot = next(slot["id"] for slot in state["slots"] if slot["kind"] == "session")
    made = []
    for place in state["places"][:2]:
        topic = world.host.does("marketplace.post_topic", title="One form")["topic"]
        made.append(world.host.does("agenda.place_topic", topic=topic, place=place["id"], slot=slot)["session"])
    return made


def here(world: World) -> list[int]:
    return [session["here"] for session in world.state()["sessions"]]


def named(world: World, session: int) -> list[Any]:
    present: list[Any] = world.state(f"session:{session}")["present"]
    return present


def agreeing(world: World, name: str, consent: str = "room") -> Somebody:
    somebody = world.joins(name)
    somebody.does("people.set_consent", consent=consent)
    return somebody


def test_checking_in_moves_on_and_out(world: World) -> None:
    one, two = two_sessions(world)
    anna = world.joins("Anna")
    with followed(world):
        anna.does("agenda.check_in", session=one)
        assert here(world) == [1, 0]
        assert world.state(f"person:{anna.person}")["session"] == one
        anna.does("agenda.check_in", session=two)
        assert here(world) == [0, 1]
        assert world.state(f"person:{anna.person}")["session"] == two
        number = world.number()
        anna.does("agenda.check_in", session=two)
        anna.does("agenda.check_out", session=one)
        assert (here(world), world.number()) == ([0, 1], number)
        anna.does("agenda.check_out", session=two)
        assert here(world) == [0, 0]
        assert world.state(f"person:{anna.person}")["session"] is None


def test_only_who_agreed_is_named(world: World) -> None:
    one, _two = two_sessions(world)
    quiet, room, public = world.joins("Anna"), agreeing(world, "Bram"), agreeing(world, "Carla", "public")
    with followed(world):
        for somebody in (quiet, room, public):
            somebody.does("agenda.check_in", session=one)
        assert here(world) == [3, 0]
        assert named(world, one) == [room.person, public.person]
        room.does("people.set_consent", consent="none")
        assert named(world, one) == [public.person]
        quiet.does("people.set_consent", consent="room")
        assert named(world, one) == [quiet.person, public.person]
        public.does("people.forget_person", person=public.person)
        assert named(world, one) == [quiet.person]
        world.host.does("people.remove_person", person=quiet.person)
        assert (named(world, one), here(world)) == ([], [1, 0])


def test_who_is_not_named_is_in_nothing_that_is_told(world: World) -> None:
    one, _two = two_sessions(world)
    anna = world.joins("Anna")
    world.told.clear()
    anna.does("agenda.check_in", session=one)
    others = [told for told in world.told if told.stream != f"person:{anna.person}"]
    assert {told.stream for told in others} == {"all", f"session:{one}"}
    assert all(told.people == {} for told in others)
    # What it looks like when somebody did agree, so that the line above means something.
    world.told.clear()
    anna.does("people.set_consent", consent="room")
    assert [told.people for told in world.told if told.stream == f"session:{one}"] == [
        {str(anna.person): {"name": "Anna", "party": None, "mark": ""}}
    ]


def test_many_in_one_commit_are_counted_once(world: World) -> None:
    from openspace.core.committer import Wish

    one, _two = two_sessions(world)
    crowd = [agreeing(world, name) for name in ("Anna", "Bram", "Carla")]
    wishes = [
        Wish("agenda.check_in", {"session": one}, device=somebody.device, client=somebody.client, n=2)
        for somebody in crowd
    ]
    told = world.committer.commit(wishes).told
    counted = [change for each in told for change in each.changes if each.stream in ("all", f"session:{one}")]
    assert [change["kind"] for change in counted] == ["agenda.here_counted", "agenda.present_changed"]
    assert counted[0]["sessions"] == {str(one): 3}
    assert counted[1]["present"] == [somebody.person for somebody in crowd]
