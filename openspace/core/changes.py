"""Changes: typed facts, numbered in their stream, kept and told to screens."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

import msgspec

# By these names, and no others, a change or a state holds ids of persons. Names are resolved when read, so that
# forgetting somebody is one act.
PERSON_FIELDS = frozenset({"person", "people", "conveners", "present", "owner", "author", "note_taker"})


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """A fact of one kind. It carries whole new things or new totals, so applying it twice does no harm."""

    KIND: ClassVar[str]
    STREAM: ClassVar[str] = "all"  # the kind of stream it is told to

    def body(self) -> dict[str, Any]:
        """The change as it is kept and told: `kind` and its fields."""
        return {"kind": self.KIND, **msgspec.to_builtins(self)}


def person_ids(value: object, found: set[int] | None = None) -> set[int]:
    """Every person that a body or a state names by id."""
    found = set() if found is None else found
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if key in PERSON_FIELDS:
                _collect(inner, found)
            if isinstance(inner, (Mapping, list, tuple)):
                person_ids(inner, found)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            if isinstance(inner, (Mapping, list, tuple)):
                person_ids(inner, found)
    return found


def _collect(value: object, found: set[int]) -> None:
    items: Iterable[object] = value if isinstance(value, (list, tuple)) else (value,)
    found.update(item for item in items if isinstance(item, int))
