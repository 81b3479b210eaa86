"""Two servers behind each proxy that docs/operators.md names, set up as docs/proxies has it: WebSockets, the way for
phones that cannot hold one, and a server that dies."""

import re
import secrets
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from signal import SIGKILL
from time import monotonic, sleep
from typing import Any

import pytest
from websockets.exceptions import WebSocketException

from tests.authority import Authority
from tests.doors.browser import Browser
from tests.doors.line import LineClosed, TurnedAway, until
from tests.doors.phones import Gathering, Phone
from tests.server import RunningServer
from tests.several.conftest import running
from tests.several.polling import PollingPhone
from tests.several.proxies import Caddy, HAProxy, Nginx, Proxy

pytestmark = [pytest.mark.postgres, pytest.mark.timeout(180)]

EACH = 6  # wishes of a phone while its server dies
MOST = 24  # phones until both servers have some: by lot all may be at one, but not so many


@dataclass
class House:
    """What stands behind the proxy."""

    proxy: Proxy
    servers: tuple[RunningServer, RunningServer]
    gathering: Gathering

    def joins(self, kind: type[Phone] = Phone) -> Phone:
        """Somebody joins, through the proxy, and is on the line."""
        browser = Browser(self.proxy.url)
        browser.get(f"/g/{self.gathering.code}")
        assert browser.form(f"/g/{self.gathering.code}/join", {"name": secrets.token_hex(4)}).status == 303
        phone = kind(browser, self.gathering.code, "socket")
        self.gathering.phones.append(phone)
        assert phone.line
        return phone

    def spread(self, kind: type[Phone] = Phone) -> list[Phone]:
        """Phones join until both servers have two more than before."""
        before = [connections(server) for server in self.servers]
        phones: list[Phone] = []
        while any(connections(server) < had + 2 for server, had in zip(self.servers, before, strict=True)):
            assert len(phones) < MOST, "all went to one server"
            phones.append(self.joins(kind))
        return phones

    def titles(self) -> list[str]:
        """Of all topics there are."""
        return sorted(topic["title"] for topic in self.gathering.host.state()["topics"])


def connections(server: RunningServer) -> int:
    """Asked of the server itself."""
    text = Browser(f"http://127.0.0.1:{server.port}").get("/metrics").text
    return int(float(re.findall(r"^openspace_connections (\S+)", text, re.MULTILINE)[0]))


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("keys") / "house", "localhost")


@pytest.fixture(params=[Nginx, HAProxy, Caddy], ids=lambda proxy: proxy.name)
def house(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    postgres_database: str,
    authority: Authority,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[House]:
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.trusted))
    proxy: Proxy = request.param(tmp_path / "proxy", authority)
    with running(tmp_path, postgres_database, proxy.url) as (_redis, first, second):
        try:
            proxy.start([first.port, second.port])
            gathering = Gathering(proxy.url, "socket")
            yield House(proxy, (first, second), gathering)
            gathering.close()
        finally:
            proxy.stop()


def test_phones_through_a_proxy(house: House) -> None:
    phones = house.spread()
    assert {phone.start["join"] for phone in phones} == {f"{house.proxy.url}/g/{house.gathering.code}"}
    assert "__Host-openspace" in phones[0].browser.cookies
    phones[0].does("marketplace.post_topic", title="Forms")
    assert phones[0].line.note  # a WebSocket, not a substitute
    until(lambda: all("marketplace.topic_posted" in str(phone.line.changes("all")) for phone in phones))

    stranger = Browser(house.proxy.url)
    assert stranger.get("/").headers["Strict-Transport-Security"]
    assert Browser(f"http://127.0.0.1:{house.servers[0].port}").get("/metrics", Host="localhost").status == 200
    assert stranger.get("/metrics", Host="localhost").status == 404, "figures are for this machine only"
    plain = Browser(f"http://localhost:{house.proxy.plain}").get(f"/g/{house.gathering.code}")
    assert plain.status in (301, 302, 308)
    assert plain.headers["Location"].startswith("https://localhost")
    with suppress(OSError):  # it may hang up before all of it was sent
        assert stranger.request("POST", "/socket.io/?EIO=4&transport=polling", bytes(65 * 1024)).status in (400, 413)


def test_phones_without_websocket_stay_with_their_server(house: House) -> None:
    phones = house.spread(PollingPhone)
    titles = [f"{n} of {phone.person}" for phone in phones for n in range(3)]
    for phone in phones:
        for n in range(3):
            phone.does("marketplace.post_topic", title=f"{n} of {phone.person}")
    assert house.titles() == sorted(titles)

    def knows_all(phone: Phone) -> bool:
        phone.line.listen()
        told = [change for change in phone.line.changes("all") if change["kind"] == "marketplace.topic_posted"]
        return {change["topic"]["title"] for change in told} >= set(titles[-3:])

    until(lambda: knows_all(phones[0]))


def test_a_server_that_dies_takes_nothing_with_it(house: House) -> None:
    phones = house.spread() + house.spread(PollingPhone)
    first, second = house.servers
    with ThreadPoolExecutor(len(phones)) as pool:
        posting = [pool.submit(posts, phone) for phone in phones]
        until(lambda: len(house.titles()) > len(phones))
        first.stop(SIGKILL)
        posted = [title for one in posting for title in one.result()]
    assert len(posted) == EACH * len(phones)
    assert house.titles() == sorted(posted)
    until(lambda: connections(second) >= len(phones))


def posts(phone: Phone) -> list[str]:
    """Topics, one after another, as a person does; the titles of those that were ticked."""
    titles = [f"{n} of {phone.person}" for n in range(EACH)]
    for title in titles:
        number = next(phone.numbers)
        wish = {"n": number, "name": "marketplace.post_topic", "fields": {"title": title}, "base": {}}
        assert answered(phone, wish)["ok"]
        sleep(0.3)
    return titles


def answered(phone: Phone, wish: dict[str, Any]) -> dict[str, Any]:
    """As a phone does: the same wish again on a new line, until there is an answer."""
    give_up = monotonic() + 40
    while True:
        try:
            return phone.sends(wish)
        except (LineClosed, TurnedAway, WebSocketException, OSError) as error:
            if monotonic() > give_up:
                raise AssertionError("no answer for long") from error
            sleep(0.3)
