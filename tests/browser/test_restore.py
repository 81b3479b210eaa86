"""An earlier backup is put back while everybody looks on: the phones bring back by themselves what they had been told,
also the page that was opened anew since."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Open
from tests.browser.test_whole_day import create, joins, phase, posts
from tests.server import RunningServer

SOON = 40_000  # ms: a phone's longest pause between two tries, and a screenful of wishes
BEES, WASPS, ANTS = "Before the backup", "Posted after the backup", "Posted by a page that was closed"


@pytest.mark.parametrize("server", ["127.0.0.1"], indirect=True)
def test_the_phones_bring_it_back(server: RunningServer, opened: Open, tmp_path: Path, complaints: list[str]) -> None:
    desk, _wall, code = create(server, opened)
    anna = joins(opened, server.url, code, "Anna")
    bram = joins(opened, server.url, code, "Bram")
    phase(desk, "Marketplace")
    posts(anna, "Post a topic", BEES)
    bram.goto(f"{server.url}/g/{code}/phone#/topics")
    expect(bram.get_by_text(BEES).first).to_be_visible()
    server.command("backup", "--out", str(tmp_path / "noon.tar.gz"))

    posts(anna, "Post a topic", ANTS)
    anna.reload()
    posts(anna, "Post a topic", WASPS)
    for title in (WASPS, ANTS):
        expect(bram.get_by_text(title).first).to_be_visible()
    come = bram.get_by_role("group", name=f"Your interest in {WASPS}").get_by_role("button", name="Come", exact=True)
    come.click()
    expect(come).to_have_attribute("aria-pressed", "true")
    expect(bram.get_by_text("Live", exact=True)).to_be_visible()
    anna.wait_for_timeout(500)

    server.stop()
    server.command("restore", str(tmp_path / "noon.tar.gz"))
    server.start()
    expect(desk.get_by_text("Live", exact=True)).to_be_visible(timeout=SOON)
    carla = joins(opened, server.url, code, "Carla")
    carla.goto(f"{server.url}/g/{code}/phone#/topics")
    for title in (BEES, WASPS, ANTS):
        expect(carla.get_by_role("link", name=title)).to_have_count(1, timeout=SOON)
    expect(come).to_have_attribute("aria-pressed", "true", timeout=SOON)
    for page in (anna, bram):
        expect(page.get_by_text("Not done")).to_have_count(0)
        expect(page.locator(".line")).to_have_text("Live", timeout=SOON)
    state = carla.evaluate(f"fetch('/g/{code}/snapshot').then((answer) => answer.json())")["streams"]["all"]["state"]
    assert {one["title"]: one["interest"]["come"] for one in state["topics"]} == {BEES: 0, WASPS: 1, ANTS: 0}
    # "Not yet", said to a phone that came back by plain requests first, is told by the browser too.
    complaints[:] = [one for one in complaints if "503" not in one]
