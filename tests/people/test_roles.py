"""Handing over and taking back; removing; giving the place back; two persons who were one."""

from openspace.core.actor import Actor, Role
from openspace.core.committer import Wish
from openspace.people.rules import hashed
from tests.replica import followed
from tests.world import Somebody, World


def facilitator(world: World, name: str = "Fatma") -> Somebody:
    return world.takes(world.host.does("people.make_link", right="facilitator")["url"], name)


def test_the_desks_place_is_handed_over_and_taken_back(world: World) -> None:
    anna = world.joins("Anna")
    assert anna.refused("gatherings.move_phase", phase="opening") == "forbidden"
    with followed(world):
        world.host.does("people.set_role", person=anna.person, role="facilitator")
        anna.does("gatherings.move_phase", phase="opening")
        anna.does("people.set_role", person=anna.person, role="participant")
        assert anna.wishes("gatherings.move_phase", phase="sessions")["code"] == "forbidden"
    assert world.state(f"person:{anna.person}")["me"]["role"] == "participant"


def test_only_a_host_makes_and_unmakes_hosts(world: World) -> None:
    fatma, anna = facilitator(world), world.joins("Anna")
    assert fatma.refused("people.set_role", person=anna.person, role="host") == "forbidden"
    assert fatma.refused("people.set_role", person=world.host.person, role="participant") == "forbidden"
    assert fatma.refused("people.give_place_back", person=world.host.person) == "forbidden"
    for command in ("people.remove_person", "people.join_persons"):
        fields = (
            {"keep": anna.person, "drop": world.host.person} if "join" in command else {"person": world.host.person}
        )
        assert fatma.refused(command, None, **fields) == "forbidden"
    assert world.host.refused("people.set_role", person=world.host.person, role="participant") == "limit"
    assert world.host.refused("people.forget_person", person=world.host.person) == "limit"
    assert world.host.refused("people.set_role", person=anna.person, role="king") == "invalid"
    with followed(world):
        world.host.does("people.set_role", person=anna.person, role="host")
        world.host.does("people.set_role", person=world.host.person, role="participant")
    assert world.host.refused("people.set_role", person=anna.person, role="participant") == "forbidden"
    anna.does("people.make_link", right="host")


def test_a_removed_persons_devices_are_refused_and_what_they_made_stays(world: World) -> None:
    world.opens()
    anna = world.joins("Anna")
    link = anna.does("people.make_link", right="device")["url"]
    laptop = world.takes(anna.does("people.make_link", right="device")["url"])
    anna.does("marketplace.post_topic", title="One form")
    with followed(world):
        fatma = facilitator(world)
        fatma.does("people.remove_person", person=anna.person)
    before = world.everything()
    for device in (anna, laptop):
        assert device.wishes("marketplace.post_topic", title="Still here")["code"] == "no_person"
    secret = hashed(link.rpartition("/")[2])
    taking = {"secret": secret, "language": "en", "browser": "fresh"}
    assert world.commit(Wish("people.take_link", taking, actor=Actor(world.gathering, Role.STRANGER)))["code"] == "gone"
    assert world.everything() == before
    assert [topic["conveners"] for topic in world.state()["topics"]] == [[anna.person]]
    assert world.people(world.state())[str(anna.person)]["name"] == "Anna"


def test_who_is_gone_gets_no_role_no_link_and_is_not_joined(world: World) -> None:
    host, anna, bram = world.host, world.joins("Anna"), world.joins("Bram")
    host.does("people.remove_person", person=anna.person)
    for name, fields in (
        ("people.set_role", {"person": anna.person, "role": "facilitator"}),
        ("people.give_place_back", {"person": anna.person}),
        ("people.join_persons", {"keep": anna.person, "drop": bram.person}),
        ("people.join_persons", {"keep": bram.person, "drop": anna.person}),
        ("people.remove_person", {"person": anna.person}),
        ("people.set_role", {"person": 999, "role": "facilitator"}),
        ("people.forget_person", {"person": 999}),
    ):
        assert host.refused(name, None, **fields) == "gone", (name, fields)


def test_the_desk_gives_a_lost_place_back(world: World) -> None:
    world.opens()
    anna = world.joins("Anna")
    assert anna.refused("people.give_place_back", person=anna.person) == "forbidden"
    back = world.takes(facilitator(world).does("people.give_place_back", person=anna.person)["url"])
    assert back.person == anna.person
    back.does("marketplace.post_topic", title="Here again")


def test_two_persons_become_one(world: World) -> None:
    """What both made is the one's, of two marks on a topic the one's own counts, and both phones act for the one."""
    world.opens()
    old, new, bram = world.joins("Anna"), world.joins("Anna"), world.joins("Bram")
    shared = bram.does("marketplace.post_topic", title="Bicycles", conveners=[old.person, new.person])["topic"]
    own = new.does("marketplace.post_topic", title="One form")["topic"]
    for who, topic, answer in ((old, shared, "come"), (new, shared, "maybe"), (new, own, "come")):
        who.does("marketplace.mark_interest", topic=topic, answer=answer)
    with followed(world):
        world.host.does("people.join_persons", keep=old.person, drop=new.person)
    topics = {topic["id"]: topic for topic in world.state()["topics"]}
    assert topics[shared]["conveners"] == [bram.person, old.person]
    assert topics[own]["conveners"] == [old.person]
    assert topics[shared]["interest"] == {"come": 1, "maybe": 0}
    assert topics[own]["interest"] == {"come": 1, "maybe": 0}
    assert world.state(f"person:{old.person}")["interest"] == {str(shared): "come", str(own): "come"}
    assert [person["person"] for person in world.state("desk")["people"]] == [
        world.host.person,
        old.person,
        bram.person,
    ]
    assert world.people({"person": new.person})[str(new.person)]["name"] is None
    with world.system.database.reading() as db:
        found = world.system.find_actor(db, new.device)
    assert found is not None
    assert found.person == old.person
    for fields, code in (
        ({"keep": old.person, "drop": old.person}, "invalid"),
        ({"keep": old.person, "drop": 999}, "gone"),
        ({"keep": old.person}, "invalid"),
    ):
        assert world.host.refused("people.join_persons", None, **fields) == code


def test_a_joined_phone_goes_on_with_its_outbox(sqlite_world: World) -> None:
    """Its outbox is another's now, of which the server knows no wish: the phone says where it stands."""
    world = sqlite_world
    world.opens()
    old, new = world.joins("Anna"), world.joins("Anna")
    new.does("marketplace.post_topic", title="First")
    world.host.does("people.join_persons", keep=old.person, drop=new.person)
    second = Wish("marketplace.post_topic", {"title": "Second"}, device=new.device, client="d" * 16, n=2)
    assert world.commit(second)["code"] == "gap"
    second.next = 2
    assert world.commit(second)["ok"]
    assert world.state()["topics"][-1]["conveners"] == [old.person]
