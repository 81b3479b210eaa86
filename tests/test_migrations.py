"""Migrations: up on an empty database and from each older revision with rows in it; what they make is what the models
say, on SQLite and on PostgreSQL."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from openspace.core.database import Database
from openspace.migrate import METADATA, configuration, newest, upgrade
from tests.world import World

REVISIONS = [script.revision for script in ScriptDirectory.from_config(configuration()).walk_revisions()][::-1]
# Rows that were there before a later migration ran: the least of a gathering, as each revision's tables had it.
_AT = "'2026-11-28 09:00:00+00:00'"
ROWS = {
    "0001": (
        "INSERT INTO line (id, epoch) VALUES (1, 'old')",
        f"""INSERT INTO gatherings (id, code, title, theme, timezone, language, languages, starts, people_expected,
                phase, posting, "placing", releasing, counts_hidden, principles, law, timer_label, wall_page,
                recovery_hash, created)
            VALUES (1, 'ABCDEFG', 'Neighbours', '', 'Europe/Amsterdam', 'en', '["en"]', {_AT}, 12,
                'sessions', true, true, false, false, '[]', '', '', 'auto', '', {_AT})""",
        f"""INSERT INTO persons (id, gathering_id, name, name_key, mark, role, language, consent, joined, removed)
            VALUES (1, 1, 'Anna', 'anna', '', 'participant', 'en', 'room', {_AT}, false)""",
        f"""INSERT INTO topics (id, gathering_id, title, line, language, state, version, field_versions, posted,
                changed)
            VALUES (1, 1, 'One form', '', 'en', 'open', 1, '{{}}', {_AT}, {_AT})""",
        "INSERT INTO conveners (topic_id, person_id, position) VALUES (1, 1, 0)",
        "INSERT INTO interest (topic_id, person_id, answer) VALUES (1, 1, 'come')",
    ),
}


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """An empty database of each kind."""
    if request.param == "sqlite":
        made = Database(f"sqlite:///{tmp_path / 'openspace.db'}")
        yield made
        made.close()
        return
    made = Database(request.getfixturevalue("postgres_database"))
    yield made
    made.close()


def up(database: Database, revision: str) -> None:
    with database.writing() as connection:
        config = configuration()
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


def revision(database: Database) -> str | None:
    with database.writing() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def test_an_empty_database_becomes_what_the_models_say(database: Database) -> None:
    upgrade(database)
    assert revision(database) == newest() == REVISIONS[-1]
    with database.writing() as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []
        assert set(inspect(connection).get_table_names()) == {*METADATA.tables, "alembic_version"}
    upgrade(database)  # nothing is left to do


def test_the_rules_of_the_columns_are_those_of_the_models(database: Database) -> None:
    """Alembic compares no CHECK: a word that the models know and the database refuses would be an error of ours."""
    upgrade(database)
    with database.writing() as connection:
        inspector = inspect(connection)
        migrated = {table: checks(inspector.get_check_constraints(table)) for table in METADATA.tables}
    with database.writing() as connection:
        for name in reversed(METADATA.sorted_tables):
            name.drop(connection)
        METADATA.create_all(connection)
        inspector = inspect(connection)
        assert {table: checks(inspector.get_check_constraints(table)) for table in METADATA.tables} == migrated
    assert any(migrated.values())


def checks(found: Sequence[Any]) -> dict[str, str]:
    return {each["name"]: each["sqltext"] for each in found}


def test_every_revision_has_rows_to_come_from() -> None:
    """A new migration belongs in `ROWS`, unless those of the one before still fit its tables."""
    assert REVISIONS[0] in ROWS
    assert set(ROWS) <= set(REVISIONS)


@pytest.mark.parametrize("old", REVISIONS)
def test_an_older_database_with_rows_comes_up_and_keeps_them(database: Database, old: str) -> None:
    up(database, old)
    known = [revision for revision in REVISIONS[: REVISIONS.index(old) + 1] if revision in ROWS]
    with database.writing() as connection:
        for statement in ROWS[known[-1]]:
            connection.execute(text(statement))
    upgrade(database)
    assert revision(database) == newest()
    with database.reading() as db:
        assert db.execute(text("SELECT epoch FROM line")).scalars().all() == ["old"]
        assert db.execute(text("SELECT title FROM topics")).scalars().all() == ["One form"]
        assert db.execute(text("SELECT answer FROM interest")).scalars().all() == ["come"]
    with database.writing() as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []


def test_no_id_is_given_twice(sqlite_world: World) -> None:
    """SQLite gives the id of what was taken away to what comes next, unless it is told AUTOINCREMENT."""
    with sqlite_world.system.database.reading() as db:
        rows = db.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'table'")).tuples().all()
        tables: dict[str, str] = dict(rows)
    counted = {
        name for name, table in METADATA.tables.items() if [column.name for column in table.primary_key] == ["id"]
    }
    assert {name for name, sql in tables.items() if "AUTOINCREMENT" in (sql or "")} == counted - {"line"}
