"""Cases of the agenda."""

from tests.cases.day import Day, Deed, case

LATE = {"starts": "2026-11-28T18:00:00Z", "ends": "2026-11-28T19:00:00Z"}


@case("agenda.save_place")
def save_place(day: Day) -> Deed:
    return Deed(day.host, {"name": "Garden", "capacity": 30, "features": ["shade", "quiet"], "position": 0})


@case("agenda.save_place", "changing one")
def change_place(day: Day) -> Deed:
    place = day.host.does("agenda.save_place", name="Attic", capacity=8)["place"]
    return Deed(day.host, {"place": place, "capacity": None, "address": "https://talk.example/attic"})


@case("agenda.remove_place")
def remove_place(day: Day) -> Deed:
    place = day.host.does("agenda.save_place", name="Cellar")["place"]
    day.host.does("agenda.save_slot", kind="break", title="Tea", places=[place], **LATE)
    return Deed(day.host, {"place": place})


@case("agenda.save_slot")
def save_slot(day: Day) -> Deed:
    return Deed(day.host, LATE)


@case("agenda.save_slot", "changing one")
def change_slot(day: Day) -> Deed:
    slot = day.host.does("agenda.save_slot", **LATE)["slot"]
    earlier = {"starts": "2026-11-28T06:00:00Z", "ends": "2026-11-28T07:00:00Z"}
    return Deed(day.host, {"slot": slot, "kind": "fixed", "title": "Walk", **earlier})


@case("agenda.remove_slot")
def remove_slot(day: Day) -> Deed:
    return Deed(day.host, day.host.does("agenda.save_slot", **LATE))


@case("agenda.propose_grid")
def propose_grid(day: Day) -> Deed:
    for place in day.state("all")["places"]:
        if not any(session["place"] == place["id"] for session in day.state("all")["sessions"]):
            day.host.does("agenda.remove_place", place=place["id"])
    return Deed(day.host, {"people": 10, "slots": 2})


@case("agenda.place_topic")
def place_topic(day: Day) -> Deed:
    return Deed(day.anna, {"topic": day.topic(), **day.cell()})


@case("agenda.move_session")
def move_session(day: Day) -> Deed:
    return Deed(day.anna, {"session": day.session(), **day.cell()}, {})


@case("agenda.repeat_topic")
def repeat_topic(day: Day) -> Deed:
    topic = day.topic()
    day.anna.does("agenda.place_topic", topic=topic, **day.cell())
    return Deed(day.anna, {"topic": topic, **day.cell()})


@case("agenda.unplace_topic")
def unplace_topic(day: Day) -> Deed:
    topic = day.topic()
    day.anna.does("agenda.place_topic", topic=topic, **day.cell())
    day.anna.does("agenda.repeat_topic", topic=topic, **day.cell())
    return Deed(day.anna, {"topic": topic})


@case("agenda.unplace_session")
def unplace_session(day: Day) -> Deed:
    return Deed(day.anna, {"session": day.session()})


@case("agenda.end_session")
def end_session(day: Day) -> Deed:
    return Deed(day.anna, {"session": day.session(), "state": "held_alone"})


@case("agenda.end_session", "cancelled")
def cancel_session(day: Day) -> Deed:
    return Deed(day.anna, {"session": day.session(), "state": "cancelled"})


@case("agenda.check_in")
def check_in(day: Day) -> Deed:
    day.bram.does("people.set_consent", consent="room")
    day.bram.does("agenda.check_in", session=day.session())
    return Deed(day.bram, {"session": day.session()})


@case("agenda.check_out")
def check_out(day: Day) -> Deed:
    day.bram.does("people.set_consent", consent="public")
    session = day.session()
    day.bram.does("agenda.check_in", session=session)
    return Deed(day.bram, {"session": session})
