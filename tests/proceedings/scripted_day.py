"""A whole small day by real wishes at fixed times: a municipality and a harbour, English and Dutch."""

from base64 import b64encode
from datetime import datetime, timedelta
from typing import Any

import time_machine
from pycrdt import Doc, Text

from openspace.core.actor import Actor, Role
from tests.world import Somebody, World

MORNING = datetime.fromisoformat("2026-11-28T08:00:00+00:00")  # nine o'clock there

NOTE = """---
author: somebody
---
# What we found
People type the **same address** in four places:
- the counter
- the permit desk
  - twice, even
- the harbour office
Then it was quiet.

Two ways out
------------
1) One form <script>alert("x")</script>
2) A link: https://example.org/forms_(new), see [the list][1].

| system | owner |
|---|---|
| permits | Town |

[1]: https://example.org/list

```sql
select '<b>same</b>' where a < b
"""


def note(world: World, somebody: Somebody, session: int, text: str) -> None:
    """Somebody types a note."""
    doc: Doc[Any] = Doc()
    doc["note"] = Text(text)
    person = Actor(world.gathering, Role.PARTICIPANT, somebody.person)
    world.trusted("notes.write_note", person, session=session, update=b64encode(doc.get_update()).decode())


class Script:
    """Moves the clock from act to act."""

    def __init__(self, world: World, clock: time_machine.Traveller) -> None:
        self.world, self.clock = world, clock

    def at(self, hour: int, minute: int = 0) -> None:
        """Local time of the day."""
        self.clock.move_to(MORNING + timedelta(hours=hour - 9, minutes=minute), tick=False)


def evening_before() -> time_machine.travel:
    """When the gathering is made."""
    return time_machine.travel(MORNING - timedelta(days=1), tick=False)


def play(world: World) -> None:
    """The day, from joining to publishing."""
    with time_machine.travel(MORNING - timedelta(hours=1), tick=False) as clock:
        script = Script(world, clock)
        _play(world, script)


def _play(world: World, script: Script) -> None:
    state = world.state()
    town, harbour = [party["id"] for party in state["parties"]]
    slots = {slot["title"]: slot["id"] for slot in state["slots"]}
    piano, attic, garden, tree = [place["id"] for place in state["places"]][:4]
    host = world.host
    for place, name in ((piano, "Piano"), (attic, "Attic | upstairs"), (garden, "Garden"), (tree, "Under the tree")):
        host.does("agenda.save_place", place=place, name=name)
    for place in state["places"][4:]:
        host.does("agenda.remove_place", place=place["id"])
    registration = host.does(
        "agenda.save_slot",
        title="Registration",
        starts="2026-11-28T07:30:00Z",
        ends="2026-11-28T08:00:00Z",
        kind="fixed",
        places=[garden],
    )["slot"]
    assert registration
    host.does("people.set_consent", consent="public")
    host.does("marketplace.post_idea", text="# Somebody should bring *cake*")

    script.at(9, 5)
    anna = world.joins("Anna", town)
    bo = world.joins("Bo <b>", harbour)
    cas = world.joins("Cas", town, language="nl")
    anna_too = world.joins("Anna", harbour)
    shy = world.joins("Shy Person", harbour)
    gone = world.joins("Gone Person", town)
    for somebody in (anna, bo, anna_too):
        somebody.does("people.set_consent", consent="room")
    cas.does("people.set_consent", consent="public")
    shy.does("people.set_consent", consent="none")
    gone.does("people.set_consent", consent="room")

    script.at(9, 30)
    world.opens()
    forms = anna.does(
        "marketplace.post_topic",
        title="How do we stop typing data twice?",
        line="Four systems, one address",
        conveners=[bo.person],
    )["topic"]
    kade = cas.does("marketplace.post_topic", title="Wie beheert de kade?", line="En wie betaalt *dat*", language="nl")[
        "topic"
    ]
    secret = shy.does("marketplace.post_topic", title="What nobody says | 1. <img src=x>")["topic"]
    lunch = anna_too.does("marketplace.post_topic", title="Walk along the quay #")["topic"]
    later = gone.does("marketplace.post_topic", title="C#")["topic"]
    alone = bo.does("marketplace.post_topic", title="=SUM(A1) of the budget")["topic"]
    bo.does("marketplace.post_topic", title="A topic without a place", line="It waits")
    withdrawn = bo.does("marketplace.post_topic", title="Never mind")["topic"]
    bo.does("marketplace.withdraw_topic", topic=withdrawn)
    for somebody, topic in ((anna, kade), (bo, kade), (shy, kade), (cas, forms), (shy, forms)):
        somebody.does("marketplace.mark_interest", topic=topic, answer="come")

    script.at(9, 45)
    first = anna.does("agenda.place_topic", topic=forms, place=piano, slot=slots["A"])["session"]
    second = cas.does("agenda.place_topic", topic=kade, place=attic, slot=slots["A"])["session"]
    third = shy.does("agenda.place_topic", topic=secret, place=piano, slot=slots["B"])["session"]
    walk = anna_too.does("agenda.place_topic", topic=lunch, place=tree, slot=slots["Lunch"])["session"]
    off = gone.does("agenda.place_topic", topic=later, place=garden, slot=slots["B"])["session"]
    stacked = host.does("agenda.place_topic", topic=alone, place=piano, slot=slots["B"], stack=True)["session"]

    script.at(10, 20)
    world.opens("sessions")
    for somebody in (anna, bo, anna_too, shy, gone):
        somebody.does("agenda.check_in", session=first)
    note(world, anna, first, NOTE)
    anna.does(
        "notes.save_report", session=first, discussed="We counted.\nFour systems, one address.", note_taker=bo.person
    )
    anna.does("notes.save_report", session=first, conclusions="- one form\n- one owner\n\n# Not a heading of the book")
    anna.does("notes.save_report", session=first, requests="Tell us who owns which list.", open_questions="Who pays?")
    anna.does("notes.save_outcome", session=first, kind="decision", text="One form for all", party=town)
    anna.does(
        "notes.save_outcome",
        session=first,
        kind="action",
        text="Compare the two | forms",
        owner=bo.person,
        due="2026-12-01",
    )
    shy.does("notes.save_outcome", session=first, kind="action", text="Ask the mayor", owner=shy.person)
    bo.does("notes.save_outcome", session=first, kind="question", text="1. Who owns the address?")
    board = anna.does("boards.open_board", session=first, columns=["Now", "Next"], title="Our *lists*")["board"]
    for column, text, somebody in (("1", "Paper\nand pencil", anna), ("2", "One | list", bo), ("1", "Excel", shy)):
        somebody.does("boards.write_card", board=board, column=column, text=text)
    host.does("boards.reveal_board", board=board)
    hidden = cas.does("boards.open_board", session=second)["board"]
    cas.does("boards.write_card", board=hidden, column="1", text="Not for everybody's eyes")

    script.at(11, 20)
    anna.does("agenda.end_session", session=first, state="held")
    anna.does("notes.publish_report", session=first)
    cas.does("agenda.check_in", session=second)
    note(world, cas, second, "De kade is van **niemand**.\n\n> Van ons, zei de haven.")
    host.does("agenda.end_session", session=stacked, state="held_alone")
    gone.does("agenda.end_session", session=off, state="cancelled")

    script.at(13)
    anna_too.does("agenda.check_in", session=walk)
    anna_too.does("notes.save_report", session=walk, conclusions="Walking helps.")

    script.at(15, 30)
    anna.does("notes.save_report", session=first, resources="https://example.org/forms")
    shy.does("notes.save_report", session=third, discussed="Everything.")
    shy.does("notes.publish_report", session=third)
    host.does("people.forget_person", person=gone.person)

    script.at(17)
    world.opens("published")
