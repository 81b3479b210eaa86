"""Phones whose line breaks: how that looks, and how they go on."""

import time
from contextlib import suppress
from typing import Any

from websockets.exceptions import WebSocketException

from tests.doors.line import LineClosed, TurnedAway
from tests.doors.phones import Phone
from tests.proxy import FaultProxy

LOST = (LineClosed, TurnedAway, OSError, WebSocketException)


def lead_through(phone: Phone, proxy: FaultProxy) -> None:
    """From now on it reaches the server by the proxy."""
    phone.close()
    phone.browser.url, phone.browser.host = proxy.url, proxy.url.removeprefix("http://")


def keeps_trying(phone: Phone, wish: dict[str, Any]) -> dict[str, Any]:
    """Send a wish until it has its answer, as an outbox does."""
    while True:
        with suppress(*LOST):
            return phone.sends(wish)
        time.sleep(0.01)
