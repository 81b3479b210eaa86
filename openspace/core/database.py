"""The database: one writer, readers that cannot write, SQLite by default and PostgreSQL at scale."""

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    Connection,
    DateTime,
    Dialect,
    Engine,
    Executable,
    MetaData,
    bindparam,
    create_engine,
    event,
    text,
)
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.types import TypeDecorator

log = logging.getLogger(__name__)

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


_WRITER = 0x6F70656E  # the writer's turn among PostgreSQL's advisory locks: any number that is only ours


class Model(DeclarativeBase):
    """The base of all rows."""

    metadata = MetaData(naming_convention=NAMING)


class Instant(TypeDecorator[datetime]):
    """An aware instant. SQLite keeps no zone, so it is written and read as UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError("an instant needs its zone")
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None or value.tzinfo is not None:
            return value
        return value.replace(tzinfo=UTC)


class Database:
    """Two engines on one database: `writing()` for the committer (and whoever throws receipts away), `reading()` for
    everybody else. Neither tells in an error what was to be written: errors are logged, texts of people are not."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.sqlite = url.startswith("sqlite")
        self.writer = self._sqlite(url, "BEGIN IMMEDIATE") if self.sqlite else _postgres_writer(url)
        self.reader = self._sqlite(url, "BEGIN", readonly=True) if self.sqlite else _postgres_reader(url)

    @staticmethod
    def _sqlite(url: str, begin: str, *, readonly: bool = False) -> Engine:
        engine = create_engine(url, connect_args={"timeout": 4}, hide_parameters=True)

        @event.listens_for(engine, "connect")
        def settle(connection: Any, _record: object) -> None:
            # Our own BEGIN: the driver's would let two writers read first and one of them fail (FAULTS F14).
            connection.isolation_level = None
            cursor = connection.cursor()
            cursor.execute("PRAGMA journal_mode=WAL")
            # FULL: the only mode in which no acknowledged commit was lost in simulated power cuts (FAULTS F12).
            cursor.execute("PRAGMA synchronous=FULL")
            cursor.execute("PRAGMA foreign_keys=ON")
            # Erased means erased: what somebody took out must not stay readable in free pages.
            cursor.execute("PRAGMA secure_delete=ON")
            if readonly:
                cursor.execute("PRAGMA query_only=ON")
            cursor.close()

        @event.listens_for(engine, "begin")
        def start(connection: Connection) -> None:
            driver: Any = connection.connection.driver_connection
            if not driver.in_transaction:  # a reader has begun already, see below
                connection.exec_driver_sql(begin)

        return engine

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection inside the one write transaction; commits at the end, rolls back on an error."""
        with self.writer.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session on one consistent picture of the database, in which writing is an error."""
        with self.glancing() as sql, Session(sql) as session:
            yield session

    @contextmanager
    def glancing(self) -> Iterator[Connection]:
        """The same without the ORM, for what a whole room asks in the same minute, mostly by `Prepared`."""
        with self.reader.connect() as connection:
            if self.sqlite:  # other drivers begin by themselves
                connection.connection.cursor().execute("BEGIN")
            yield connection

    def erase_traces(self) -> None:
        """Write SQLite's file anew, so that pages and log keep nothing that was taken out (FAULTS C122)."""
        if not self.sqlite:
            return
        connection = self.writer.raw_connection()
        try:
            cursor = connection.cursor()
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            cursor.close()
        finally:
            connection.close()

    def empty_log(self) -> None:
        """Move what SQLite's log holds into the database, as far as there is room, so that it begins anew."""
        if not self.sqlite:
            return
        connection = self.writer.raw_connection()
        try:
            connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except sqlite3.Error as error:  # no room for that either, or a reader held on to it
            log.warning("the log of the database was not emptied: %s", error)
        finally:
            connection.close()

    def damage(self) -> str:
        """What is wrong with SQLite's file, or nothing: half a second for 100 MB. PostgreSQL looks after its own."""
        if not self.sqlite:
            return ""
        try:
            with self.glancing() as sql:
                found = sql.execute(text("PRAGMA quick_check(1)")).scalar()
        except DatabaseError as error:
            found = str(error.orig)
        return "" if found == "ok" else str(found).replace("\n", " ")

    def close(self) -> None:
        """Let go of all connections."""
        self.writer.dispose()
        self.reader.dispose()


def locked(error: BaseException) -> bool:
    """Whether another process held SQLite's one write lock for longer than we wait."""
    code = getattr(getattr(error, "orig", error), "sqlite_errorcode", 0)
    return code & 0xFF == sqlite3.SQLITE_BUSY


def upsert(sql: Connection, model: type[Model], keys: tuple[str, ...], *rows: dict[str, Any]) -> None:
    """Insert rows, or change those with these keys, in one statement."""
    values = tuple(name for name in rows[0] if name not in keys)
    sql.execute(_upsert(sql.dialect.name, model, keys, values), list(rows))


@cache
def _upsert(dialect: str, model: type[Model], keys: tuple[str, ...], values: tuple[str, ...]) -> Executable:
    # Built once for each table: building costs more than running.
    statement = (sqlite_insert if dialect == "sqlite" else postgres_insert)(model)
    statement = statement.values({name: bindparam(name) for name in (*keys, *values)})
    return statement.on_conflict_do_update(
        index_elements=list(keys), set_={name: statement.excluded[name] for name in values}
    )


def _postgres_writer(url: str) -> Engine:
    """One writer at a time, however many processes, as on SQLite: so what a command has read stays so until it is done,
    and nobody has to think about two of them. Group commit makes the turns long enough."""
    # A host that vanishes in its turn must not keep the others waiting for TCP to give it up.
    engine = create_engine(
        url,
        hide_parameters=True,
        connect_args={"options": "-c idle_in_transaction_session_timeout=10s -c tcp_user_timeout=10s"},
    )

    @event.listens_for(engine, "begin")
    def take_turn(connection: Connection) -> None:
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITER})")

    return engine


def _postgres_reader(url: str) -> Engine:
    return create_engine(
        url,
        pool_size=10,
        hide_parameters=True,
        isolation_level="REPEATABLE READ",
        connect_args={"options": "-c default_transaction_read_only=on"},
    )
