"""Prepared reads: what a whole room asks of the database in the same minute."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, Dialect, Select
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeEngine

_Processors = dict[Any, Callable[[Any], Any]]


class _Compiled(NamedTuple):
    """A statement as a driver takes it."""

    text: str
    order: Sequence[str] | None  # of the values, where the driver wants them by place
    constants: dict[str, Any]
    into: _Processors  # what makes a value ready for the driver, by name
    out_of: _Processors  # and what reads one of its answers, by place


class Prepared:
    """A select like every other, compiled once and then handed to the driver as it is. SQLAlchemy's own way around a
    run costs three times as much, and joining reads a dozen times."""

    def __init__(self, statement: Select[*tuple[Any, ...]]) -> None:
        self._statement = statement
        self._compiled: dict[str, _Compiled] = {}

    def __call__(self, db: Session | Connection, **values: Any) -> Sequence[Sequence[Any]]:
        """The rows, inside the reader's transaction."""
        # Every session of ours stands on a connection; asking it for one costs more than the statement.
        sql: Any = db if isinstance(db, Connection) else db.bind
        compiled = self._compiled.get(sql.dialect.name) or self._compile(sql.dialect)
        given = compiled.constants | values
        for name, convert in compiled.into.items():
            given[name] = convert(given[name])
        cursor: Any = sql.connection.cursor()
        try:
            cursor.execute(compiled.text, given if compiled.order is None else [given[name] for name in compiled.order])
            rows: Sequence[Sequence[Any]] = cursor.fetchall()
        except sql.dialect.loaded_dbapi.Error:
            # SQLAlchemy has a name for each error, and knows which of them means that all connections are gone.
            rows = sql.execute(self._statement, values).all()
            return rows
        finally:
            cursor.close()
        if not compiled.out_of:
            return rows
        return [tuple(compiled.out_of.get(place, _as_is)(value) for place, value in enumerate(row)) for row in rows]

    def one(self, db: Session | Connection, **values: Any) -> Sequence[Any] | None:
        """The first row, if there is one."""
        rows = self(db, **values)
        return rows[0] if rows else None

    def _compile(self, dialect: Dialect) -> _Compiled:
        compiled: Any = self._statement.compile(dialect=dialect)
        binds = {name: bind for bind, name in compiled.bind_names.items()}
        into = {name: _type(bind.type, dialect).bind_processor(dialect) for name, bind in binds.items()}
        columns = enumerate(self._statement.selected_columns)
        out_of = {place: _type(column.type, dialect).result_processor(dialect, None) for place, column in columns}
        self._compiled[dialect.name] = ready = _Compiled(
            compiled.string,
            compiled.positiontup,
            {name: bind.value for name, bind in binds.items() if not bind.required},
            {name: convert for name, convert in into.items() if convert is not None},
            {place: convert for place, convert in out_of.items() if convert is not None},
        )
        return ready


def _type(given: TypeEngine[Any], dialect: Dialect) -> TypeEngine[Any]:
    return given.dialect_impl(dialect)


def _as_is(value: object) -> object:
    return value
