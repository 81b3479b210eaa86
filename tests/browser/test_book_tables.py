"""The book's tables: rows under each other on a phone, a table where there is room and on paper, a table to the ear."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from openspace.proceedings.html import page as book_page
from openspace.proceedings.markdown import table
from openspace.proceedings.parts import Ours
from tests.browser.conftest import DESK, PHONE, Open

pytestmark = pytest.mark.browser

DIST = Path(__file__).parents[2] / "static" / "dist"
TITLES = ["Place", *(f"{letter}<br>10:00–11:00" for letter in "ABCDEFGH")]
ROWS = [[place, *(f"A topic with a long title, {letter}" for letter in "ABCDEFG"), ""] for place in ("Barn", "Hall")]


def opened_book(opened: Open, size: dict[str, object]) -> Page:
    page = opened(size)
    css = (DIST / "paper.css").read_text()
    html = book_page([Ours(table(TITLES, ROWS))]).html
    view = "<meta name='viewport' content='width=device-width, initial-scale=1'>"
    page.set_content(f"<!doctype html>{view}<article class='book'></article>")
    page.evaluate(f"document.querySelector('.book').innerHTML = {json.dumps(html)}")
    page.add_style_tag(content=css)
    return page


def stacked(page: Page) -> bool:
    """Whether the second cell of a row stands below its first."""
    first, second = (page.locator("tbody td").nth(n).bounding_box() for n in (0, 1))
    assert first
    assert second
    return second["y"] >= first["y"] + first["height"]


def fits(page: Page) -> bool:
    """Whether nothing scrolls sideways, neither the page nor the table."""
    one = "(one) => one.scrollWidth <= one.clientWidth"
    return bool(page.locator("table").evaluate(one)) and bool(page.locator("html").evaluate(one))


def test_on_a_phone_the_rows_stand_under_each_other(opened: Open) -> None:
    page = opened_book(opened, PHONE)
    assert stacked(page)
    assert fits(page)
    label = "(one) => getComputedStyle(one, '::before').content"
    assert "A 10:00–11:00" in page.locator("tbody td").nth(1).evaluate(label)
    expect(page.get_by_role("table")).to_be_visible()
    assert page.get_by_role("columnheader").count() == len(TITLES)
    expect(page.get_by_role("row").nth(1).get_by_role("cell").first).to_have_text("Barn")


def test_where_there_is_room_and_on_paper_it_stays_a_table(opened: Open) -> None:
    page = opened_book(opened, DESK)
    assert not stacked(page)
    page.set_viewport_size({"width": 390, "height": 844})
    assert stacked(page)
    page.emulate_media(media="print")
    assert not stacked(page)
    expect(page.locator("thead")).to_be_visible()
