"""The servers that are measured: started on a core of their own, and asked what they cost."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple, Self

ROOT = Path(__file__).resolve().parent.parent
OPENSPACE = ROOT / ".venv" / "bin" / "openspace"
START_SECONDS = 60.0
STOP_SECONDS = 20.0
CORES = sorted(os.sched_getaffinity(0))  # as given to us, before the client takes one of them


class ServerError(Exception):
    """The server did not do what it must, told in one line."""


class Usage(NamedTuple):
    """What the server and its worker have used so far."""

    cpu_seconds: float
    rss_mb: float  # now, all processes together


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def pinning() -> list[str]:
    """What to put before the server's command, so that it does not share a core with the client."""
    if len(CORES) > 1 and shutil.which("taskset"):
        return ["taskset", "-c", str(CORES[0])]
    return []


def pin_client() -> None:
    """Move this process to the second core; with only one, server and client have to share it."""
    if pinning():
        os.sched_setaffinity(0, {CORES[1]})


class Server:
    """One running server with one gathering, on 127.0.0.1."""

    def __init__(self, name: str, command: list[str], port: int, code: str, desk: str, log: Path):
        self.name = name
        self.base = f"http://127.0.0.1:{port}"
        self.code = code
        self.desk_url = desk  # empty: this one has no desk and needs none
        self._log = log
        with log.open("w") as output:
            self.process = subprocess.Popen([*pinning(), *command], cwd=ROOT, stdout=output, stderr=subprocess.STDOUT)
        try:
            self._await_ready()
        except BaseException:
            self.stop()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _await_ready(self) -> None:
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until and self.process.poll() is None:
            try:
                with urllib.request.urlopen(f"{self.base}/readyz", timeout=2):
                    return
            except OSError:  # an answer of 503 is one too
                time.sleep(0.1)
        end = self._log.read_text()[-2000:]
        raise ServerError(f"{self.name} was not ready in {START_SECONDS:.0f} s; it said:\n{end}")

    def usage(self) -> Usage:
        """CPU of its whole life and memory now, from /proc, over all its processes."""
        ticks, pages = 0, 0
        for pid in family(self.process.pid):
            fields = stat(pid)
            ticks += sum(map(int, fields[11:15]))  # utime, stime and those of children that ended
            pages += int(fields[21])
        return Usage(
            round(ticks / os.sysconf("SC_CLK_TCK"), 2),
            round(pages * os.sysconf("SC_PAGE_SIZE") / 1e6, 1),
        )

    def stop(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def stat(pid: int) -> list[str]:
    """The fields of /proc/<pid>/stat from the state on; the name before it may hold anything."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()


def family(pid: int) -> list[int]:
    """A process and all that it started."""
    children: dict[int, list[int]] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdecimal():
            try:
                children.setdefault(int(stat(int(folder.name))[1]), []).append(int(folder.name))
            except OSError:  # it ended while we looked
                continue
    found = [pid]
    for member in found:
        found += children.get(member, [])
    return found


def start_openspace(folder: Path, people: int) -> Server:
    """The product on a fresh data folder, with one gathering."""
    port = free_port()
    os.environ["OPENSPACE_BASE_URL"] = f"http://127.0.0.1:{port}"
    program = [str(OPENSPACE), "--data", str(folder / "data")]
    start = datetime.now(UTC).replace(microsecond=0).isoformat()
    details = {"title": "Benchmark", "theme": "How much can we bear?", "people": str(people)}
    details |= {"start": start, "timezone": "Europe/Amsterdam"}
    options = [part for name, value in details.items() for part in (f"--{name}", value)]
    made = subprocess.run(
        [*program, "gathering", "create", *options, "--json"],
        capture_output=True,
        text=True,
        check=False,
    )
    if made.returncode:
        raise ServerError(f"no gathering: {made.stderr.strip()}")
    links = json.loads(made.stdout)
    command = [*program, "serve", "--host", "127.0.0.1", "--port", str(port)]
    log = folder / "server.log"
    return Server("openspace", command, port, links["code"], links["desk_url"], log)


def start_bare(folder: Path, _people: int) -> Server:
    """The yardstick of `benchmarks.bare`."""
    port = free_port()
    command = [sys.executable, "-m", "benchmarks.bare", "--port", str(port)]
    return Server("bare", command, port, "bare", "", folder / "bare.log")
