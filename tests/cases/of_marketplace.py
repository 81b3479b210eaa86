"""Cases of the marketplace."""

from tests.cases.day import Day, Deed, case


@case("marketplace.post_topic")
def post_topic(day: Day) -> Deed:
    fields = {"title": "Bicycles", "line": "Where they stand", "language": "nl", "conveners": [day.bram.person]}
    return Deed(day.anna, fields)


@case("marketplace.edit_topic")
def edit_topic(day: Day) -> Deed:
    return Deed(day.anna, {"topic": day.topic(), "title": "One form", "conveners": [day.anna.person, day.bram.person]})


@case("marketplace.withdraw_topic")
def withdraw_topic(day: Day) -> Deed:
    topic = day.topic()
    day.anna.does("agenda.place_topic", topic=topic, **day.cell())
    day.anna.does("agenda.repeat_topic", topic=topic, **day.cell())
    return Deed(day.anna, {"topic": topic})


@case("marketplace.restore_topic")
def restore_topic(day: Day) -> Deed:
    topic = day.topic()
    day.bram.does("marketplace.mark_interest", topic=topic, answer="come")
    day.anna.does("marketplace.withdraw_topic", topic=topic)
    return Deed(day.anna, {"topic": topic})


@case("marketplace.mark_interest")
def mark_interest(day: Day) -> Deed:
    return Deed(day.bram, {"topic": day.topic(), "answer": "come"})


@case("marketplace.mark_interest", "taking it back")
def unmark(day: Day) -> Deed:
    topic = day.topic()
    day.bram.does("marketplace.mark_interest", topic=topic, answer="maybe")
    return Deed(day.bram, {"topic": topic, "answer": "none"})


@case("marketplace.post_idea")
def post_idea(day: Day) -> Deed:
    return Deed(day.bram, {"text": "A quiet room"})


@case("marketplace.remove_idea")
def remove_idea(day: Day) -> Deed:
    return Deed(day.host, day.bram.does("marketplace.post_idea", text="A quiet room"))
