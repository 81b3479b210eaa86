"""The command line: `python -m benchmarks [CASE ...] --phones 500,2000 --runs 3 --out FILE`."""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import tempfile
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks import machine, marketplace
from benchmarks.figures import Figures, summary, table
from benchmarks.server import ROOT, Server, ServerError, pin_client, start_bare, start_openspace
from benchmarks.wire import Refused

Case = Callable[[Server, int, int], Coroutine[Any, Any, Figures]]
CASES: dict[str, Case] = {"marketplace": marketplace.run}
SERVERS = {"bare": start_bare, "openspace": start_openspace}
FILES_PER_PHONE = 8
BUSY = 0.9  # of its core: from here on a client's own slowness shows in what it measures
SHARED = 0.2  # of a core, used by programs that have no part in this


def whole_numbers(text: str) -> list[int]:
    return [int(part) for part in text.split(",")]


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("case", nargs="?", choices=CASES, default="marketplace")
    parser.add_argument("--phones", type=whole_numbers, default=[500, 2000], metavar="N,N")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--servers", default=",".join(SERVERS), help="which, of bare,openspace")
    parser.add_argument("--out", type=Path, help="where the JSON goes")
    return parser.parse_args()


def measure(case: Case, server: str, phones: int, run: int) -> Figures:
    """One run on a server of its own, which starts with nothing."""
    with (
        tempfile.TemporaryDirectory(prefix="openspace-benchmark-") as folder,
        SERVERS[server](Path(folder), phones) as running,
    ):
        figures = asyncio.run(case(running, phones, run))
    for figure, limit, verdict in (
        ("client_busy", BUSY, "the load client is the bottleneck"),
        ("others_busy", SHARED, "other programs used the machine"),
    ):
        worst = max(value for name, value in figures.items() if name.endswith(figure))
        figures[verdict.replace(" ", "_")] = worst > limit
        if worst > limit:
            print(f"  {verdict}: the server is better than these times", file=sys.stderr)
    return figures


def main() -> int:
    options = arguments()
    started = datetime.now(UTC)
    facts = machine.facts()
    out = options.out or ROOT / f"benchmarks/results/{started:%Y-%m-%d}-{options.case}.json"
    results: list[dict[str, Any]] = []
    columns = {}
    try:
        pin_client()
        machine.allow_files(FILES_PER_PHONE * max(options.phones) + 200)
        servers = options.servers.split(",")
        for phones in options.phones:
            runs: dict[str, list[Figures]] = {server: [] for server in servers}
            for run in range(1, options.runs + 1):  # in turns, so that both meet the same weather
                for server in servers:
                    print(f"{options.case}: {server}, {phones} phones, run {run}", file=sys.stderr)
                    runs[server].append(measure(CASES[options.case], server, phones, run))
            for server, figures in runs.items():
                result = {"server": server, "phones": phones, "runs": figures}
                result["summary"] = columns[f"{server} {phones}"] = summary(figures)
                results.append(result)
    except (ServerError, Refused, OSError) as error:
        print(f"benchmarks: {error}", file=sys.stderr)
        return 2
    content = {"case": options.case, "started": f"{started:%Y-%m-%dT%H:%M:%SZ}", "machine": facts}
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps({**content, "results": results}, indent=1) + "\n")
    print(f"\nMedian of {options.runs} runs (least-most)\n\n{table(columns)}\n\nwritten to {out}")
    wrong = [result for result in results if not result["summary"]["counts_exact"]["always"]]
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
