"""People at a real server: a gathering created by its form, and phones that wish over a door."""

import html
import re
import secrets
from collections.abc import Mapping
from itertools import count
from time import sleep
from typing import Any

from tests.cases import Day
from tests.doors.browser import Browser
from tests.doors.line import Line


class Phone:
    """Somebody with a browser. `door`: "json" posts each wish, "socket" keeps a line."""

    def __init__(self, browser: Browser, code: str, door: str, screen: str = "phone") -> None:
        self.browser, self.code, self.door, self.screen = browser, code, door, screen
        self.client = secrets.token_urlsafe(16)
        self.numbers = count(1)
        self.start = browser.start(f"/g/{code}/{screen}")
        self.person: int | None = self.start["person"]
        self._line: Line | None = None

    @property
    def line(self) -> Line:
        """Its socket, greeted."""
        if self._line is None or self._line.closed.is_set():
            self._line = Line(self.browser)
            self.hello = self.greets()
            assert self.hello["ok"], self.hello
        return self._line

    def greets(self, **more: Any) -> dict[str, Any]:
        """Say hello."""
        assert self._line is not None
        known = {"v": 1, "gathering": self.code, "screen": self.screen, "client": self.client, "next": 1, "epoch": None}
        return self._line.ask("hello", {**known, "have": {}, **more})

    def wishes(self, name: str, base: Mapping[str, int] | None = None, /, **fields: Any) -> dict[str, Any]:
        """Ask; the answer. Waits where it is told to."""
        wish = {"n": next(self.numbers), "name": name, "fields": fields, "base": dict(base or {})}
        while (answer := self.sends(wish)).get("code") == "slow_down":
            sleep(answer["retry_ms"] / 1000)
        return answer

    def sends(self, wish: dict[str, Any]) -> dict[str, Any]:
        """One message `do`."""
        if self.door == "socket":
            return self.line.ask("do", wish)
        reply = self.browser.send(f"/g/{self.code}/do", {**wish, "client": self.client, "next": 1})
        answer: dict[str, Any] = reply.json()
        return answer

    def does(self, name: str, /, **fields: Any) -> dict[str, Any]:
        """Ask for what must succeed; the result."""
        answer = self.wishes(name, **fields)
        assert answer["ok"], answer
        result: dict[str, Any] = answer["result"]
        return result

    def state(self, stream: str = "all") -> dict[str, Any]:
        """A fresh picture of a stream, over HTTP."""
        if stream == "all":
            found = self.browser.get(f"/g/{self.code}/snapshot?screen={self.screen}").json()["streams"]["all"]
        else:
            found = self.browser.get(f"/g/{self.code}/changes?stream={stream}&screen={self.screen}").json()
        state: dict[str, Any] = found["state"]
        return state

    def close(self) -> None:
        """Hang up."""
        if self._line is not None:
            self._line.close()


class Gathering:
    """A gathering created on the web, in its marketplace; the browser that created it is its host's."""

    def __init__(self, url: str, door: str = "json") -> None:
        self.url, self.door = url, door
        self.phones: list[Phone] = []
        browser = Browser(url)
        browser.get("/new")
        fields = {
            "title": "Neighbours",
            "theme": "How do we stop typing data twice?",
            "starts": "2026-11-28T09:00",
            "days": "1",
            "timezone": "Europe/Amsterdam",
            "people_expected": "500",
            "languages": "en",
            "parties": "Town\nHarbour",
        }
        self.created = browser.form("/new", fields)
        assert self.created.status == 200, self.created.text[:500]
        page = html.unescape(self.created.text)
        self.code, self.recovery = re.findall(r'<p class="code">([^<]+)</p>', page)
        self.desk_url, self.wall_url = re.findall(r'<p class="address">([^<]+)</p>', page)
        self.host = self._phone(browser, "desk")
        self.host.does("gatherings.move_phase", phase="marketplace")

    def _phone(self, browser: Browser, screen: str = "phone") -> Phone:
        phone = Phone(browser, self.code, self.door, screen)
        self.phones.append(phone)
        return phone

    def joins(self, name: str, language: str = "en") -> Phone:
        """Somebody scans the QR and gives a name."""
        browser = Browser(self.url, language)
        browser.get(f"/g/{self.code}")
        reply = browser.form(f"/g/{self.code}/join", {"name": name})
        assert reply.status == 303, reply.text[:500]
        return self._phone(browser)

    def looks(self) -> Phone:
        """Somebody looks on."""
        browser = Browser(self.url)
        browser.get(f"/g/{self.code}")
        assert browser.form(f"/g/{self.code}/look", {}).status == 303
        return self._phone(browser)

    def takes(self, url: str, screen: str, name: str = "") -> Phone:
        """Somebody takes a link."""
        browser = Browser(self.url)
        path = url.removeprefix(self.url)
        browser.get(path)
        reply = browser.form(path, {"name": name})
        assert reply.status == 303, reply.text[:500]
        return self._phone(browser, screen)

    def day(self) -> Day:
        """For a case: its host, and an Anna and a Bram of its own."""
        return Day(self.code, self.host, self.joins("Anna"), self.joins("Bram"), self.joins, self.host.state)

    def close(self) -> None:
        """Hang up all phones."""
        for phone in self.phones:
            phone.close()
