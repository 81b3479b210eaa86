"""Migrations: bring a database, empty or older, up to this version."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

from openspace.agenda import models as agenda
from openspace.boards import models as boards
from openspace.core import models as core
from openspace.core.database import Database, Model
from openspace.gatherings import models as gatherings
from openspace.marketplace import models as marketplace
from openspace.notes import models as notes
from openspace.outcomes import models as outcomes
from openspace.people import models as people

TABLES = (core, gatherings, people, outcomes, marketplace, agenda, notes, boards)
METADATA = Model.metadata
FOLDER = Path(__file__).resolve().parent.parent / "migrations"


def upgrade(database: Database) -> None:
    """Run every migration the database does not have yet, all in one transaction."""
    with database.writing() as connection:
        config = configuration()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def configuration() -> Config:
    """Alembic's settings without a file."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    return config


def newest() -> str:
    """The revision this version needs."""
    head = ScriptDirectory.from_config(configuration()).get_current_head()
    assert head is not None
    return head


def draft(message: str) -> None:
    """Write the next migration out of what the models say that the migrations so far do not; then read it."""
    with TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{folder}/empty.db")
        upgrade(database)
        with database.writing() as connection:
            config = configuration()
            config.attributes["connection"] = connection
            command.revision(config, message=message, autogenerate=True, rev_id=f"{int(newest()) + 1:04}")
        database.close()


if __name__ == "__main__":
    draft(sys.argv[1])
