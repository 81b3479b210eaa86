"""An earlier backup is put back: phones return with what they were told since, and all of it is there again."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from time import sleep
from typing import Any

import pytest

from tests.doors.phones import Gathering, Phone
from tests.server import RunningServer, free_port

PEOPLE = 12


@dataclass
class Remembering:
    """A phone that keeps what it wished and was answered, and offers it after a restore (PROTOCOL.md)."""

    phone: Phone
    epoch: str = ""
    ledger: list[tuple[dict[str, Any], dict[str, Any]]] = field(default_factory=list)
    numbers: "count[int]" = field(default_factory=lambda: count(1))
    offered: int = 0

    def does(self, name: str, /, **fields: Any) -> dict[str, Any]:
        self.epoch = self.epoch or self.greets()["epoch"]
        wish = {"n": next(self.numbers), "name": name, "fields": fields}
        answer = self.phone.line.ask("do", wish)
        assert answer["ok"], answer
        self.ledger.append((wish, answer))
        result: dict[str, Any] = answer["result"]
        return result

    def greets(self) -> dict[str, Any]:
        line = self.phone.line
        return line.ask("hello", {"v": 1, "gathering": self.phone.code, "client": self.phone.client, "have": {}})

    def returns(self) -> None:
        """Comes back: what the server has no answer to goes again, in order."""
        self.phone.close()
        self.phone._line = None
        hello = self.greets()
        assert hello["epoch"] != self.epoch
        for wish, answer in self.ledger:
            if wish["n"] <= hello["acked"]:
                continue
            self.offered += 1
            offer = {"epoch": self.epoch, "result": answer["result"]}
            first = self.ledger[hello["acked"]][0]["n"]
            while not (again := self.phone.line.ask("do", {**wish, "next": first, "offer": offer})).get("final", True):
                sleep(min(1.0, again["retry_ms"] / 1000))
            momentary = wish["name"] == "gatherings.set_timer"
            assert again["code"] == "skipped" if momentary else again["ok"], (wish, again)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RunningServer]:
    running = RunningServer(tmp_path / "data", free_port()).start()
    yield running
    running.stop()
    assert "Traceback" not in running.log


def test_everything_acknowledged_is_there_again_once(server: RunningServer, tmp_path: Path) -> None:
    gathering = Gathering(server.url)
    desk = Remembering(Phone(gathering.host.browser, gathering.code, "socket", "phone"))
    crowd = [Remembering(gathering.joins(f"Person {n}")) for n in range(PEOPLE)]
    for one in crowd:
        one.phone.door = "socket"
    before = [one.does("marketplace.post_topic", title=f"Before {n}")["topic"] for n, one in enumerate(crowd)]
    server.command("backup", "--out", str(tmp_path / "noon.tar.gz"))

    for n, one in enumerate(crowd):
        one.does("marketplace.mark_interest", topic=before[n], answer="maybe")
    topics = [one.does("marketplace.post_topic", title=f"After {n}")["topic"] for n, one in enumerate(crowd)]
    late = Remembering(gathering.joins("Late"))
    late.phone.door = "socket"
    crowd.append(late)
    topics.append(late.does("marketplace.post_topic", title="By who came after the backup")["topic"])
    place = desk.does("agenda.save_place", name="The boat")["place"]
    desk.does("gatherings.announce", text="The boat is open")
    desk.does("gatherings.set_timer", minutes=5, label="Go")
    slots = [one["id"] for one in gathering.host.state()["slots"] if one["kind"] == "session"]
    for one, topic, slot in zip(crowd, topics, slots, strict=False):
        one.does("agenda.place_topic", topic=topic, place=place, slot=slot)
    for n, one in enumerate(crowd):  # each is for something that somebody else made
        one.does("marketplace.mark_interest", topic=topics[(n + 1) % len(topics)], answer="come")
    crowd[0].does("marketplace.edit_topic", topic=topics[0], title="After 0, better")
    state = gathering.host.state()

    server.stop()
    server.command("restore", str(tmp_path / "noon.tar.gz"))
    server.start()
    assert len(gathering.host.state()["topics"]) == PEOPLE
    offering = [*reversed(crowd), desk]  # the desk last: what rests on its place waits for it
    with ThreadPoolExecutor(len(offering)) as together:
        for done in [together.submit(one.returns) for one in offering]:
            done.result(60)
    again = gathering.host.state()
    assert told(again) == told(state)
    assert (state["timer"] is None, again["timer"]) == (False, None)  # five minutes from then are not five from now
    assert all(one.offered for one in crowd)
    # A second return finds everything answered: nothing is done twice.
    for one in crowd:
        one.offered = 0
        one.returns()
    assert sum(one.offered for one in crowd) == 0
    assert told(gathering.host.state()) == told(state)
    gathering.close()


def told(state: dict[str, Any]) -> dict[str, Any]:
    """What people made and where it stands, by its words: ids and instants are of their line."""
    titles = {one["id"]: one["title"] for one in state["topics"]}
    names = {one["id"]: one["name"] for one in state["places"]}
    return {
        "topics": Counter((one["title"], *one["interest"].values(), *one["conveners"]) for one in state["topics"]),
        "sessions": Counter((titles[one["topic"]], names[one["place"]], one["slot"]) for one in state["sessions"]),
        "announcements": [one["text"] for one in state["announcements"]],
    }
