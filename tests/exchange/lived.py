"""A gathering that was really lived, by the same commands as on the day; the hard corners included."""

import base64

from pycrdt import Doc, Text

from openspace.core.actor import Actor, Role
from tests.world import Somebody, World


def live(world: World) -> None:
    """Fill the world's gathering."""
    world.opens()
    host, state = world.host, world.state()
    town, place, slot = state["parties"][0]["id"], state["places"][0]["id"], state["slots"][1]["id"]
    anna, other_anna, bram = world.joins("Anna", party=town), world.joins("Anna", language="nl"), world.joins("Bram")
    gone, removed = world.joins("Gone"), world.joins("Removed")
    anna.does("people.set_consent", consent="public")
    bram.does("people.set_consent", consent="room")

    one = anna.does("marketplace.post_topic", title="One form", line="For all", conveners=[bram.person])["topic"]
    two = gone.does("marketplace.post_topic", title="Two forms")["topic"]
    dropped = bram.does("marketplace.post_topic", title="No form")["topic"]
    bram.does("marketplace.withdraw_topic", topic=dropped)
    for person, answer in ((anna, "come"), (bram, "skip"), (gone, "maybe"), (removed, "come")):
        person.does("marketplace.mark_interest", topic=two, answer=answer)
    host.does("marketplace.post_idea", text="Lend each other people")
    host.does("gatherings.announce", text="Soup is served")

    session = anna.does("agenda.place_topic", topic=one, place=place, slot=slot)["session"]
    stacked = host.does("agenda.place_topic", topic=two, place=place, slot=slot, stack=True)["session"]
    freed = host.does("agenda.repeat_topic", topic=one, place=place, slot=state["slots"][2]["id"])["session"]
    host.does("agenda.unplace_session", session=freed)
    for person in (anna, other_anna, bram, gone):
        person.does("agenda.check_in", session=session)
    bram.does("agenda.check_in", session=stacked)
    bram.does("agenda.check_in", session=session)

    write_note(world, session, "# Notes\r\n\n😀 \u2028 <b>not bold</b>\0")
    write_note(world, stacked, "")
    bram.does("notes.save_report", session=session, discussed="Forms.\nMany.", note_taker=gone.person)
    bram.does("notes.publish_report", session=session)
    bram.does("notes.save_report", session=session, requests="A room")
    bram.does("notes.save_report", session=stacked, discussed="")  # an empty report is none
    fields = {"kind": "action", "text": "Ring", "owner": anna.person, "due": "2026-12-24"}
    outcome = bram.does("notes.save_outcome", session=session, **fields)["outcome"]
    bram.does("notes.save_outcome", outcome=outcome, party=None)
    _boards(anna, bram, session, stacked)

    host.does("people.forget_person", person=gone.person)
    host.does("people.remove_person", person=removed.person)
    host.does("gatherings.set_up", principles=[], law="", counts_hidden=True)


def write_note(world: World, session: int, text: str) -> None:
    """Write in a note, as a phone's editor does."""
    doc: Doc[Text] = Doc()
    shared = doc.get("note", type=Text)
    shared += text
    update = base64.b64encode(doc.get_update()).decode()
    world.trusted("notes.write_note", Actor(world.gathering, Role.PARTICIPANT), session=session, update=update)


def _boards(anna: Somebody, bram: Somebody, session: int, stacked: int) -> None:
    board = anna.does("boards.open_board", session=session, columns=["Keep", "Stop"])["board"]
    first = bram.does("boards.write_card", board=board, column="2", text="Fax")["card"]
    anna.does("boards.write_card", board=board, column="2", text="Paper")
    bram.does("boards.write_card", board=board, column="1", text="Coffee")
    anna.does("boards.reveal_board", board=board)
    bram.does("boards.write_card", board=board, column="1", text="Tea")
    bram.does("boards.remove_card", card=first)
    hidden = bram.world.host.does("boards.open_board", session=stacked, columns=[], title="Later")["board"]
    bram.does("boards.write_card", board=hidden, column="1", text="Between me and my phone")
