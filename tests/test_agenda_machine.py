"""Any history of three phones and a desk: no topic is lost, phones never stack, every picture is the fresh one."""

import os
import shutil
import tempfile
from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from openspace.core.committer import Wish
from tests.reducer import reduced
from tests.replica import pictures
from tests.world import Somebody, World

WHO = st.integers(0, 3)  # 0 is the desk
PICK = st.integers(0, 7)


class Day(RuleBasedStateMachine):
    """What people do in any order. Each is free to be refused; what must never be is said by the invariants."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="openspace-machine-"))
        self.world = World(self.folder)
        self.world.opens()
        self.people: list[Somebody] = [self.world.host, *(self.world.joins(name) for name in ("Anna", "Bram", "Carla"))]
        # A wall of two cells, so that people get in each other's way.
        state = self.world.state()
        for place in state["places"][1:]:
            self.world.host.does("agenda.remove_place", place=place["id"])
        for slot in [slot for slot in state["slots"] if slot["kind"] == "session"][2:]:
            self.world.host.does("agenda.remove_slot", slot=slot["id"])
        self.posted: set[int] = set()
        self.replicas = pictures(self.world)
        self.world.told.clear()

    def teardown(self) -> None:
        self.world.system.database.close()
        shutil.rmtree(self.folder)

    @initialize()
    def begin(self) -> None:
        for who in range(4):
            self.post(who, "opic")
        self.every_picture_is_the_fresh_one()
        self.put(1, 1, 0, 0, repeat=False, stack=False)

    # What people do -----------------------------------------------------------------------------

    @property
    def wall(self) -> dict[str, Any]:
        """The state of `all` as the phones had it before this step."""
        found: dict[str, Any] = self.replicas["all"]
        return found

    def wishes(self, who: int, name: str, base: dict[str, int] | None = None, /, **fields: Any) -> dict[str, Any]:
        answer = self.people[who].wishes(name, base, **fields)
        assert answer["ok"] or answer["code"] in ("forbidden", "gone", "taken", "closed", "conflict", "invalid"), answer
        if who != 0:
            self.nobody_stacked()
        return answer

    def nobody_stacked(self) -> None:
        before, after = self.cells(self.wall), self.cells(self.world.state())
        assert [cell for cell, count in after.items() if count > max(1, before[cell])] == [], "a phone stacked"

    def cells(self, state: dict[str, Any]) -> Counter[tuple[int, int]]:
        return Counter((one["place"], one["slot"]) for one in state["sessions"] if one["place"] is not None)

    def pick(self, name: str, which: int, kind: str | None = None) -> int:
        things = [thing for thing in self.wall[name] if kind is None or thing["kind"] == kind]
        return int(things[which % len(things)]["id"]) if things else 999

    def cell(self, place: int, slot: int) -> dict[str, int]:
        return {"place": self.pick("places", place), "slot": self.pick("slots", slot, "session")}

    @rule(who=WHO, title=st.text(min_size=1, max_size=5))
    def post(self, who: int, title: str) -> None:
        answer = self.wishes(who, "marketplace.post_topic", title=f"T{title}")
        if answer["ok"]:
            self.posted.add(answer["result"]["topic"])

    @rule(who=WHO, which=PICK, line=st.text(max_size=5), behind=st.integers(0, 3))
    def edit(self, who: int, which: int, line: str, behind: int) -> None:
        topic = self.pick("topics", which)
        version = next((one["version"] for one in self.wall["topics"] if one["id"] == topic), 1)
        base = {f"topic:{topic}": max(0, version - behind)}
        self.wishes(who, "marketplace.edit_topic", base, topic=topic, line=line)

    @rule(who=WHO, which=PICK, restore=st.booleans())
    def withdraw_or_restore(self, who: int, which: int, restore: bool) -> None:
        name = "marketplace.restore_topic" if restore else "marketplace.withdraw_topic"
        self.wishes(who, name, topic=self.pick("topics", which))

    @rule(who=WHO, which=PICK, place=PICK, slot=PICK, repeat=st.booleans(), stack=st.booleans())
    def put(self, who: int, which: int, place: int, slot: int, repeat: bool, stack: bool) -> None:
        name = "agenda.repeat_topic" if repeat else "agenda.place_topic"
        self.wishes(who, name, topic=self.pick("topics", which), stack=stack, **self.cell(place, slot))

    @rule(who=WHO, which=PICK, place=PICK, slot=PICK, stack=st.booleans(), behind=st.integers(0, 3))
    def move(self, who: int, which: int, place: int, slot: int, stack: bool, behind: int) -> None:
        session = self.pick("sessions", which)
        version = next((one["version"] for one in self.wall["sessions"] if one["id"] == session), 1)
        base = {f"session:{session}": max(0, version - behind)}
        self.wishes(who, "agenda.move_session", base, session=session, stack=stack, **self.cell(place, slot))

    @rule(who=WHO, which=PICK, whole=st.booleans())
    def free(self, who: int, which: int, whole: bool) -> None:
        if whole:
            self.wishes(who, "agenda.unplace_topic", topic=self.pick("topics", which))
        else:
            self.wishes(who, "agenda.unplace_session", session=self.pick("sessions", which))

    @rule(who=WHO, which=PICK, state=st.sampled_from(("running", "held", "held_alone", "cancelled")))
    def end(self, who: int, which: int, state: str) -> None:
        self.wishes(who, "agenda.end_session", session=self.pick("sessions", which), state=state)

    @rule(who=WHO, which=PICK, answer=st.sampled_from(("come", "maybe", "skip", "none")))
    def interest(self, who: int, which: int, answer: str) -> None:
        self.wishes(who, "marketplace.mark_interest", topic=self.pick("topics", which), answer=answer)

    @rule(who=WHO, which=PICK, arrive=st.booleans())
    def come_and_go(self, who: int, which: int, arrive: bool) -> None:
        self.wishes(who, "agenda.check_in" if arrive else "agenda.check_out", session=self.pick("sessions", which))

    @rule(what=st.sampled_from(("marketplace", "sessions", "closing", "hide", "show", "grow", "shrink")), place=PICK)
    def steer(self, what: str, place: int) -> None:
        if what in ("hide", "show"):
            self.wishes(0, "gatherings.set_up", counts_hidden=what == "hide")
        elif what == "grow":
            self.wishes(0, "agenda.save_place", name="One more")
        elif what == "shrink":
            self.wishes(0, "agenda.remove_place", place=self.pick("places", place))
        else:
            self.wishes(0, "gatherings.move_phase", phase=what)

    @rule(which=PICK, place=PICK, slot=PICK)
    def two_at_once(self, which: int, place: int, slot: int) -> None:
        """Two phones and one cell in one commit."""
        wishes = []
        for offset, somebody in enumerate(self.people[1:3]):
            fields = {"topic": self.pick("topics", which + offset), **self.cell(place, slot)}
            n = next(somebody.numbers)
            wishes.append(Wish("agenda.place_topic", fields, device=somebody.device, client=somebody.client, n=n))
        committed = self.world.committer.commit(wishes)
        self.world.told += committed.told
        self.nobody_stacked()

    # What must always be ------------------------------------------------------------------------

    @invariant()
    def every_picture_is_the_fresh_one(self) -> None:
        fresh = pictures(self.world)
        told, self.world.told = self.world.told, []
        for stream, state in self.replicas.items():
            changes = [change for each in told if each.stream == stream for change in each.changes]
            assert reduced(state, changes) == fresh[stream], stream
        self.replicas = fresh

    @invariant()
    def no_topic_is_lost_and_no_vote_is_made_up(self) -> None:
        state = self.wall
        assert {topic["id"] for topic in state["topics"]} == self.posted
        assert {session["topic"] for session in state["sessions"]} <= self.posted
        for topic in state["topics"]:
            totals = topic.get("interest", {"come": 0, "maybe": 0})
            assert 0 <= sum(totals.values()) <= len(self.people)
        assert sum(session["here"] for session in state["sessions"]) <= len(self.people)
        withdrawn = {topic["id"] for topic in state["topics"] if topic["state"] == "withdrawn"}
        for session in state["sessions"]:
            assert (session["place"] is None) == (session["slot"] is None)
            assert not (session["topic"] in withdrawn and session["place"])


COMMON = settings(
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink],
    suppress_health_check=list(HealthCheck),
    database=None,
)


def test_any_short_history() -> None:
    run_state_machine_as_test(Day, settings=settings(COMMON, max_examples=10, stateful_step_count=20))


@pytest.mark.soak
def test_any_long_history() -> None:
    from time import monotonic

    until = monotonic() + timedelta(seconds=int(os.environ.get("OPENSPACE_SOAK_SECONDS", "1800"))).total_seconds()
    histories = 0
    while monotonic() < until:
        run_state_machine_as_test(Day, settings=settings(COMMON, max_examples=20, stateful_step_count=60))
        histories += 20
    print(f"{histories} histories")
