"""What the demonstration prints: where to open its gatherings, for a terminal of 100 columns."""

from itertools import zip_longest
from textwrap import indent, wrap

import click

from openspace.core import qr
from openspace.demo_data import Sample
from openspace.demo_making import Made

_BESIDE = 56  # columns beside the QR


def page(base_url: str, shown: list[tuple[Sample, Made]]) -> str:
    """All gatherings; the first with its QR, since a terminal has room for one."""
    (first, opened), *others = shown
    lines = ["", *_with_qr(f"{base_url}/g/{opened.code}", first), "", *_links(opened)]
    for sample, made in others:
        lines += ["", "", *_about(sample), "", f"join   {base_url}/g/{made.code}", *_links(made)]
    return indent("\n".join([*lines, "", "", "Ctrl-C stops everything.", ""]), "  ")


def _with_qr(join: str, sample: Sample) -> list[str]:
    # Black on white whatever the terminal's own colours are: not every phone reads it the other way round.
    square = [click.style(row, fg="bright_white", bg="black") for row in qr.terminal(join).splitlines()]
    beside = ["", *_about(sample), "", *wrap(sample.theme, _BESIDE), "", "Scan to join, or open", _bold(join)]
    return [f"{left}   {right}" for left, right in zip_longest(square, beside, fillvalue="")]


def _about(sample: Sample) -> list[str]:
    return [_bold(sample.title), sample.about]


def _links(made: Made) -> list[str]:
    return [f"desk   {made.desk}   (opens once)", f"wall   {made.wall}"]


def _bold(text: str) -> str:
    return click.style(text, bold=True)
