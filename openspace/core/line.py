"""A new line of the database: after a restore, what was told since the backup was made never happened here."""

import secrets

from sqlalchemy import (
    Connection,
    Text,
    bindparam,
    cast,
    column,
    delete,
    insert,
    inspect,
    literal,
    select,
    table,
    update,
)

from openspace.core import clock
from openspace.core.database import Instant

# Among the receipts: the version with which the line began, by table and row.
BEGINNING = "beginning of "
NO_OFFERS = f"{BEGINNING}line"  # is there when nothing of the lost line is wanted back
# More than is ever made of one thing between a backup and its restore. The step is drawn, so that
# two restores of one backup do not meet either.
_STEP = 100_000
_STEPS = 200

_TABLES_THAT_COUNT = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%AUTOINCREMENT%'"


def begin_a_new_line(sql: Connection, *, takes_offers: bool = True) -> str:
    """Give the line another name (`epoch`), by which phones see that the past was changed. Ids go on far above what the
    lost line may have given out, so that one which a phone still knows from there is never that of something else.
    With which version of each thing the line begins is kept for what phones offer (see `offers`): a version that they
    saw on the lost line says nothing here. Without `takes_offers` what was done there stays undone."""
    _raise_ids(sql, _STEP * (1 + secrets.randbelow(_STEPS)))
    receipts = table("receipts", *map(column, ("outbox", "n", "answer", "at")))
    sql.execute(delete(receipts).where(receipts.c.outbox.startswith(BEGINNING)))
    now = bindparam("now", clock.now(), Instant)
    for name in inspect(sql).get_table_names():
        columns = {each["name"] for each in inspect(sql).get_columns(name)}
        if {"version", "field_versions"} <= columns:
            key = "id" if "id" in columns else "session_id"
            rows = table(name, column("version"), column(key))
            shelf = literal(f"{BEGINNING}{name}")
            known = select(shelf, rows.c[key], cast(rows.c.version, Text), now).select_from(rows)
            sql.execute(insert(receipts).from_select(["outbox", "n", "answer", "at"], known))
    if not takes_offers:
        sql.execute(insert(receipts).values(outbox=NO_OFFERS, n=0, answer="", at=now))
    epoch = secrets.token_urlsafe(12)
    sql.execute(update(table("line", column("epoch"))).values(epoch=epoch))
    return epoch


def _raise_ids(sql: Connection, step: int) -> None:
    if sql.dialect.name == "sqlite":
        sql.exec_driver_sql(
            f"INSERT INTO sqlite_sequence SELECT name, 0 FROM ({_TABLES_THAT_COUNT}) "
            "WHERE name NOT IN (SELECT name FROM sqlite_sequence)"
        )
        sql.exec_driver_sql(f"UPDATE sqlite_sequence SET seq = seq + {step} WHERE name IN ({_TABLES_THAT_COUNT})")
        return
    for name in inspect(sql).get_sequence_names():
        sql.exec_driver_sql(f"SELECT setval('{name}', (SELECT last_value FROM {name}) + {step})")
