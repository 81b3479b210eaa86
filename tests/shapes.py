"""Reads the shapes that docs/PROTOCOL.md draws, `{ok: true, at: {"all": 1301}, fields?: {...}}`, and tells whether a
real value has them. A bare key must be there (`?`: may be), a quoted key stands for any, `|` for one of several."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

PROTOCOL = (Path(__file__).resolve().parent.parent / "docs" / "PROTOCOL.md").read_text()
_TOKEN = re.compile(r'\s*(?://[^\n]*\n\s*)*("[^"]*"|\.\.\.|[{}\[\],:|?]|<[^<>]*>|[^\s{}\[\],:|?"]+)')


@dataclass
class Thing:
    """An object. `open`: it may hold more; `any`: what stands under keys of every name."""

    keys: dict[str, Any] = field(default_factory=dict)
    optional: set[str] = field(default_factory=set)
    any: list[Any] = field(default_factory=list)
    open: bool = False


@dataclass
class Many:
    """A list of things of these shapes."""

    items: list[Any]


@dataclass
class OneOf:
    """One of several shapes; a word that names a shape of the document, or a plain value."""

    shapes: list[Any]


def parsed(text: str) -> Any:
    """The shape at the beginning of a text."""
    tokens = _TOKEN.findall(text)
    return _value(tokens)


def _value(tokens: list[str]) -> Any:
    shapes = [_single(tokens)]
    while tokens and tokens[0] in ("|", "or"):
        tokens.pop(0)
        shapes.append(_single(tokens))
    return shapes[0] if len(shapes) == 1 else OneOf(shapes)


def _single(tokens: list[str]) -> Any:
    token = tokens.pop(0)
    if token == "{":
        return _thing(tokens)
    if token == "[":
        return _many(tokens)
    words = [token]
    while tokens and tokens[0] not in set("{}[],:|?") and tokens[0] != "or":
        words.append(tokens.pop(0))
    return " ".join(words)


def _thing(tokens: list[str]) -> Thing:
    thing = Thing()
    while (token := tokens.pop(0)) != "}":
        if token == ",":
            continue
        if token == "...":
            thing.open = True
            continue
        optional = tokens[0] == "?" and bool(tokens.pop(0))
        # `capacity|null` is a key with a value that may be missing.
        while tokens[0] == "|":
            del tokens[:2]
        shape: Any = "value"
        if tokens[0] == ":":
            tokens.pop(0)
            shape = _value(tokens)
        if token.startswith('"'):
            thing.any.append(shape)
        else:
            thing.keys[token] = shape
            thing.optional |= {token} if optional else set()
    return thing


def _many(tokens: list[str]) -> Many:
    items = []
    while tokens[0] != "]":
        if tokens[0] == ",":
            tokens.pop(0)
        else:
            items.append(_value(tokens))
    tokens.pop(0)
    return Many([item for item in items if item != "..."])


def named_shapes() -> dict[str, Any]:
    """The shapes that the document gives a name: `Me: {...}`."""
    found = re.findall(r"\b([A-Z][a-z]+)(?: \(desk\))?: `(\{[^`]*\})`", PROTOCOL)
    return {name: parsed(shape) for name, shape in found}


def block_after(heading: str) -> str:
    """The first fenced block after a heading."""
    return PROTOCOL.split(heading, 1)[1].split("```")[1]


def stream_shape(kind: str) -> Any:
    """The state of a kind of stream, out of the table."""
    row = next(line for line in PROTOCOL.splitlines() if line.startswith(f"| `{kind}"))
    return parsed(row.split("|", 3)[3].split("`")[1])


def misfits(value: Any, shape: Any, where: str = "") -> list[str]:
    """What does not fit, in words; empty when all does."""
    shape = named_shapes().get(shape, shape) if isinstance(shape, str) else shape
    if isinstance(shape, OneOf):
        tries = [misfits(value, one, where) for one in shape.shapes]
        return [] if not all(tries) else min(tries, key=len)
    if isinstance(shape, Many):
        if not isinstance(value, list):
            return [f"{where}: a list was drawn, not {value!r}"]
        if not shape.items:
            return []
        return [wrong for n, item in enumerate(value) for wrong in misfits(item, OneOf(shape.items), f"{where}[{n}]")]
    if isinstance(shape, Thing):
        return _misfits_of_thing(value, shape, where)
    if isinstance(value, (dict, list)) and shape != "value":
        return [f"{where}: {shape!r} was drawn, not {value!r}"]
    return []


def _misfits_of_thing(value: Any, shape: Thing, where: str) -> list[str]:
    if not isinstance(value, dict):
        return [f"{where}: an object was drawn, not {value!r}"]
    wrong = [f"{where}.{key} is missing" for key in shape.keys if key not in value and key not in shape.optional]
    for key, inner in value.items():
        if key in shape.keys:
            wrong += misfits(inner, shape.keys[key], f"{where}.{key}")
        elif shape.any:
            wrong += misfits(inner, OneOf(shape.any), f"{where}.{key}")
        elif not shape.open:
            wrong.append(f"{where}.{key} is not drawn")
    return wrong
