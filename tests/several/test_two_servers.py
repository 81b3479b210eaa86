"""What happens at one server is seen at the other: with Redis at once, without it a little later; nothing is lost."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from typing import Any

import pytest

from tests.doors.browser import Browser
from tests.doors.line import until
from tests.doors.phones import Phone
from tests.doors.test_notes import Screen
from tests.several.conftest import Two

pytestmark = [pytest.mark.postgres, pytest.mark.timeout(120)]


@contextmanager
def away(two: Two) -> Iterator[None]:
    """Without Redis for a while."""
    two.redis.stop()
    yield
    two.redis.start()


def caught_up(two: Two) -> float:
    """Changes that were found in the log and nobody had told of, at both."""
    found = 0.0
    for server in (two.first, two.second):
        text = Browser(server.url).get("/metrics").text
        found += float(re.findall(r"^openspace_caught_up_total (\S+)", text, re.MULTILINE)[0])
    return found


def titles(phone: Phone) -> list[str]:
    """Of the topics a phone has heard of, in their order; what it hears has no holes."""
    told = [change for change in phone.line.changes("all") if change["kind"] == "marketplace.topic_posted"]
    numbers = [change["number"] for change in phone.line.changes("all")]
    assert all(later > earlier for earlier, later in pairwise(numbers)), numbers
    return [change["topic"]["title"] for change in told]


def test_both_hear_everything_in_one_order_with_redis_and_without(two: Two) -> None:
    anna, bram = two.joins("Anna", two.first), two.joins("Bram", two.second)
    posted: list[str] = []

    def post(phone: Phone, title: str) -> None:
        phone.does("marketplace.post_topic", title=title)
        posted.append(title)

    def all_heard() -> bool:
        return titles(anna) == titles(bram) == posted

    def told_by_redis(phone: Phone, title: str) -> bool:
        """Or found in the log: the beat that looks there may come first, but not again and again."""
        before = caught_up(two)
        post(phone, title)
        until(all_heard)
        return caught_up(two) == before

    assert any(told_by_redis(anna, title) for title in ("Forms", "Letters", "Maps"))
    assert any(told_by_redis(bram, title) for title in ("Doors", "Desks", "Keys"))
    with away(two):
        post(anna, "Counters")
        post(bram, "Phones")
        until(all_heard)
        post(bram, "Queues")
    post(anna, "Chairs")
    until(all_heard)


def test_a_wish_that_went_to_one_is_answered_by_the_other_and_done_once(two: Two) -> None:
    anna = two.joins("Anna", two.first)
    wish = {"n": next(anna.numbers), "name": "marketplace.post_topic", "fields": {"title": "Forms"}, "base": {}}
    answer = anna.sends(wish)
    moved = two.moves(anna, two.second)
    assert moved.sends(wish) == answer
    assert moved.hello["acked"] == wish["n"]
    assert [topic["title"] for topic in moved.state()["topics"]] == ["Forms"]


def test_both_place_into_one_cell_and_one_is_told_that_it_is_taken(two: Two) -> None:
    day = two.gathering.day()
    day.session()  # makes the grid
    state = two.gathering.host.state()
    taken = {(one["place"], one["slot"]) for one in state["sessions"]}
    place, slot = next(
        (place["id"], slot["id"])
        for place in state["places"]
        for slot in state["slots"]
        if (place["id"], slot["id"]) not in taken
    )
    people = [two.joins("Cleo", two.first), two.joins("Dirk", two.second)]
    topics = [phone.does("marketplace.post_topic", title="Mine")["topic"] for phone in people]
    answers = [
        phone.wishes("agenda.place_topic", topic=topic, place=place, slot=slot)
        for phone, topic in zip(people, topics, strict=True)
    ]
    assert [answer["ok"] for answer in answers] == [True, False]
    assert answers[1]["code"] == "taken"


def test_a_person_at_both_is_one_person(two: Two) -> None:
    anna = two.joins("Anna", two.first)
    two.moves(anna, two.second)
    bram = two.joins("Bram", two.second)

    def here(phone: Phone) -> Any:
        pulses = phone.line.heard("pulse")
        return pulses[-1]["here"] if pulses else None

    assert two.gathering.host.line  # the host's desk is one more
    until(lambda: here(anna) == here(bram) == 3)
    bram.close()
    until(lambda: here(anna) == 2)


def test_who_loses_a_right_at_one_is_sent_away_at_the_other(two: Two) -> None:
    anna = two.joins("Anna", two.second)
    two.gathering.host.does("people.remove_person", person=anna.person)
    until(lambda: anna.line.heard("bye"))
    assert anna.line.heard("bye")[0]["code"] == "removed"


def test_two_write_one_note_at_two_servers_with_redis_and_without(two: Two) -> None:
    session = two.gathering.day().session()
    anna, bram = (
        Screen(two.joins(name, server), session) for name, server in (("Anna", two.first), ("Bram", two.second))
    )
    anna.opens()
    bram.opens()
    anna.types(0, "Forms\n")
    until(lambda: bram.hears() == "Forms\n")
    assert anna.line.note(session, aware=b"where I type") == {"ok": True}
    until(lambda: {"note": session, "aware": b"where I type"} in bram.line.heard("note"))
    with away(two):
        bram.types(6, "one is enough\n")
        anna.types(0, "# ")
        until(lambda: anna.hears() == bram.hears() == "# Forms\none is enough\n")
    late = Screen(two.joins("Cleo", two.first), session)
    late.opens()
    assert str(late.text) == "# Forms\none is enough\n"
