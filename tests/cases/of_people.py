"""Cases of people: names, parties, links, roles, being one and the same, being forgotten."""

from tests.cases.day import Day, Deed, case


@case("people.rename")
def rename(day: Day) -> Deed:
    day.topic()
    return Deed(day.anna, {"name": "Annabel"})


@case("people.choose_party")
def choose_party(day: Day) -> Deed:
    return Deed(day.anna, {"party": day.state("all")["parties"][0]["id"]})


@case("people.choose_language")
def choose_language(day: Day) -> Deed:
    return Deed(day.bram, {"language": "nl"})


@case("people.set_consent")
def set_consent(day: Day) -> Deed:
    board = day.board()
    day.card(board, day.anna)
    day.anna.does("boards.reveal_board", board=board)
    day.anna.does("agenda.check_in", session=day.session())
    return Deed(day.anna, {"consent": "room"})


@case("people.set_consent", "taking it back")
def take_back(day: Day) -> Deed:
    set_consent(day)
    day.anna.does("people.set_consent", consent="public")
    return Deed(day.anna, {"consent": "none"})


@case("people.make_link")
def make_link(day: Day) -> Deed:
    return Deed(day.host, {"right": "wall"})


@case("people.make_link", "own device")
def own_device(day: Day) -> Deed:
    return Deed(day.anna, {"right": "device"})


@case("people.revoke_link")
def revoke_link(day: Day) -> Deed:
    return Deed(day.host, {"link": day.host.does("people.make_link", right="onlooker")["link"]})


@case("people.set_role")
def set_role(day: Day) -> Deed:
    return Deed(day.host, {"person": day.joins("Fatma").person, "role": "facilitator"})


@case("people.give_place_back")
def give_place_back(day: Day) -> Deed:
    return Deed(day.host, {"person": day.anna.person})


@case("people.join_persons")
def join_persons(day: Day) -> Deed:
    """The same Carla twice, and the second one did everything somebody can do."""
    first, second = day.joins("Carla"), day.joins("Carla")
    topic = day.topic(second)
    placed = second.does("agenda.place_topic", topic=topic, **day.cell())["session"]
    second.does("marketplace.mark_interest", topic=topic, answer="come")
    first.does("marketplace.mark_interest", topic=day.topic(), answer="maybe")
    for each in (first, second):
        each.does("people.set_consent", consent="room")
    first.does("agenda.check_in", session=day.session())
    second.does("agenda.check_in", session=placed)
    second.does("notes.save_report", session=placed, discussed="A lot", note_taker=second.person)
    second.does("notes.save_outcome", session=placed, kind="action", text="Ring them", owner=second.person)
    shown = day.board()
    day.card(shown, second, "Seen")
    day.anna.does("boards.reveal_board", board=shown)
    day.card(day.board(), second, "Unseen")
    return Deed(day.host, {"keep": first.person, "drop": second.person})


@case("people.remove_person")
def remove_person(day: Day) -> Deed:
    gone = day.joins("Gijs")
    gone.does("people.set_consent", consent="room")
    gone.does("agenda.check_in", session=day.session())
    return Deed(day.host, {"person": gone.person})


@case("people.forget_person")
def forget_person(day: Day) -> Deed:
    gone = day.joins("Gijs")
    gone.does("people.set_consent", consent="public")
    gone.does("agenda.check_in", session=day.session())
    board = day.board()
    day.card(board, gone)
    day.anna.does("boards.reveal_board", board=board)
    return Deed(gone, {"person": gone.person})
