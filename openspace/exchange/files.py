"""Files read with care: how large, what kind, which alphabet; everything else works on text."""

import re
from pathlib import Path, PurePosixPath
from typing import NamedTuple

import msgspec

from openspace.core.words import _
from openspace.exchange.plan import LeftOut, Unreadable

FILE_BYTES = 32 * 1024 * 1024
FOLDER_FILES = 5_000
MARKDOWN = (".md", ".markdown")
_LINE_END = re.compile(r"\r\n|\n|\r")


class Text(NamedTuple):
    """What a file says; `guessed` when its alphabet had to be."""

    text: str
    guessed: bool = False


class Folder(NamedTuple):
    """The Markdown files below a folder by their path in it, and what else lay there."""

    name: str
    texts: dict[str, str]
    left_out: list[LeftOut]

    def find(self, link: str, base: str = "") -> list[str]:
        """The files a link in `base` leads to: a file, or all of a folder with its README first."""
        steps: list[str] = []
        for step in (PurePosixPath(base).parent / re.split("[#?]", link)[0].lstrip("/")).parts:
            if step == "..":
                steps = steps[:-1]
            else:
                steps.append(step)
        target = "/".join(steps)
        below = [path for path in self.texts if path.startswith(f"{target}/")] if target else []
        return [target] if target in self.texts else sorted(below, key=_readme_first)


def _readme_first(path: str) -> tuple[int, bool, str]:
    return path.count("/"), not is_readme(path), path


def is_readme(path: str) -> bool:
    """Whether a file speaks for its folder."""
    return PurePosixPath(path).stem.lower() in ("readme", "index")


def lines_of(text: str) -> list[str]:
    """The lines as an editor counts them; `str.splitlines` would also cut at form feeds."""
    return _LINE_END.split(text)


def read_text(path: Path) -> Text:
    """The text of a file, or `Unreadable`."""
    try:
        size = path.stat().st_size
        if size > FILE_BYTES:
            raise Unreadable(
                _(
                    "{file} is too big: {size} MB, and at most {most} MB can be read",
                    file=path.name,
                    size=size // 1_000_000,
                    most=FILE_BYTES // 1_000_000,
                )
            )
        return decode(path.read_bytes(), path.name)
    except OSError as error:
        raise Unreadable(_("{file} cannot be read: {reason}", file=path.name, reason=error.strerror)) from error


def decode(raw: bytes, name: str) -> Text:
    """UTF-8, UTF-16 with its mark, else what Windows writes; `Unreadable` for anything but text."""
    if raw.startswith(b"PK\x03\x04"):
        raise Unreadable(_("{file} is a packed file (zip or Excel); unpack it or save it as CSV first", file=name))
    try:
        if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
            text = Text(raw.decode("utf-16"))
        else:
            text = Text(raw.decode("utf-8-sig"))
    except UnicodeDecodeError:
        # Excel on Windows still saves CSV in this alphabet, and old notes are full of it.
        text = Text(raw.decode("cp1252", "replace"), guessed=True)
    if "\x00" in text.text or (text.guessed and _is_noise(text.text)):
        raise Unreadable(_("{file} is not a text file", file=name))
    return text


def _is_noise(text: str) -> bool:
    strange = sum(letter == "\ufffd" or (letter < " " and letter not in "\t\n\r\f") for letter in text)
    return strange > 0


def guessed_alphabet(name: str) -> LeftOut:
    """What to say of a text whose alphabet was guessed."""
    return LeftOut(line=name, why=_("is not UTF-8; read as Windows-1252, so look at its accents"))


def read_folder(path: Path) -> Folder:
    """All Markdown below a folder; links out of it are not followed."""
    texts: dict[str, str] = {}
    left_out: list[LeftOut] = []
    found = [file for file in sorted(path.rglob("*")) if file.is_symlink() or not file.is_dir()]
    if len(found) > FOLDER_FILES:
        raise Unreadable(_("the folder holds more than {most} files; is it the right one?", most=FOLDER_FILES))
    room = FILE_BYTES
    for file in found:
        name = file.relative_to(path).as_posix()
        if any(part.startswith(".") for part in file.relative_to(path).parts):
            continue  # the housekeeping of other programs
        if file.is_symlink() or not file.is_file():
            left_out.append(LeftOut(line=name, why=_("is a link or a device, not a file")))
        elif file.suffix.lower() not in MARKDOWN or name.startswith("_") or "/_" in name:
            left_out.append(LeftOut(line=name, why=_("is no Markdown of a session")))
        else:
            try:
                text = read_text(file)
            except Unreadable as error:
                left_out.append(LeftOut(line=name, why=error.message))
                continue
            room -= len(text.text)
            if room < 0:
                raise Unreadable(_("the folder holds too much text; is it the right one?"))
            texts[name] = text.text
            if text.guessed:
                left_out.append(guessed_alphabet(name))
    return Folder(path.resolve().name, texts, left_out)


def parse_json(text: str, name: str) -> object:
    """The JSON of a text without the character no database takes, or `Unreadable`."""
    try:
        return _without_nul(msgspec.json.decode(text))
    except (msgspec.MsgspecError, RecursionError) as error:
        reason = _("it is nested too deep") if isinstance(error, RecursionError) else str(error)
        raise Unreadable(_("{file} is not JSON: {reason}", file=name, reason=reason)) from error


def _without_nul(value: object) -> object:
    if isinstance(value, str):
        return value.replace("\x00", "")
    if isinstance(value, list):
        return [_without_nul(item) for item in value]
    if isinstance(value, dict):
        return {_without_nul(key): _without_nul(item) for key, item in value.items()}
    return value
