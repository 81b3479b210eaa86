"""The real pages when network, clock, storage or thumb misbehave (FAULTS, groups A and F)."""

import re
import time
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE, WALL, Open
from tests.browser.lively import take
from tests.doors.phones import Gathering
from tests.proxy import FaultProxy
from tests.server import RunningServer, free_port

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SECOND = 1000  # milliseconds
TWO_DAYS = 2 * 24 * 3600 * SECOND
# Private windows and full phones: the same page must live with both.
REFUSING = {
    "nothing may be opened": "indexedDB.open = () => { throw new DOMException('not here', 'SecurityError'); };",
    "nothing fits": """
        IDBObjectStore.prototype.put = IDBObjectStore.prototype.add = () => {
          throw new DOMException('full', 'QuotaExceededError');
        };""",
}


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """One server for all: nothing here ends it."""
    server = RunningServer(tmp_path_factory.mktemp("served"), free_port()).start()
    yield server
    server.stop()


@pytest.fixture
def gathering(running: RunningServer) -> Iterator[Gathering]:
    """In its marketplace."""
    made = Gathering(running.url)
    yield made
    made.close()


@pytest.fixture
def proxy(running: RunningServer) -> Iterator[FaultProxy]:
    """The network between a page and its server."""
    with FaultProxy(running.port) as proxy:
        yield proxy


def joins(page: Page, url: str, code: str, name: str = "Anna") -> Page:
    """Scan, name, in, and to the topics."""
    page.goto(f"{url}/g/{code}")
    page.locator("input[name=name]").fill(name)
    page.locator("button.primary").click()
    expect(page.get_by_text("Live", exact=True)).to_be_visible()
    page.get_by_role("navigation", name="Screens").get_by_role("link", name="Now").click()
    page.get_by_role("link", name=re.compile("^Topics")).click()
    return page


def posts(page: Page, title: str) -> None:
    """Post a topic."""
    page.get_by_role("button", name="Post a topic").first.click()
    page.locator("#topic-title").fill(title)
    page.locator("form .primary").click()


def test_in_the_dark_and_in_the_light_again(gathering: Gathering, proxy: FaultProxy, opened: Open) -> None:
    """C1, C66: a page says it within 6 s when something waits and within 16 s when nothing does; then all agree."""
    anna = joins(opened(PHONE), proxy.url, gathering.code)
    wall = opened(WALL)
    take(wall, gathering.wall_url.replace(gathering.url, proxy.url))
    expect(wall.get_by_text(gathering.code).first).to_be_visible()
    proxy.turn("blackhole")
    dark = time.monotonic()
    posts(anna, "From the dark")
    expect(anna.get_by_text("From the dark").first).to_be_visible(timeout=0.3 * SECOND)
    waits = re.compile("2 changes wait on this phone")  # the topic, and what was said of the name in the book
    expect(anna.get_by_text(waits)).to_be_visible(timeout=6 * SECOND)
    topic = gathering.host.does("marketplace.post_topic", title="Meanwhile in the light")["topic"]
    left = 16 + 1 - (time.monotonic() - dark)
    expect(wall.get_by_text(re.compile("not live since"))).to_be_visible(timeout=left * SECOND)
    assert [each["id"] for each in gathering.host.state()["topics"]] == [topic]
    proxy.turn("ok")
    proxy.cut()
    expect(anna.get_by_text("Meanwhile in the light").first).to_be_visible()
    expect(wall.get_by_text(re.compile("not live since"))).to_have_count(0, timeout=20 * SECOND)
    expect(anna.get_by_text("Live", exact=True)).to_be_visible()
    assert [each["title"] for each in gathering.host.state()["topics"]] == ["Meanwhile in the light", "From the dark"]


def test_messages_twice_and_in_another_order(gathering: Gathering, proxy: FaultProxy, opened: Open) -> None:
    """The page's own store and outbox take it: each topic is there once, on the page and on the server."""
    anna = joins(opened(PHONE), proxy.url, gathering.code)
    proxy.turn("mixed")
    for n in range(6):
        posts(anna, f"Mine {n}")
        gathering.host.does("marketplace.post_topic", title=f"Theirs {n}")
    proxy.turn("ok")
    expect(anna.get_by_text("Live", exact=True)).to_be_visible(timeout=15 * SECOND)
    titles = [each["title"] for each in gathering.host.state()["topics"]]
    assert sorted(titles) == sorted(f"{whose} {n}" for whose in ("Mine", "Theirs") for n in range(6))
    assert [title for title in titles if title.startswith("Mine")] == [f"Mine {n}" for n in range(6)]
    for title in titles:
        expect(anna.get_by_role("heading", name=title, exact=True)).to_have_count(1)


def test_five_impatient_taps_make_one_topic(gathering: Gathering, proxy: FaultProxy, opened: Open) -> None:
    """C63: the number of the wish is made at the first one."""
    anna = joins(opened(PHONE), proxy.url, gathering.code)
    anna.get_by_role("button", name="Post a topic").first.click()
    anna.locator("#topic-title").fill("Only once")
    anna.locator("form .primary").evaluate("(button) => { for (const _ of '12345') button.click(); }")
    expect(anna.get_by_role("heading", name="Only once")).to_have_count(1)
    expect(anna.get_by_text("Live", exact=True)).to_be_visible()
    assert [each["title"] for each in gathering.host.state()["topics"]] == ["Only once"]


@pytest.mark.parametrize("what", REFUSING)
def test_storage_that_refuses(gathering: Gathering, proxy: FaultProxy, opened: Open, what: str) -> None:
    """C55, C56: everything works from memory; only while something waits it says what to keep open."""
    page = opened(PHONE)
    page.add_init_script(REFUSING[what])
    anna = joins(page, proxy.url, gathering.code)
    posts(anna, "In the light")
    expect(anna.get_by_role("heading", name="In the light")).to_have_count(1)
    expect(anna.get_by_text("Keep this page open")).to_have_count(0)
    proxy.turn("blackhole")
    posts(anna, "In the dark")
    expect(anna.get_by_text("Keep this page open, or they are lost.")).to_be_visible(timeout=6 * SECOND)
    proxy.turn("ok")
    proxy.cut()
    expect(anna.get_by_text("Keep this page open")).to_have_count(0, timeout=15 * SECOND)
    expect(anna.get_by_text("Live", exact=True)).to_be_visible(timeout=15 * SECOND)
    assert [each["title"] for each in gathering.host.state()["topics"]] == ["In the light", "In the dark"]


def test_a_clock_that_is_two_days_off(gathering: Gathering, proxy: FaultProxy, opened: Open) -> None:
    """C61: the countdown is the room's."""
    phones = []
    for off in (TWO_DAYS, -TWO_DAYS, 0):
        page = opened(PHONE)
        page.add_init_script(f"const now = Date.now; Date.now = () => now() + {off};")
        phones.append(joins(page, proxy.url, gathering.code))
    gathering.host.does("gatherings.set_timer", minutes=10)
    shown = []
    for phone in phones:
        left = phone.locator(".small-timer > [aria-hidden]")
        expect(left).to_have_text(re.compile(r"^(9:\d\d|10:00)$"))
        minutes, seconds = left.inner_text().split(":")
        shown.append(int(minutes) * 60 + int(seconds))
    assert max(shown) - min(shown) <= 2  # they were read one after another


def test_a_venue_without_internet(gathering: Gathering, opened: Open) -> None:
    """C14: no page asks anybody but the server that stands in the house."""
    asked: list[str] = []
    gathering.day().session(gathering.joins("Bram"))
    screens = [opened(PHONE), opened(WALL), opened(DESK)]
    for page in screens:
        page.on("request", lambda request: asked.append(request.url))
        page.on("websocket", lambda line: asked.append(line.url))
    phone, wall, desk = screens
    joins(phone, gathering.url, gathering.code)
    take(wall, gathering.wall_url)
    expect(wall.get_by_text(gathering.code).first).to_be_visible()
    take(desk, gathering.host.does("people.make_link", right="host")["url"])
    expect(desk.get_by_text("Live", exact=True)).to_be_visible()
    gathering.host.does("gatherings.move_phase", phase="published")
    for path in ("/", "/new", f"/g/{gathering.code}/agenda", f"/g/{gathering.code}/book"):
        phone.goto(gathering.url + path)
        expect(phone.locator("h1").first).to_be_visible()
    assert len(asked) > 20
    assert {urlsplit(url).netloc for url in asked if not url.startswith(("data:", "blob:"))} == {
        urlsplit(gathering.url).netloc
    }


def test_without_a_script(gathering: Gathering, opened: Open) -> None:
    """C64: joining is a form, and the agenda is a page."""
    gathering.day().session(gathering.joins("Bram"))
    title = gathering.host.state()["topics"][0]["title"]
    page = opened(PHONE, java_script_enabled=False)
    page.goto(f"{gathering.url}/g/{gathering.code}")
    page.locator("input[name=name]").fill("Anna")
    page.locator("button.primary").click()
    page.get_by_role("link", name="Read the agenda without waiting").click()
    expect(page.get_by_text(title).first).to_be_visible(timeout=1 * SECOND)
