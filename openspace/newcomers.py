"""Who came in between a backup and its restore keeps the place: else their phones could bring nothing back."""

import sqlite3
from contextlib import closing
from pathlib import Path

# On another line, or in another form, the ids and columns of the two say nothing of each other.
_SAME = """SELECT (SELECT epoch FROM main.line) = (SELECT epoch FROM former.line)
           AND (SELECT version_num FROM main.alembic_version) = (SELECT version_num FROM former.alembic_version)"""
_PERSONS = """INSERT INTO persons SELECT * FROM former.persons AS new
              WHERE NOT new.removed AND new.name IS NOT NULL AND new.id NOT IN (SELECT id FROM persons)
              AND new.gathering_id IN (SELECT id FROM gatherings)"""
_PARTIES = "UPDATE persons SET party_id = NULL WHERE party_id NOT IN (SELECT id FROM parties)"
_DEVICES = """INSERT INTO devices SELECT * FROM former.devices AS new
              WHERE NOT new.revoked AND new.id NOT IN (SELECT id FROM devices)
              AND new.gathering_id IN (SELECT id FROM gatherings)
              AND (new.person_id IS NULL OR new.person_id IN (SELECT id FROM persons WHERE NOT removed))
              AND (new.link_id IS NULL OR new.link_id IN (SELECT id FROM links WHERE NOT revoked))"""
# A browser gets another cookie with each new right; by the one of the backup it would be a stranger.
_COOKIES = """UPDATE devices SET browser = (SELECT now.browser FROM former.devices AS now WHERE now.id = devices.id)
              WHERE id IN (SELECT id FROM former.devices)"""


def keep_newcomers(copy: Path, former: Path) -> int:
    """Take people and their devices over from the database that is replaced, when it can be read; how many people.
    What they made is not taken over: their phones offer it (PROTOCOL.md)."""
    if not former.exists():
        return 0
    try:
        with closing(sqlite3.connect(copy, uri=True)) as target:
            target.execute("ATTACH ? AS former", (f"{former.as_uri()}?mode=ro",))
            with target:
                if target.execute(_SAME).fetchone() != (1,):
                    return 0
                count = target.execute(_PERSONS).rowcount
                for statement in (_PARTIES, _DEVICES, _COOKIES):
                    target.execute(statement)
            return count
    except sqlite3.DatabaseError:  # damaged: that may be why somebody restores
        return 0
