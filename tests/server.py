"""A real server for tests: its own data folder, its own process, the same command an operator uses."""

import json
import os
import signal
import socket
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep
from typing import Any
from urllib.request import urlopen


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

    @property
    def url(self) -> str:
        """Where browsers reach it."""
        return f"http://{self.host}:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        """What the command runs with: links begin with the address of this server."""
        own = {"OPENSPACE_DATA": str(self.data), "OPENSPACE_BASE_URL": self.url}
        return os.environ | own | ({"OPENSPACE_DATABASE": self.database} if self.database else {})

    def start(self) -> "RunningServer":
        """Start it and wait until it answers."""
        command = [sys.executable, "-m", *self.program, "serve", "--host", "127.0.0.1", "--port", str(self.port)]
        self.data.mkdir(parents=True, exist_ok=True)
        with (self.data / "serve.log").open("ab") as log:
            self.process = subprocess.Popen(command, env=self.environment, stdout=log, stderr=log)
        deadline = monotonic() + 30
        while monotonic() < deadline:
            try:
                with urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=5) as answer:
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
        return self.process.wait(10)

    @property
    def log(self) -> str:
        """What it wrote."""
        return (self.data / "serve.log").read_text()
