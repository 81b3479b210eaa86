"""A shared note on a phone whose line drops: words outlive the screen and the page, and merge with those of others."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, Open
from tests.browser.lively import Lively, take
from tests.proxy import FaultProxy

pytestmark = pytest.mark.browser

EVERYBODY = "Everybody here writes in this note"
# Who stands first where two wrote in one place is for the merge to say.
BOTH = re.compile("^(Two forms. One desk. |One desk. Two forms. )$")
ON_THIS_PHONE = "Your last words are still on this phone only"


def note(page: Page, base: str, lively: Lively) -> Page:
    """The note of a session that nobody has written in yet."""
    expect(page.locator(".line", has_text="Live")).to_be_visible()
    page.goto(f"{base}/g/{lively.code}/phone#/session/{lively.session}/note")
    expect(page.get_by_text(EVERYBODY)).to_be_visible()
    return page


def test_words_typed_without_a_line_outlive_the_page(lively: Lively, opened: Open) -> None:
    other = opened(PHONE)
    take(other, lively.devices["en"].pop())
    base = lively.server.url
    with FaultProxy(lively.server.port) as line:
        here = base.replace(str(lively.server.port), str(line.port))
        phone = opened(PHONE)
        take(phone, lively.devices["en"].pop().replace(base, here))
        note(phone, here, lively)
        note(other, base, lively)

        line.turn("refuse")
        phone.locator("#note").press_sequentially("Two forms. ")
        expect(phone.get_by_text(ON_THIS_PHONE)).to_be_visible()
        other.locator("#note").press_sequentially("One desk. ")
        # Another screen, then the page goes for good: what was typed is still there, and said to wait.
        phone.get_by_role("link", name="Mine").click()
        expect(phone.get_by_role("heading", name="Waits on this phone")).to_be_visible(timeout=20_000)
        expect(phone.get_by_text("Shared note")).to_be_visible()
        context = phone.context
        phone.close()

        line.turn("ok")
        again = context.new_page()
        again.goto(f"{here}/g/{lively.code}/phone")
        # Nobody opens the note there; its words arrive all the same, and both are whole.
        expect(other.locator("#note")).to_have_value(BOTH)
        note(again, here, lively)
        expect(again.locator("#note")).to_have_value(other.locator("#note").input_value())
