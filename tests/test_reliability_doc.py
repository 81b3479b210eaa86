"""docs/RELIABILITY.md names tests that exist, and says something of each promise and each fault."""

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
TEXT = (ROOT / "docs" / "RELIABILITY.md").read_text()


def test_every_test_that_is_named_is_there() -> None:
    named = set(re.findall(r"`(tests/[^`]+)`", TEXT))
    assert len(named) > 30
    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []


def test_every_promise_and_fault_has_its_row() -> None:
    rows = [line.split("|") for line in TEXT.splitlines() if re.match(r"\| [PC]\d", line)]
    promises = [row for row in rows if row[1].strip().startswith("P")]
    assert [row[1].strip() for row in promises] == [f"P{n}" for n in range(1, 15)]
    assert all(row[3].strip() for row in rows)
