"""The port that a server listens on, and what phones call it."""

import os
import socket
from dataclasses import replace

from openspace.core.settings import BadSettings, Settings
from openspace.web.security import lan_address

_WAITING = 4096  # connections that may wait to be accepted: a room comes in within seconds


def listen(host: str, port: int) -> socket.socket:
    """The listening socket; small answers go out at once (without TCP_NODELAY each waits 43 ms, FAULTS F25)."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        raise BadSettings(f"cannot listen on {host}:{port}: {error.strerror}") from error
    listener.listen(_WAITING)
    listener.setblocking(False)
    return listener


def inherited(file: int) -> socket.socket:
    """The listening socket of the process that started us."""
    listener = socket.socket(fileno=file)
    listener.setblocking(False)
    return listener


def reached(settings: Settings, host: str, listener: socket.socket) -> Settings:
    """The settings with the address that phones on the network use, where the operator set none."""
    if "OPENSPACE_BASE_URL" in os.environ:
        return settings
    name = host
    if host in ("0.0.0.0", "::"):
        name = lan_address() or "127.0.0.1"
    elif ":" in host:
        name = f"[{host}]"
    return replace(settings, base_url=f"http://{name}:{listener.getsockname()[1]}")
