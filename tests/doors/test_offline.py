"""What is served for phones to keep: an app's manifest, a worker and its shell; nothing personal in any of them."""

import json
import re
import struct
from pathlib import Path
from typing import Any

import pytest

from tests.doors.browser import Browser, Reply
from tests.doors.phones import Gathering
from tests.server import RunningServer, free_port

GONE = "registration.unregister"
LANGUAGES = ("en", "nl")


def keeps(reply: Reply) -> dict[str, Any]:
    """What a worker is told to keep."""
    found = re.match(r"self\.KEEPS = (\{.*?\});\n", reply.text)
    assert found, reply.text[:200]
    told: dict[str, Any] = json.loads(found[1])
    return told


def worker(browser: Browser, code: str, language: str = "en") -> Reply:
    return browser.get(f"/g/{code}/worker.js?language={language}")


def test_a_gathering_is_an_app_of_its_own(gathering: Gathering) -> None:
    anna = gathering.joins("Anna")
    page = anna.browser.get(f"/g/{gathering.code}/phone").text
    address = f"/g/{gathering.code}/app.webmanifest"
    assert f'<link rel="manifest" href="{address}">' in page
    for other in ("", "/desk"):
        assert "manifest" not in gathering.host.browser.get(f"/g/{gathering.code}{other}").text
    reply = Browser(gathering.host.browser.url).get(address)
    about = reply.json()
    assert reply.headers["Content-Type"].startswith("application/manifest+json")
    assert about["name"] == gathering.host.state()["gathering"]["title"]
    assert about["start_url"] == about["id"] == f"/g/{gathering.code}/phone"
    assert about["start_url"].startswith(about["scope"])
    assert about["lang"] in LANGUAGES
    assert {icon.get("purpose", "any") for icon in about["icons"]} == {"any", "maskable"}
    for icon in about["icons"]:
        picture = anna.browser.get(icon["src"])
        assert picture.headers["Content-Type"] == icon["type"]
        if icon["type"] == "image/png":
            wide, high = struct.unpack(">II", picture.body[16:24])
            assert icon["sizes"] == f"{wide}x{high}"
    assert anna.browser.get("/g/BBBBBBB/app.webmanifest").status == 404


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_worker_is_always_asked_for_and_keeps_only_what_lasts(gathering: Gathering, language: str) -> None:
    anna = gathering.joins("Anna <script>")
    reply = worker(anna.browser, gathering.code, language)
    assert reply.headers["Content-Type"].startswith("text/javascript")
    assert reply.headers["Cache-Control"] == "private, no-cache"
    told = keeps(reply)
    assert told["phone"] == f"/g/{gathering.code}/phone"
    assert told["cache"].startswith(f"openspace:{gathering.code}:")
    for address in (told["shell"], *told["assets"]):
        kept = anna.browser.get(address)
        assert (kept.status, "immutable" in kept.headers["Cache-Control"]) == (200, True), address
    shell = anna.browser.get(told["shell"])
    assert f'<html lang="{language}">' in shell.text
    for asset in re.findall(r'(?:href|src)="(/static/[^"]+)"', shell.text):
        assert asset in told["assets"]
    # The same for everybody: no name, no token, no role but the least.
    for secret in ("Anna", anna.browser.csrf, anna.start["csrf"]):
        assert secret not in shell.text + reply.text
    assert shell.text == gathering.host.browser.get(told["shell"]).text
    assert f'"person": {anna.person}' not in shell.text


def test_another_version_is_not_here(gathering: Gathering) -> None:
    anna = gathering.joins("Anna")
    before = keeps(worker(anna.browser, gathering.code))
    gathering.host.does("marketplace.post_idea", text="Tea")
    assert keeps(worker(anna.browser, gathering.code)) == before  # what does not stand in the shell changes nothing
    gathering.host.does("gatherings.set_up", title="Another name")
    after = keeps(worker(anna.browser, gathering.code))
    assert after["cache"] != before["cache"]
    assert anna.browser.get(before["shell"]).status == 404
    assert "Another name" in anna.browser.get(after["shell"]).text


def test_who_has_no_right_gets_a_worker_that_takes_everything_away(gathering: Gathering) -> None:
    anna = gathering.joins("Anna")
    told = keeps(worker(anna.browser, gathering.code))
    stranger = Browser(gathering.host.browser.url)
    for reply in (worker(stranger, gathering.code), worker(anna.browser, "BBBBBBB")):
        assert (reply.status, GONE in reply.text, "KEEPS" in reply.text) == (200, True, False)
    assert stranger.get(told["shell"]).status == 404
    assert "gone.js" not in stranger.get(f"/g/{gathering.code}").text
    gathering.host.does("people.forget_person", person=anna.person)
    assert GONE in worker(anna.browser, gathering.code).text
    assert anna.browser.get(told["shell"]).status == 404
    assert "gone.js" in anna.browser.get(f"/g/{gathering.code}").text


def test_the_operator_can_switch_it_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENSPACE_OFFLINE", "no")
    server = RunningServer(tmp_path / "data", free_port()).start()
    try:
        gathering = Gathering(server.url)
        anna = gathering.joins("Anna")
        assert anna.start["offline"] is False
        reply = worker(anna.browser, gathering.code)
        assert GONE in reply.text
        assert "KEEPS" not in reply.text
        gathering.close()
    finally:
        server.stop()
