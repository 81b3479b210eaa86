"""`import`, `export` and `gathering copy` as the operator runs them, in a process of their own."""

import json
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from openspace.cli import main

GRID = """# Neighbours
| Time | Hall | Garden |
|---|---|---|
| 10:00 - 11:00 | Bees (Anna) | Trees (Bo) |
| 11:00 - 12:00 | Trams | |
"""


class Operator:
    """Somebody at a terminal."""

    def __init__(self, folder: Path) -> None:
        self.data = folder / "data"

    def runs(self, *words: str | Path) -> "subprocess.CompletedProcess[str]":
        """Run a command."""
        environment = {name: value for name, value in os.environ.items() if not name.startswith("OPENSPACE_")}
        command = [sys.executable, "-m", "openspace", "--data", str(self.data), *map(str, words)]
        root = Path(__file__).resolve().parents[2]
        return subprocess.run(
            command, capture_output=True, text=True, encoding="utf-8", env=environment, cwd=root, check=False
        )

    def gets(self, *words: str | Path) -> Any:
        """Run a command that must succeed; its JSON."""
        done = self.runs(*words, "--json")
        assert (done.returncode, done.stderr) == (0, "")
        return json.loads(done.stdout)

    def is_told(self, *words: str | Path) -> str:
        """Run a command that must fail; its one line."""
        done = self.runs(*words)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.startswith("openspace: ")
        assert done.stderr.count("\n") == 1
        return done.stderr.removeprefix("openspace: ").strip()

    def gatherings(self) -> list[str]:
        """The codes of all gatherings."""
        return [row["code"] for row in self.gets("gathering", "list")]


@pytest.fixture
def operator(tmp_path: Path) -> Operator:
    return Operator(tmp_path)


@pytest.fixture
def grid(tmp_path: Path) -> Path:
    """A file to import."""
    path = tmp_path / "day.md"
    path.write_text(GRID)
    return path


@pytest.mark.slow
def test_jscraftcamp_in_and_out_again(operator: Operator, real: Callable[[str], Path], tmp_path: Path) -> None:
    made = operator.gets("import", real("jscraftcamp/2018"), "--starts", "2018-07-20", "--timezone", "Europe/Berlin")
    assert (made["topics"], made["sessions"], made["notes"]) == (54, 54, 11)
    assert made["left_out"][2] == {
        "line": "README.md:13", "why": "'TNG Web 4.0 Demo Preview': '?' names no convener",
    }  # fmt: skip
    assert made["join_url"].endswith(f"/g/{made['code']}")
    assert {"desk_url", "wall_url", "recovery"} <= set(made)
    out, again = tmp_path / "out.json", tmp_path / "again.json"
    assert operator.runs("export", made["code"], "--format", "json", "--out", out).returncode == 0
    assert stat.S_IMODE(out.stat().st_mode) == 0o600  # it holds names
    copy = operator.gets("import", out)
    assert copy["left_out"] == []
    assert operator.runs("export", copy["code"], "--format", "json", "--out", again).returncode == 0
    assert again.read_bytes() == out.read_bytes()
    book = operator.runs("export", made["code"], "--format", "md", "--out", "-").stdout
    titles = [topic["title"] for topic in json.loads(out.read_text())["topics"]]
    words = book.replace("\\", "")
    assert [title for title in titles if title not in words] == []
    archive = tmp_path / "book.zip"
    assert operator.runs("export", made["code"], "--format", "zip", "--out", archive).returncode == 0
    assert archive.read_bytes().startswith(b"PK")


def test_into_an_existing_one(operator: Operator, grid: Path) -> None:
    code = operator.gets("gathering", "create", "--title", "Day", "--start", "2026-11-28T10:00")["code"]
    made = operator.gets("import", grid, "--into", code.lower())
    assert made == {"code": code, "topics": 3, "sessions": 3, "notes": 0, "left_out": []}
    plan = json.loads(operator.runs("export", code, "--format", "json", "--out", "-").stdout)
    assert plan["title"] == "Day"
    starts = {slot["id"]: slot["starts"] for slot in plan["slots"]}
    assert starts[plan["sessions"][0]["slot"]] == "2026-11-28T09:00:00Z"  # its day and its zone
    assert operator.gatherings() == [code]


def test_what_is_left_out_is_read_by_people_too(operator: Operator, tmp_path: Path) -> None:
    path = tmp_path / "topics.csv"
    path.write_text("title;host\nBees;???\n")
    lines = operator.runs("import", path, "--language", "nl").stdout.splitlines()
    assert lines[0].startswith("code ")
    assert lines[-1].startswith("left out   topics.csv:2: ")
    code = lines[0].split()[1]
    plan = json.loads(operator.runs("export", code, "--format", "json", "--out", "-").stdout)
    assert (plan["title"], plan["language"]) == ("topics", "nl")


def test_a_copy_on_another_day(operator: Operator, grid: Path) -> None:
    code = operator.gets("import", grid, "--starts", "2026-11-28")["code"]
    made = operator.gets("gathering", "copy", code, "--title", "Again", "--start", "2027-07-05T09:30")
    plan = json.loads(operator.runs("export", made["code"], "--format", "json", "--out", "-").stdout)
    assert (plan["title"], plan["starts"]) == ("Again", "2027-07-05T07:30:00Z")
    assert [slot["starts"] for slot in plan["slots"]] == ["2027-07-05T08:00:00Z", "2027-07-05T09:00:00Z"]
    assert "topics" not in plan


def test_one_line_says_what_is_wrong(
    operator: Operator, grid: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code = operator.gets("import", grid)["code"]
    before = operator.runs("export", code, "--format", "json", "--out", "-").stdout
    (tmp_path / "picture.md").write_bytes(b"\x89PNG\x00\x01")
    (tmp_path / "wrong.json").write_text('{"openspace": 1, "sessions": [{"id": "1", "topic": "t"}]}')
    (tmp_path / "empty").mkdir()
    wrong: list[tuple[tuple[str | Path, ...], str]] = [
        (("import", tmp_path / "nothing.md"), "nothing.md is not there"),
        (("import", tmp_path / "picture.md", "--into", code), "picture.md is not a text file"),
        (("import", tmp_path / "wrong.json", "--into", code), "wrong.json: something points to 't', which is not"),
        (("import", tmp_path / "empty"), "empty holds no Markdown"),
        (("import", grid, "--into", "NOPE123"), "there is no gathering with the code NOPE123"),
        (("import", grid, "--timezone", "Moon/Sea"), "the time zone Moon/Sea is not known"),
        (("import", grid, "--starts", "tomorrow"), "Invalid value for '--starts'"),
        (("export", "NOPE123", "--format", "json", "--out", "-"), "there is no gathering with the code NOPE123"),
        (("export", code, "--format", "json", "--out", tmp_path / "no" / "x.json"), f"{tmp_path}/no/x.json cannot be"),
        (("export", code, "--format", "json", "--out", tmp_path / "empty"), f"{tmp_path}/empty cannot be written"),
        (("export", code, "--format", "pdf", "--out", "-"), "Invalid value for '--format'"),
        (("gathering", "copy", "NOPE123"), "there is no gathering with the code NOPE123"),
        (("gathering", "copy", code, "--start", "soon"), "--start is not a date and time"),
    ]
    files = sorted(tmp_path.rglob("*.json"))
    assert operator.is_told(*wrong[0][0]).startswith(wrong[0][1])
    monkeypatch.setattr("openspace.cli.logs.install", lambda: None)  # the tests' own log stays
    for words, line in wrong:
        # The same in this process, for each process takes a second to begin.
        monkeypatch.setattr("sys.argv", ["openspace", "--data", str(operator.data), *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = capsys.readouterr()
        assert (ended.value.code, out, err.count("\n")) == (2, "", 1)
        assert err.startswith(f"openspace: {line}")
    assert operator.gatherings() == [code]
    assert operator.runs("export", code, "--format", "json", "--out", "-").stdout == before
    assert sorted(tmp_path.rglob("*.json")) == files
    assert list((tmp_path / "empty").iterdir()) == []


def test_for_whom_the_book_names_the_conveners(operator: Operator, grid: Path, tmp_path: Path) -> None:
    """A published programme names them already; a list of people does not ask anybody, and our own JSON says itself."""
    for names, consent, named in ((), "room", True), (("everybody",), "public", True), (("nobody",), "unasked", False):
        code = operator.gets("import", grid, *(f"--names={one}" for one in names))["code"]
        out, again = tmp_path / "out.json", tmp_path / "again.json"
        operator.runs("export", code, "--format", "json", "--out", out)
        told = [person.get("consent", "unasked") for person in json.loads(out.read_text())["people"]]
        assert told == [consent, consent]
        book = operator.runs("export", code, "--format", "md", "--out", "-").stdout
        assert ("convener: Anna" in book) is named
        copy = operator.gets("import", out, "--names", "everybody")["code"]
        operator.runs("export", copy, "--format", "json", "--out", again)
        assert again.read_bytes() == out.read_bytes()
    people = tmp_path / "people.csv"
    people.write_text("name\nAnna\nBo\n")
    code = operator.gets("import", people, "--names", "everybody")["code"]
    plan = json.loads(operator.runs("export", code, "--format", "json", "--out", "-").stdout)
    assert [person.get("consent", "unasked") for person in plan["people"]] == ["unasked", "unasked"]
