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
REST_SECONDS = 20.0  # at most until the worker has started and nothing is to be done
REST = 0.05  # of a core: less than that is rest
CORES = sorted(os.sched_getaffinity(0))  # as given to us, before the client takes one of them


class ServerError(Exception):
    """The server did not do what it must, told in one line."""


class Usage(NamedTuple):
    """What the server and, beside it, its worker have used so far; memory is that of now."""

    cpu_seconds: float
    rss_mb: float
    worker_cpu_seconds: float
    worker_rss_mb: float

    @property
    def all_cpu_seconds(self) -> float:
        """Of both."""
        return self.cpu_seconds + self.worker_cpu_seconds


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
        self._command = command
        self.log = log
        self._past = Usage(0, 0, 0, 0)  # of processes that were killed
        self.start()

    def start(self) -> None:
        """Start it and wait until it is ready; after `kill` once more, on the same port and data."""
        with self.log.open("a") as output:
            self.process = subprocess.Popen(
                [*pinning(), *self._command], cwd=ROOT, stdout=output, stderr=subprocess.STDOUT
            )
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
                time.sleep(0.05)
        end = self.log.read_text()[-2000:]
        raise ServerError(f"{self.name} was not ready in {START_SECONDS:.0f} s; it said:\n{end}")

    def rest(self) -> None:
        """Wait until its start is really over: a worker that still loads would be measured with the first phones."""
        until, before = time.monotonic() + REST_SECONDS, self.usage().all_cpu_seconds
        while time.monotonic() < until:
            time.sleep(1.0)
            now = self.usage().all_cpu_seconds
            if now - before < REST:
                return
            before = now

    def usage(self) -> Usage:
        """CPU of its whole life and memory now, from /proc. Children that it had and has no more count as workers."""
        ticks, pages = [0, 0], [0, 0]
        for pid in family(self.process.pid):
            try:
                fields, whose = stat(pid), int(is_worker(pid))
            except OSError:  # it ended while we looked
                continue
            ticks[whose] += sum(map(int, fields[11:13]))  # utime, stime
            ticks[1] += sum(map(int, fields[13:15]))  # of children that ended
            pages[whose] += int(fields[21])
        cpu = [round(each / os.sysconf("SC_CLK_TCK"), 2) for each in ticks]
        rss = [round(each * os.sysconf("SC_PAGE_SIZE") / 1e6, 1) for each in pages]
        past = self._past
        return Usage(past.cpu_seconds + cpu[0], rss[0], past.worker_cpu_seconds + cpu[1], rss[1])

    def kill(self) -> None:
        """End it as a crash does (SIGKILL); nothing is tidied up. Its worker notices within a second."""
        self._past = self.usage()
        self.process.kill()
        self.process.wait()

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


def is_worker(pid: int) -> bool:
    """Whether this is a worker process, by how it was called."""
    return b"worker" in Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")


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
    program = ["env", f"OPENSPACE_BASE_URL=http://127.0.0.1:{port}", str(OPENSPACE), "--data", str(folder / "data")]
    links = new_gathering(program, people)
    command = [*program, "serve", "--host", "127.0.0.1", "--port", str(port)]
    return Server("openspace", command, port, links["code"], links["desk_url"], folder / "server.log")


def new_gathering(program: list[str], people: int) -> dict[str, str]:
    """Its code and its links."""
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
    return dict(json.loads(made.stdout))


def start_bare(folder: Path, _people: int) -> Server:
    """The yardstick of `benchmarks.bare`."""
    port = free_port()
    command = [sys.executable, "-m", "benchmarks.bare", "--port", str(port)]
    return Server("bare", command, port, "bare", "", folder / "bare.log")
