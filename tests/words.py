"""Every word of the interface as the sources have it. `python -m tests.words [new.json ...]` brings the .po files up to
date: new messages are added (with a translation from the JSON files when they have one), unused ones go."""

import json
import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from openspace.core.words import FOLDER, LANGUAGES

ROOT = Path(__file__).resolve().parent.parent
_METHODS = {"openspace": [("**.py", "python")], "templates": [("**.html", "jinja2")]}
_KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2)}
# Babel's own reader of JavaScript misses calls inside a template literal that hold braces of their own.
_STRING = r'"((?:[^"\\]|\\.)*)"'
_CALL = re.compile(rf"(?<![\w.$])(?:t\(\s*{_STRING}|tn\(\s*{_STRING},\s*{_STRING})")

MessageId = str | tuple[str, str]


def extracted() -> dict[MessageId, list[str]]:
    """All messages with the files they stand in."""
    found: dict[MessageId, list[str]] = {}
    for id, file in [*_of_python_and_templates(), *_of_scripts()]:
        files = found.setdefault(id, [])
        if file not in files:
            files.append(file)
    return found


def _of_python_and_templates() -> Iterator[tuple[MessageId, str]]:
    for folder, methods in _METHODS.items():
        for path, _line, message, _comments, _context in extract_from_dir(
            ROOT / folder, method_map=methods, keywords=_KEYWORDS
        ):
            yield message if isinstance(message, str) else (message[0], message[1]), f"{folder}/{path}"


def _of_scripts() -> Iterator[tuple[MessageId, str]]:
    for path in sorted((ROOT / "static" / "js").rglob("*.js")):
        code = "\n".join(line for line in path.read_text().splitlines() if not re.match(r"\s*(//|/?\*)", line))
        for call in _CALL.finditer(code):
            one, singular, plural = (text and json.loads(f'"{text}"') for text in call.groups())
            yield one or (singular, plural), str(path.relative_to(ROOT))


def path_of(language: str) -> Path:
    """The catalogue of a language."""
    return FOLDER / language / "LC_MESSAGES" / "messages.po"


def catalogue(language: str) -> Catalog:
    """It, read; empty when there is none yet."""
    path = path_of(language)
    return read_po(BytesIO(path.read_bytes()), locale=language) if path.exists() else Catalog(locale=language)


def update(language: str, known: dict[str, str | list[str]]) -> list[MessageId]:
    """Write the catalogue anew; the messages that still have no translation."""
    before = catalogue(language)
    after = Catalog(locale=language, project="openspace", fuzzy=False, charset="utf-8")
    missing = []
    for id, files in sorted(extracted().items(), key=lambda item: item[1][0] + str(item[0])):
        held = before.get(id if isinstance(id, str) else id[0])
        first = id if isinstance(id, str) else id[0]
        kept = held.string if held and held.string and all(held.string) else None
        string = kept or known.get(first) or ""
        after.add(
            id, tuple(string) if isinstance(string, list) else string, locations=[(file, 1) for file in sorted(files)]
        )
        if not string or not all(string):
            missing.append(id)
    out = BytesIO()
    write_po(out, after, width=120, omit_header=True, include_lineno=False)
    path_of(language).parent.mkdir(parents=True, exist_ok=True)
    head = [
        'msgid ""',
        'msgstr ""',
        r'"Content-Type: text/plain; charset=utf-8\n"',
        rf'"Language: {language}\n"',
        r'"Plural-Forms: nplurals=2; plural=(n != 1);\n"',
    ]
    path_of(language).write_text("\n".join([*head, "", out.getvalue().decode()]))
    return missing


if __name__ == "__main__":
    given: dict[str, str | list[str]] = {}
    for name in sys.argv[1:]:
        given |= json.loads(Path(name).read_text())
    for language in LANGUAGES[1:]:
        for message in update(language, given):
            print(f"{language}: {message}")
