"""The server's disk gets full before everybody's eyes: each screen says so in plain words, and what was written
meanwhile arrives once when there is room again."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, WALL, Open
from tests.browser.test_whole_day import create, joins, phase, posts
from tests.doors.test_watching import asked
from tests.server import RunningServer, free_port
from tests.small_disk import SmallDisk, small_disk

FULL = "The server's disk is full: nothing new is taken at the moment."
SMALL = "nothing new is taken: the server's disk is full"
SOON = 20_000  # ms: two looks of the server, and a phone's own pause


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    with small_disk(tmp_path / "disk", 96) as made:
        yield made


@pytest.fixture
def server(disk: SmallDisk) -> Iterator[RunningServer]:
    running = RunningServer(disk.folder / "data", free_port()).start()
    yield running
    running.stop()


def test_every_screen_says_so(server: RunningServer, disk: SmallDisk, opened: Open, complaints: list[str]) -> None:
    desk, wall_link, code = create(server, opened)
    wall = opened(WALL)
    wall.goto(wall_link)
    wall.get_by_role("button", name="Open the wall").click()
    anna = joins(opened, server.url, code, "Anna")
    bram = joins(opened, server.url, code, "Bram", "nl-NL")
    phase(desk, "Marketplace")

    disk.fill()
    while asked(server, "/healthz")[0] == 200:  # what was free inside the database's own files is used first
        says(desk, "One moment please")
    expect(anna.get_by_text(FULL)).to_be_visible(timeout=SOON)
    expect(desk.get_by_text(FULL)).to_be_visible(timeout=SOON)
    expect(wall.get_by_text(SMALL)).to_be_visible(timeout=SOON)
    expect(bram.get_by_text("De schijf van de server is vol: er kan even niets nieuws bij.")).to_be_visible()

    posts(anna, "Post a topic", "Written on a full disk")
    expect(anna.get_by_text(re.compile(r"on this phone and (is|are) sent when there is room"))).to_be_visible()
    expect(bram.get_by_text("Written on a full disk")).to_have_count(0)
    says(desk, "We are making room")
    bram.get_by_role("button", name="Sluiten").click()  # one announcement at a time
    expect(bram.get_by_text("We are making room").first).to_be_visible(timeout=SOON)
    late = joins_later(opened, server, code)
    assert "503" in complaints.pop()  # the browser's own word for that answer

    disk.make_room()
    for page, words in ((anna, FULL), (desk, FULL), (wall, SMALL)):
        expect(page.get_by_text(words)).to_have_count(0, timeout=SOON)
    bram.goto(f"{server.url}/g/{code}/phone#/topics")
    expect(bram.get_by_text("Written on a full disk")).to_have_count(1, timeout=SOON)
    late.locator("button.primary").click()
    expect(late.get_by_role("navigation").last).to_be_visible()


def says(desk: Page, text: str) -> None:
    """The desk makes an announcement, which is taken also while the disk is full."""
    rail = desk.get_by_label("Steering")
    rail.get_by_label("To everybody").fill(text)
    rail.get_by_role("button", name="Announce").click()
    expect(rail.get_by_label("To everybody")).to_have_value("", timeout=SOON)


def joins_later(opened: Open, server: RunningServer, code: str) -> Page:
    """Who comes while nothing is taken is told why, and keeps the name that was typed."""
    late = opened(PHONE)
    late.goto(f"{server.url}/g/{code}")
    late.locator("input[name=name]").fill("Carla")
    late.locator("button.primary").click()
    expect(late.get_by_text("The server's disk is full. Try again in a few minutes.")).to_be_visible()
    expect(late.locator("input[name=name]")).to_have_value("Carla")
    return late
