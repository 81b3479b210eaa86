"""A phone's first visit in a real Chromium, on a slow network and a slow processor: from the scan to a live screen."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Any

from playwright.async_api import Browser, CDPSession, Page, async_playwright

from benchmarks.case import Case, Setting
from benchmarks.figures import Figures
from benchmarks.server import Server

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
PHONE: Any = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "is_mobile": True, "has_touch": True}
# "Slow 4G" as Lighthouse has it: 1.6 Mbit/s down, 750 kbit/s up, 150 ms there and back.
SLOW_4G = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 93_750}
SLOWER = 4  # times: what a cheap phone is beside this machine's core
TYPING = 3.0  # seconds that a first name takes
LANGUAGES = ("en", "nl")
MOST_BYTES, MOST_REQUESTS, USABLE = 120_000, 8, 2.5  # what we promise


@dataclass
class Loaded:
    """What went over the network, as Chromium counts it: with headers, zipped as served."""

    sizes: dict[str, float] = field(default_factory=dict)

    async def watch(self, session: CDPSession) -> None:
        """Count from now on. What a cache of the browser answers is no request."""

        def finished(event: Any) -> None:
            if event["encodedDataLength"]:
                self.sizes[event["requestId"]] = self.sizes.get(event["requestId"], 0) + event["encodedDataLength"]

        def asked(event: Any) -> None:
            before = event.get("redirectResponse")
            if before:
                self.sizes[f"{event['requestId']} redirected"] = before["encodedDataLength"]

        def socket(event: Any) -> None:
            self.sizes[event["requestId"]] = 0

        session.on("Network.loadingFinished", finished)
        session.on("Network.requestWillBeSent", asked)
        session.on("Network.webSocketCreated", socket)
        await session.send("Network.enable")

    @property
    def bytes(self) -> int:
        return round(sum(self.sizes.values()))


async def visit(browser: Browser, server: Server, language: str, *, typing: float, slow: bool) -> Figures:
    """One newcomer in a fresh browser."""
    context = await browser.new_context(**PHONE, locale=language)
    page = await context.new_page()
    session = await context.new_cdp_session(page)
    loaded = Loaded()
    await loaded.watch(session)
    if slow:
        await session.send("Network.emulateNetworkConditions", SLOW_4G)
        await session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    begun = time.perf_counter()
    await page.goto(f"{server.base}/g/{server.code}", wait_until="commit")
    await page.locator("input[name=name]").fill("Anna")
    asked = time.perf_counter()
    await page.wait_for_timeout(1000 * typing)
    tapped = time.perf_counter()
    await _live(page)
    there = time.perf_counter()
    figures: Figures = {
        "join_page_ms": round(1000 * (asked - begun)),
        "phone_ms": round(1000 * (there - tapped)),
        "usable_ms": round(1000 * (asked - begun + there - tapped)),
        "bytes": loaded.bytes,
        "requests": len(loaded.sizes),
    }
    await context.close()
    return figures


async def _live(page: Page) -> None:
    # Not a click that waits for the page after it: the browser itself is asked when it is there.
    await page.locator("button.primary").evaluate("button => button.click()")
    await page.locator('.line[data-state="live"]').wait_for()


async def play(server: Server, _setting: Setting) -> Figures:
    """Each language once at full speed, which counts, and slowly, which times."""
    figures: Figures = {}
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        for language in LANGUAGES:
            for name, typing, slow in (("fast", 0.0, False), ("slow", TYPING, True), ("slow_hasty", 0.0, True)):
                found = await visit(browser, server, language, typing=typing, slow=slow)
                figures |= {f"{language}_{name}_{figure}": value for figure, value in found.items()}
        await browser.close()
    return figures | {
        "small_enough": all(figures[f"{language}_fast_bytes"] <= MOST_BYTES for language in LANGUAGES),
        "few_requests": all(figures[f"{language}_fast_requests"] <= MOST_REQUESTS for language in LANGUAGES),
        "soon_enough": all(figures[f"{language}_slow_usable_ms"] <= 1000 * USABLE for language in LANGUAGES),
    }


CASE = Case(play, ("openspace",), ("small_enough", "few_requests"), phones=[1])
