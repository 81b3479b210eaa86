"""Heavy work as jobs: what the serving process asks and the worker does. Stored beside the data, so no other service
is needed."""

from huey import SqliteHuey

from openspace.core.settings import Settings


def job_queue(settings: Settings) -> SqliteHuey:
    """The queue of a data folder."""
    file = str(settings.data / "jobs.db")
    # A lost job is asked again, so it needs no fsync; what a job made lies elsewhere, so nobody takes results away.
    return SqliteHuey("openspace", filename=file, fsync=False, results=False)
