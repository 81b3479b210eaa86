"""The phone's controls with an invented room: what each press wishes for, and what a person is told."""

import re
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import ThreadingHTTPServer
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, Open
from tests.js.gallery.__main__ import Quiet, build

pytestmark = pytest.mark.browser

Phone = Callable[..., Page]

SOMEBODY_TAKES = """(cell) => {
  const { value: all } = room.all;
  const session = { ...all.sessions[0], ...cell, id: 999, state: "placed" };
  room.all.value = { ...all, sessions: [...all.sessions, session] };
}"""
ANNOUNCED = """(texts) => {
  const { value: all } = room.all;
  const said = texts.map((text, index) => ({ id: 50 + index, text, at: all.announcements[0].at }));
  room.all.value = { ...all, announcements: [...all.announcements, ...said] };
}"""

STANDS = """([ids, fields]) => {
  const { value: all } = room.all;
  const sessions = all.sessions.map((one) => (ids.includes(one.id) ? { ...one, ...fields } : one));
  room.all.value = { ...all, sessions };
}"""
POSTED = """(title) => {
  const { value: all } = room.all;
  dispatchEvent(new Event("scroll"));
  const at = new Date(room.now()).toISOString();
  const topic = { id: "new-1", title, line: "", language: "en", conveners: [1], state: "open", posted: at };
  // Later than the screen has learned of the thumb.
  const topics = [...all.topics, { ...topic, changed: at, version: 0, pending: "1" }];
  setTimeout(() => (room.all.value = { ...all, topics }), 100);
}"""


@pytest.fixture(scope="session")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the page with sample rooms."""
    folder = tmp_path_factory.mktemp("gallery")
    build(folder)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/page.html"
    server.shutdown()


@pytest.fixture
def phone(gallery: str, opened: Open) -> Phone:
    """Opens a page of a sample room: `phone("agenda/6", "typical")`."""

    def open_phone(path: str, room: str = "typical") -> Page:
        page = opened(PHONE)
        page.goto(f"{gallery}?set={room}#/{path}")
        return page

    return open_phone


def wished(page: Page) -> list[Any]:
    """What was wished for so far."""
    found: list[Any] = page.evaluate("room.wished.map(({ name, fields }) => [name, fields])")
    return found


def test_interest_is_one_press_and_a_second_takes_it_back(phone: Phone) -> None:
    page = phone("topic/2")
    expect(page.get_by_role("button", name="Maybe")).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="Come").click()
    page.get_by_role("button", name="Maybe").click()
    answers = [("come"), ("none")]
    assert wished(page) == [["marketplace.mark_interest", {"topic": 2, "answer": answer}] for answer in answers]


def test_a_free_cell_takes_my_only_topic_at_once_or_asks_which(phone: Phone) -> None:
    page = phone("agenda/6")
    page.get_by_role("button", name="Place my topic here: Atelier").click()
    sheet = page.get_by_role("dialog", name="Atelier, C")
    sheet.get_by_role("button", name="Wat doen we met de oude archieven? Place it here").click()
    expect(sheet).to_be_hidden()
    assert wished(page) == [["agenda.place_topic", {"topic": 21, "place": 2, "slot": 6}]]


def test_a_cell_that_somebody_takes_meanwhile_says_who_and_offers_the_nearest(phone: Phone) -> None:
    page = phone("agenda/6")
    page.get_by_role("button", name="Place my topic here: Atelier").click()
    page.evaluate(SOMEBODY_TAKES, {"topic": 5, "place": 2, "slot": 6})
    sheet = page.get_by_role("dialog", name="Atelier, C")
    said = sheet.get_by_text("was a moment earlier in Atelier with")
    expect(said).to_be_focused()
    nearest = sheet.get_by_role("list").get_by_role("button")
    [first, *_others] = nearest.all_inner_texts()
    place = first.split("\n")[0]
    nearest.first.click()
    sheet = page.get_by_role("dialog", name=f"{place}, ")
    expect(sheet.get_by_text("Which topic comes here?")).to_be_focused()
    sheet.get_by_role("button", name="Wat doen we met de oude archieven? Place it here").click()
    expect(sheet).to_be_hidden()
    [[name, fields]] = wished(page)
    assert (name, fields["topic"]) == ("agenda.place_topic", 21)
    assert (fields["place"], fields["slot"]) != (2, 6)


def test_a_closed_switch_keeps_the_button_and_says_why(phone: Phone) -> None:
    page = phone("agenda/6", "closed")
    button = page.get_by_role("button", name="Place my topic here: Atelier")
    expect(button).to_have_attribute("aria-disabled", "true")
    expect(button).to_have_accessible_description("Placing is closed now. Ask the facilitator at the desk.")
    button.click(force=True)
    expect(page.locator(".toast")).to_have_text("Placing is closed now. Ask the facilitator at the desk.")
    assert wished(page) == []


def test_who_comes_second_is_told_who_was_first_and_where_it_is_free(phone: Phone) -> None:
    page = phone("agenda/6", "taken")
    sheet = page.get_by_role("dialog", name="This place is taken")
    expect(sheet).to_contain_text("Yara 2 was a moment earlier in Raadzaal")
    assert sheet.get_by_role("listitem").count() == 4
    sheet.get_by_role("button", name="Atelier").click()
    expect(sheet).to_be_hidden()
    assert wished(page) == [["agenda.place_topic", {"topic": 21, "place": 2, "slot": 6}]]


def test_a_topic_needs_a_title_and_the_first_one_asks_for_the_name_in_the_book(phone: Phone) -> None:
    page = phone("topic/new", "market")
    page.get_by_role("button", name="Post this topic").click()
    title = page.get_by_label("Your topic")
    expect(title).to_be_focused()
    expect(title).to_have_accessible_description(
        "A question or a claim that people can come for. 80 letters left Give your topic a title first."
    )
    title.fill("  Who waters the trees?  ")
    page.get_by_role("searchbox", name="Who convenes").fill("priy")
    page.get_by_role("button", name="Priya", exact=False).first.click()
    page.get_by_role("radio", name="not").check()
    page.get_by_role("button", name="Post this topic").click()
    expect(page.get_by_role("heading", name="Topics", level=1)).to_be_focused()
    topic = {"title": "Who waters the trees?", "line": "", "language": "en", "conveners": [1, 5]}
    assert wished(page) == [["people.set_consent", {"consent": "none"}], ["marketplace.post_topic", topic]]


def test_the_form_of_somebody_elses_topic_typed_by_hand_shows_the_topic(phone: Phone) -> None:
    page = phone("topic/2/edit")
    expect(page.get_by_role("heading", level=1)).to_have_text("What would a good release day look like?")
    expect(page.get_by_text("Only its conveners and the desk can edit this topic.")).to_be_visible()
    expect(page.get_by_role("textbox")).to_have_count(0)


def test_an_edit_sends_only_what_differs(phone: Phone) -> None:
    page = phone("topic/21/edit")
    page.get_by_label("One line more").fill("Twaalf kilometer, nu echt.")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Wat doen we met de oude archieven?")
    assert wished(page) == [["marketplace.edit_topic", {"topic": 21, "line": "Twaalf kilometer, nu echt."}]]


def test_withdrawing_asks_in_a_sheet_that_escape_closes(phone: Phone) -> None:
    page = phone("topic/21")
    page.get_by_role("button", name="Withdraw this topic").click()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_role("button", name="Withdraw this topic")).to_be_focused()
    assert wished(page) == []
    page.get_by_role("button", name="Withdraw this topic").click()
    page.get_by_role("button", name="Withdraw it").click()
    assert wished(page) == [["marketplace.withdraw_topic", {"topic": 21}]]


def test_the_report_saves_the_one_field_that_was_typed_in(phone: Phone) -> None:
    page = phone("session/7/report")
    page.get_by_label("Conclusions").fill("One number.")
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()
    assert wished(page) == [["notes.save_report", {"session": 7, "conclusions": "One number."}]]


def test_a_report_that_is_left_in_the_middle_of_a_word_is_sent(phone: Phone) -> None:
    page = phone("session/7/report")
    page.get_by_label("What was discussed").press_sequentially("The secon")
    page.get_by_role("link", name="Board").click()
    assert wished(page) == [["notes.save_report", {"session": 7, "discussed": "The secon"}]]


def test_two_people_in_one_field_choose_between_their_words(phone: Phone) -> None:
    page = phone("session/1/report", "conflict")
    field = page.get_by_label("Conclusions")
    field.fill("Mine.")
    expect(page.get_by_text("Somebody wrote here at the same time:")).to_be_visible()
    expect(field).to_have_value("Mine.")
    page.get_by_role("button", name="Take theirs").click()
    expect(field).to_have_value("One number, four teams behind it. Start with parking permits.")


def test_an_action_has_an_owner_and_a_day(phone: Phone) -> None:
    page = phone("session/7/outcomes")
    page.get_by_role("radio", name="Action").check()
    page.get_by_label("Action", exact=True).last.fill("Collect the questions")
    page.get_by_role("searchbox", name="Who does it").fill("yara")
    page.get_by_role("button", name="Yara").first.click()
    page.get_by_label("By when").fill("2026-12-10")
    page.get_by_role("button", name="Add it").click()
    action = {
        "session": 7,
        "kind": "action",
        "text": "Collect the questions",
        "owner": 8,
        "due": "2026-12-10",
        "state": "open",
    }
    assert wished(page) == [["notes.save_outcome", action]]


def test_looking_on_shows_everything_and_changes_nothing(phone: Phone) -> None:
    page = phone("topic/2", "onlooker")
    expect(page.get_by_role("heading", level=1)).to_have_text("What would a good release day look like?")
    expect(page.get_by_role("link", name="Take part")).to_have_attribute("href", "/g/WTRDM24/join")
    assert page.get_by_role("button").count() == 0


def test_back_returns_to_the_card_that_was_left(phone: Phone) -> None:
    page = phone("topics", "crowd")
    link = page.get_by_role("link", name="Wat doen we met de oude archieven, a second look")
    link.scroll_into_view_if_needed()
    left = page.evaluate("scrollY")
    assert left > 0
    link.click()
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    assert page.evaluate("scrollY") == 0
    page.go_back()
    expect(page.get_by_role("searchbox")).to_be_visible()
    page.wait_for_function("left => scrollY === left", arg=left)


def test_two_thousand_topics_draw_forty_and_grow(phone: Phone) -> None:
    page = phone("topics", "crowd")
    expect(page.get_by_text("2,000 topics")).to_be_visible()
    drawn = page.locator(".topic-card").count()
    assert 40 <= drawn <= 80
    page.locator(".topic-card").nth(drawn - 1).scroll_into_view_if_needed()
    expect(page.locator(".topic-card").nth(drawn)).to_be_attached()


def test_an_announcement_pushes_the_page_down_and_stands_once(phone: Phone) -> None:
    """On Now the list has it only after it was closed above; it is said politely; the focus goes on."""
    page = phone("now")
    sign = page.locator(".signpost")
    before = sign.bounding_box()
    page.evaluate(ANNOUNCED, ["Soup is ready.", "Bring your cup."])
    news = page.get_by_text("Soup is ready.")
    expect(news).to_have_count(1)
    expect(page.get_by_role("status").filter(has=news)).to_be_visible()
    after, banner = sign.bounding_box(), page.locator(".news").bounding_box()
    assert before
    assert after
    assert banner
    assert after["y"] >= before["y"] + banner["height"] - 1
    expect(page.get_by_text("Bring your cup.")).to_have_count(0)
    page.get_by_role("button", name="Close").click()
    expect(page.get_by_role("status").filter(has_text="Bring your cup.")).to_be_visible()
    expect(page.locator(".announcement")).to_contain_text("Soup is ready.")
    page.get_by_role("button", name="Close").click()
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    expect(page.locator(".announcement")).to_contain_text("Bring your cup.")
    expect(page.get_by_text("Bring your cup.")).to_have_count(1)
    assert sign.bounding_box() == before


def test_what_sticks_stays_below_an_announcement(phone: Phone) -> None:
    page = phone("agenda/6")
    page.evaluate(ANNOUNCED, ["A long sentence that needs more than one line on the small page of a telephone."])
    page.mouse.wheel(0, 400)
    page.wait_for_function("scrollY > 300")
    switcher, head = page.locator(".switcher").bounding_box(), page.locator(".head").bounding_box()
    assert switcher
    assert head
    assert switcher["y"] >= head["y"] + head["height"] - 1


def test_missing_reports_share_one_card(phone: Phone) -> None:
    page = phone("now", "reports")
    card = page.locator(".nudge")
    expect(card).to_have_count(1)
    expect(card).to_contain_text("7 reports of yours are missing.")
    expect(card.get_by_role("link")).to_have_count(7)
    card.get_by_role("link").first.click()
    expect(page.get_by_role("link", name="Report")).to_have_attribute("aria-current", "page")


@pytest.mark.parametrize(("room", "mine"), [("break", 1), ("lookingOnInBreak", 0)])
def test_a_break_says_until_when_and_what_comes_next_in_every_place(phone: Phone, room: str, mine: int) -> None:
    page = phone("now", room)
    expect(page.get_by_role("heading", name="Lunch")).to_be_visible()
    expect(page.get_by_text("Until 12:45. Then C, 12:45–13:45")).to_be_visible()
    expect(page.get_by_role("heading", name="Next for me")).to_have_count(mine)
    lines = page.locator(".next-places li")
    expect(lines).to_have_count(5)
    expect(lines.first).to_have_text("RaadzaalHow do we say no to a good idea?")
    lines.first.get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("How do we say no to a good idea?")


def test_a_round_that_is_on_has_no_list_of_places(phone: Phone) -> None:
    page = phone("now")
    expect(page.get_by_role("heading", name="Next for me")).to_be_visible()
    expect(page.locator(".next-places")).to_have_count(0)


def test_one_button_leads_a_session_on_and_each_step_is_said(phone: Phone) -> None:
    page = phone("session/13")
    status, toast = page.locator(".session-status"), page.locator(".toast")
    expect(status).to_have_count(0)
    page.get_by_role("button", name="We have begun").dblclick()
    expect(toast).to_have_text("The session runs. Everybody sees it.")
    page.evaluate(STANDS, [[13], {"state": "running", "version": 2, "changed": "2026-11-24T10:00:00Z"}])
    expect(status).to_have_text("Running since 11:00")
    expect(page.get_by_role("button", name="It is over")).to_be_focused()
    page.wait_for_timeout(1000)
    page.keyboard.press("Enter")
    expect(toast).to_have_text("The session is over. Everybody sees it.")
    page.evaluate(STANDS, [[13], {"state": "held", "version": 3, "changed": "2026-11-24T10:30:00Z"}])
    expect(status).to_have_text("Over since 11:30")
    expect(page.get_by_role("button", name="It goes on")).to_be_visible()
    expect(page.get_by_role("button", name="More …")).to_have_count(0)
    assert wished(page) == [["agenda.end_session", {"session": 13, "state": state}] for state in ("running", "held")]


def test_the_rest_is_behind_more_and_cancelling_stands_last(phone: Phone) -> None:
    page = phone("session/13")
    page.get_by_role("button", name="More …").click()
    ways = page.get_by_role("dialog", name="This session").locator(".sheet-ways button")
    expect(ways.last).to_have_text("Cancel it")
    expect(ways.last).to_contain_class("danger")
    ways.last.click()
    page.get_by_role("button", name="Cancel the session").click()
    page.evaluate(STANDS, [[13], {"state": "cancelled", "place": None, "slot": None}])
    expect(page.locator(".session-status")).to_have_text("This session is cancelled.")
    expect(page.get_by_role("button", name="Choose a place and time")).to_be_focused()


def test_an_ended_session_is_not_now_for_me(phone: Phone) -> None:
    page = phone("now", "here")
    part = page.locator(".part", has=page.get_by_role("heading", name="Now for me"))
    expect(part.locator(".session-card")).to_have_count(1)
    page.evaluate(STANDS, [[10], {"state": "held"}])
    expect(part).to_have_count(0)
    page.evaluate(STANDS, [[7], {"state": "held"}])
    expect(part).to_contain_text("Your session of this time is over. Go where you like.")
    expect(part.locator(".session-card")).to_have_count(0)


@pytest.mark.parametrize("room", ["empty", "market"])
def test_an_own_topic_stands_in_the_list_at_once_also_under_a_thumb(phone: Phone, room: str) -> None:
    page = phone("topics", room)
    expect(page.get_by_role("heading", name="Topics", level=1)).to_be_visible()
    page.evaluate(POSTED, "Who waters the trees?")
    expect(page.locator(".topic-card").first).to_contain_text("Who waters the trees?", timeout=900)
    expect(page.get_by_text("No topics yet.")).to_have_count(0)


def test_the_published_reports_are_a_list_and_open_to_be_read(phone: Phone) -> None:
    page = phone("now", "reports")
    page.get_by_role("link", name="Read the reports").click()
    expect(page.get_by_role("heading", name="Reports", level=1)).to_be_focused()
    cards = page.locator(".report-card")
    expect(cards).to_have_count(7)
    expect(cards.nth(1)).to_contain_text("One number, four teams behind it.")
    expect(cards.nth(1)).to_contain_text("1 decision, 1 action")
    cards.nth(1).get_by_role("link").click()
    expect(page.get_by_role("link", name="Report")).to_have_attribute("aria-current", "page")
    expect(page.locator(".read-report")).to_contain_text("One number, four teams behind it.")
    expect(page.get_by_role("textbox")).to_have_count(0)
    page.get_by_role("button", name="Edit", exact=True).click()
    expect(page.get_by_label("What was discussed")).to_be_focused()


def test_from_convergence_on_nobody_is_told_that_placing_is_closed(phone: Phone) -> None:
    page = phone("agenda", "reports")
    expect(page.locator(".cells")).to_be_visible()
    expect(page.get_by_text("Placing is closed")).to_have_count(0)


def test_half_a_name_owns_nothing(phone: Phone) -> None:
    page = phone("session/7/outcomes")
    page.get_by_role("radio", name="Action").check()
    page.get_by_label("Action", exact=True).last.fill("Collect the questions")
    owner = page.get_by_role("searchbox", name="Who does it")
    owner.fill("yar")
    for send in (lambda: owner.press("Enter"), page.get_by_role("button", name="Add it").click):
        send()
        expect(page.get_by_text("Choose somebody from the list.")).to_be_visible()
        expect(owner).to_be_focused()
    assert wished(page) == []


def test_whoever_convenes_is_not_asked_to_come(phone: Phone) -> None:
    page = phone("topic/13")
    expect(page.get_by_text("You convene this")).to_be_visible()
    expect(page.get_by_role("button", name="Come")).to_have_count(0)


def test_a_wanted_topic_without_a_place_is_among_mine(phone: Phone) -> None:
    page = phone("mine")
    part = page.locator(".part", has=page.get_by_role("heading", name="My sessions"))
    row = part.locator(".row", has_text="No place yet")
    expect(row).to_have_count(1)
    row.click()
    expect(page).to_have_url(re.compile("#/topic/22$"))


def test_a_closed_market_has_no_dead_link_on_now(phone: Phone) -> None:
    page = phone("now", "closing")
    expect(page.get_by_role("heading", name="The closing circle")).to_be_visible()
    expect(page.get_by_role("button", name="Post a topic")).to_have_count(0)


def test_one_who_comes_is_one_in_dutch_too(phone: Phone) -> None:
    page = phone("topic/2", "typical&language=nl")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.evaluate("""() => {
      const { value: all } = room.all;
      const topics = all.topics.map((one) => (one.id === 2 ? { ...one, interest: { come: 1, maybe: 0 } } : one));
      room.all.value = { ...all, topics };
    }""")
    expect(page.get_by_text("1 komt, 0 misschien")).to_be_visible()
