"""The fault proxy does each of its faults, and heals: without that no fault test says anything."""

from __future__ import annotations

import asyncio
import socket
import socketserver
import threading
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress

import aiohttp
import pytest
from aiohttp import web

from tests.proxy import FAR, LATE, SWAY, FaultProxy


class Echo(socketserver.BaseRequestHandler):
    """Sends back what it gets, and remembers it."""

    got = b""

    def handle(self) -> None:
        with suppress(ConnectionResetError):
            while data := self.request.recv(4096):
                Echo.got += data
                self.request.sendall(data)


@pytest.fixture
def proxy() -> Iterator[FaultProxy]:
    Echo.got = b""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Echo) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        with FaultProxy(server.server_address[1]) as proxy:
            yield proxy
        server.shutdown()


@pytest.fixture
def phone(proxy: FaultProxy) -> Iterator[socket.socket]:
    with connect(proxy) as phone:
        assert say(phone, b"hello") == b"hello"
        yield phone


def connect(proxy: FaultProxy) -> socket.socket:
    phone = socket.create_connection(("127.0.0.1", proxy.port), timeout=2)
    phone.settimeout(0.3)
    return phone


def say(phone: socket.socket, data: bytes) -> bytes:
    phone.sendall(data)
    return phone.recv(4096)


def test_ok_passes_bytes_and_their_end(proxy: FaultProxy, phone: socket.socket) -> None:
    phone.shutdown(socket.SHUT_WR)
    assert phone.recv(10) == b""
    wait_for_lines(proxy, 0)


def test_blackhole_holds_both_ways_and_lets_go(proxy: FaultProxy, phone: socket.socket) -> None:
    proxy.turn("blackhole")
    with pytest.raises(TimeoutError):
        say(phone, b"lost?")
    assert Echo.got == b"hello"
    proxy.turn("ok")
    assert phone.recv(10) == b"lost?"


def test_blackhole_is_silent_to_a_new_connection(proxy: FaultProxy) -> None:
    proxy.turn("blackhole")
    with connect(proxy) as phone, pytest.raises(TimeoutError):
        say(phone, b"anybody?")


def test_half_reaches_the_server_but_no_answer_comes(proxy: FaultProxy, phone: socket.socket) -> None:
    proxy.turn("half")
    with pytest.raises(TimeoutError):
        say(phone, b"half")
    assert Echo.got == b"hellohalf"
    proxy.turn("ok")
    assert phone.recv(10) == b"half"


def test_cut_loses_what_was_held_and_spares_new_connections(proxy: FaultProxy, phone: socket.socket) -> None:
    proxy.turn("half")
    with pytest.raises(TimeoutError):
        say(phone, b"half")
    proxy.cut()
    with pytest.raises(ConnectionResetError):
        phone.recv(10)
    proxy.turn("ok")
    with connect(proxy) as other:
        assert say(other, b"new") == b"new"


def test_reset_resets_old_and_new(proxy: FaultProxy, phone: socket.socket) -> None:
    proxy.turn("reset")
    with pytest.raises(ConnectionResetError):
        phone.recv(10)
    with pytest.raises(ConnectionResetError), connect(proxy) as other:
        other.recv(10)
    assert Echo.got == b"hello"


def test_refuse_and_back_on_the_same_port(proxy: FaultProxy, phone: socket.socket) -> None:
    proxy.turn("refuse")
    with pytest.raises(ConnectionResetError):
        phone.recv(10)
    with pytest.raises(ConnectionRefusedError):
        connect(proxy)
    proxy.turn("ok")
    with connect(proxy) as other:
        assert say(other, b"back") == b"back"


def test_slow_takes_its_time(proxy: FaultProxy) -> None:
    proxy.turn("slow:2000")
    with connect(proxy) as phone:
        phone.settimeout(5)
        start = time.monotonic()
        phone.sendall(b"x" * 1000)
        got = b""
        while len(got) < 1000:
            got += phone.recv(4096)
        assert 0.4 < time.monotonic() - start < 2


def test_far_is_late_and_keeps_the_order(proxy: FaultProxy, phone: socket.socket) -> None:
    phone.settimeout(3)
    proxy.turn("far")
    start = time.monotonic()
    phone.sendall(b"a")
    phone.sendall(b"b")
    assert phone.recv(1) + phone.recv(1) == b"ab"
    assert time.monotonic() - start > 2 * (FAR - SWAY)


def test_unknown_modes_are_told(proxy: FaultProxy) -> None:
    for mode in ("blakhole", "slow", "slow:", "slow:x", "ok:1"):
        with pytest.raises(ValueError, match="no mode"):
            proxy.turn(mode)


async def talkative(request: web.Request) -> web.StreamResponse:
    """A page, and behind the same address a line that says everything back."""
    if request.headers.get("Upgrade") != "websocket":
        return web.Response(text="page")
    line = web.WebSocketResponse()
    await line.prepare(request)
    async for message in line:
        await line.send_str(message.data)
    return line


@asynccontextmanager
async def web_proxy() -> AsyncIterator[FaultProxy]:
    """A proxy before a small website."""
    runner = web.ServerRunner(web.Server(talkative))  # type: ignore[arg-type]
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    with FaultProxy(runner.addresses[0][1]) as proxy:
        yield proxy
    await runner.cleanup()


def test_it_stands_before_http_and_websocket() -> None:
    async def browse() -> tuple[str, str]:
        async with web_proxy() as proxy, aiohttp.ClientSession() as http:
            async with http.get(proxy.url) as page:
                text = await page.text()
            async with http.ws_connect(proxy.url) as line:
                await line.send_str("word")
                return text, await line.receive_str()

    assert asyncio.run(browse()) == ("page", "word")


def test_mixed_doubles_and_swaps_messages_and_leaves_the_rest_alone() -> None:
    async def talk(mode: str, words: list[str]) -> list[str]:
        heard = []
        async with web_proxy() as proxy, aiohttp.ClientSession() as http:
            async with http.get(proxy.url) as page:  # the line is an upgrade of a connection that was used before
                await page.read()
            async with http.ws_connect(proxy.url) as line:
                proxy.turn(mode)
                for word in words:
                    await line.send_str(word)
                with suppress(TimeoutError):
                    while True:
                        heard.append(await line.receive_str(timeout=3 * LATE))
        return heard

    messages = [f'42["do",{{"n":{n},"text":"{"x" * n * 20}"}}]' for n in range(60)]
    heard = asyncio.run(talk("mixed", messages))
    assert set(heard) == set(messages)
    assert len(heard) > len(messages)
    assert sorted(heard, key=messages.index) != heard
    assert asyncio.run(talk("ok", messages)) == messages
    pings = ["2", "3", "40", "451-{}"] * 10
    assert asyncio.run(talk("mixed", pings)) == pings


def wait_for_lines(proxy: FaultProxy, count: int) -> None:
    until = time.monotonic() + 2
    while proxy.lines != count:
        assert time.monotonic() < until, f"{proxy.lines} connections are open"
        time.sleep(0.01)
