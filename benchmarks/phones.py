"""A simulated phone: it joins over HTTP, keeps its line, follows `all` and sends what it wishes.

Written by docs/PROTOCOL.md and sharing no code with the real one, so that each can prove the other.
"""

from __future__ import annotations

import asyncio
import contextlib
import gzip
import html
import json
import random
import re
import secrets
import time
from array import array
from collections.abc import Callable, Coroutine
from functools import lru_cache, partial
from typing import Any, Self
from urllib.parse import urljoin

import aiohttp
from yarl import URL

from benchmarks.outbox import Answer, Outbox, Wish
from benchmarks.websocket import LineError
from benchmarks.wire import Refused, Traffic, Wire

REQUEST_SECONDS = 60.0
HELLO_SECONDS = 15.0
GAP_SECONDS = 0.3
LONGEST_PAUSE = 20.0

CSRF = re.compile(r'name="csrf[_-]token"[^>]* (?:value|content)="([^"]+)"')
ASSETS = re.compile(r'<(?:script|link)\b[^>]*\b(?:src|href)="([^"]*/static/[^"]+)"')


# Refusals of `hello` that no second try will change.
FOR_GOOD = ("unknown_gathering", "no_person", "removed", "version", "client_taken")

# What a broken line looks like. TimeoutError is an OSError.
BROKEN = (LineError, OSError, aiohttp.ClientError)


def unzipped(body: bytes) -> bytes:
    return gzip.decompress(body) if body.startswith(b"\x1f\x8b") else body


@lru_cache(maxsize=16)  # the snapshot is the same bytes for everybody
def parsed_snapshot(body: bytes) -> dict[str, Any]:
    return dict(json.loads(unzipped(body)))


class Phone:
    """One person's device. `heard` and `arrivals` are what came on `all`, change by change."""

    def __init__(self, base: str, code: str, traffic: Traffic, screen: str = "phone"):
        self.base = base
        self.code = code
        self.screen = screen
        self.client = secrets.token_urlsafe(16)
        self.outbox = Outbox()
        self.me: dict[str, Any] = {}
        self.epoch: str | None = None
        self.number: int | None = None  # how far `all` is known
        self.totals: dict[str, dict[str, int]] = {}  # interest by topic
        self.heard: list[dict[str, Any]] = []
        self.arrivals = array("d")
        self.lines = 0  # how many times a line was made
        self.late = 0  # how many of them ended because an answer did not come
        self.goodbye = ""  # why the server sent it away for good
        self.greeted: list[float] = []  # when it was on the line again and knew all that the server knew
        self.missed = 0  # changes that a greeting brought, because they were told while there was no line
        self.known = 0  # changes that came though they were known already
        self.pictures = 0  # times the whole state was fetched instead
        self.on_note: Callable[[dict[str, Any]], None] = lambda told: None
        self._traffic = traffic
        # A session of its own: no phone shares its cookies or its connections with another.
        self._http = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit_per_host=6),  # as browsers do
            cookie_jar=aiohttp.CookieJar(unsafe=True),  # or it keeps none of a bare address
            timeout=aiohttp.ClientTimeout(total=REQUEST_SECONDS),
            headers={"Accept-Encoding": "gzip"},
            auto_decompress=False,  # nobody looks into styles and scripts here
        )
        self._csrf = ""
        self._loaded: set[str] = set()
        self._wire: Wire | None = None
        self._own: dict[str, int] = {}  # how far the streams beside `all` are known that greetings bring
        self._light = asyncio.Event()
        self._light.set()
        self._given_up: list[Wire] = []  # lines that ended in the dark, of which the server cannot know yet
        self._early: list[dict[str, Any]] | None = []  # changes that wait until we caught up
        self._failures = 0
        self._pause: float | None = None  # as the server's `bye` says
        self._first_live: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._tasks: set[asyncio.Task[None]] = set()

    # Over HTTP ------------------------------------------------------------------------------

    async def _get(self, address: str) -> bytes:
        async with self._http.get(urljoin(self.base, address)) as answer:
            answer.raise_for_status()
            return await answer.read()

    async def _open_page(self, address: str) -> None:
        """A page with all it loads, as a browser with an empty cache would."""
        page = unzipped(await self._get(address)).decode()
        assets = {html.unescape(asset) for asset in ASSETS.findall(page)} - self._loaded
        self._loaded |= assets
        await asyncio.gather(*(self._get(asset) for asset in assets))
        if token := CSRF.search(page):
            self._csrf = html.unescape(token[1])

    async def enter(self, name: str) -> None:
        """Give a name, and load nothing: for those cases that begin when everybody is in."""
        if token := CSRF.search(unzipped(await self._get(f"/g/{self.code}")).decode()):
            self._csrf = html.unescape(token[1])
        self.me = await self._give_name(name)
        self._csrf = self.me["csrf"]

    async def picture(self) -> dict[str, Any]:
        """The state of `all` as the server has it now."""
        snapshot = json.loads(unzipped(await self._get(f"/g/{self.code}/snapshot?screen={self.screen}")))
        return dict(snapshot["streams"]["all"]["state"])

    async def join(self, name: str) -> None:
        """Open the join page, give a name, open the phone screen. May be called again when it broke off."""
        await self._open_page(f"/g/{self.code}")
        if not self.me:
            self.me = await self._give_name(name)
            self._csrf = self.me["csrf"]
        await self._open_page(f"/g/{self.code}/phone")

    async def _give_name(self, name: str) -> dict[str, Any]:
        form = {"name": name, "csrf_token": self._csrf}
        headers = {"Accept": "application/json", "Origin": self.base}
        async with self._http.post(f"{self.base}/g/{self.code}/join", data=form, headers=headers) as answer:
            body = unzipped(await answer.read()).decode()
        if answer.status != 200:
            raise Refused(f"joining: {answer.status} {body}")
        return dict(json.loads(body))

    async def take_link(self, url: str) -> None:
        """Take the right of a capability link, and open the screen it leads to."""
        await self._open_page(url)
        form, headers = {"csrf_token": self._csrf}, {"Origin": self.base}
        async with self._http.post(url, data=form, headers=headers) as answer:
            answer.raise_for_status()
        await self._open_page(f"/g/{self.code}/{self.screen}")

    # The line -------------------------------------------------------------------------------

    async def live(self) -> Self:
        """Make a line and keep it; returns once what everybody knows is known here."""
        self._spawn(self._keep_line())
        await self._first_live
        return self

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()):
            self._end(error)

    def _end(self, error: BaseException) -> None:
        """Whoever waits for this phone learns that it is over, instead of waiting for ever."""
        self.goodbye = self.goodbye or repr(error)
        waiting: list[asyncio.Future[Any]] = [self._first_live]
        waiting += [wish.settled for wish in self.outbox.waiting.values()]
        for future in waiting:
            if not future.done():
                future.set_exception(error)
                future.exception()  # it may be that nobody waits

    async def _keep_line(self) -> None:
        while True:
            with contextlib.suppress(*BROKEN):
                await self._hold_one_line()
            self._wire = None
            if self.goodbye:
                raise Refused(self.goodbye)
            if self._light.is_set():
                jitter = random.uniform(0, min(LONGEST_PAUSE, 2.0**self._failures))
                self._failures += 1
                await asyncio.sleep(jitter if self._pause is None else self._pause)
                self._pause = None
            await self._light.wait()  # the browser tells when there is a network again: then it tries at once

    async def _hold_one_line(self) -> None:
        cookies = self._http.cookie_jar.filter_cookies(URL(self.base))
        cookie = "; ".join(f"{each.key}={each.coded_value}" for each in cookies.values())
        wire = await Wire.connect(self.base, cookie, {"csrf": self._csrf}, self._hear, self._traffic)
        self._wire = wire
        self._early = []
        self.lines += 1
        async with asyncio.TaskGroup() as both:
            speaking = both.create_task(self._speak(wire))
            with contextlib.suppress(*BROKEN):
                await wire.listen()
            speaking.cancel()

    def cut(self) -> None:
        """The network takes its line away, without a word to either end."""
        if self._wire is not None:
            self._wire.cut()

    def go_dark(self) -> None:
        """Nothing passes any more, and nobody can tell the phone or the server."""
        self._light.clear()
        if self._wire is not None:
            self._given_up.append(self._wire)
            self._wire.line.hold()

    def see_light(self) -> None:
        """There is a network again."""
        self._light.set()
        for wire in self._given_up:
            wire.line.release()
        self._given_up.clear()

    async def _speak(self, wire: Wire) -> None:
        try:
            async with asyncio.timeout(HELLO_SECONDS):
                await self._greet(wire)
            while not self.outbox.late:
                await self._send_wishes(wire)
            self.late += 1
            self.outbox.lose_patience()
        except Refused as refusal:
            self.goodbye = str(refusal)
        except BROKEN:
            pass  # closed below, and _keep_line makes another
        finally:
            wire.close()

    async def _greet(self, wire: Wire) -> None:
        have = self._own if self.number is None else {"all": self.number, **self._own}
        hello = {"v": 1, "gathering": self.code, "screen": self.screen, "client": self.client}
        hello |= {"next": self.outbox.next, "epoch": self.epoch, "have": have}
        answer = await wire.ask("hello", hello)
        if not answer["ok"]:
            code = answer["code"]
            raise Refused(f"hello: {code}") if code in FOR_GOOD else LineError(f"hello: {code}")
        self.epoch = answer["epoch"]
        self.me |= answer["me"]
        for stream, entry in answer["streams"].items():
            if stream == "all":
                continue
            if "code" in entry:  # no right to it any more
                self._own.pop(stream, None)
            else:
                self._own[stream] = entry["number"] if "number" in entry else entry["to"]
        await self._catch_up(answer["streams"]["all"])
        self.greeted.append(time.perf_counter())
        self._failures = 0
        self.outbox.renew()
        if not self._first_live.done():
            self._first_live.set_result(None)

    # Wishes ---------------------------------------------------------------------------------

    def wish(self, name: str, **fields: Any) -> Wish:
        """Put a wish in the outbox."""
        if self.goodbye:
            raise Refused(self.goodbye)
        return self.outbox.add(name, fields)

    async def ask(self, name: str, **fields: Any) -> Answer:
        """Wish, and wait for the answer however long the line is down."""
        return await self.wish(name, **fields).settled

    async def _send_wishes(self, wire: Wire) -> None:
        """Send what may go now, then wait until there is something to do."""
        self.outbox.changed.clear()
        while wish := self.outbox.take():
            content = {"n": wish.n, "name": wish.name, "fields": wish.fields}
            answer = wire.ask("do", content)
            answer.add_done_callback(partial(self._settle, wish))
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(self.outbox.pause()):
                await self.outbox.changed.wait()

    def _settle(self, wish: Wish, answer: asyncio.Future[Any]) -> None:
        if answer.exception() is None:
            self.outbox.settle(wish, answer.result())

    async def note(self, **content: Any) -> Answer:
        """One message about a shared note, and what the server says to it."""
        if self._wire is None:
            raise LineError("no line")
        return dict(await self._wire.ask("note", content))

    async def own_marks(self) -> dict[int, str]:
        """This person's marks as the server has them."""
        if self._wire is None:
            raise LineError("no line")
        answer = await self._wire.ask("follow", {"stream": f"person:{self.me['person']}", "have": None})
        return {int(topic): mark for topic, mark in answer["state"]["interest"].items()}

    # What comes -----------------------------------------------------------------------------

    def _hear(self, name: str, content: Any) -> None:
        if name == "changes":
            if content["stream"] == "all":
                self._hear_changes(content)
            elif content["from"] <= self._own.get(content["stream"], -1) + 1:
                self._own[content["stream"]] = content["to"]
            else:
                self._own.pop(content["stream"], None)  # a hole: the next greeting brings it whole
        elif name == "note":
            self.on_note(content)
        elif name == "pulse":
            if self._early is None and content["heads"].get("all", 0) > (self.number or 0):
                self._spawn(self._look_again(content["heads"]["all"]))
        elif name == "bye":
            if content["code"] in ("removed", "replaced"):
                self.goodbye = content["code"]
            self._pause = content["retry_ms"] / 1000

    def _hear_changes(self, told: dict[str, Any]) -> None:
        if self._early is not None:
            self._early.append(told)
        elif self.number is not None and told["from"] > self.number + 1:
            self._early = [told]
            self._spawn(self._mend_gap())
        else:
            self._apply(told["changes"])

    def _apply(self, changes: list[dict[str, Any]]) -> None:
        now = time.perf_counter()
        for change in changes:
            if self.number is not None and change["number"] <= self.number:
                self.known += 1  # a second copy, of an answer and a broadcast
                continue
            self.number = change["number"]
            self.heard.append(change)
            self.arrivals.append(now)
            if change["kind"] == "marketplace.interest_counted":
                self.totals.update(change["topics"])
            elif change["kind"].startswith("marketplace.topic_"):
                self._count(change["topic"])

    def _count(self, topic: dict[str, Any]) -> None:
        if "interest" in topic:  # absent while counts are hidden
            self.totals[str(topic["id"])] = topic["interest"]

    async def _look_again(self, head: int) -> None:
        """A pulse knows more than we do: ask for it, unless it comes by itself in a moment."""
        await asyncio.sleep(GAP_SECONDS)
        if self._early is None and head > (self.number or 0):
            self._early = []
            await self._ask_for_gap()

    async def _mend_gap(self) -> None:
        """A change came before another: give that one a moment too."""
        await asyncio.sleep(GAP_SECONDS)
        await self._ask_for_gap()

    async def _ask_for_gap(self) -> None:
        if (wire := self._wire) is None:
            return
        with contextlib.suppress(*BROKEN):
            answer = await wire.ask("follow", {"stream": "all", "have": self.number})
            if answer["ok"]:
                await self._catch_up(answer)
                return
        wire.close()  # then with a new line and a new hello

    async def _catch_up(self, entry: dict[str, Any]) -> None:
        """Take one entry of `streams`, then what came meanwhile."""
        if "snapshot" in entry:
            self.pictures += 1
            all_ = parsed_snapshot(await self._get(entry["snapshot"]))["streams"]["all"]
            self.number = all_["number"]
            self.totals.clear()
            for topic in all_["state"]["topics"]:
                self._count(topic)
        elif "changes" in entry:
            self.missed += len(entry["changes"])
            self._apply(entry["changes"])
        else:
            raise Refused(f"all: {entry['code']}")
        early, self._early = self._early or [], None
        for told in early:
            self._hear_changes(told)

    async def close(self) -> None:
        """Leave: end the line, and all that runs for this phone."""
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._end(Refused("left"))
        await self._http.close()
