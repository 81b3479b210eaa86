"""What the operator's `import` and `export` do with files; the options themselves stand in `openspace.cli`."""

import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session as Db

from openspace.core import clock
from openspace.exchange import whole
from openspace.exchange.export import plan_of
from openspace.exchange.plan import Plan, Unreadable
from openspace.exchange.reader import read
from openspace.exchange.times import NOON, Setting, is_zone
from openspace.gatherings.models import Gathering
from openspace.gatherings.queries import the_gathering

NAMES: dict[str, Literal["unasked", "room", "public"]] = {"room": "room", "everybody": "public", "nobody": "unasked"}
_NINE = NOON - 3 * 60
_ZONE = "Europe/Amsterdam"


class Unwritable(Exception):
    """A file that cannot be written; one clear line."""


def setting_of(day: date | None, timezone: str | None, into: Gathering | None, names: str = "nobody") -> Setting:
    """The first day and the time zone where a file says none: as told, else those of the gathering it goes into, else
    tomorrow. A zone that is not known is `Unreadable`. `names`: in whose book conveners may stand, a key of `NAMES`."""
    if into is not None:
        timezone = timezone or into.timezone
        day = day or into.starts.astimezone(ZoneInfo(into.timezone)).date()
    timezone = timezone or _ZONE
    if not is_zone(timezone):
        raise Unreadable(f"the time zone {timezone} is not known; write it like Europe/Amsterdam")
    tomorrow = clock.now().astimezone(ZoneInfo(timezone)).date() + timedelta(days=1)
    return Setting(day or tomorrow, timezone, NAMES[names])


def plan_in(path: Path, setting: Setting) -> Plan:
    """The plan in a file or folder, complete enough for a new gathering; `Unreadable` if there is none."""
    plan = read(path, setting)
    plan.title = plan.title or path.resolve().stem
    plan.timezone = plan.timezone or setting.timezone
    plan.starts = plan.starts or min(
        (slot.starts for slot in plan.slots), default=setting.instant(setting.starts, _NINE)
    )
    return plan


def file_of(db: Db, gathering: int, format: str) -> bytes:
    """The file of a gathering: all of its data, or the book in its own language."""
    if format == "json":
        return whole.encode(plan_of(db, gathering))
    from openspace.proceedings.book import markdown_book, zip_book

    language = the_gathering(db, gathering).language
    if format == "zip":
        return zip_book(db, gathering, language)
    return markdown_book(db, gathering, language).encode()


def write(path: Path, content: bytes) -> None:
    """Write a file whole or not at all; "-" is the standard output."""
    if str(path) == "-":
        sys.stdout.buffer.write(content)
        return
    draft: Path | None = None
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
            draft = Path(file.name)
            file.write(content)
        draft.replace(path)
    except OSError as error:
        if draft is not None:
            draft.unlink(missing_ok=True)
        raise Unwritable(f"{path} cannot be written: {error.strerror}") from error
