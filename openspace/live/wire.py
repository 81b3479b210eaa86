"""Strict JSON for the wire: no NaN, no lone surrogates, bounded depth, the same both ways."""

from typing import Any

import msgspec

_MOST_DEPTH = 12


class BadMessage(ValueError):
    """Not JSON we take."""


def loads(text: str | bytes, **_options: Any) -> Any:
    """Decode, or raise BadMessage."""
    try:
        value = msgspec.json.decode(text)
    except (msgspec.MsgspecError, RecursionError, UnicodeError) as error:
        raise BadMessage("not JSON") from error
    if not _shallow(value, _MOST_DEPTH):
        raise BadMessage("too deep")
    return value


def dumps(value: object, **_options: Any) -> str:
    """Encode."""
    return msgspec.json.encode(value).decode()


def _shallow(value: object, depth: int) -> bool:
    if isinstance(value, dict):
        return depth > 0 and all(_shallow(inner, depth - 1) for inner in value.values())
    if isinstance(value, list):
        return depth > 0 and all(_shallow(inner, depth - 1) for inner in value)
    return True
