"""WCAG 2.2 A and AA by axe-core on every screen, sheet, dialog and page, light and dark, in both languages; reflow."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.axe import faults, too_wide
from tests.browser.conftest import DESK, PHONE, WALL, Open
from tests.browser.lively import Lively, furnish, take
from tests.server import RunningServer, free_port

pytestmark = pytest.mark.browser

LOCALES = ["en-GB", "nl-NL"]
ZOOMED = {"viewport": {"width": 320, "height": 256}}  # 1280 x 1024 at 400 %

# Address on the phone, and what is there once it is drawn.
PHONE_PAGES = {
    "now": ".signpost",
    "agenda": ".switcher",
    "agenda/{slot}": ".cells",
    "mine": "#my-name",
    "topics": ".topic-card",
    "topic/new": "#topic-title",
    "topic/{topic}": ".interest, .counts",
    "topic/{topic}/edit": "#topic-title, .page > .notice",  # the form, or why somebody else does not get it
    "ideas": "#idea-text",
    "session/{session}": "#note",
    "session/{reported}/report": ".report-state, .read-report",
    "reports": ".report-card, .empty",
    "session/{reported}/outcomes": ".outcome",
    "session/{board}/board": ".board",
}

# Address on the phone, what opens a sheet there.
SHEETS = {
    "agenda/{slot}": [".cells .act .button"],
    "topic/{topic}": [".ways .button.quiet"],
    "session/{session}": [".convening .button.quiet"],
    "mine": ["button.row", ".button.danger"],
}

DESK_TABS = ["agenda", "topics", "people", "venue", "parties", "links", "book", "settings"]

# Tab of the desk, what opens a dialog there.
DIALOGS = [
    ("agenda", ".phase:not([aria-current])"),
    ("agenda", ".tray header .button"),
    ("agenda", ".tray .desk-card"),
    ("agenda", ".cell-free"),
    ("agenda", ".desk-grid .desk-card"),
    ("topics", ".panel-bar .button"),
    ("people", ".row-press"),
    ("venue", ".columns > :first-child .row-press"),
    ("venue", ".columns > :last-child .row-press"),
    ("links", ".row .button"),
    ("settings", ".button.danger"),
]


@pytest.fixture(scope="module")
def lively(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lively]:
    """The sample gathering, served."""
    server = RunningServer(tmp_path_factory.mktemp("lively"), free_port())
    made = furnish(server)
    server.start()
    yield made
    server.stop()


def phone(lively: Lively, opened: Open, device: dict[str, Any], locale: str) -> Page:
    """The phone of the one who speaks this language."""
    page = opened(device, locale)
    take(page, lively.devices[locale[:2]].pop())
    expect(page.locator("html")).to_have_attribute("lang", locale[:2])
    page.locator(".signpost").wait_for()
    return page


def at(page: Page, lively: Lively, path: str) -> str:
    """Go to an address of the phone; its name."""
    shown = path.format(**vars(lively))
    page.evaluate("hash => { location.hash = hash }", f"#/{shown}")
    return shown


@pytest.mark.parametrize("locale", LOCALES)
def test_every_screen_of_the_phone(lively: Lively, opened: Open, locale: str) -> None:
    page = phone(lively, opened, PHONE, locale)
    found = []
    for path, there in PHONE_PAGES.items():
        name = at(page, lively, path)
        page.locator(there).first.wait_for()
        found += faults(page, name)
    assert found == []


def test_every_sheet_of_the_phone_is_readable_and_gives_the_focus_back(lively: Lively, opened: Open) -> None:
    page = phone(lively, opened, PHONE, "en-GB")
    found = []
    for path, openers in SHEETS.items():
        name = at(page, lively, path)
        expect(page.locator("h1")).to_be_focused()
        for opener in openers:
            found += opens_and_returns(page, page.locator(opener).first, f"{name} {opener}")
    assert found == []


def desk(lively: Lively, opened: Open, locale: str) -> Page:
    """A host's desk in this language."""
    page = opened(DESK, locale)
    take(page, lively.desks.pop())
    expect(page.locator("html")).to_have_attribute("lang", locale[:2])
    return page


@pytest.mark.parametrize("locale", LOCALES)
def test_every_tab_of_the_desk(lively: Lively, opened: Open, locale: str) -> None:
    page = desk(lively, opened, locale)
    found = []
    for tab in DESK_TABS:
        page.locator(f"#tab-{tab}").click()
        expect(page.locator("#desk-panel")).to_have_attribute("aria-labelledby", f"tab-{tab}")
        found += faults(page, f"desk {tab}")
    assert found == []


@pytest.mark.parametrize("locale", LOCALES)
def test_every_dialog_of_the_desk_is_readable_and_gives_the_focus_back(
    lively: Lively, opened: Open, locale: str
) -> None:
    page = desk(lively, opened, locale)
    found = []
    for tab, opener in DIALOGS:
        page.locator(f"#tab-{tab}").click()
        found += opens_and_returns(page, page.locator(opener).first, f"desk {tab} {opener}")
    assert found == []


def opens_and_returns(page: Page, opener: Locator, name: str) -> list[str]:
    """What is wrong with a dialog, and with the focus once Escape has closed it."""
    opener.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    found = faults(page, name)
    assert dialog.evaluate("dialog => dialog.contains(document.activeElement)"), name
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(opener).to_be_focused()
    return found


@pytest.mark.parametrize("locale", LOCALES)
def test_every_page_of_the_wall_and_its_twin(lively: Lively, opened: Open, locale: str) -> None:
    release_the_book(lively, opened)
    page = opened(WALL, locale)
    take(page, lively.wall)
    part = page.locator(".wall-part > [aria-hidden]")
    seen: dict[str, str | None] = {}
    found = []
    while (shown := part.inner_text()) not in seen:
        seen[shown] = page.locator(".wall").get_attribute("data-page")
        found += faults(page, f"wall {shown}")
        page.keyboard.press("ArrowRight")
        expect(part).not_to_have_text(shown)
    assert set(seen.values()) == {"join", "theme", "agenda", "now", "reports", "harvest", "book"}
    page.goto(lively.page("wall?twin"))
    page.locator(".twin").wait_for()
    assert found + faults(page, "twin") + too_wide(page, "twin") == []


def release_the_book(lively: Lively, opened: Open) -> None:
    """Its page belongs to the wall only then."""
    desk = opened(DESK)
    take(desk, lively.server.command("link", lively.code, "--right", "facilitator")["url"])
    book = desk.get_by_role("switch", name=re.compile("^Book"))
    if book.get_attribute("aria-checked") == "false":
        book.click()
    expect(book).to_have_attribute("aria-checked", "true")


@pytest.fixture
def refusals(complaints: list[str]) -> Iterator[None]:
    """The browser says of itself that a page was refused or not found; here that is wanted."""
    yield
    complaints[:] = [one for one in complaints if "status of 40" not in one]


def server_pages(lively: Lively, page: Page) -> Iterator[str]:
    """Every page that the server draws, one after the other; their names."""
    base = lively.server.url
    for path in ("", "/?code=NOPE123", "/new", f"/g/{lively.code}", f"/g/{lively.code}/recover", lively.desks[-1]):
        page.goto(path if path.startswith("http") else base + path)
        yield path
    page.goto(f"{base}/nothing/here")
    yield "error"
    page.goto(f"{base}/new")
    page.locator("button.primary").click()
    expect(page.locator("[aria-invalid=true]")).not_to_have_count(0)
    yield "new, refused"
    page.locator("[name=title]").fill("Neighbours")
    page.locator("button.primary").click()
    page.locator("p.code").first.wait_for()
    yield "created"
    take(page, lively.desks.pop())
    for path in ("next", "agenda", f"../../new?copy={lively.code}"):
        page.goto(lively.page(path))
        yield path
    page.goto(lively.page("book"))
    page.locator("article.book table").first.wait_for(timeout=30_000)
    yield "book"


@pytest.mark.usefixtures("refusals")
@pytest.mark.parametrize("locale", LOCALES)
def test_every_page_of_the_server(lively: Lively, opened: Open, locale: str) -> None:
    page = opened(PHONE, locale)
    assert [fault for name in server_pages(lively, page) for fault in faults(page, name)] == []


@pytest.mark.usefixtures("refusals")
def test_at_320_pixels_or_400_percent_nobody_scrolls_sideways(lively: Lively, opened: Open) -> None:
    page = opened(ZOOMED, "nl-NL")
    found = [fault for name in server_pages(lively, page) for fault in too_wide(page, name)]
    page = phone(lively, opened, ZOOMED, "nl-NL")
    for path, there in PHONE_PAGES.items():
        name = at(page, lively, path)
        page.locator(there).first.wait_for()
        found += too_wide(page, name)
    assert found == []
