"""The phone without network: what it shows after one visit, also when its browser was killed; that it is never older
than the network's when there is one; and that nothing stays on it when a person's right ends."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from signal import SIGKILL
from time import monotonic
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright, expect, sync_playwright

from tests.browser.conftest import ARGUMENTS, CHROMIUM, DESK, LAN_NAME, PHONE
from tests.browser.test_whole_day import phase, posts
from tests.proxy import FaultProxy
from tests.server import RunningServer, free_port

pytestmark = pytest.mark.browser

TREES = "Who waters the trees?"
AS_OF = re.compile(r"^As of \d\d:\d\d$")
VERSION = "document.documentElement.dataset.version ?? null"
# The worker comes at a moment drawn by lot within six seconds; the rest is a slow machine.
SOON = 30_000
# Every row of every database, whatever it is for, with the caches and workers.
KEPT = """async () => {
  const rows = {};
  for (const { name } of await indexedDB.databases()) {
    const db = await new Promise((done) => (indexedDB.open(name).onsuccess = (event) => done(event.target.result)));
    for (const store of db.objectStoreNames) {
      const all = db.transaction(store).objectStore(store).getAll();
      const found = await new Promise((done) => (all.onsuccess = () => done(all.result)));
      if (found.length) rows[`${name} ${store}`] = JSON.stringify(found);
    }
    db.close();
  }
  const workers = (await navigator.serviceWorker?.getRegistrations()) ?? [];
  return { rows, caches: "caches" in globalThis ? await caches.keys() : [], workers: workers.length };
}"""
VISITS, PICTURES = "openspace-last-known visits", "openspace-last-known pictures"
WORKING = """async () => (await caches.keys()).some((name) => name.startsWith("openspace:"))
  && (await navigator.serviceWorker.getRegistrations()).some((one) => one.active?.state === "activated")"""
CACHED = """async () => {
  const requests = await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys()));
  return requests.flat().map(({ url }) => new URL(url).pathname);
}"""
NOTHING: dict[str, Any] = {"rows": {}, "caches": [], "workers": 0}


class Profile:
    """One person's browser with its folder: killed, it starts again with all it had kept."""

    def __init__(self, playwright: Playwright, folder: Path, locale: str = "en-GB", **options: Any) -> None:
        self._launch: Callable[[], BrowserContext] = lambda: playwright.chromium.launch_persistent_context(
            folder,
            executable_path=CHROMIUM,
            args=ARGUMENTS,
            locale=locale,
            timezone_id="Europe/Amsterdam",
            **(PHONE | options),
        )
        self.complaints: list[str] = []
        self.context = self._launch()

    def page(self, address: str) -> Page:
        """Opens an address in a new tab."""
        page = self.context.new_page()
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.goto(address)
        return page

    def killed(self) -> None:
        """The browser dies and is started again."""
        self.context.close()
        self.context = self._launch()


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture
def profile(playwright: Playwright, tmp_path: Path) -> Iterator[Profile]:
    made = Profile(playwright, tmp_path / "zoe")
    yield made
    made.context.close()
    assert made.complaints == []


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RunningServer]:
    running = RunningServer(tmp_path / "data", free_port()).start()
    yield running
    running.stop(SIGKILL)


@pytest.fixture
def gathering(server: RunningServer) -> dict[str, Any]:
    """Its code and links; places and rounds are proposed."""
    made: dict[str, Any] = server.command("gathering", "create", "--title", "Neighbours", "--people", "12")
    return made


@pytest.fixture
def desk(playwright: Playwright, gathering: dict[str, Any]) -> Iterator[Page]:
    """The desk, with the marketplace open."""
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
    page = browser.new_page(**DESK, locale="en-GB")
    page.goto(gathering["desk_url"])
    page.get_by_label("Your name").fill("Hanna")
    page.get_by_role("button", name="Open the desk").click()
    phase(page, "Marketplace")
    yield page
    browser.close()


def joins(profile: Profile, address: str, name: str = "Zoe") -> Page:
    """Scan, name, in."""
    page = profile.page(address)
    page.locator("input[name=name]").fill(name)
    page.locator("button.primary").click()
    expect(page.locator(".line")).to_have_attribute("data-state", "live")
    return page


def kept_in_time(page: Page) -> None:
    """The worker has what it keeps, and the last state is written."""
    until(page, WORKING)
    written(page)


def until(page: Page, so: str) -> None:
    """Waits for what a script finds out with promises."""
    deadline = monotonic() + SOON / 1000
    while not page.evaluate(so):
        assert monotonic() < deadline, so
        page.wait_for_timeout(100)


def nothing_in_time(page: Page) -> None:
    """What was kept goes without anybody waiting for it."""
    deadline = monotonic() + SOON / 1000
    while page.evaluate(KEPT) != NOTHING:
        assert monotonic() < deadline, page.evaluate(KEPT)
        page.wait_for_timeout(100)


def written(page: Page) -> None:
    """What the page knows is on this device's disk; as when somebody looks at another page."""
    page.evaluate("dispatchEvent(new Event('pagehide'))")
    page.wait_for_timeout(300)


def post(page: Page, title: str) -> None:
    """Post a topic."""
    page.get_by_role("navigation", name="Screens").get_by_role("link", name="Now").click()
    posts(page, "Post a topic", title)


def tab(page: Page, name: str) -> None:
    page.get_by_role("navigation", name="Screens").get_by_role("link", name=name).click()


def test_after_one_visit_the_phone_opens_without_network_and_what_is_wished_then_is_sent_once(
    server: RunningServer, gathering: dict[str, Any], desk: Page, profile: Profile
) -> None:
    phone = joins(profile, f"{server.url}/g/{gathering['code']}")
    post(phone, TREES)
    tab(phone, "Agenda")
    phone.locator(".cell").get_by_role("button").first.click()
    expect(phone.locator(".cell", has_text=TREES)).to_be_visible()
    kept_in_time(phone)
    assert {re.sub(r"/[0-9a-f]{12}/", "/…/", path) for path in phone.evaluate(CACHED)} == {
        f"/g/{gathering['code']}/shell/…/en",
        *(f"/static/…/{name}" for name in ("phone.js", "phone.css", "note.js", "icon.svg")),
    }
    address = f"{server.url}/g/{gathering['code']}/phone"
    server.stop(SIGKILL)
    profile.killed()

    phone = profile.page(address)
    expect(phone.locator(".line")).to_have_text(AS_OF)
    expect(phone.get_by_text(re.compile(r"This is what was known at \d\d:\d\d\."))).to_be_visible()
    expect(phone.get_by_text("Live", exact=True)).to_have_count(0)
    tab(phone, "Agenda")
    expect(phone.locator(".cell", has_text=TREES)).to_be_visible()
    tab(phone, "Mine")
    expect(phone.get_by_role("heading", name="Zoe")).to_be_visible()
    expect(phone.locator("section", has=phone.get_by_role("heading", name="My sessions"))).to_contain_text(TREES)
    post(phone, "What if it rains?")
    expect(phone.get_by_text("Not live: 1 change waits on this phone")).to_be_visible(timeout=10_000)

    profile.killed()
    phone = profile.page(address)
    tab(phone, "Mine")
    # Nobody said that the page before is gone; until its lease is over its wishes may be its own.
    expect(phone.get_by_role("heading", name="Waits on this phone")).to_be_visible(timeout=20_000)
    expect(phone.get_by_text("What if it rains?").first).to_be_visible()
    server.start()
    expect(phone.locator(".line")).to_have_text("Live", timeout=SOON)
    expect(phone.get_by_text("This is what was known")).to_have_count(0)
    desk.get_by_role("tab", name="Agenda").click()
    expect(desk.get_by_text("What if it rains?")).to_have_count(1, timeout=SOON)
    phone.wait_for_timeout(2_000)
    expect(desk.get_by_text("What if it rains?")).to_have_count(1)


def test_a_new_version_is_there_at_the_next_opening_and_the_old_one_is_swept(
    server: RunningServer, gathering: dict[str, Any], profile: Profile
) -> None:
    phone = joins(profile, f"{server.url}/g/{gathering['code']}")
    kept_in_time(phone)
    before = phone.evaluate("caches.keys()")
    server.stop(SIGKILL)
    server.program = ("tests.browser.newer",)
    server.start()
    expect(phone.locator(".line")).to_have_text("Live", timeout=SOON)
    assert phone.evaluate(VERSION) is None  # nothing reloads by itself
    phone.reload()
    expect(phone.locator(".line")).to_have_text("Live")
    assert phone.evaluate(VERSION) == "newer"
    until(
        phone,
        f"async () => {{ const [one, ...more] = await caches.keys(); return one !== '{before[0]}' && !more[0]; }}",
    )
    server.stop(SIGKILL)
    phone.reload()
    expect(phone.locator(".line")).to_have_text(AS_OF)
    assert phone.evaluate(VERSION) == "newer"


def test_a_network_that_swallows_everything_opens_what_is_kept_after_three_seconds(
    server: RunningServer, gathering: dict[str, Any], profile: Profile
) -> None:
    with FaultProxy(server.port) as line:
        phone = joins(profile, f"{line.url}/g/{gathering['code']}")
        kept_in_time(phone)
        line.turn("blackhole")
        begun = monotonic()
        phone.reload(wait_until="commit")
        expect(phone.locator(".line")).to_have_text(AS_OF, timeout=10_000)
        assert monotonic() - begun < 8
        line.cut()
        line.turn("ok")
        expect(phone.locator(".line")).to_have_text("Live", timeout=SOON)


def test_the_switch_of_the_operator_takes_worker_caches_and_pictures_away(
    server: RunningServer, gathering: dict[str, Any], profile: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"{server.url}/g/{gathering['code']}"
    phone = joins(profile, address)
    kept_in_time(phone)
    assert phone.evaluate(KEPT) != NOTHING
    server.stop(SIGKILL)
    monkeypatch.setenv("OPENSPACE_OFFLINE", "no")
    server.start()
    # By the worker's own script alone, on a page that does nothing about it.
    phone.goto(f"{address}/agenda")
    phone.evaluate(f"navigator.serviceWorker.getRegistration('{address}/phone').then((one) => one.update())")
    until(phone, f"async () => {{ const all = await ({KEPT})(); return !all.caches.length && !all.workers; }}")
    phone.goto(f"{address}/phone")
    expect(phone.locator(".line")).to_have_text("Live")
    nothing_in_time(phone)
    phone.wait_for_timeout(7_000)  # longer than the moment at which a worker would come
    assert phone.evaluate(KEPT) == NOTHING


def test_who_has_themselves_forgotten_leaves_nothing_on_this_phone(
    server: RunningServer, gathering: dict[str, Any], profile: Profile
) -> None:
    phone = joins(profile, f"{server.url}/g/{gathering['code']}")
    kept_in_time(phone)
    tab(phone, "Mine")
    phone.get_by_label("My name").fill("Zoë")
    phone.get_by_role("button", name="Change", exact=True).click()
    expect(phone.get_by_role("heading", name="Zoë")).to_be_visible()
    phone.get_by_role("button", name="Forget me").click()
    phone.get_by_role("dialog").get_by_role("button", name="Forget me").click()
    phone.wait_for_url(f"{server.url}/")
    assert phone.evaluate(KEPT) == NOTHING


def test_when_the_gathering_is_emptied_nothing_stays_on_the_phones_of_those_who_took_part(
    server: RunningServer, gathering: dict[str, Any], desk: Page, profile: Profile
) -> None:
    phone = joins(profile, f"{server.url}/g/{gathering['code']}")
    post(phone, TREES)
    kept_in_time(phone)
    desk.get_by_role("tab", name="Settings").click()
    desk.get_by_role("button", name="Empty it…").click()
    desk.get_by_label(f"Type {gathering['code']} to go on").fill(gathering["code"])
    desk.get_by_role("button", name="Empty it", exact=True).click()
    expect(desk.get_by_role("dialog")).to_have_count(0)
    nothing_in_time(phone)


@pytest.mark.parametrize("host", ["127.0.0.1", LAN_NAME])
def test_who_is_forgotten_while_the_phone_is_off_leaves_nothing_when_it_is_opened_again(
    server: RunningServer, gathering: dict[str, Any], desk: Page, profile: Profile, host: str
) -> None:
    address = f"{server.url.replace('127.0.0.1', host)}/g/{gathering['code']}"
    if host != "127.0.0.1":
        server.stop()
        server.host = host
        server.start()
    phone = joins(profile, address)
    if host == "127.0.0.1":
        kept_in_time(phone)
    written(phone)
    assert "Zoe" in phone.evaluate(KEPT)["rows"][VISITS]
    profile.context.close()
    desk.get_by_role("tab", name="People").click()
    desk.get_by_role("button", name="Zoe").click()
    desk.get_by_role("button", name=re.compile("^Forget")).first.click()
    desk.get_by_role("button", name=re.compile("^Forget|^Yes")).last.click()
    expect(desk.get_by_role("button", name="Zoe")).to_have_count(0)
    profile.killed()
    phone = profile.page(f"{address}/phone")
    expect(phone.locator("input[name=name]")).to_be_visible()
    nothing_in_time(phone)


def test_on_a_shared_tablet_nothing_is_kept_of_whose_turn_it_is_nor_of_the_one_before(
    server: RunningServer, gathering: dict[str, Any], profile: Profile
) -> None:
    address = f"{server.url}/g/{gathering['code']}"
    phone = joins(profile, address)
    kept_in_time(phone)
    phone.goto(f"{address}/next")
    phone.locator("input[name=name]").fill("Bram")
    phone.locator("button.primary").first.click()
    expect(phone.locator(".line")).to_have_text("Live")
    written(phone)
    rows = phone.evaluate(KEPT)["rows"]
    assert (rows.get(VISITS), rows.get(PICTURES)) == (None, None)


def test_on_plain_http_a_reload_shows_what_was_known_and_a_lost_line_says_what_to_keep_open(
    server: RunningServer, gathering: dict[str, Any], profile: Profile
) -> None:
    server.stop()
    server.host = LAN_NAME
    server.start()
    phone = joins(profile, f"{server.url}/g/{gathering['code']}")
    assert phone.evaluate("isSecureContext") is False
    expect(phone.get_by_text("Keep this page open")).to_have_count(0)
    written(phone)
    # The page comes, and then nothing more: no socket, no snapshot.
    phone.route("**/snapshot", lambda route: route.abort())
    phone.route("**/socket.io/**", lambda route: route.abort())
    phone.route_web_socket("**/socket.io/**", lambda line: line.close())
    phone.reload()
    expect(phone.locator(".line")).to_have_text(AS_OF)
    expect(phone.get_by_role("link", name="Agenda").first).to_be_visible()
    expect(phone.get_by_text("Keep this page open: at this address it does not open without network.")).to_have_count(
        1, timeout=10_000
    )
