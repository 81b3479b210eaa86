"""The book as a folder in one .zip: the book, every session as a file, the actions as a table, checksums."""

import csv
import re
import unicodedata
from hashlib import sha256
from io import BytesIO, StringIO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from openspace.core.clock import iso
from openspace.core.text import clean
from openspace.core.words import speaking
from openspace.proceedings.chapters import told
from openspace.proceedings.compile import compiled
from openspace.proceedings.day import Day, Outcome, Session
from openspace.proceedings.links import ways_to
from openspace.proceedings.parts import joined
from openspace.proceedings.report import session_parts
from openspace.proceedings.wording import worded

_COLUMNS = (
    "id",
    "what",
    "owner",
    "owner_email",
    "party",
    "due",
    "status",
    "origin_type",
    "origin_id",
    "origin_title",
    "created_at",
    "updated_at",
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_LONGEST_NAME = 40


def zipped(day: Day, language: str) -> bytes:
    """The .zip of a gathered day. Same day, same bytes."""
    files = {"book.md": compiled(day, language).markdown.encode()}
    with speaking(language):
        day = worded(day)
        ways = ways_to((session.topic.title, session.note, file_name(session)) for session in told(day))
        for session in told(day):
            parts = list(session_parts(day, session, ways, level=1))
            files[f"sessions/{file_name(session)}"] = joined(parts).encode()
    files["actions.csv"] = actions(day).encode("utf-8-sig")  # with its mark, or Excel takes it for another alphabet
    sums = "".join(f"{sha256(content).hexdigest()}  {name}\n" for name, content in sorted(files.items()))
    files["SHA256SUMS"] = sums.encode()
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        for name, content in files.items():
            archive.writestr(_entry(name), content)
    return packed.getvalue()


def file_name(session: Session) -> str:
    """A name made by us: plain letters, unique by its number, nothing that leads elsewhere."""
    plain = unicodedata.normalize("NFKD", session.topic.title).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain)[:_LONGEST_NAME].strip("-")
    return f"{session.anchor}-{words}.md" if words else f"{session.anchor}.md"


def actions(day: Day) -> str:
    """The actions as CSV. Owners only where they agreed to be named; the platform keeps no addresses of theirs."""
    text = StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for action in day.of_kind("action"):
        writer.writerow([_harmless(value) for value in _row(day, action)])
    return text.getvalue()


def _row(day: Day, action: Outcome) -> list[str]:
    session = day.session_of(action)
    return [
        str(action.id),
        action.text,
        ", ".join(name.name for name in action.owner.named),
        "",
        action.party,
        action.due.isoformat() if action.due else "",
        action.state,
        action.origin[0],
        str(action.origin[1]),
        session.topic.title if session else "",
        iso(action.made),
        iso(action.changed),
    ]


def _harmless(value: str) -> str:
    """What a spreadsheet would take for a formula begins with an apostrophe."""
    value = clean(value, lines=True)
    return f"'{value}" if value.startswith(_FORMULA) else value


def _entry(name: str) -> ZipInfo:
    # No clock, no machine's own flags, and nothing packed: packers differ between machines in their bytes.
    entry = ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
    entry.compress_type = ZIP_STORED
    entry.create_system = 3
    entry.external_attr = 0o644 << 16
    return entry
