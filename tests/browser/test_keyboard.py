"""With the keyboard alone: join, post, place, say "come" on the phone's page; steer and place at the desk."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, Open
from tests.browser.held import hold_answers
from tests.browser.keys import never_lost, press, walk
from tests.browser.lively import Lively, take

pytestmark = pytest.mark.browser


def test_somebody_joins_posts_and_places_by_keys(lively: Lively, opened: Open) -> None:
    page = opened(DESK)
    page.goto(lively.page("").rstrip("/"))
    walk(page, page.get_by_label("Your name"))
    page.keyboard.type("Kim")
    walk(page, page.get_by_role("radio").first)
    expect(page.get_by_role("radio", checked=True)).to_have_count(0)
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("radio", name="somewhere else")).to_be_checked()
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("radio", name="Web forms supplier")).to_be_checked()
    press(page, page.get_by_role("button", name="Join"))

    page.locator(".signpost").wait_for()
    press(page, page.get_by_role("button", name="Post a topic"))
    expect(page.get_by_role("heading", level=1, name="Post a topic")).to_be_focused()
    walk(page, page.get_by_label("Your topic"))
    page.keyboard.type("Who answers the phone?")
    walk(page, page.get_by_role("radio", name="for the room"))
    page.keyboard.press("ArrowRight")
    press(page, page.get_by_role("button", name="Post this topic"))
    expect(page.get_by_role("heading", level=1, name="Topics")).to_be_focused()

    come = page.get_by_role("group", name="Your interest in Letters").get_by_role("button", name="Come")
    press(page, come)
    expect(come).to_have_attribute("aria-pressed", "true")
    expect(come).to_be_focused()

    press(page, page.get_by_role("navigation", name="Screens").get_by_role("link", name="Agenda"))
    expect(page.get_by_role("heading", level=1, name="Agenda")).to_be_focused()
    press(page, page.get_by_role("button", name=re.compile("^Place my topic here")))
    expect(page.get_by_role("link", name="Who answers the phone?")).to_be_visible()
    never_lost(page)
    expect(page.locator("[data-pending]")).to_have_count(0)
    # Until the answer is here the card leads to the topic; then it leads to the session.
    placed = page.get_by_role("link", name="Who answers the phone?")
    expect(placed).to_have_attribute("href", re.compile("session"))
    press(page, placed)
    report = page.get_by_role("link", name="Report", exact=True)
    press(page, report)
    expect(page.get_by_label("What was discussed")).to_be_visible()
    expect(report).to_be_focused()


def test_the_desk_places_moves_and_steers_by_keys(lively: Lively, opened: Open) -> None:
    desk = opened(DESK)
    take(desk, lively.desks.pop())
    waiting = desk.locator(".tray .desk-card")
    expect(waiting.first).to_be_visible()
    before = waiting.count()
    title = waiting.first.locator(".card-title").inner_text()
    press(desk, waiting)
    dialog = desk.get_by_role("dialog", name=f"Place “{title}”")
    walk(desk, dialog.get_by_label("Where"))
    press(desk, dialog.get_by_role("button", name="Put it there"))
    card = desk.locator(".desk-grid .desk-card", has_text=title)
    expect(card).to_be_visible()
    expect(waiting).to_have_count(before - 1)
    never_lost(desk)

    walk(desk, card, "Shift+Tab")
    desk.keyboard.press("Enter")
    press(desk, desk.get_by_role("dialog", name=title).get_by_role("button", name="Move to"))
    dialog = desk.get_by_role("dialog", name=f"Move “{title}”")
    walk(desk, dialog.get_by_label("When"))
    desk.keyboard.press("ArrowDown")
    press(desk, dialog.get_by_role("button", name="Put it there"))
    expect(desk.get_by_role("dialog")).to_have_count(0)
    never_lost(desk)

    tabs = desk.get_by_role("tablist")
    walk(desk, tabs.get_by_role("tab", name="Agenda"), "Shift+Tab")
    desk.keyboard.press("End")
    expect(tabs.get_by_role("tab", name="Settings")).to_be_focused()
    expect(desk.get_by_label("Theme question")).to_be_visible()
    desk.keyboard.press("Home")
    expect(tabs.get_by_role("tab", name="Agenda")).to_be_focused()

    closed = desk.get_by_role("switch", name=re.compile("^Places"))
    walk(desk, closed, "Shift+Tab")
    desk.keyboard.press("Space")
    expect(closed).to_have_attribute("aria-checked", "false")
    expect(closed).to_be_focused()


def test_what_is_opened_before_the_answer_stays_open(lively: Lively, opened: Open) -> None:
    desk = opened(DESK)
    answers = hold_answers(desk)
    take(desk, lively.desks.pop())
    waiting = desk.locator(".tray .desk-card")
    title = waiting.first.locator(".card-title").inner_text()
    press(desk, waiting)
    press(desk, desk.get_by_role("dialog").get_by_role("button", name="Put it there"))
    card = desk.locator(".desk-grid .desk-card", has_text=title)
    card.focus()
    desk.keyboard.press("Enter")
    dialog = desk.get_by_role("dialog", name=title)
    link = dialog.get_by_role("link", name="Open the page of this session")
    expect(link).to_have_attribute("href", re.compile("/new-"))

    answers.pass_on()
    expect(link).to_have_attribute("href", re.compile(r"/\d+$"))
    desk.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(card).to_be_focused()
