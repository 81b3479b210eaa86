"""The page of a session under impatient thumbs, and for who only looks on."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE, Open
from tests.browser.lively import Lively, take

pytestmark = pytest.mark.browser


def test_a_double_tap_checks_in_and_not_out_again(lively: Lively, opened: Open) -> None:
    phone = opened(PHONE)
    take(phone, lively.devices["en"].pop())
    expect(phone.locator(".line", has_text="Live")).to_be_visible()
    phone.goto(lively.page(f"phone#/session/{lively.session}"))
    phone.get_by_role("button", name="I'm here").dblclick(delay=20)
    here = phone.get_by_text("You are here").first
    expect(here).to_be_visible()
    expect(phone.locator("[data-pending]")).to_have_count(0)
    expect(here).to_be_visible()
    phone.wait_for_timeout(1_000)  # whoever means it
    phone.get_by_role("button", name="Leave", exact=True).click()
    expect(here).to_have_count(0)


def test_who_looks_on_reads_the_note(lively: Lively, opened: Open) -> None:
    phone = opened(PHONE)
    phone.goto(lively.page("").rstrip("/"))
    phone.get_by_role("button", name="Look on first").click()
    expect(phone.locator(".line", has_text="Live")).to_be_visible()
    phone.goto(lively.page(f"phone#/session/{lively.reported}/note"))
    expect(phone.get_by_text("You look on: here you read")).to_be_visible()
    expect(phone.locator("#note")).not_to_be_editable()
