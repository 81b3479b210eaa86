"""A server in the house with https by the house's own authority, made as docs/operators.md says: what a phone gets that
trusts it, and one that does not."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect, sync_playwright

from tests.authority import Authority
from tests.browser.conftest import ARGUMENTS, CHROMIUM, LAN_NAME, PHONE, WALL, Open
from tests.browser.test_whole_day import create, phase, posts
from tests.server import RunningServer, free_port

pytestmark = pytest.mark.browser

HOUSE = "openspace.house"
RULES = [argument.replace(LAN_NAME, HOUSE) for argument in ARGUMENTS]
# The worker comes at a moment drawn by lot within six seconds; the rest is a slow machine.
WORKING = """async () => {
  for (let tries = 0; tries < 300; tries++) {
    const registered = await navigator.serviceWorker.getRegistrations();
    if (registered.some((one) => one.active?.state === "activated")) return true;
    await new Promise((done) => setTimeout(done, 100));
  }
  return false;
}"""


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("house") / "keys")


@pytest.fixture(scope="module")
def playing() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="module")
def chromium(playing: Playwright, authority: Authority, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """A browser on whose device the authority was installed, as on a phone of the organisation."""
    home = tmp_path_factory.mktemp("home")
    trusted = home / ".pki" / "nssdb"
    trusted.mkdir(parents=True)
    for step in (["-N", "--empty-password"], ["-A", "-n", "Our house", "-t", "C,,", "-i", str(authority.trusted)]):
        subprocess.run(["certutil", "-d", f"sql:{trusted}", *step], check=True)
    browser = playing.chromium.launch(executable_path=CHROMIUM, args=RULES, env={"HOME": str(home)})
    yield browser
    browser.close()


@pytest.fixture
def house(authority: Authority, tmp_path: Path) -> Iterator[RunningServer]:
    running = RunningServer(tmp_path / "data", free_port(), HOUSE, authority=authority).start()
    yield running
    running.stop()
    assert "Traceback" not in running.log


def test_a_phone_that_trusts_the_house(house: RunningServer, opened: Open) -> None:
    desk, wall_link, code = create(house, opened)
    wall = opened(WALL)
    wall.goto(wall_link)
    wall.get_by_role("button", name="Open the wall").click()
    shown = house.url.removeprefix("https://")
    expect(wall.get_by_text(f"go to {shown} and type")).to_be_visible()
    phase(desk, "Marketplace")

    anna = opened(PHONE)
    sockets: list[str] = []
    anna.on("websocket", lambda socket: sockets.append(socket.url))
    anna.goto(f"http://{shown}/g/{code}")  # as people type it
    anna.locator("input[name=name]").fill("Anna")
    anna.locator("button.primary").click()
    posts(anna, "Post a topic", "One form for all")
    posted = wall.get_by_text("One form for all").first
    for _ in range(40):  # topics without a place stand on one of the last pages, to which the wall would turn by itself
        if not posted.is_visible():
            wall.keyboard.press("ArrowRight")
            wall.wait_for_timeout(250)
    expect(posted).to_be_visible()

    assert anna.evaluate("isSecureContext") is True
    assert {address.partition("/socket.io")[0] for address in sockets} == {house.url.replace("https", "wss")}
    assert anna.evaluate(WORKING) is True, "what needs a secure context works: the page is kept for later"
    kept = {cookie["name"]: cookie["secure"] for cookie in anna.context.cookies()}
    assert kept == {"__Host-openspace": True}


def test_a_phone_that_does_not(house: RunningServer, playing: Playwright) -> None:
    browser = playing.chromium.launch(executable_path=CHROMIUM, args=RULES)
    try:
        page: Page = browser.new_page()
        with pytest.raises(Exception, match="ERR_CERT_AUTHORITY_INVALID"):
            page.goto(house.url)
    finally:
        browser.close()
