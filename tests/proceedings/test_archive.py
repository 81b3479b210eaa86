"""The .zip: names made by us, checksums that fit, no formulas, the same bytes for the same data."""

import csv
import re
from hashlib import sha256
from io import BytesIO, StringIO
from zipfile import ZipFile

from openspace.proceedings.archive import zipped
from openspace.proceedings.compile import compiled
from tests.proceedings.conftest import gathered
from tests.proceedings.hostile import EVERYTHING
from tests.world import World


def files(world: World, language: str = "en") -> dict[str, bytes]:
    with ZipFile(BytesIO(zipped(gathered(world), language))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_what_is_in_it(evening: World) -> None:
    found = files(evening)
    assert list(found) == [
        "book.md",
        "sessions/s-01-how-do-we-stop-typing-data-twice.md",
        "sessions/s-02-wie-beheert-de-kade.md",
        "sessions/s-03-what-nobody-says-1-img-src-x.md",
        "sessions/s-06-sum-a1-of-the-budget.md",
        "sessions/s-04-walk-along-the-quay.md",
        "sessions/s-05-c.md",
        "actions.csv",
        "SHA256SUMS",
    ]
    assert found["book.md"].decode() == compiled(gathered(evening), "en").markdown
    first = found["sessions/s-01-how-do-we-stop-typing-data-twice.md"].decode()
    assert first.startswith('# <a id="s-01"></a>A1 · How do we stop typing data twice?\n')
    assert "\n## What we found\n" in first
    assert "\n### Two ways out\n" in first


def test_the_checksums_fit(evening: World) -> None:
    found = files(evening)
    sums = dict(reversed(line.split("  ")) for line in found.pop("SHA256SUMS").decode().splitlines())
    assert sums == {name: sha256(content).hexdigest() for name, content in found.items()}


def test_the_same_data_make_the_same_bytes(evening: World) -> None:
    assert zipped(gathered(evening), "nl") == zipped(gathered(evening), "nl")
    assert zipped(gathered(evening), "nl") != zipped(gathered(evening), "en")


def test_actions_as_a_table(evening: World) -> None:
    text = files(evening)["actions.csv"].decode("utf-8-sig")
    head, compare, ask = csv.reader(StringIO(text))
    assert head == [
        *("id", "what", "owner", "owner_email", "party", "due", "status"),
        *("origin_type", "origin_id", "origin_title", "created_at", "updated_at"),
    ]
    session = next(session for session in gathered(evening).sessions if session.anchor == "s-01")
    first, second = (outcome for outcome in session.outcomes if outcome.kind == "action")
    at = "2026-11-28T09:20:00Z"
    title = "How do we stop typing data twice?"
    origin = ["session", str(session.id), title, at, at]
    what = "Compare the two | forms"
    assert compare == [str(first.id), what, "Bo <b>", "", "Harbour", "2026-12-01", "open", *origin]
    assert ask == [str(second.id), "Ask the mayor", "", "", "Harbour", "", "open", *origin]


def test_no_text_gets_into_a_name_or_a_formula(sqlite_world: World) -> None:
    world = sqlite_world
    world.opens()
    state = world.state()
    cell = {
        "slot": next(slot["id"] for slot in state["slots"] if slot["kind"] == "session"),
        "place": state["places"][0]["id"],
        "stack": True,
    }
    kept = 0
    for text in EVERYTHING:
        title = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")[:80]
        answer = world.host.wishes("marketplace.post_topic", title=title)
        if answer["ok"]:  # nothing is left of some as a title
            kept += 1
            session = world.host.does("agenda.place_topic", topic=answer["result"]["topic"], **cell)["session"]
            world.host.does("notes.save_outcome", session=session, kind="action", text=title)
    assert kept > 100
    found = files(world)
    names = [name for name in found if name.startswith("sessions/")]
    assert len(set(names)) == kept
    for name in names:
        assert re.fullmatch(r"sessions/s-\d{2,3}(-[a-z0-9][a-z0-9-]{0,39})?\.md", name)
    rows = list(csv.reader(StringIO(found["actions.csv"].decode("utf-8-sig"))))
    assert len(rows) == kept + 1
    assert not any(value.startswith(("=", "+", "-", "@", "\t", "\r")) for row in rows for value in row)
    assert any(value.startswith("'=") for row in rows for value in row)
