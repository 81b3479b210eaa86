"""Many people do something in the same moment (FAULTS, group G)."""

import random
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

import pytest
from pycrdt import Doc, Text

from tests.doors.line import until
from tests.doors.phones import Gathering, Phone
from tests.faults.conftest import FaultyServer, served
from tests.faults.lines import LOST, keeps_trying, lead_through
from tests.proxy import FaultProxy

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FaultyServer]:
    """One for all: nothing here ends it."""
    yield from served(tmp_path_factory.mktemp("served"))


def at_once(doers: list[Callable[[], Any]]) -> list[Any]:
    """What each gives, begun in one moment."""
    start = threading.Barrier(len(doers))

    def do(doer: Callable[[], Any]) -> Any:
        start.wait()
        return doer()

    with ThreadPoolExecutor(len(doers)) as pool:
        return list(pool.map(do, doers))


def test_two_take_one_place(gathering: Gathering) -> None:
    """C32, C68: one has it, the other is told where it is free and stays where it was; ten times over."""
    anna, bram = gathering.joins("Anna"), gathering.joins("Bram")
    topics = [each.does("marketplace.post_topic", title="Mine")["topic"] for each in (anna, bram)]
    slots = [slot["id"] for slot in gathering.host.state()["slots"] if slot["kind"] == "session"]
    place = gathering.host.state()["places"][0]["id"]
    for turn in range(10):
        cell = {"place": place, "slot": slots[turn % 2]}

        def puts(phone: Phone, topic: int, cell: dict[str, int] = cell) -> dict[str, Any]:
            return phone.wishes("agenda.place_topic", topic=topic, **cell)

        answers = at_once([lambda: puts(anna, topics[0]), lambda: puts(bram, topics[1])])
        assert sorted(answer.get("code", "ok") for answer in answers) == ["ok", "taken"]
        assert next(answer for answer in answers if not answer["ok"])["fields"]["nearest"]
        taken = [(each["place"], each["slot"]) for each in gathering.host.state()["sessions"] if each["place"]]
        assert len(taken) == len(set(taken))
        for phone, topic, answer in zip((anna, bram), topics, answers, strict=True):
            if answer["ok"]:
                phone.does("agenda.unplace_topic", topic=topic)


def test_moving_against_withdrawing(gathering: Gathering) -> None:
    """C69: no ghost is left, whoever was first."""
    anna = gathering.joins("Anna")
    for _ in range(5):
        topic = anna.does("marketplace.post_topic", title="One form")["topic"]
        cell = gathering.day().cell()
        answers = at_once(
            [
                lambda topic=topic, cell=cell: gathering.host.wishes("agenda.place_topic", topic=topic, **cell),
                lambda topic=topic: anna.wishes("marketplace.withdraw_topic", topic=topic),
            ]
        )
        assert answers[1]["ok"]
        sessions = [each for each in gathering.host.state()["sessions"] if each["topic"] == topic]
        assert all(each["place"] is None and each["state"] in ("posted", "cancelled") for each in sessions)


def test_one_person_says_it_by_two_phones(gathering: Gathering) -> None:
    """C73: it counts once."""
    topic = gathering.host.does("marketplace.post_topic", title="One form")["topic"]
    phone = gathering.joins("Anna")
    other = Phone(phone.browser, phone.code, "socket")
    gathering.phones.append(other)

    def comes(phone: Phone) -> dict[str, Any]:
        return phone.wishes("marketplace.mark_interest", topic=topic, answer="come")

    assert all(answer["ok"] for answer in at_once([lambda: comes(phone), lambda: comes(other)]))
    assert gathering.host.state()["topics"][0]["interest"] == {"come": 1, "maybe": 0}


def test_two_become_one_while_they_answer(gathering: Gathering) -> None:
    """C72: what both said counts once; nobody's answer is lost."""
    topic = gathering.host.does("marketplace.post_topic", title="One form")["topic"]
    olds, news, others = ([gathering.joins(name) for _ in range(3)] for name in ("Anna", "Anna", "Bram"))
    wish = {"n": 1, "name": "marketplace.mark_interest", "fields": {"topic": topic, "answer": "come"}}
    pairs = [{"keep": old.person, "drop": new.person} for old, new in zip(olds, news, strict=True)]
    answers = at_once(
        [
            *(lambda pair=pair: gathering.host.wishes("people.join_persons", **pair) for pair in pairs),
            *(lambda each=each: keeps_trying(each, wish) for each in (*olds, *news, *others)),
        ]
    )
    assert all(answer["ok"] for answer in answers)
    assert gathering.host.state()["topics"][0]["interest"] == {"come": 6, "maybe": 0}


def test_the_market_closes_while_everybody_posts(gathering: Gathering) -> None:
    """C74: each is answered; what came before the close is there, what came after it is refused with a reason."""
    people = [gathering.joins(f"Person {n}") for n in range(10)]
    for each in people:
        each.line  # noqa: B018  # greeted

    def posts(phone: Phone) -> list[dict[str, Any]]:
        return [phone.wishes("marketplace.post_topic", title=f"{phone.person} {n}") for n in range(5)]

    def closes() -> dict[str, Any]:
        until(lambda: len(gathering.host.line.changes("all")) > 5)
        return gathering.host.wishes("gatherings.turn_switch", switch="posting", on=False)

    closed, *posted = at_once([closes, *(lambda each=each: posts(each) for each in people)])
    answers = [answer for each in posted for answer in each]
    assert len(answers) == 50
    done = [answer for answer in answers if answer["ok"]]
    refused = [answer for answer in answers if not answer["ok"]]
    assert {answer["code"] for answer in refused} == {"closed"}
    assert all(answer["final"] and answer["message"] for answer in refused)
    assert done
    assert max(answer["at"]["all"] for answer in done) < closed["at"]["all"]
    assert {topic["id"] for topic in gathering.host.state()["topics"]} == {answer["result"]["topic"] for answer in done}


class Writer:
    """Somebody who types one letter in a note, again and again, over a line that breaks, and forgets nothing."""

    def __init__(self, phone: Phone, note: int, letter: str) -> None:
        self.phone, self.note, self.letter, self.lot = phone, note, letter, random.Random(letter)
        self.doc: Doc[Any] = Doc()
        self.text = self.doc.get("note", type=Text)
        self.typed = self.ticked = 0

    def types(self, times: int) -> None:
        for _ in range(times):
            self.text.insert(self.lot.randrange(len(str(self.text)) + 1), self.letter)
            self.typed += 1
            if self.typed % 5 == 0:
                self.agrees()
                continue
            with suppress(*LOST):  # what did not go waits for the next time
                self._exchange()

    def agrees(self) -> str:
        """Both ways until nothing is missing on either side."""
        while True:
            with suppress(*LOST):
                self._exchange()
                return str(self.text)

    def _exchange(self) -> None:
        answer = self.phone.line.note(self.note, vector=self.doc.get_state())
        self.doc.apply_update(answer["diff"])
        missing, typed = self.doc.get_update(answer["vector"]), self.typed
        assert self.phone.line.note(self.note, update=missing)["ok"]
        self.ticked = typed


def test_eight_people_in_one_note_on_a_bad_network(server: FaultyServer, gather: Callable[[str], Gathering]) -> None:
    """C75: what has its tick is on the server; they end with one text, and not a letter is missing or there twice."""
    with FaultProxy(server.port) as proxy:
        gathering = gather(server.url)
        session = gathering.day().session()
        reader = Writer(gathering.host, session, "-")
        writers = [Writer(gathering.joins(f"Person {letter}"), session, letter) for letter in "abcdefgh"]
        for writer in writers:
            lead_through(writer.phone, proxy)
        with ThreadPoolExecutor(len(writers)) as pool:
            typing = [pool.submit(writer.types, 25) for writer in writers]
            while not all(each.done() for each in typing):
                time.sleep(0.2)
                proxy.cut()
                ticked = {writer.letter: writer.ticked for writer in writers}
                kept = reader.agrees()
                assert all(kept.count(letter) >= count for letter, count in ticked.items())
            for each in typing:
                each.result()
        assert all(writer.ticked == 25 for writer in writers)
        for _ in "12":  # the second time each has what all have sent the first time
            texts = {writer.agrees() for writer in writers}
    assert len(texts) == 1
    assert sorted(texts.pop()) == sorted("abcdefgh" * 25)
