"""schedule.json, CSV, lists of sessions and our own JSON."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest

from openspace.exchange import plan as parts
from openspace.exchange.plan import Plan, Unreadable
from openspace.exchange.times import minutes_in, span_in
from tests.exchange.conftest import again, agenda, read_text


def schedule(*talks: dict[str, object], **conference: object) -> str:
    days = [{"date": "2018-07-20", "day_start": "2018-07-20T08:00:00+02:00", "rooms": {"Hall": list(talks)}}]
    return json.dumps({"schedule": {"conference": {"title": "Camp", "days": days} | conference}})


def test_a_schedule_keeps_talks_that_overlap_last_long_or_lack_hosts() -> None:
    plan = read_text(
        "schedule.json",
        schedule(
            {"title": "Bees", "start": "10:00", "duration": "00:45", "persons": [{"public_name": "Ann, and Bo"}]},
            {"title": "Trams", "start": "10:00", "duration": "2.5 hours", "persons": [], "track": "City"},
            {"title": "Night", "start": "00:30", "duration": "?", "persons": ["Cas"]},
            {"title": "Whenever", "start": "later", "subtitle": "<b>soon</b>", "description": "<p>HTML</p>"},
        ),
    )
    assert agenda(plan) == [
        ("A", "Hall", "Bees", ["Ann, and Bo"]),
        ("A", "Hall", "Trams", []),
        ("B", "Hall", "Night", ["Cas"]),
        ("", "Hall", "Whenever", []),
    ]
    bees, trams, night, whenever = plan.sessions
    ten = datetime(2018, 7, 20, 8, tzinfo=UTC)
    assert (bees.starts, bees.ends) == (ten, ten + timedelta(minutes=45))
    assert (trams.starts, plan.slots[0].ends) == (None, ten + timedelta(minutes=150))
    assert (night.starts, plan.slots[1].starts) == (None, datetime(2018, 7, 20, 22, 30, tzinfo=UTC))
    assert [(topic.line, plan.notes[0].text) for topic in plan.topics[3:]] == [
        ("<b>soon</b>", "<b>soon</b>\n\n<p>HTML</p>")
    ]
    assert whenever.state == "posted"
    assert [left.why for left in plan.left_out] == [
        "'Night': the length '?' cannot be read; taken as an hour",
        "'Whenever': the time 'later' cannot be read",
        "nothing here holds the field 'track' (1 filled)",
    ]


def test_a_schedule_brings_its_zone_its_rooms_and_exact_dates() -> None:
    talk = {"title": "Bees", "date": "2018-07-20T23:30:00-04:00", "start": "23:30", "duration": "01:00"}
    rooms = [{"name": "Hall", "capacity": 80}, {"name": "Empty"}]
    plan = read_text("s.json", schedule(talk, rooms=rooms, time_zone_name="America/New_York"))
    assert plan.timezone == "America/New_York"
    assert [(place.name, place.capacity) for place in plan.places] == [("Hall", 80), ("Empty", None)]
    assert plan.slots[0].starts == datetime(2018, 7, 21, 3, 30, tzinfo=UTC)
    odd = read_text("s.json", schedule(talk, time_zone_name="../../etc/passwd"))
    assert odd.timezone == "Europe/Berlin"
    assert odd.left_out[0].why == "the time zone '../../etc/passwd' is unknown; Europe/Berlin is taken"


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("00:45", 45), ("0:45", 45), ("45", 45), ("75 minutes", 75), ("2.5 hours", 150), ("1,5 uur", 90),
        ("1h30", 90), ("1u 30m", 90), ("PT1H30M", 90), ("01:30:00", 90), ("1:02:30", 1590), ("1:30h", 90),
        ("1 dag", 1440), ("0:00", None), ("long", None), ("", None),
    ],
)  # fmt: skip
def test_lengths_in_many_spellings(text: str, minutes: int | None) -> None:
    assert minutes_in(text) == minutes


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("10:00", (600, None)), ("24:00", (1440, None)), ("9:30-10:45am", (570, 645)), ("11am-noon", (660, 720)),
        ("11-1pm", (660, 780)), ("14u tot 15u", (840, 900)), ("23:00 – 01:00", (1380, 1500)), ("8am", (480, None)),
        ("2024-03-12 13:00-14:00", (780, 840)), ("20.09.2024", None), ("3-4", None), ("25:00", None),
    ],
)  # fmt: skip
def test_clock_times_in_many_spellings(text: str, span: tuple[int, int | None] | None) -> None:
    assert span_in(text) == span


def test_a_csv_of_topics_from_a_dutch_spreadsheet() -> None:
    text = (
        "\ufeffsep=;\r\n"
        "Titel;Initiatiefnemer;Partij;Toelichting;Plaats;Datum;Begin;Eind;Kleur;\r\n"
        'Bijen;Ann / Bo;Stad;"Honing; en was";Zaal 1;20-07-2018;10:00;11:15;geel;\r\n'
        "=1+1;;;;Zaal 2;20-07-2018;10.00;;;\r\n"
        ";Cas;;;;;;;;\r\n"
        "Trams;???;;;;;;;;los\r\n"
        ";;;;;;;;;\r\n"
        "Nacht;Dee;;;Zaal 1;20-07-2018;23:30;01:00;;\r\n"
    )
    plan = read_text("topics.csv", text)
    assert agenda(plan) == [
        ("A", "Zaal 1", "Bijen", ["Ann", "Bo"]),
        ("A", "Zaal 2", "=1+1", []),
        ("B", "Zaal 1", "Nacht", ["Dee"]),
    ]
    assert [topic.title for topic in plan.topics] == ["Bijen", "=1+1", "Trams", "Nacht"]
    assert plan.topics[0].line == "Honing; en was"
    assert [party.name for party in plan.parties] == ["Stad"]
    assert plan.slots[1].ends - plan.slots[1].starts == timedelta(minutes=90)
    assert [(left.line, left.why) for left in plan.left_out] == [
        ("topics.csv:5", "no title: 'Cas'"),
        ("topics.csv:6", "'Trams': '???' names no convener"),
        ("topics.csv:3", "nothing here holds the column 'Kleur' (1 filled)"),
        ("topics.csv:6", "nothing here holds the column '10' (1 filled)"),
    ]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_csv_of_people_keeps_two_of_one_name(delimiter: str) -> None:
    rows = [["People of the day"], [], ["Achternaam", "Tussenvoegsel", "Voornaam", "Organisatie", "Mail"],
            ["Berg", "van den", "Ann", "Stad", "a@x"], ["Berg", "van den", "Ann", "Dorp", ""]]  # fmt: skip
    plan = read_text("people.csv", "\n".join(delimiter.join(row) for row in rows))
    assert [person.name for person in plan.people] == ["Ann van den Berg"] * 2
    assert [party.name for party in plan.parties] == ["Stad", "Dorp"]
    assert [left.line for left in plan.left_out] == ["people.csv:1", "people.csv:4"]


def test_a_quotation_mark_that_never_closes_swallows_no_rows() -> None:
    plan = read_text("topics.csv", 'title,line\nBees,"half a line\nTrams,whole\n')
    assert [topic.title for topic in plan.topics] == ["Bees", "Trams"]


def test_a_list_of_sessions_in_json() -> None:
    items = [
        {"title": "Bees", "facilitators": "Ann, Bo", "room": "Hall (12)", "day": "Friday", "time": "9:30-10:45am"},
        {"title": "Trams", "day": "Saturday", "time": "2pm", "length": "75 minutes", "description": "x" * 200},
        {"title": "Games", "day": "Friday", "time": "All evening", "room": "Hall"},
    ]
    plan = read_text("sessions.json", json.dumps(items))
    assert agenda(plan) == [
        ("A", "Hall", "Bees", ["Ann", "Bo"]),
        ("B", "", "Trams", []),
        ("", "Hall", "Games", []),
    ]
    assert plan.places[0].capacity == 12
    assert plan.notes[0].text == "x" * 200
    assert plan.left_out[0].line == "sessions.json, item 3"


def test_everything_of_a_gathering_survives_our_own_json() -> None:
    now = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
    plan = Plan(
        title="Day", theme="What if?", timezone="Europe/Amsterdam", language="nl", languages=["nl", "en"], starts=now,
        people_expected=40, phase="sessions", posting=True, placing=False, releasing=False, principles=["One"],
        law="Walk", counts_hidden=True, announcements=[parts.Announcement(text="Hi", at=now)], ideas=["Idea"],
        parties=[parts.Party(id="y", name="Stad", letter="S", colour=8)],
        places=[parts.Place(id="p", name="Hall", capacity=0, features=["beamer"], address="https://x.example")],
        slots=[parts.Slot(id="s", title="A", starts=now, ends=now, kind="break", places=["p"])],
        people=[
            parts.Person(id="a", name="Ann", party="y", role="host", language="nl", consent="public", joined=now),
            parts.Person(id="b", name=None),
        ],
        topics=[
            parts.Topic(id="t", title="Bees", line="L", language="en", conveners=["a"], state="withdrawn", posted=now)
        ],
        interest=[parts.Interest(topic="t", person="b", answer="maybe")],
        sessions=[
            parts.Session(id="1", topic="t", place="p", slot="s", starts=now, state="held", here=7, present=["a"])
        ],
        notes=[parts.Note(session="1", text="# é\r\n\t\u2028")],
        reports=[parts.Report(session="1", discussed="D", note_taker="b", state="published", published=now)],
        outcomes=[parts.Outcome(session="1", kind="action", text="Do", owner="a", due=date(2026, 12, 1), party="y")],
        boards=[
            parts.Board(
                session="1", title="B", format="plain", step="talk", revealed=True,
                columns=[parts.Column(id="c", title="C")],
                cards=[parts.Card(column="c", text="x", position=1.5, late=True, author="a")],
            )
        ],
        left_out=[parts.LeftOut(line="x:1", why="so")],
    )  # fmt: skip
    assert again(plan) == plan
    bare = Plan()
    assert all(getattr(plan, field) != getattr(bare, field) for field in Plan.__struct_fields__)


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"openspace": 2}, "plan.json is no gathering of version 1: Invalid value 2 - at `$.openspace`"),
        ({"secret": 1}, "plan.json is no gathering of version 1: Object contains unknown field `secret`"),
        ({"title": 7}, "plan.json is no gathering of version 1: Expected `str`, got `int` - at `$.title`"),
        ({"timezone": "Moon/Sea"}, "plan.json: the time zone 'Moon/Sea' is unknown"),
        ({"sessions": [{"id": "1", "topic": "t"}]}, "plan.json: something points to 't', which is not there"),
        ({"topics": [{"id": "t", "title": "x"}] * 2}, "plan.json: two topics have the same id"),
    ],
)
def test_our_own_json_is_read_strictly(change: dict[str, object], complaint: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read_text("plan.json", json.dumps({"openspace": 1} | change))
    assert caught.value.message == complaint
