"""Cases of the gathering itself."""

from tests.cases.day import Day, Deed, case


@case("gatherings.set_up")
def set_up(day: Day) -> Deed:
    return Deed(day.host, {"title": "Neighbours again", "principles": ["Come.", "Go."], "people_expected": 30})


@case("gatherings.set_up", "hiding the counts")
def hide(day: Day) -> Deed:
    day.anna.does("marketplace.mark_interest", topic=day.topic(), answer="come")
    return Deed(day.host, {"counts_hidden": True})


@case("gatherings.set_up", "showing the counts")
def show(day: Day) -> Deed:
    day.host.does("gatherings.set_up", counts_hidden=True)
    day.anna.does("marketplace.mark_interest", topic=day.topic(), answer="come")
    return Deed(day.host, {"counts_hidden": False})


@case("gatherings.move_phase")
def move_phase(day: Day) -> Deed:
    return Deed(day.host, {"phase": "sessions"})


@case("gatherings.turn_switch")
def turn_switch(day: Day) -> Deed:
    return Deed(day.host, {"switch": "releasing", "on": True})


@case("gatherings.set_timer")
def set_timer(day: Day) -> Deed:
    return Deed(day.host, {"minutes": 10, "label": "Quiet minute"})


@case("gatherings.extend_timer")
def extend_timer(day: Day) -> Deed:
    day.host.does("gatherings.set_timer", minutes=10)
    return Deed(day.host, {"minutes": 5})


@case("gatherings.pause_timer")
def pause_timer(day: Day) -> Deed:
    day.host.does("gatherings.set_timer", minutes=10)
    return Deed(day.host)


@case("gatherings.resume_timer")
def resume_timer(day: Day) -> Deed:
    day.host.does("gatherings.set_timer", minutes=10)
    day.host.does("gatherings.pause_timer")
    return Deed(day.host)


@case("gatherings.announce")
def announce(day: Day) -> Deed:
    return Deed(day.host, {"text": "Soup is ready"})


@case("gatherings.withdraw_announcement")
def withdraw_announcement(day: Day) -> Deed:
    return Deed(day.host, day.host.does("gatherings.announce", text="Soup is ready"))


@case("gatherings.turn_wall")
def turn_wall(day: Day) -> Deed:
    return Deed(day.host, {"page": "agenda"})


@case("gatherings.save_party")
def save_party(day: Day) -> Deed:
    return Deed(day.host, {"name": "Suppliers"})


@case("gatherings.remove_party")
def remove_party(day: Day) -> Deed:
    party = day.host.does("gatherings.save_party", name="Schools")["party"]
    day.anna.does("people.choose_party", party=party)
    session = day.session()
    day.anna.does("notes.save_outcome", session=session, kind="action", text="Ring them", party=party)
    return Deed(day.host, {"party": party})


@case("gatherings.empty")
def empty(day: Day) -> Deed:
    board = day.board()
    day.card(board, day.host)
    topic = day.topic(day.host)
    day.host.does("marketplace.mark_interest", topic=topic, answer="come")
    day.host.does("agenda.check_in", session=day.session())
    day.host.does("gatherings.announce", text="Rehearsal")
    day.host.does("marketplace.post_idea", text="A quiet room")
    day.host.does("gatherings.set_timer", minutes=10)
    return Deed(day.host, {"code": day.code})
