"""Cases of the session's report and its outcomes."""

from tests.cases.day import Day, Deed, case


@case("notes.save_report")
def save_report(day: Day) -> Deed:
    return Deed(day.bram, {"session": day.session(), "discussed": "Forms.\nMany.", "note_taker": day.bram.person})


@case("notes.save_report", "after publishing")
def amend_report(day: Day) -> Deed:
    session = day.session()
    day.bram.does("notes.save_report", session=session, discussed="Forms.")
    day.bram.does("notes.publish_report", session=session)
    return Deed(day.anna, {"session": session, "conclusions": "One is enough."})


@case("notes.publish_report")
def publish_report(day: Day) -> Deed:
    session = day.session()
    day.bram.does("notes.save_report", session=session, conclusions="One is enough.")
    return Deed(day.bram, {"session": session})


@case("notes.save_outcome")
def save_outcome(day: Day) -> Deed:
    fields = {"kind": "action", "text": "Ring the registry", "owner": day.bram.person, "due": "2026-12-24"}
    return Deed(day.bram, {"session": day.session(), **fields})


@case("notes.save_outcome", "changing one")
def change_outcome(day: Day) -> Deed:
    made = day.bram.does("notes.save_outcome", session=day.session(), kind="question", text="Who pays?")
    return Deed(day.anna, {**made, "text": "Who pays what?", "state": "doing"})


@case("notes.remove_outcome")
def remove_outcome(day: Day) -> Deed:
    return Deed(day.bram, day.bram.does("notes.save_outcome", session=day.session(), kind="decision", text="One form"))
