"""The pages' forms: joining, looking on, links, creating, recovering, the next person on a tablet."""

import html
import re
from collections.abc import Callable

import pytest

from tests.doors.browser import Browser
from tests.doors.phones import Gathering
from tests.server import RunningServer


def newcomer(gathering: Gathering) -> Browser:
    browser = Browser(gathering.url)
    assert browser.get(f"/g/{gathering.code}").status == 200
    return browser


def people(gathering: Gathering) -> int:
    return len(gathering.host.state("desk")["people"])


def test_joining_by_the_form_and_by_json(gathering: Gathering) -> None:
    anna = newcomer(gathering)
    party = gathering.host.state()["parties"][0]["id"]
    reply = anna.form(f"/g/{gathering.code}/join", {"name": " Anna ", "party": str(party)})
    assert (reply.status, reply.headers["Location"]) == (303, f"/g/{gathering.code}/phone")
    start = anna.start(f"/g/{gathering.code}/phone")
    assert (start["name"], start["role"]) == ("Anna", "participant")
    bram = newcomer(gathering)
    answer = bram.form(f"/g/{gathering.code}/join", {"name": "Bram"}, Accept="application/json").json()
    assert {name: answer[name] for name in ("name", "role", "party")} == {
        "name": "Bram",
        "role": "participant",
        "party": None,
    }
    assert bram.start(f"/g/{gathering.code}/phone")["person"] == answer["person"]
    # The token of the answer is good at once.
    bram.csrf = answer["csrf"]
    assert bram.form(f"/g/{gathering.code}/join", {"name": "Somebody else"}).status == 303
    assert people(gathering) == 3
    # Known here: scanning again goes on to the screen.
    assert bram.get(f"/g/{gathering.code}").headers["Location"] == f"/g/{gathering.code}/phone"


def test_no_party_is_chosen_beforehand(gathering: Gathering) -> None:
    """Whoever skips it has none; what somebody chose is still there when the form comes back."""
    browser = newcomer(gathering)
    town = gathering.host.state()["parties"][0]["id"]

    def chosen(page: str) -> list[str]:
        return re.findall(r'name="party" value="(\d*)" checked', page)

    assert 'name="party" value=""' in (page := browser.get(f"/g/{gathering.code}").text)
    assert chosen(page) == []
    for party in ("", str(town)):
        assert chosen(browser.form(f"/g/{gathering.code}/join", {"name": "", "party": party}).text) == [party]
    assert chosen(browser.form(f"/g/{gathering.code}/join", {"name": ""}).text) == []
    joined = browser.form(f"/g/{gathering.code}/join", {"name": "Bram"}, Accept="application/json").json()
    assert joined["party"] is None


@pytest.mark.parametrize("name", ["", "  ", "\u200b\u200d", "x" * 61, "x" * 10_000])
def test_a_name_that_is_none_is_asked_again(gathering: Gathering, name: str) -> None:
    browser = newcomer(gathering)
    reply = browser.form(f"/g/{gathering.code}/join", {"name": name})
    assert reply.status == 400
    assert 'name="name"' in reply.text
    assert 'aria-invalid="true"' in reply.text
    reply = browser.form(f"/g/{gathering.code}/join", {"name": name}, Accept="application/json")
    assert reply.status == 400
    assert (reply.json()["ok"], reply.json()["code"]) == (False, "invalid")
    assert browser.get(f"/g/{gathering.code}/phone").status == 303
    assert people(gathering) == 1


def test_a_right_comes_with_a_new_cookie(gathering: Gathering) -> None:
    browser = newcomer(gathering)
    planted = dict(browser.cookies)
    browser.form(f"/g/{gathering.code}/join", {"name": "Anna"})
    assert browser.cookies != planted
    thief = Browser(gathering.url)
    thief.cookies = planted
    assert thief.get(f"/g/{gathering.code}/phone").status == 303  # to the join page
    # And again when the role changes: who had the cookie before has nothing.
    before = dict(browser.cookies)
    link = gathering.host.does("people.make_link", right="facilitator")["url"].removeprefix(gathering.url)
    browser.get(link)
    assert browser.form(link, {}).status == 303
    thief.cookies = before
    assert thief.get(f"/g/{gathering.code}/phone").status == 303
    assert browser.start(f"/g/{gathering.code}/desk")["role"] == "facilitator"


def test_looking_on_and_joining_later(gathering: Gathering) -> None:
    looker = gathering.looks()
    assert (looker.start["role"], looker.person) == ("onlooker", None)
    assert looker.wishes("marketplace.post_topic", title="One form")["code"] == "forbidden"
    looker.browser.get(f"/g/{gathering.code}/join")
    assert looker.browser.form(f"/g/{gathering.code}/join", {"name": "Lena"}).status == 303
    assert looker.browser.start(f"/g/{gathering.code}/phone")["role"] == "participant"


def test_a_link_changes_nothing_until_it_is_taken(gathering: Gathering) -> None:
    url = gathering.host.does("people.make_link", right="facilitator")["url"]
    path = url.removeprefix(gathering.url)
    previewer = Browser(gathering.url)
    for _ in range(3):
        assert previewer.get(path).status == 200
        assert previewer.request("HEAD", path).status == 200
    fatma = gathering.takes(url, "desk", "Fatma")
    assert fatma.start["role"] == "facilitator"
    late = Browser(gathering.url)
    late.get(f"/g/{gathering.code}")
    assert late.get(path).status == late.form(path, {"name": "Late"}).status == 404
    for path in ("/l/", "/l/nothing", "/l/" + "x" * 5000, "/l/%00", "/l/%ff"):
        assert late.get(path).status in (400, 404, 414)
    assert people(gathering) == 2


def test_wall_and_look_on_links(gathering: Gathering) -> None:
    wall = gathering.takes(gathering.wall_url, "wall")
    assert wall.start["role"] == "wall"
    assert wall.browser.get(f"/g/{gathering.code}/desk").status == 403
    wall.does("gatherings.turn_wall", page="agenda")
    looker = gathering.takes(gathering.host.does("people.make_link", right="onlooker")["url"], "phone")
    assert looker.start["role"] == "onlooker"
    assert looker.browser.get(f"/g/{gathering.code}/wall").status == 403


def test_recovering_the_hosts_place(gathering: Gathering) -> None:
    browser = newcomer(gathering)
    path = f"/g/{gathering.code}/recover"
    browser.get(path)
    wrong = browser.form(path, {"recovery": "2346789"})
    assert wrong.status == 400
    assert 'name="recovery"' in wrong.text
    typed = " ".join(re.findall("....", gathering.recovery)).lower()
    reply = browser.form(path, {"recovery": typed})
    assert (reply.status, reply.headers["Location"]) == (303, f"/g/{gathering.code}/desk")
    start = browser.start(f"/g/{gathering.code}/desk")
    assert (start["role"], start["person"]) == ("host", gathering.host.person)


def test_guessing_a_recovery_code_is_slowed_and_knowing_it_is_not(gathering: Gathering) -> None:
    browser = newcomer(gathering)
    path = f"/g/{gathering.code}/recover"
    browser.get(path)
    pages = [html.unescape(browser.form(path, {"recovery": f"2346789{n}"}).text) for n in range(14)]
    slow = "Too many wrong codes. Wait a minute and try again."
    assert slow not in pages[0]
    assert slow in pages[-1]
    assert browser.form(path, {"recovery": gathering.recovery}).status == 303


def test_the_next_person_on_a_shared_tablet(gathering: Gathering) -> None:
    tablet = gathering.joins("Anna")
    page = f"/g/{gathering.code}/next"
    assert tablet.browser.get(page).status == 200
    assert tablet.browser.form(f"/g/{gathering.code}/join", {"name": "Bram", "turn": "yes"}).status == 303
    bram = tablet.browser.start(f"/g/{gathering.code}/phone")
    assert (bram["name"], bram["person"] != tablet.person) == ("Bram", True)
    # Or by the own link; a desk link is none.
    carla = gathering.joins("Carla")
    own = carla.does("people.make_link", right="device")["url"]
    desk = gathering.host.does("people.make_link", right="facilitator")["url"]
    tablet.browser.get(page)
    assert tablet.browser.form(page, {"link": desk}).status == 400
    assert tablet.browser.form(page, {"link": "nonsense"}).status == 400
    assert tablet.browser.form(page, {"link": own}).status == 303
    assert tablet.browser.start(f"/g/{gathering.code}/phone")["person"] == carla.person


def test_creating_shows_the_secrets_once(gathering: Gathering) -> None:
    assert len(gathering.recovery) == 20
    assert gathering.created.text.count('class="qr"') == 3
    state = gathering.host.state()
    assert [(party["name"], party["letter"]) for party in state["parties"]] == [("Town", "T"), ("Harbour", "H")]
    assert state["gathering"]["starts"] == "2026-11-28T08:00:00Z"
    assert gathering.host.start["role"] == "host"
    fatma = gathering.takes(gathering.desk_url, "desk", "Fatma")
    assert fatma.start["role"] == "host"


CREATING = {
    "title": "Neighbours",
    "starts": "2026-11-28T09:00",
    "days": "1",
    "timezone": "Europe/Amsterdam",
    "people_expected": "40",
}


@pytest.mark.parametrize(("typed", "called"), [("  Hanna ", "Hanna"), ("", "Host"), (" ", "Host")])
def test_who_creates_is_called_as_they_say(server: RunningServer, typed: str, called: str) -> None:
    browser = Browser(server.url)
    browser.get("/new")
    created = browser.form("/new", CREATING | {"name": typed})
    assert created.status == 200
    [code] = re.findall(r'<p class="code">(\w{7})</p>', created.text)
    assert browser.start(f"/g/{code}/desk")["name"] == called


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", ""),
        ("name", "x" * 61),
        ("title", "x" * 81),
        ("theme", "x" * 141),
        ("starts", "tomorrow"),
        ("starts", ""),
        ("starts", "2027-03-28T02:30"),  # an hour that is not there
        ("days", "0"),
        ("days", "15"),
        ("days", "one"),
        ("timezone", "Europe/Atlantis"),
        ("people_expected", "0"),
        ("people_expected", "1e3"),
        ("languages", "tlh"),
        ("parties", "x" * 61),
    ],
)
def test_a_gathering_that_may_not_be_is_asked_again(server: RunningServer, field: str, value: str) -> None:
    browser = Browser(server.url)
    browser.get("/new")
    reply = browser.form("/new", CREATING | {field: value})
    assert reply.status == 400
    controls = re.findall(rf'<(?:input|select|textarea)[^>]* name="{field}"[^>]*>', reply.text)
    assert controls
    assert all('aria-invalid="true"' in control for control in controls)
    assert re.search(rf'aria-describedby="[^"]*\b{field}-error"', reply.text)
    assert f'id="{field}-error"' in reply.text
    assert "/desk" not in reply.text


def test_typing_a_code(gathering: Gathering) -> None:
    browser = Browser(gathering.url)
    typed = f"{gathering.code[:3].lower()}-{gathering.code[3:]}"
    assert browser.get(f"/?code={typed}").headers["Location"] == f"/g/{gathering.code}"
    for wrong in ("AAAAAAA", "%00", "%F0%9F%9A%80", "x" * 500):
        reply = browser.get(f"/?code={wrong}")
        assert reply.status in (400, 404)
        assert "Traceback" not in reply.text


@pytest.mark.parametrize(
    "path", ["", "/phone", "/wall", "/desk", "/snapshot", "/changes", "/agenda", "/join", "/next", "/recover"]
)
def test_an_unknown_gathering_is_said_to_be_unknown(server: RunningServer, path: str) -> None:
    reply = Browser(server.url).get(f"/g/AAAAAAA{path}", Accept="application/json")
    assert reply.status == 404
    assert reply.json()["code"] == "unknown_gathering"


def test_pages_say_it_in_the_language_of_the_browser(gather: Callable[..., Gathering]) -> None:
    gathering = gather()
    texts = []
    for language in ("en", "nl"):
        browser = Browser(gathering.url, language)
        browser.get(f"/g/{gathering.code}")
        texts.append(browser.form(f"/g/{gathering.code}/join", {"name": ""}).text)
    assert "This field is required." in texts[0]
    assert "This field is required." not in texts[1]
    assert '<html lang="nl"' in texts[1]


def test_the_join_page_is_everybodys_but_for_the_token(gathering: Gathering) -> None:
    """It is rendered once for each state of the gathering: a new party stands on it at once, in each language."""
    anna, bram = newcomer(gathering), newcomer(gathering)
    assert anna.csrf != bram.csrf
    pages = [browser.get(f"/g/{gathering.code}").text for browser in (anna, bram)]
    assert pages[0] != pages[1]
    assert pages[0].replace(anna.csrf, bram.csrf) == pages[1]
    gathering.host.does("gatherings.save_party", name="Harbour & <quay>")
    assert "Harbour &amp; &lt;quay&gt;" in anna.get(f"/g/{gathering.code}").text
    dutch = bram.get(f"/g/{gathering.code}?lang=nl").text
    assert "Je naam" in dutch
    assert "Your name" in anna.get(f"/g/{gathering.code}").text
    assert "csrf-" not in re.sub('name="csrf-token"', "", dutch)


def test_a_screen_starts_with_who_one_is(gathering: Gathering) -> None:
    """Its shell is rendered once as well: names, tokens and languages never mix."""
    starts = []
    for name, language in (('"</script>', "en"), ("Bram & Co", "nl"), ("start-", "en")):
        browser = Browser(gathering.url)
        browser.get(f"/g/{gathering.code}?lang={language}")
        browser.form(f"/g/{gathering.code}/join", {"name": name})
        start = browser.start(f"/g/{gathering.code}/phone")
        assert (start["name"], start["language"]) == (name, language)
        assert start["csrf"] == browser.csrf
        assert start["words"].get("Report") == ("Verslag" if language == "nl" else None)
        starts.append(start)
    assert len({start["csrf"] for start in starts}) == len({start["person"] for start in starts}) == 3
