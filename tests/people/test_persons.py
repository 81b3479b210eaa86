"""Persons: coming in, names and marks, party, language, consent."""

from typing import Any

from openspace.core.actor import Actor, Role
from openspace.core.committer import Wish
from tests.replica import followed
from tests.world import World


def called(world: World, person: int | None) -> dict[str, Any]:
    found: dict[str, Any] = world.people({"person": person})[str(person)]
    return found


def test_joining_asks_a_name_and_no_more(world: World) -> None:
    with followed(world):
        anna = world.joins(" Anna  Jansen ")
    assert called(world, anna.person) == {"name": "Anna Jansen", "party": None, "mark": ""}
    assert world.state(f"person:{anna.person}")["me"] == {
        "person": anna.person,
        "role": "participant",
        "party": None,
        "language": "en",
        "consent": "unasked",
    }
    assert [person["person"] for person in world.state("desk")["people"]] == [world.host.person, anna.person]


def test_who_cannot_join(sqlite_world: World) -> None:
    world = sqlite_world

    def joining(**fields: object) -> str:
        before = world.everything()
        known = {"name": "Anna", "language": "en", "browser": "b"}
        answer = world.commit(Wish("people.join", known | fields, actor=Actor(world.gathering, Role.STRANGER)))
        assert world.everything() == before
        return str(answer["code"])

    assert joining(name="") == joining(name="\u200b") == joining(name="x" * 61) == "invalid"
    assert joining(language="fr") == "invalid"
    assert joining(party=999) == "gone"


def test_two_of_one_name_get_a_mark(world: World) -> None:
    people = [world.joins(name) for name in ("Anna", "anna", "ANNA\u200b", "Anna Jansen")]
    assert [called(world, each.person)["mark"] for each in people] == ["", "2", "3", ""]
    people[3].does("people.rename", name="Anna")
    assert called(world, people[3].person)["mark"] == "4"
    people[1].does("people.rename", name="Annabel")
    people[3].does("people.rename", name="Anna")
    assert called(world, people[3].person)["mark"] == "2"


def test_a_new_name_is_told_beside_the_change_and_stands_everywhere(world: World) -> None:
    world.opens()
    anna = world.joins("Anna")
    anna.does("marketplace.post_topic", title="One form")
    world.told.clear()
    with followed(world):
        anna.does("people.rename", name="Annabel")
    told = next(each for each in world.told if each.stream == "all")
    assert [change["kind"] for change in told.changes] == ["people.renamed"]
    assert told.people[str(anna.person)]["name"] == "Annabel"
    assert world.people(world.state())[str(anna.person)]["name"] == "Annabel"
    for name in ("", "x" * 61):
        assert anna.refused("people.rename", None, **{"name": name}) == "invalid"


def test_party_and_none(world: World) -> None:
    town, harbour = (party["id"] for party in world.state()["parties"])
    anna = world.joins("Anna", party=town)
    assert called(world, anna.person)["party"] == town
    with followed(world):
        anna.does("people.choose_party", party=harbour)
        assert world.state(f"person:{anna.person}")["me"]["party"] == harbour
        anna.does("people.choose_party", party=None)
        assert called(world, anna.person)["party"] is None
    assert anna.refused("people.choose_party", party=999) == "gone"


def test_refusals_speak_the_language_of_the_person(world: World) -> None:
    anna = world.joins("Anna")
    english = anna.wishes("marketplace.post_topic", title="One form")["message"]
    with followed(world):
        anna.does("people.choose_language", language="nl")
    dutch = anna.wishes("marketplace.post_topic", title="One form")["message"]
    assert world.state(f"person:{anna.person}")["me"]["language"] == "nl"
    assert english == "Posting is closed at the moment. The desk opens it again."
    assert dutch != english
    empty = anna.wishes("marketplace.post_topic", title="")["fields"]["title"]
    assert empty != world.joins("Bram").wishes("marketplace.post_topic", title="")["fields"]["title"]
    assert anna.refused("people.choose_language", language="fr") == "invalid"


def test_an_onlooker_chooses_a_language_too(sqlite_world: World) -> None:
    looker = sqlite_world.takes(sqlite_world.host.does("people.make_link", right="onlooker")["url"])
    looker.does("people.choose_language", language="nl")
    assert looker.person is None
    english = "Your role at this gathering does not include that."
    assert looker.wishes("marketplace.post_idea", text="Tea")["message"] != english


def test_consent_is_asked_and_only_ones_own(sqlite_world: World) -> None:
    anna = sqlite_world.joins("Anna")
    for consent in ("room", "public", "none"):
        anna.does("people.set_consent", consent=consent)
        assert sqlite_world.state(f"person:{anna.person}")["me"]["consent"] == consent
    for bad in ("unasked", "", "all"):
        assert anna.refused("people.set_consent", consent=bad) == "invalid"
    assert "consent" not in str(sqlite_world.state("desk"))


def test_participants_are_counted_by_party_and_the_team_is_not(world: World) -> None:
    town = world.state()["parties"][0]["id"]
    world.joins("Anna", party=town)
    world.joins("Bram")
    helps = world.joins("Carla", party=town)
    counted = {"people": 3, "parties": {str(town): 2}}
    with world.system.database.reading() as db:
        assert world.system.count_people(db, world.gathering) == counted
    world.host.does("people.set_role", person=helps.person, role="facilitator")
    with world.system.database.reading() as db:
        assert world.system.count_people(db, world.gathering) == {"people": 2, "parties": {str(town): 1}}
