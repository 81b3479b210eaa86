"""The whole day, from creating to the book: a desk, a wall and three phones: one Dutch, one whose line drops.
Once at a name that is a secure context, once at one that is not, as on a house network."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE, WALL, Open
from tests.proxy import FaultProxy
from tests.server import RunningServer

FORM = "One form for all"
DUTCH = "Wie ruimt de oude gegevens op?"
LINE = "What if the line drops?"


def test_the_whole_day(server: RunningServer, opened: Open, tmp_path: Path) -> None:
    desk, wall_link, code = create(server, opened)
    wall = opened(WALL)
    wall.goto(wall_link)
    wall.get_by_role("button", name="Open the wall").click()
    expect(wall.get_by_text(code).first).to_be_visible()
    secure = server.host == "127.0.0.1"
    assert desk.evaluate("isSecureContext") is secure

    with FaultProxy(server.port) as line:
        anna = joins(opened, server.url, code, "Anna")
        bram = joins(opened, server.url, code, "Bram", "nl-NL")
        carla = joins(opened, server.url.replace(str(server.port), str(line.port)), code, "Carla")
        expect(anna.locator("html")).to_have_attribute("lang", "en")
        expect(bram.locator("html")).to_have_attribute("lang", "nl")
        expect(desk.get_by_text("3 people are in")).to_be_visible()

        phase(desk, "Marketplace")
        posts(anna, "Post a topic", FORM)
        posts(bram, "Onderwerp inbrengen", DUTCH)
        posts(carla, "Post a topic", LINE)
        for page in (anna, bram, carla):
            for title in (FORM, DUTCH, LINE):
                expect(page.get_by_text(title).first).to_be_visible()

        the_agenda(anna, bram)
        the_dropped_line(carla, desk, line)
        phase(desk, "Sessions")
        the_session(anna, bram)

    expect(desk.get_by_role("button", name=re.compile(FORM))).to_be_visible()
    desk.get_by_role("group", name="Wall").get_by_role("button", name="Reports").click()
    expect(wall.get_by_text("of 1 report is in")).to_be_visible()
    phase(desk, "Published")
    the_book(anna, code, tmp_path)


def create(server: RunningServer, opened: Open) -> tuple[Page, str, str]:
    """The host creates the gathering on the web; the desk, the wall's link and the code."""
    desk = opened(DESK)
    desk.goto(f"{server.url}/new")
    desk.get_by_label("Name of the event").fill("Neighbours")
    desk.get_by_label("The question that brings you together").fill("How do we stop typing data twice?")
    desk.get_by_label("How many people do you expect?").fill("12")
    desk.get_by_label("Parties").fill("Town\nHarbour")
    desk.get_by_role("button", name="Create the event").click()
    code = desk.locator("p.code").first.inner_text()
    wall = desk.locator("article", has_text="The wall").locator(".address").inner_text()
    desk.get_by_role("link", name="To your desk").click()
    expect(desk.get_by_text("Live", exact=True)).to_be_visible()
    return desk, wall, code


def joins(opened: Open, url: str, code: str, name: str, locale: str = "en-GB") -> Page:
    """Scan, name, in."""
    phone = opened(PHONE, locale=locale)
    phone.goto(f"{url}/g/{code}")
    phone.locator("input[name=name]").fill(name)
    phone.locator("button.primary").click()
    expect(phone.get_by_role("navigation").last).to_be_visible()
    return phone


def phase(desk: Page, name: str) -> None:
    """The desk moves the signpost."""
    desk.get_by_role("button", name=re.compile(name)).first.click()
    desk.get_by_role("button", name=f"Move to {name}").click()
    expect(desk.get_by_role("dialog")).to_have_count(0)


def posts(phone: Page, way: str, title: str) -> None:
    """Post a topic; the first time the phone asks about the name in the book."""
    phone.get_by_role("button", name=way).first.click()
    phone.locator("#topic-title").fill(title)
    phone.locator("form .primary").click()
    expect(phone.get_by_text(title).first).to_be_visible()


def the_agenda(anna: Page, bram: Page) -> None:
    """Two want one cell: one is first, the other is told at once and takes a near one. Each reads
    the proposed names of the places in their own language."""
    anna.get_by_role("link", name="Agenda").first.click()
    bram.get_by_role("link", name="Agenda").first.click()
    cell = bram.locator(".cell", has_text="Plek 1").get_by_role("button").first
    expect(cell).to_be_visible()
    # Bram's finger is on the free cell when Anna's change comes: the wish goes out all the same.
    bram.context.set_offline(True)
    anna.locator(".cell", has_text="Place 1").get_by_role("button").first.click()
    expect(anna.locator(".cell", has_text="Place 1").get_by_text(FORM)).to_be_visible()
    cell.click()
    bram.context.set_offline(False)
    sheet = bram.get_by_role("dialog")
    expect(sheet).to_be_visible()
    sheet.get_by_role("button", name=re.compile("Plek 2")).click()
    expect(bram.locator(".cell", has_text="Plek 2").get_by_text(DUTCH)).to_be_visible()
    expect(anna.locator(".cell", has_text="Place 2").get_by_text(DUTCH)).to_be_visible()


def the_dropped_line(carla: Page, desk: Page, line: FaultProxy) -> None:
    """What is wished without a line is kept, said so, and sent once."""
    carla.get_by_role("navigation", name="Screens").get_by_role("link", name="Now").click()
    carla.get_by_role("link", name=re.compile("^Topics")).click()
    line.turn("blackhole")
    card = carla.locator("li, article", has_text=FORM).first
    card.get_by_role("radio", name="Come").or_(card.get_by_role("button", name="Come")).first.click()
    expect(carla.get_by_text(re.compile("waits? on this phone|Offline|Not live"))).to_be_visible(timeout=20_000)
    line.cut()
    line.turn("ok")
    expect(carla.get_by_text("Live", exact=True)).to_be_visible(timeout=30_000)
    expect(card.get_by_text("1 comes, 0 maybe")).to_be_visible()


def the_session(anna: Page, bram: Page) -> None:
    """Check in, write one note together, report, publish, agree on an action, reveal a board."""
    for page, there in ((anna, "I'm here"), (bram, "Ik ben er")):
        page.get_by_role("link", name="Agenda").first.click()
        page.get_by_role("link", name=FORM).first.click()
        page.get_by_role("button", name=there).click()
    note = anna.locator("#note")
    expect(anna.get_by_text("Everybody here writes in this note")).to_be_visible()
    note.press_sequentially("## Two forms\n")
    expect(bram.locator("#note")).to_have_value("## Two forms\n")
    bram.locator("#note").focus()
    bram.keyboard.press("Control+End")
    bram.keyboard.type("- one at the desk\n")
    expect(note).to_have_value("## Two forms\n- one at the desk\n")

    anna.get_by_role("tab", name="Report").or_(anna.get_by_role("link", name="Report")).first.click()
    anna.get_by_label("What was discussed").fill("Both desks ask for the same address.")
    anna.get_by_label("Conclusions").fill("One form is enough.")
    anna.get_by_role("button", name=re.compile("^Publish")).click()
    expect(anna.get_by_text(re.compile("^Published at"))).to_be_visible()

    anna.get_by_role("tab", name="Outcomes").or_(anna.get_by_role("link", name="Outcomes")).first.click()
    anna.get_by_role("radio", name="Action").check(force=True)
    anna.get_by_label("Somebody does …").or_(anna.locator("form input[type=text], form textarea").first).first.fill(
        "Compare the two forms"
    )
    anna.get_by_role("button", name="Add it").click()
    expect(anna.get_by_text("Compare the two forms").first).to_be_visible()


def the_book(anna: Page, code: str, folder: Path) -> None:
    """Everybody has the book a minute after the closing."""
    anna.goto(re.sub(r"/g/.*", f"/g/{code}/book", anna.url))
    expect(anna.get_by_role("heading", name=re.compile(FORM)).first).to_be_visible(timeout=15_000)
    with anna.expect_download() as waiting:
        anna.get_by_role("link", name="Text (.md)").click()
    book = folder / "book.md"
    waiting.value.save_as(book)
    text = book.read_text()
    for expected in (FORM, DUTCH, LINE, "One form is enough.", "Compare the two forms", "one at the desk"):
        assert expected in text
