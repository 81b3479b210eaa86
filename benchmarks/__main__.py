"""The command line: `python -m benchmarks [CASE] --phones 500,2000 --runs 3 --out FILE`."""

from __future__ import annotations

import argparse
import asyncio
import itertools
import json
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks import machine
from benchmarks.case import Case, Setting
from benchmarks.cases import CASES
from benchmarks.figures import Figures, summary, table
from benchmarks.peers import PEERS
from benchmarks.server import ROOT, Server, ServerError, pin_client, start_bare, start_openspace
from benchmarks.websocket import LineError
from benchmarks.wire import Refused

SERVERS = {"bare": start_bare, "openspace": start_openspace, **{name: peer.start for name, peer in PEERS.items()}}
RUN_SECONDS = 300.0  # what hangs longer than that never ends
BUSY = 0.9  # of its core: from here on a client's own slowness shows in what it measures
SHARED = 0.2  # of a core, used by programs that have no part in this


def whole_numbers(text: str) -> list[int]:
    return [int(part) for part in text.split(",")]


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("case", nargs="?", choices=CASES, default="marketplace")
    parser.add_argument("--phones", type=whole_numbers, metavar="N,N")
    parser.add_argument("--rate", type=whole_numbers, default=[1], metavar="N,N", help="times the usual pace (burst)")
    parser.add_argument("--seconds", type=float, default=10.0, help="how long a wave or a burst lasts")
    parser.add_argument("--minutes", type=float, help="how long it goes on (idle)")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--servers", help="which of those that the case knows, with commas between")
    parser.add_argument("--out", type=Path, help="where the JSON goes")
    options = parser.parse_args()
    case = CASES[options.case]
    options.phones = options.phones or case.phones
    options.servers = options.servers.split(",") if options.servers else list(case.servers)
    if unknown := set(options.servers) - set(case.servers):
        parser.error(f"{options.case} cannot be played against {', '.join(unknown)}")
    if options.rate != [1] and not case.rates:
        parser.error(f"{options.case} has one pace only")
    if options.minutes is not None and not case.minutes:
        parser.error(f"{options.case} lasts as long as it lasts")
    options.minutes = case.minutes if options.minutes is None else options.minutes
    return options


def present(servers: list[str]) -> tuple[list[str], list[str]]:
    """Which servers can be started, and which were never fetched."""
    absent = [name for name in servers if name in PEERS and not PEERS[name].fetched]
    for name in absent:
        print(f"benchmarks: {name} is absent and not measured; `make bench-peers` fetches it", file=sys.stderr)
    return [name for name in servers if name not in absent], absent


def measure(case: Case, server: str, setting: Setting) -> Figures:
    """One run on a server of its own, which starts with nothing."""
    with (
        tempfile.TemporaryDirectory(prefix="openspace-benchmark-") as folder,
        SERVERS[server](Path(folder), setting.phones) as running,
    ):
        figures = asyncio.run(ending(case, running, setting))
    for figure, limit, verdict in (
        ("client_busy", BUSY, "the load client is the bottleneck"),
        ("others_busy", SHARED, "other programs used the machine"),
    ):
        worst = max((value for name, value in figures.items() if name.endswith(figure)), default=0.0)
        figures[verdict.replace(" ", "_")] = worst > limit
        if worst > limit:
            print(f"  {verdict}: the server is better than these times", file=sys.stderr)
    return figures


async def ending(case: Case, server: Server, setting: Setting) -> Figures:
    """Play it, and give up when it does not end."""
    seconds = RUN_SECONDS + 60 * setting.minutes
    try:
        async with asyncio.timeout(seconds) as limit:
            return await case.play(server, setting)
    except TimeoutError as error:
        if not limit.expired():
            raise
        raise ServerError(f"not at an end after {seconds:.0f} s") from error


def main() -> int:
    options = arguments()
    case = CASES[options.case]
    started = datetime.now(UTC)
    facts = machine.facts()
    out = options.out or ROOT / f"benchmarks/results/{started:%Y-%m-%d}-{options.case}.json"
    results: list[dict[str, Any]] = []
    columns = {}
    servers, absent = present(options.servers)
    try:
        pin_client()
        machine.allow_files(case.files_per_phone * max(options.phones) + 200)
        for phones, rate in itertools.product(options.phones, options.rate):
            runs: dict[str, list[Figures]] = {server: [] for server in servers}
            for run in range(1, options.runs + 1):  # in turns, so that all meet the same weather
                setting = Setting(phones, run, rate, options.seconds, options.minutes)
                for server in servers:
                    print(f"{options.case}: {server}, {setting.column} phones, run {run}", file=sys.stderr)
                    runs[server].append(measure(case, server, setting))
            for server, figures in runs.items():
                result = {"server": server, "phones": phones, "rate": rate, "seconds": options.seconds, "runs": figures}
                result["summary"] = columns[f"{server} {setting.column}"] = summary(figures)
                results.append(result)
    except (ServerError, Refused, LineError, OSError) as error:
        print(f"benchmarks: {error}", file=sys.stderr)
        return 2
    content = {"case": options.case, "started": f"{started:%Y-%m-%dT%H:%M:%SZ}", "machine": facts}
    content |= {"peers": {name: PEERS[name].version for name in servers if name in PEERS}, "absent": absent}
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps({**content, "results": results}, indent=1) + "\n")
    print(f"\nMedian of {options.runs} runs (least-most)\n\n{table(columns)}\n\nwritten to {out}")
    for name in absent:
        print(f"absent: {name} (`make bench-peers` fetches it)")
    wrong = [
        f"{result['server']} {result['phones']}: not always {name}"
        for result in results
        for name in case.must
        if not result["summary"][name]["always"]
    ]
    print("\n".join(wrong), end="\n" if wrong else "")
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
