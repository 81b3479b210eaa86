"""The one way in: looks at a file or folder and lets the right reader make a Plan of it."""

from pathlib import Path

from openspace.core.words import _
from openspace.exchange import frab, markdown, session_list, tables, whole
from openspace.exchange.files import (
    MARKDOWN,
    Folder,
    Text,
    guessed_alphabet,
    parse_json,
    read_folder,
    read_text,
)
from openspace.exchange.plan import Plan, Unreadable
from openspace.exchange.times import Setting


def read(path: Path, setting: Setting) -> Plan:
    """The plan in a file or folder, or `Unreadable`."""
    if not path.exists():
        raise Unreadable(_("{file} is not there", file=path.name))
    if path.is_dir():
        folder = read_folder(path)
        if folder.texts:
            return markdown.read(folder, setting)
        others = [file for file in sorted(path.iterdir()) if file.suffix.lower() in (".json", ".csv")]
        if len(others) != 1:
            raise Unreadable(_("{file} holds no Markdown; name the file to read", file=path.name))
        path = others[0]
    return read_file(path.name, read_text(path), setting)


def read_file(name: str, content: Text, setting: Setting) -> Plan:
    """The plan in one file's text, told apart by what it holds rather than by its name alone."""
    try:
        plan = _read_as(name, content.text, setting)
    except (OverflowError, RecursionError) as error:
        raise Unreadable(_("{file} has dates out of the calendar, or is nested too deep", file=name)) from error
    if content.guessed:
        plan.left_out.append(guessed_alphabet(name))
    return plan


def _read_as(name: str, text: str, setting: Setting) -> Plan:
    start = text.lstrip()[:1]
    suffix = Path(name).suffix.lower()
    if not start:
        raise Unreadable(_("{file} is empty", file=name))
    if suffix in MARKDOWN:
        return markdown.read(Folder(Path(name).stem, {name: text}, []), setting)
    if suffix == ".json" or start in "{[":
        return _read_json(name, text, setting)
    if start == "<":
        raise Unreadable(_("{file} is XML or HTML, which is not read; take its JSON or CSV", file=name))
    return tables.read(text, name, setting)


def _read_json(name: str, text: str, setting: Setting) -> Plan:
    value = parse_json(text, name)
    if isinstance(value, dict) and "openspace" in value:
        return whole.read(value, name)
    if frab.conference_of(value):
        return frab.read(value, name, setting)
    return session_list.read(value, name, setting)
