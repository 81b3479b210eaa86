"""Whatever it is given, a reader gives a plan or says in one sentence why not."""

import os
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from openspace.exchange import files
from openspace.exchange.files import Text, decode
from openspace.exchange.plan import Unreadable
from openspace.exchange.reader import read, read_file
from tests.exchange.conftest import FRIDAY, again, read_path

GRIDDY = st.text(alphabet="|-:# \n[]()<br>/ab1023:?@&*\\é\u2028", max_size=400)
WORDS = st.sampled_from(
    [
        "| ",
        "\n",
        "|---|---|\n",
        "10:00",
        "24:00",
        "11-1pm",
        "[a](#b)",
        "(Ann)",
        " / ",
        "<br>",
        "## Friday",
        "LUNCH",
        "``` \n",
    ]
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text() | st.sampled_from(
        ["conference", "days", "rooms", "title", "start", "date", "duration", "persons", "sessions", "slots", "end"]
    ), inner),
    max_leaves=12,
)  # fmt: skip
TALK = st.fixed_dictionaries(
    {
        "title": JSON,
        "start": st.text() | st.just("23:59"),
        "duration": st.text("0123456789:.hmd ") | JSON,
        "persons": JSON,
    },
    optional={"date": st.text("0123456789-T:+Z"), "end": JSON, "links": JSON},
)


def survives(name: str, text: str) -> None:
    plan = None
    with suppress(Unreadable):
        plan = read_file(name, Text(text), FRIDAY)
    assert plan is None or again(plan) == plan


@given(name=st.sampled_from(["a.md", "a.csv", "a.json", "a"]), text=st.text() | GRIDDY | st.lists(WORDS).map("".join))
@example(name="a.json", text='{"openspace":1,"title":"\\u0000"}')
@example(name="a.csv", text="title;time\nx;9999-12-31 23:59")
@example(name="a.md", text="| 24:00 | x |\n|-|-|\n| 24:00 | x |")
def test_any_text_is_read_or_refused(name: str, text: str) -> None:
    survives(name, text.replace("\x00", ""))


@given(
    header=st.lists(st.sampled_from(["title", "name", "start", "end", "day", "length", "room", "host", "?"])),
    rows=st.lists(st.lists(st.text("0123456789:-. ampTZ+\"'\n;é", max_size=20))),
    delimiter=st.sampled_from(",;\t"),
)
def test_any_table_is_read_or_refused(header: list[str], rows: list[list[str]], delimiter: str) -> None:
    survives("a.csv", "\n".join(delimiter.join(row) for row in [header, *rows]))


@given(talks=st.lists(TALK, max_size=4), day=JSON, extra=JSON)
def test_any_schedule_is_read_or_refused(talks: list[object], day: object, extra: object) -> None:
    days = [{"date": day, "rooms": {"Hall": talks, "x": extra}}, {"rooms": [{"name": extra, "events": talks}]}, extra]
    conference = {"days": days, "rooms": extra, "start": day, "title": extra}
    survives("a.json", files.msgspec.json.encode({"conference": conference}).decode())


@given(JSON)
def test_any_json_is_read_or_refused(value: object) -> None:
    survives("a.json", files.msgspec.json.encode(value).decode())
    survives("a.json", files.msgspec.json.encode([{"title": "x", "time": value, "room": value}]).decode())


@given(st.binary())
def test_any_bytes_are_text_or_refused(raw: bytes) -> None:
    with suppress(Unreadable):
        assert "\x00" not in decode(raw, "a").text


@pytest.mark.parametrize(
    ("name", "raw", "message"),
    [
        ("a.xlsx", b"PK\x03\x04rest", "a.xlsx is a packed file (zip or Excel); unpack it or save it as CSV first"),
        ("a.csv", b"\x89PNG\r\n\x1a\n\x00", "a.csv is not a text file"),
        ("a.json", b"{", "a.json is not JSON: Input data was truncated"),
        ("a.json", b'{"a": NaN}', "a.json is not JSON: JSON is malformed: invalid character (byte 6)"),
        ("a.json", b"[" * 100_000, "a.json is not JSON: it is nested too deep"),
        ("a.json", b'{"a": 1}', "a.json is JSON, but neither a schedule nor a list of sessions"),
        ("README.md", b"just words", "README holds no grid and no notes of sessions"),
        ("a.xml", b"<schedule/>", "a.xml is XML or HTML, which is not read; take its JSON or CSV"),
        ("a.csv", b"x;y\n1;2\n", "a.csv has no line with column names; at least 'title' or 'name' is needed"),
        ("a.csv", b" \n", "a.csv is empty"),
    ],
)  # fmt: skip
def test_bad_files_get_one_clear_sentence(tmp_path: Path, name: str, raw: bytes, message: str) -> None:
    (tmp_path / name).write_bytes(raw)
    with pytest.raises(Unreadable) as caught:
        read(tmp_path / name, FRIDAY)
    assert caught.value.message == message


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    with (tmp_path / "a.json").open("wb") as file:
        file.truncate(200_000_000)
    with pytest.raises(Unreadable) as caught:
        read(tmp_path / "a.json", FRIDAY)
    assert caught.value.message == "a.json is too big: 200 MB, and at most 33 MB can be read"


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="nowhere is not there"):
        read(tmp_path / "nowhere", FRIDAY)
    with pytest.raises(Unreadable, match="holds no Markdown"):
        read(tmp_path, FRIDAY)


def test_the_alphabet_of_windows_is_read_and_said(tmp_path: Path) -> None:
    (tmp_path / "topics.csv").write_bytes("titel;wie\nCafé;José\n".encode("cp1252"))
    plan = read_path(tmp_path / "topics.csv")
    assert (plan.topics[0].title, plan.people[0].name) == ("Café", "José")
    assert plan.left_out[-1].why == "is not UTF-8; read as Windows-1252, so look at its accents"


def test_a_folder_gives_nothing_from_outside_of_it(tmp_path: Path) -> None:
    folder = tmp_path / "camp"
    (folder / "bees").mkdir(parents=True)
    (tmp_path / "secret.md").write_text("SECRET")
    (folder / "README.md").write_text(
        "| | Hall |\n|---|---|\n| 10:00 | [Bees](../secret.md) |\n| 11:00 | [Trams](./linked.md) |\n"
    )
    (folder / "bees" / "README.md").write_text("Honey")
    (folder / "linked.md").symlink_to(tmp_path / "secret.md")
    os.mkfifo(folder / "pipe.md")
    (folder / "broken.md").write_bytes(b"\x00\x01")
    plan = read_path(folder)
    assert [note.text for note in plan.notes] == ["Honey"]
    assert sorted((left.line, left.why) for left in plan.left_out) == [
        ("README.md:3", "the link '../secret.md' leads nowhere"),
        ("README.md:4", "the link './linked.md' leads nowhere"),
        ("broken.md", "broken.md is not a text file"),
        ("linked.md", "is a link or a device, not a file"),
        ("pipe.md", "is a link or a device, not a file"),
    ]
