"""What a phone's first visit costs on the network, from the scan to a live screen, against what we promise."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import PHONE
from tests.browser.lively import Lively, furnish
from tests.server import RunningServer, free_port

pytestmark = pytest.mark.browser

MOST_BYTES = 120_000  # zipped as served, headers included, of everything
MOST_REQUESTS = 8  # the redirect and the socket count too


@pytest.fixture(scope="module")
def lively(tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder: Path = tmp_path_factory.mktemp("lively")
    server = RunningServer(folder / "data", free_port())
    made = furnish(server)
    server.start()
    yield made
    server.stop()


@pytest.mark.parametrize("locale", ["en-GB", "nl-NL"])
def test_the_first_visit_is_small_and_asks_seldom(chromium: Browser, lively: Lively, locale: str) -> None:
    context = chromium.new_context(**PHONE, locale=locale)
    page = context.new_page()
    sizes: dict[str, float] = {}  # of what went over the network; a cache's answer has none
    asked: list[str] = []

    def requested(event: Any) -> None:
        before = event.get("redirectResponse")
        if before:
            sizes[event["requestId"] + " before"] = before["encodedDataLength"]
        asked.append(event["request"]["url"])

    session = context.new_cdp_session(page)
    session.on("Network.requestWillBeSent", requested)
    session.on("Network.loadingFinished", lambda event: sizes.update({event["requestId"]: event["encodedDataLength"]}))
    session.on("Network.webSocketCreated", lambda event: sizes.update({event["requestId"]: 1}))
    session.send("Network.enable")
    page.goto(lively.page("").rstrip("/"))
    page.locator("input[name=name]").fill("Zoe")
    page.locator("button.primary").click()
    expect(page.locator(".line")).to_have_attribute("data-state", "live")
    expect(page.locator(".page-title").first).to_be_attached()
    counted = [size for size in sizes.values() if size]
    context.close()
    assert any(address.endswith("/phone.js") for address in asked)
    assert sum(counted) > 40_000, "nothing was counted"
    assert sum(counted) <= MOST_BYTES
    assert len(counted) <= MOST_REQUESTS, asked
