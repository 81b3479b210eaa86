"""The WebSocket layer against a real server in its own process, with hand-made and real phones, plain and with TLS."""

from __future__ import annotations

import asyncio
import base64
import gc
import json
import os
import socket
import ssl
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import socketio
from websockets.frames import Close, Frame, Opcode

from tests.authority import Authority

ROOT = Path(__file__).resolve().parents[2]
MEGABYTE = 1_000_000


def serve(send_timeout: float, ping: float, *certificate: str) -> None:
    """The server under test: an echo, a flood and a look inside, on a free port it prints."""
    import flask
    import flask_socketio
    import gevent
    from gevent.pywsgi import WSGIServer

    from openspace.live import websocket

    websocket.SEND_TIMEOUT = send_timeout
    app = flask.Flask("phones")
    live = flask_socketio.SocketIO(
        app, async_mode="gevent", async_handlers=False, ping_interval=ping, ping_timeout=ping
    )
    websocket.install(live.server)
    eio = live.server.eio

    @live.on("echo")
    def echo(data: Any) -> Any:
        flask_socketio.emit("echo", data)
        return data

    @live.on("flood")
    def flood(count: int) -> None:
        for n in range(count):
            flask_socketio.emit("big", str(n).ljust(MEGABYTE, "x"))

    @live.on("huge")
    def huge(size: int) -> None:
        flask_socketio.emit("big", "x" * size)

    @live.on("burst")
    def burst(count: int) -> None:
        for n in range(count):
            flask_socketio.emit("n", [n, "x" * 9_000])  # without a pause: the writer has no turn

    @live.on("count")
    def count(upto: int) -> None:
        for n in range(upto):
            flask_socketio.emit("n", [n, "x" * (n % 7 * 9_000)])
            if n % 50 == 0:
                gevent.sleep(0)  # now and then the writer has its turn

    @live.on("nodelay")
    def nodelay() -> int:
        accepted = flask.request.environ["wsgi.input"].raw._sock
        return int(accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))

    @live.on("kick")
    def kick() -> None:
        sid = live.server.manager.eio_sid_from_sid(flask.request.sid, "/")
        eio.sockets[sid].close(wait=False)

    @app.get("/inside")
    def inside() -> dict[str, int]:
        gc.collect()
        pages = int(Path("/proc/self/statm").read_text().split()[1])
        return {
            "sessions": len(eio.sockets),
            "websockets": sum(isinstance(o, websocket.GeventWebSocket) for o in gc.get_objects()),
            "rss": pages * os.sysconf("SC_PAGE_SIZE"),
        }

    server = WSGIServer(
        ("127.0.0.1", 0), app, log=None, **dict(zip(("certfile", "keyfile"), certificate, strict=False))
    )
    server.start()
    print(server.server_port, flush=True)
    server.serve_forever()


class Server:
    """A running `serve`, asked over HTTP what it looks like inside."""

    def __init__(self, send_timeout: float, log: Path, authority: Authority | None, ping: float = 8.0) -> None:
        self.log = log
        self.authority = authority
        self.tls = ssl.create_default_context(cafile=authority.trusted) if authority else None
        files = [str(authority.certificate), str(authority.key)] if authority else []
        with log.open("w") as stderr:
            self.process = subprocess.Popen(
                [sys.executable, __file__, str(send_timeout), str(ping), *files],
                env={**os.environ, "PYTHONPATH": str(ROOT)},
                stdout=subprocess.PIPE,
                stderr=stderr,
                text=True,
            )
        assert self.process.stdout
        self.port = int(self.process.stdout.readline() or log.read_text())
        self.url = f"http{'s' if authority else ''}://localhost:{self.port}"

    def inside(self) -> dict[str, int]:
        with urllib.request.urlopen(f"{self.url}/inside", context=self.tls) as answer:
            return dict(json.load(answer))

    def settles(self, name: str, value: int, seconds: float) -> bool:
        """Whether this number of the inside comes down to the value in time."""
        until = time.monotonic() + seconds
        while self.inside()[name] > value:
            if time.monotonic() > until:
                return False
            time.sleep(0.02)
        return True

    def stop(self) -> None:
        self.process.terminate()
        self.process.communicate()


@pytest.fixture(scope="module", params=[False, True], ids=["plain", "TLS"])
def authority(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Authority | None:
    return Authority(tmp_path_factory.mktemp("house") / "keys", "localhost") if request.param else None


@pytest.fixture(scope="module")
def running(authority: Authority | None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = Server(10, tmp_path_factory.mktemp("server") / "stderr", authority)
    yield server
    server.stop()


@pytest.fixture
def server(running: Server) -> Iterator[Server]:
    """The server, which must live on after each test and have printed no traceback."""
    yield running
    with Phone(running) as phone:
        assert phone.ask("echo", "alive") == ["alive"]
    assert "Traceback" not in running.log.read_text()


class Phone:
    """A raw socket that speaks just enough of WebSocket, engine.io and Socket.IO."""

    def __init__(self, server: Server, *, buffer: int = 0, greet: bool = True, **headers: str):
        self.socket = socket.socket()
        if buffer:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
        self.socket.settimeout(8)
        self.socket.connect(("127.0.0.1", server.port))
        if server.tls:
            self.socket = server.tls.wrap_socket(self.socket, server_hostname="localhost")
        self.reader = self.socket.makefile("rb")
        self.answer = self.request(**headers)
        if greet:
            assert self.answer.startswith("HTTP/1.1 101 "), self.answer
            self.text("40")
            assert self.next().startswith('40{"sid"')

    def __enter__(self) -> Phone:
        return self

    def __exit__(self, *_: object) -> None:
        self.reader.close()
        self.socket.close()

    def request(self, **headers: str) -> str:
        fields = {
            "Host": "127.0.0.1",
            "Connection": "Upgrade",
            "Upgrade": "websocket",
            "Sec-WebSocket-Version": "13",
            "Sec-WebSocket-Key": base64.b64encode(b"0123456789abcdef").decode(),
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }
        lines = [f"{name}: {value}\r\n" for name, value in fields.items() if value]
        target = "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\n"
        self.socket.sendall((target + "".join(lines) + "\r\n").encode())
        return "".join(iter(lambda: self.reader.readline().decode().replace("\r\n", ""), "")) or ""

    def frame(self, opcode: Opcode, data: bytes, fin: bool = True) -> None:
        self.socket.sendall(Frame(opcode, data, fin).serialize(mask=True))

    def text(self, message: str) -> None:
        self.frame(Opcode.TEXT, message.encode())

    def receive(self) -> tuple[Opcode, bytes]:
        """One whole frame of the server, which must be final, unmasked and uncompressed."""
        head, length = self.reader.read(2)
        assert head & 0xF0 == 0x80
        assert length < 0x80
        if length > 125:
            length = int.from_bytes(self.reader.read(2 if length == 126 else 8))
        return Opcode(head & 0x0F), self.reader.read(length)

    def next(self) -> str:
        """The next engine.io packet, past its greeting and pings, which are answered."""
        while True:
            opcode, data = self.receive()
            assert opcode is Opcode.TEXT, data
            if data == b"2":
                self.text("3")
            if data[:1] not in b"02":
                return data.decode()

    def ask(self, event: str, *data: Any) -> Any:
        self.text("421" + json.dumps([event, *data]))
        while not (packet := self.next()).startswith("431"):
            pass
        return json.loads(packet[3:])

    def close_code(self) -> int:
        while True:
            opcode, data = self.receive()
            if opcode is Opcode.CLOSE:
                return Close.parse(data).code

    def ended(self) -> bool:
        try:
            return self.reader.read(1) == b""
        except ConnectionError:
            return True


def test_a_slow_phone_gets_every_byte(server: Server) -> None:
    with Phone(server, buffer=8192) as phone:
        phone.text('42["flood",20]')
        time.sleep(2)
        for n in range(20):
            time.sleep(0.01)
            assert phone.next() == '42["big","' + str(n).ljust(MEGABYTE, "x") + '"]'


def test_what_goes_straight_and_what_waits_keep_their_order(server: Server) -> None:
    """The phone reads in fits and starts: frames are cut anywhere, and later ones meet an empty queue again."""
    with Phone(server, buffer=8192) as phone:
        phone.text('42["count",400]')
        for n in range(400):
            if n % 40 == 0:
                time.sleep(0.05)
            assert phone.next() == f'42["n",{json.dumps([n, "x" * (n % 7 * 9_000)], separators=(",", ":"))}]'
        assert phone.ask("echo", "still here") == ["still here"]


def test_a_line_on_which_all_goes_straight_lives_on(authority: Authority | None, tmp_path: Path) -> None:
    """engine.io's writer hangs up when it had nothing to do for an interval and a timeout of its pings."""
    server = Server(10, tmp_path / "stderr", authority, ping=0.4)
    try:
        with Phone(server) as phone:
            until = time.monotonic() + 3
            while time.monotonic() < until:
                assert phone.ask("echo", "still") == ["still"]
                time.sleep(0.05)
    finally:
        server.stop()


def test_a_pong_never_lands_inside_a_blocked_frame(server: Server) -> None:
    with Phone(server, buffer=8192) as phone:
        phone.text('42["flood",4]')
        for _ in range(3):
            time.sleep(0.1)
            phone.frame(Opcode.PING, b"?")
        frames = [phone.receive() for _ in range(7)]
        assert frames.count((Opcode.PONG, b"?")) == 3
        assert sum(len(data) > MEGABYTE for _, data in frames) == 4


def test_a_pong_never_lands_before_a_frame_that_found_no_room(server: Server) -> None:
    """Under TLS that frame is encrypted already, though not a byte of it has gone."""
    with Phone(server, buffer=8192) as phone:
        phone.text('42["burst",1000]')
        phone.frame(Opcode.PING, b"?")  # is there before the burst is over, and read before the writer has a turn
        time.sleep(0.5)
        frames = [phone.receive() for _ in range(1001)]
        assert frames.count((Opcode.PONG, b"?")) == 1
        numbers = [json.loads(data[2:])[1][0] for _, data in frames if data.startswith(b"42")]
        assert numbers == list(range(1000))


def test_a_phone_that_reads_slowly_is_kept(authority: Authority | None, tmp_path: Path) -> None:
    """As long as it takes something within the time, it may take much longer for a whole message."""
    server = Server(1.5, tmp_path / "stderr", authority)
    try:
        with Phone(server, buffer=8192) as phone:
            phone.text(f'42["huge",{8 * MEGABYTE}]')
            left = 8 * MEGABYTE
            while left > 0:
                time.sleep(0.05)
                got = phone.reader.read(min(left, 100_000))
                assert got, "cut off"
                left -= len(got)
    finally:
        server.stop()


def test_a_phone_that_never_stops_talking_lets_the_others_have_a_turn(server: Server) -> None:
    with Phone(server) as phone, Phone(server) as loud:
        over = threading.Event()

        def talk() -> None:
            while not over.is_set():
                loud.frame(Opcode.PONG, b"!")  # nothing is answered to that, so nothing makes it wait

        talking = threading.Thread(target=talk)
        talking.start()
        limit = threading.Timer(4, over.set)  # or a server that listens to nobody else would do so for ever
        limit.start()
        time.sleep(0.5)
        begun = time.monotonic()
        assert phone.ask("echo", "me too") == ["me too"]
        assert time.monotonic() - begun < 2
        limit.cancel()
        over.set()
        talking.join()


def test_a_dead_phone_is_dropped(authority: Authority | None, tmp_path: Path) -> None:
    server = Server(0.5, tmp_path / "stderr", authority)
    try:
        with Phone(server, buffer=8192) as phone:
            phone.text('42["flood",20]')
            assert not server.settles("websockets", 0, 0.3)
            assert server.settles("websockets", 0, 3)  # no greenlet holds it any longer
            assert server.inside()["sessions"] == 0
    finally:
        server.stop()


def test_a_line_that_answers_no_ping_is_dropped(authority: Authority | None, tmp_path: Path) -> None:
    """A phone that changed its network never closes the old line."""
    server = Server(10, tmp_path / "stderr", authority, ping=0.4)
    try:
        with Phone(server) as phone:
            assert phone.ask("echo", "still") == ["still"]
            assert server.inside()["sessions"] == 1
            assert server.settles("websockets", 0, 3)
            assert server.inside()["sessions"] == 0
    finally:
        server.stop()


def test_a_huge_frame_is_refused_by_its_header_alone(server: Server) -> None:
    with Phone(server) as phone:
        phone.socket.sendall(b"\x82\xff" + (200 * MEGABYTE).to_bytes(8))
        assert phone.close_code() == 1009
        assert phone.ended()


def test_who_sent_too_much_still_gets_what_was_on_its_way(server: Server) -> None:
    with Phone(server, buffer=8192) as phone:
        phone.text('42["flood",1]')
        time.sleep(0.2)
        phone.text("4".ljust(300_000, "x"))
        time.sleep(0.2)  # a server that closed over unread bytes would have reset by now
        assert len(phone.next()) > MEGABYTE
        assert phone.close_code() == 1009
        assert phone.ended()


def test_memory_holds_against_200_mb_frames(server: Server) -> None:
    before = server.inside()["rss"]
    frame = b"\x82\xff" + (200 * MEGABYTE).to_bytes(8) + bytes(200 * MEGABYTE)
    for _ in range(3):
        with Phone(server) as phone, pytest.raises((ConnectionError, ssl.SSLError)):
            phone.socket.sendall(frame)
    assert server.inside()["rss"] - before < 5 * MEGABYTE


def test_64_kib_is_the_limit(server: Server) -> None:
    with Phone(server) as phone:
        phone.text('42["echo","'.ljust(65_534, "x") + '"]')
        assert len(phone.next()) == 65_536
        phone.text('42["echo","'.ljust(65_535, "x") + '"]')
        assert phone.close_code() == 1009


def test_the_limit_is_for_all_fragments_together(server: Server) -> None:
    with Phone(server) as phone:
        phone.frame(Opcode.TEXT, b"4" + bytes(40_000), fin=False)
        phone.frame(Opcode.CONT, bytes(40_000))
        assert phone.close_code() == 1009


def test_fragments_are_put_together_with_a_ping_between(server: Server) -> None:
    message = '421["echo","grün"]'.encode()
    cut = message.index("ü".encode()) + 1  # in the middle of a letter
    with Phone(server) as phone:
        phone.frame(Opcode.TEXT, message[:cut], fin=False)
        phone.frame(Opcode.PING, b"there?")
        assert phone.receive() == (Opcode.PONG, b"there?")
        phone.frame(Opcode.CONT, b"", fin=False)
        phone.frame(Opcode.CONT, message[cut:])
        assert json.loads(phone.next()[2:]) == ["echo", "grün"]
        assert json.loads(phone.next()[3:]) == ["grün"]


def test_deflate_is_offered_and_not_taken(server: Server) -> None:
    offer = "permessage-deflate; client_max_window_bits"
    with Phone(server, Sec_WebSocket_Extensions=offer) as phone:
        assert "extensions" not in phone.answer.lower()
        assert phone.ask("echo", "x" * 5000) == ["x" * 5000]


def test_nodelay_is_on(server: Server) -> None:
    with Phone(server) as phone:
        assert phone.ask("nodelay") == [1]


@pytest.mark.parametrize(
    ("frame", "code"),
    [
        pytest.param(Frame(Opcode.TEXT, b'42["\xff"]').serialize(mask=True), 1007, id="utf-8"),
        pytest.param(Frame(Opcode.TEXT, b"4", rsv1=False).serialize(mask=False), 1002, id="mask"),
        pytest.param(Frame(Opcode.CONT, b"4").serialize(mask=True), 1002, id="lone fragment"),
        pytest.param(b"\xc1\x81maskx", 1002, id="compressed"),
        pytest.param(b"\x83\x80mask", 1002, id="opcode"),
        pytest.param(b"\x88\x81maskx", 1002, id="bad close"),
        pytest.param(Frame(Opcode.TEXT, b"").serialize(mask=True), 1003, id="empty packet"),
        pytest.param(Frame(Opcode.TEXT, b"x").serialize(mask=True), 1003, id="no packet"),
        pytest.param(Frame(Opcode.TEXT, b"bx").serialize(mask=True), 1003, id="base64"),
        pytest.param(Frame(Opcode.TEXT, b"4" + b"[" * 60_000).serialize(mask=True), 1003, id="depth"),
    ],
)
def test_nonsense_is_closed_quietly(server: Server, frame: bytes, code: int) -> None:
    with Phone(server) as phone:
        phone.socket.sendall(frame)
        assert phone.close_code() == code
        assert phone.ended()
    assert server.settles("sessions", 0, 2)


@pytest.mark.parametrize(
    "header",
    [
        {"Sec_WebSocket_Key": "garbage"},
        {"Sec_WebSocket_Key": "\xff\x01"},
        {"Sec_WebSocket_Key": ""},
        {"Sec_WebSocket_Version": "8"},
        {"Connection": "close"},
        {"Content_Length": "5"},
        {"Upgrade": "websocket, h2c"},
    ],
    ids=str,
)
def test_a_bad_handshake_is_answered_400(server: Server, header: dict[str, str]) -> None:
    assert server.settles("sessions", 0, 2)
    with Phone(server, greet=False, **header) as phone:
        assert phone.answer.startswith("HTTP/1.1 400 ")
    assert server.inside()["sessions"] == 0


def test_noise_instead_of_frames_harms_nobody(server: Server) -> None:
    for seed in range(20):
        with Phone(server, greet=False) as phone:
            phone.socket.sendall(bytes((seed * n * 7 + n) % 256 for n in range(2000)))


def test_the_phone_closes(server: Server) -> None:
    with Phone(server) as phone:
        start = time.monotonic()
        phone.frame(Opcode.CLOSE, Close(1001, "").serialize())
        assert phone.close_code() == 1001
        assert phone.ended()
        assert time.monotonic() - start < 0.9  # the server does not wait for the phone to hang up


def test_the_server_closes_and_waits_only_a_little(server: Server) -> None:
    with Phone(server) as phone:
        phone.text('42["kick"]')
        assert phone.close_code() == 1000
        start = time.monotonic()
        assert phone.ended()  # though this phone never answered
        assert time.monotonic() - start < 3


@pytest.mark.parametrize("transports", [["websocket"], ["polling", "websocket"]], ids=str)
def test_the_real_client_emits_and_is_answered(server: Server, transports: list[str]) -> None:
    async def talk() -> tuple[Any, Any, str]:
        client = socketio.AsyncClient(ssl_verify=False)  # the others look at the certificate
        heard: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        client.on("echo", heard.set_result)
        await client.connect(server.url, transports=transports)
        answer = await client.call("echo", {"line": "grün", "bytes": b"\x00\xff"}, timeout=3)
        result = answer, await asyncio.wait_for(heard, 3), client.transport()
        await client.disconnect()
        return result

    said = {"line": "grün", "bytes": b"\x00\xff"}
    assert asyncio.run(talk()) == (said, said, "websocket")


if __name__ == "__main__":
    serve(float(sys.argv[1]), float(sys.argv[2]), *sys.argv[3:])
