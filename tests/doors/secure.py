"""TLS for clients with threads: OpenSSL does not bear reading and writing one connection from two of them at once, and
Python before 3.13 lets them. So one thread of its own speaks TLS, and passes it on in plain."""

import asyncio
import socket
import ssl
import threading
from contextlib import suppress


def passed_on(host: str, port: int) -> socket.socket:
    """A plain socket whose other end goes on to there over TLS."""
    ours, theirs = socket.socketpair()
    threading.Thread(target=lambda: asyncio.run(_pass(theirs, host, port)), daemon=True).start()
    return ours


async def _pass(plain: socket.socket, host: str, port: int) -> None:
    from_us, to_us = await asyncio.open_connection(sock=plain)
    with suppress(OSError):
        from_there, to_there = await asyncio.open_connection(host, port, ssl=ssl.create_default_context())
        one_way = [asyncio.create_task(_pump(*ends)) for ends in ((from_us, to_there), (from_there, to_us))]
        await asyncio.wait(one_way, return_when=asyncio.FIRST_COMPLETED)
        for task in one_way:
            task.cancel()
        to_there.transport.abort()
    to_us.transport.abort()


async def _pump(source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while data := await source.read(64 * 1024):
            sink.write(data)
            await sink.drain()
