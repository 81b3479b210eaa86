"""What the rows of a gathering are called in its file: "topic-3" is its third topic, whatever the row's own id is."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

Said = dict[str, Any]  # a part of a plan, before its types are checked


class Ids:
    """Ids of the file, by kind and row."""

    def __init__(self) -> None:
        self._given: dict[tuple[str, int], str] = {}

    def give(self, kind: str, rows: Iterable[Any]) -> None:
        """Number the rows of a kind in their order."""
        self._given |= {(kind, row.id): f"{kind}-{n}" for n, row in enumerate(rows, 1)}

    def of(self, kind: str, id: int | None) -> str | None:
        """What a row is called; nothing where there is none."""
        return None if id is None else self._given[kind, id]

    def all(self, kind: str, ids: Iterable[int]) -> list[str]:
        """What several rows are called."""
        return [self._given[kind, id] for id in ids]


def said(row: object, *names: str) -> Said:
    """Fields of a row; moments in UTC, however the database gives them."""
    return {name: _in_utc(getattr(row, name)) for name in names}


def _in_utc(value: object) -> object:
    return value.astimezone(UTC) if isinstance(value, datetime) else value
