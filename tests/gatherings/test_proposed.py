"""What was proposed and nobody changed reads in everybody's language; what somebody wrote stays as it is."""

import pytest

from openspace.core.words import LANGUAGES, speaking
from openspace.gatherings import proposed
from openspace.gatherings.queries import the_gathering
from openspace.proceedings.book import markdown_book
from openspace.screens.reading import readable_days
from tests.world import World


@pytest.mark.parametrize(
    ("written", "language", "read"),
    [
        ("Opening and marketplace", "nl", "Opening en marktplaats"),
        ("Opening en marktplaats", "en", "Opening and marketplace"),
        ("Closing circle", "en", "Closing circle"),
        ("Place 12", "nl", "Plek 12"),
        ("Plek 3", "en", "Place 3"),
        ("Place 3 upstairs", "nl", "Place 3 upstairs"),
        ("Place", "nl", "Place"),
        ("Lunch 2", "nl", "Lunch 2"),
        ("12", "nl", "12"),
        ("", "nl", ""),
    ],
)
def test_a_text_as_somebody_reads_it(written: str, language: str, read: str) -> None:
    with speaking(language):
        assert proposed.as_read(written) == read


def test_no_text_has_two_meanings() -> None:
    """Read in another language and back again, each proposal is what it was."""
    for language in LANGUAGES:
        with speaking(language):
            own = [*proposed.principles(), proposed.law(), *proposed.parts_of_a_day(), proposed.place(7)]
            own += [proposed.pause(), proposed.together()]
        for other in LANGUAGES:
            with speaking(other):
                there = [proposed.as_read(text) for text in own]
            with speaking(language):
                assert [proposed.as_read(text) for text in there] == own
        assert len(set(own)) == len(own)


def test_the_pages_and_the_book_speak_the_readers_language_until_somebody_writes(sqlite_world: World) -> None:
    world = sqlite_world
    kept = world.state()
    lunch = next(slot for slot in kept["slots"] if slot["title"] == "Lunch")
    times = {"starts": lunch["starts"], "ends": lunch["ends"]}
    world.host.does("agenda.save_slot", slot=lunch["id"], title="Lunch in the garden", **times)
    world.host.does("agenda.save_place", place=kept["places"][1]["id"], name="The barn")
    with world.system.database.reading() as db, speaking("nl"):
        day = readable_days(db, the_gathering(db, world.gathering))[0]
        assert [place["name"] for place in day["places"]][:3] == ["Plek 1", "The barn", "Plek 3"]
        titles = [slot["title"] for slot in day["slots"]]
        assert {"Opening en marktplaats", "Lunch in the garden", "Slotkring"} <= set(titles)
        book = markdown_book(db, world.gathering, "nl")
    assert "- Wie er komt, zijn de juiste mensen." in book
    assert "De wet van de twee voeten" in book
    assert "Opening en marktplaats" in book
    assert "Lunch in the garden" in book
    assert "Whoever comes" not in book
    assert world.state()["gathering"]["principles"][0] == "Whoever comes are the right people."
