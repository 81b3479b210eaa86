"""An operator imports beside a running server: phone, wall and desk show it by the next pulse, without a reload.
And the wall's pages of numbers: who is in, what the day brought."""

from collections.abc import Iterator
from pathlib import Path
from time import monotonic

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE, WALL, Open
from tests.browser.test_whole_day import phase
from tests.server import RunningServer, free_port

GRID = """# More
| Time | Hall | Garden |
|---|---|---|
| 10:00 - 11:00 | Bees (Anna) | Trees (Bo) |
| 11:00 - 12:00 | Trams (Cas) | |
"""
SECONDS = 5  # the pulse comes once a second, a gap is waited out 0.3 s; the rest is a slow machine
# How far the QR hangs below what can be seen of the page.
BELOW = """document.querySelector(".wall-page .qr").getBoundingClientRect().bottom
  - document.querySelector(".wall-page").getBoundingClientRect().bottom"""


@pytest.fixture
def running(tmp_path: Path) -> Iterator[RunningServer]:
    server = RunningServer(tmp_path / "data", free_port()).start()
    yield server
    server.stop()


def takes(opened: Open, device: dict[str, object], link: str, button: str) -> Page:
    """Somebody takes a link of the desk or the wall."""
    page = opened(device)
    page.goto(link)
    if page.get_by_label("Your name").count():
        page.get_by_label("Your name").fill("Hanna")
    page.get_by_role("button", name=button).click()
    return page


def loads(pages: list[Page]) -> list[object]:
    """When each page was loaded; another number after a reload."""
    return [page.evaluate("performance.timeOrigin") for page in pages]


def test_what_is_imported_beside_the_server_comes_by_itself(
    running: RunningServer, opened: Open, tmp_path: Path
) -> None:
    made = running.command("gathering", "create", "--title", "Neighbours", "--party", "Town", "--people", "12")
    code = made["code"]
    desk = takes(opened, DESK, made["desk_url"], "Open the desk")
    wall = takes(opened, WALL, made["wall_url"], "Open the wall")
    phone = opened(PHONE)
    phone.goto(f"{running.url}/g/{code}")
    phone.get_by_label("Your name").fill("Dora")
    phone.get_by_label("somewhere else").check()
    phone.get_by_role("button", name="Join").click()
    expect(desk.get_by_text("Live", exact=True)).to_be_visible()
    expect(desk.get_by_text("1 person is in · 1 facilitates")).to_be_visible()
    remote = desk.get_by_role("group", name="Page of the wall")
    remote.get_by_role("button", name="Join").click()
    expect(wall.locator(".join-parties b")).to_have_text(["0", "1"])  # Town, somewhere else
    phase(desk, "Marketplace")
    remote.get_by_role("button", name="Agenda").click()
    desk.get_by_role("tab", name="People").click()
    phone.goto(f"{running.url}/g/{code}/phone#/topics")
    expect(phone.get_by_role("heading", name="Topics", exact=True)).to_be_visible()
    pages = [desk, wall, phone]
    before = loads(pages)

    grid = tmp_path / "more.md"
    grid.write_text(GRID)
    assert running.command("import", str(grid), "--into", code)["topics"] == 3
    begun = monotonic()
    expect(phone.get_by_text("Trees")).to_be_visible(timeout=SECONDS * 1000)
    expect(wall.get_by_text("Trees")).to_be_visible(timeout=SECONDS * 1000)
    expect(desk.get_by_role("button", name="Bo")).to_be_visible(timeout=SECONDS * 1000)
    assert monotonic() - begun < SECONDS
    desk.get_by_role("tab", name="Agenda").click()
    expect(desk.get_by_role("button", name="Trees")).to_be_visible()
    assert loads(pages) == before

    phase(desk, "Closing")
    remote.get_by_role("button", name="By itself").click()
    expect(wall.get_by_role("heading", name="What we made together")).to_be_visible()
    expect(wall.locator(".harvest-numbers li")).to_have_text(["3 topics", "3 sessions held", "0 reports in"])
    expect(wall.get_by_text("The book will be here:")).to_be_visible()
    expect(wall.get_by_role("img", name="QR code to join")).to_have_count(1)
    late = "document.querySelector('.harvest-numbers b').parentElement.append(' and more words'.repeat(12))"
    wall.evaluate(late)  # The pulse brings numbers after the page was drawn.
    wall.wait_for_timeout(100)
    assert wall.evaluate(BELOW) <= 0
