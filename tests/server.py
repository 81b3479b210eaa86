"""A real server for tests: its own data folder, its own process, the same command an operator uses."""

import json
import os
import signal
import socket
import ssl
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep
from typing import Any
from urllib.request import urlopen

from tests.authority import Authority


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class RunningServer:
    """`openspace serve` on a folder."""

    data: Path
    port: int
    host: str = "127.0.0.1"
    process: "subprocess.Popen[bytes] | None" = None
    program: tuple[str, ...] = ("openspace",)  # after `python -m`
    database: str = ""  # its address; else SQLite in the folder
    redis: str = ""  # its address, where several processes serve one database
    workers: int = 1  # serving processes
    authority: Authority | None = None  # whose certificate it serves https with; `host` is then the name in it
    proxy: str = ""  # the address of what stands before it

    @property
    def url(self) -> str:
        """Where browsers reach it."""
        return self.proxy or f"{self._scheme}://{self.host}:{self.port}"

    @property
    def _scheme(self) -> str:
        return "https" if self.authority else "http"

    @property
    def environment(self) -> dict[str, str]:
        """What the command runs with: links begin with the address of this server."""
        own = {"OPENSPACE_DATA": str(self.data), "OPENSPACE_BASE_URL": self.url}
        more = {"OPENSPACE_DATABASE": self.database, "OPENSPACE_REDIS": self.redis}
        return os.environ | own | {name: value for name, value in more.items() if value}

    def launch(self) -> None:
        """Start it."""
        command = [sys.executable, "-m", *self.program, "serve", "--host", "127.0.0.1", "--port", str(self.port)]
        command += ["--workers", str(self.workers)] if self.workers > 1 else []
        if self.authority:
            command += ["--certificate", str(self.authority.certificate), "--key", str(self.authority.key)]
        self.data.mkdir(parents=True, exist_ok=True)
        with (self.data / "serve.log").open("ab") as log:
            self.process = subprocess.Popen(command, env=self.environment, stdout=log, stderr=log)

    def start(self) -> "RunningServer":
        """Start it and wait until it is well."""
        self.launch()
        address = f"{self._scheme}://127.0.0.1:{self.port}/healthz"
        anyone = ssl._create_unverified_context()  # the certificate is for its name, not for 127.0.0.1
        deadline = monotonic() + 30
        while monotonic() < deadline and self.process is not None and self.process.poll() is None:
            try:
                with urlopen(address, timeout=5, context=anyone) as answer:
                    if json.load(answer)["ok"]:
                        return self
            except OSError:
                sleep(0.1)
        raise RuntimeError(f"the server did not start:\n{self.log}")

    def command(self, *arguments: str) -> Any:
        """Run an operator's command on the same folder; its JSON."""
        command = [sys.executable, "-m", "openspace", *arguments, "--json"]
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True, check=True)
        return json.loads(done.stdout)

    def stop(self, number: int = signal.SIGTERM) -> int:
        """End it; its exit code."""
        assert self.process is not None
        self.process.send_signal(number)
        code = self.process.wait(10)
        (self.data / "ballast").unlink(missing_ok=True)  # or many tests would fill the disk with theirs
        return code

    @property
    def log(self) -> str:
        """What it wrote."""
        return (self.data / "serve.log").read_text()
