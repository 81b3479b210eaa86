"""A real Chromium against a real server: phones, a wall and a desk at once."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.lively import Lively, furnish
from tests.server import RunningServer, free_port

CHROMIUM = "/usr/bin/chromium"
LAN_NAME = "openspace.lan"  # no secure context, as on a house network
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    f"--host-resolver-rules=MAP {LAN_NAME} 127.0.0.1",
]
PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "is_mobile": True, "has_touch": True}
WALL = {"viewport": {"width": 1920, "height": 1080}}
DESK = {"viewport": {"width": 1440, "height": 900}}

Open = Callable[..., Page]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One browser for a file of tests; each person has a context of their own. Not longer: while it lives an event loop
    runs in this thread, and tests of other files want to start theirs."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(params=["127.0.0.1", LAN_NAME])
def server(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[RunningServer]:
    """A server, once at a name that is a secure context and once at one that is not."""
    running = RunningServer(tmp_path / "data", free_port(), request.param).start()
    yield running
    running.stop()


@pytest.fixture
def lively(tmp_path: Path) -> Iterator[Lively]:
    """The sample gathering, served; each story has its own, so that none stands in another's way."""
    server = RunningServer(tmp_path, free_port())
    made = furnish(server)
    server.start()
    yield made
    server.stop()


@pytest.fixture
def complaints() -> Iterator[list[str]]:
    """What any page complained about; must be empty at the end."""
    heard: list[str] = []
    yield heard
    assert heard == []


@pytest.fixture
def opened(chromium: Browser, complaints: list[str]) -> Iterator[Open]:
    """Opens a page of its own browser: `opened(PHONE, locale="nl-NL")`."""
    contexts: list[BrowserContext] = []

    def open_page(device: dict[str, Any], locale: str = "en-GB", **options: Any) -> Page:
        context = chromium.new_context(**device, locale=locale, timezone_id="Europe/Amsterdam", **options)
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
        page.on("console", lambda said: _listen(said, complaints))
        return page

    yield open_page
    for context in contexts:
        context.close()


def _listen(said: Any, complaints: list[str]) -> None:
    # A dropped line is told by the browser too, also of a worker that looks for its newer self; that is weather.
    weather = ("ERR_", "WebSocket", "fetching the script")
    if said.type == "error" and not any(words in said.text for words in weather):
        complaints.append(said.text)
