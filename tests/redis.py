"""A Redis of our own for tests, that may go away and come back."""

import shutil
import subprocess
from pathlib import Path
from time import monotonic, sleep

import redis

from tests.server import free_port


class RedisServer:
    """`redis-server` on a free port; it keeps nothing."""

    def __init__(self, folder: Path) -> None:
        program = shutil.which("redis-server")
        assert program, "these tests need Debian's redis-server; `make test` installs it where it may"
        self._port = free_port()
        self._command = [program, "--port", str(self._port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)]
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """For OPENSPACE_REDIS."""
        return f"redis://127.0.0.1:{self._port}/0"

    def start(self) -> "RedisServer":
        """Start it and wait until it answers."""
        self._process = subprocess.Popen(self._command, stdout=subprocess.DEVNULL)
        end = monotonic() + 10
        with redis.Redis.from_url(self.address) as client:
            while True:
                try:
                    client.ping()
                    return self
                except redis.ConnectionError:
                    assert monotonic() < end, "Redis does not start"
                    sleep(0.05)

    def stop(self) -> None:
        """Kill it."""
        assert self._process is not None
        self._process.kill()
        self._process.wait()
