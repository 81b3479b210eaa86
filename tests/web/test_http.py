"""Requests as they come from the wire: headers read without ado, answers whole."""

from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any, cast

import gevent
import gevent.socket
import pytest
from flask import Flask

from openspace.web.http import Headers, server


def test_headers_are_found_in_any_case_the_first_of_a_name_first() -> None:
    headers = Headers(BytesIO(b"Host: a\r\nX-One:  1 \r\nx-one: 2\r\nEmpty:\r\n\r\nbody"))
    assert (headers.get("HOST"), headers.get("X-ONE"), headers.get("empty"), headers.get("none", "-")) == (
        "a",
        "1",
        "",
        "-",
    )
    assert headers.headers == ["Host: a\r\n", "X-One:  1 \r\n", "x-one: 2\r\n", "Empty:\r\n"]


@pytest.mark.parametrize(
    "wrong",
    [
        b"no colon\r\n\r\n",
        b": nameless\r\n\r\n",
        b"Content-Length : 5\r\n\r\n",
        b"A: 1\r\n folded: 2\r\n\r\n",
        b"A: 1\r\n\tfolded\r\n\r\n",
        b"Na me: 1\r\n\r\n",
        b"N\xe4me: 1\r\n\r\n",
        b"A: " + b"x" * 64 * 1024 + b"\r\n\r\n",
        b"A: 1\r\n" * 101 + b"\r\n",
    ],
)
def test_what_no_browser_sends_is_refused(wrong: bytes) -> None:
    with pytest.raises(ValueError, match="not a header"):
        Headers(BytesIO(wrong))


def test_a_hundred_headers_are_taken() -> None:
    assert len(Headers(BytesIO(b"A: 1\r\n" * 100 + b"\r\n")).headers) == 100


def echo(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [environ["wsgi.input"].read() + f"/{environ.get('HTTP_X_SAID')}".encode()]


@pytest.fixture
def line() -> Iterator[Any]:
    """A line to a server of our own."""
    listener = gevent.socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen()
    web = server(listener, cast(Flask, echo))
    web.start()
    with gevent.Timeout(20), gevent.socket.create_connection(listener.getsockname()) as made:
        yield made
    web.stop(timeout=1)


def test_an_answer_comes_whole_in_one_packet_and_the_line_stays_open(line: Any) -> None:
    for said in ("one", "two"):
        line.sendall(f"POST / HTTP/1.1\r\nHost: x\r\nX-Said: {said}\r\nContent-Length: 4\r\n\r\nbody".encode())
        head, _, body = line.recv(65536).partition(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 200 OK\r\n")
        assert body == b"body/" + said.encode()


def test_a_body_in_chunks_is_read_and_its_length_believed_once(line: Any) -> None:
    line.sendall(b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Length: 99\r\n\r\n")
    line.sendall(b"3\r\nabc\r\n0\r\n\r\n")
    assert line.recv(65536).endswith(b"\r\n\r\nabc/None")


def test_a_malformed_request_ends_its_line(line: Any) -> None:
    line.sendall(b"GET / HTTP/1.1\r\nHost : x\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n")
    answer = b""
    while data := line.recv(65536):
        answer += data
    assert answer.count(b"HTTP/1.1") == 1
    assert answer.startswith(b"HTTP/1.1 400 ")
