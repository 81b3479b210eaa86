"""From samples to the figures of a run, from runs to a median with its spread, and the table of both."""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterable, Mapping, Sequence

Figure = float | int | bool
Figures = dict[str, Figure]


def percentile(ordered: Sequence[float], share: float) -> float:
    """The smallest sample that at least this share of all samples does not exceed."""
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def spread(name: str, seconds: Iterable[float]) -> Figures:
    """The usual percentiles in milliseconds, as figures called `<name>_p50_ms` and so on."""
    return {f"{figure}_ms": value for figure, value in quantiles(name, (1000 * each for each in seconds)).items()}


def quantiles(name: str, samples: Iterable[float]) -> Figures:
    """The usual percentiles of anything, as figures called `<name>_p50` and so on."""
    ordered = sorted(samples)
    if not ordered:
        raise ValueError(f"no samples of {name}")
    shares = {"p50": 0.5, "p95": 0.95, "p99": 0.99, "max": 1.0}
    return {f"{name}_{label}": round(percentile(ordered, share), 1) for label, share in shares.items()}


def summary(runs: Sequence[Figures]) -> dict[str, dict[str, Figure]]:
    """Median, least and most of each figure; of a yes or no, whether it held in all runs."""
    table: dict[str, dict[str, Figure]] = {}
    for name in runs[0]:
        values = [run[name] for run in runs]
        if all(isinstance(value, bool) for value in values):
            table[name] = {"always": all(values), "ever": any(values)}
        else:
            median = statistics.median(values)
            table[name] = {
                "median": int(median) if median == int(median) else round(median, 2),
                "least": min(values),
                "most": max(values),
            }
    return table


def shown(figure: Mapping[str, Figure]) -> str:
    """One cell: `median (least-most)`, or yes, no, and what was not the same in all runs."""
    if "always" in figure:
        if figure["always"] == figure["ever"]:
            return "yes" if figure["always"] else "no"
        return "not in all runs"
    median, least, most = (f"{figure[name]:,}" for name in ("median", "least", "most"))
    return median if least == most else f"{median} ({least}-{most})"


def table(columns: Mapping[str, Mapping[str, Mapping[str, Figure]]]) -> str:
    """Plain text: a figure a line, a column for each server and size."""
    names = list(dict.fromkeys(name for column in columns.values() for name in column))
    rows = [["", *columns]]
    for name in names:
        cells = [shown(column[name]) if name in column else "-" for column in columns.values()]
        rows.append([name, *cells])
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    return "\n".join(
        row[0].ljust(widths[0]) + "".join(f"  {cell:>{widths[at + 1]}}" for at, cell in enumerate(row[1:]))
        for row in rows
    )
