"""The port that a server listens on, and what phones call it."""

import errno
import os
import socket
import time
from dataclasses import replace

from openspace.core.settings import ADDRESS, BadSettings, Settings
from openspace.web.security import lan_address

_WAITING = 4096  # connections that may wait to be accepted: a room comes in within seconds


def listen(host: str, port: int, patience: float = 0.0) -> socket.socket:
    """The listening socket; small answers go out at once (without TCP_NODELAY each waits 43 ms, FAULTS F25).
    `patience`: for how many seconds a port that is taken is tried again."""
    give_up = time.monotonic() + patience
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    while True:
        try:
            listener.bind((host, port))
            listener.listen(_WAITING)  # here too a port may turn out to be taken
            break
        except OSError as error:
            if error.errno != errno.EADDRINUSE or time.monotonic() > give_up:
                raise BadSettings(f"cannot listen on {host}:{port}: {error.strerror}") from error
            time.sleep(0.1)
    listener.setblocking(False)
    return listener


def inherited(file: int) -> socket.socket:
    """The listening socket of the process that started us."""
    listener = socket.socket(fileno=file)
    listener.setblocking(False)
    return listener


def reached(settings: Settings, host: str, listener: socket.socket) -> Settings:
    """The settings with the address that phones on the network use, where the operator set none. Commands that print
    links find it in the data folder."""
    if "OPENSPACE_BASE_URL" in os.environ:
        return settings
    name = host
    if host in ("0.0.0.0", "::"):
        name = lan_address() or "127.0.0.1"
    elif ":" in host:
        name = f"[{host}]"
    base = f"http://{name}:{listener.getsockname()[1]}"
    (settings.data / ADDRESS).write_text(base + "\n")
    return replace(settings, base_url=base)
