"""Writes the golden books anew: `python -m tests.proceedings.golden`. Read them before you keep them."""

from pathlib import Path
from tempfile import TemporaryDirectory

from openspace.proceedings.compile import compiled
from tests.proceedings.conftest import gathered
from tests.proceedings.scripted_day import evening_before, play
from tests.world import World

FOLDER = Path(__file__).parent / "golden"
LANGUAGES = ("en", "nl")


def book(world: World, language: str) -> str:
    """The book of a world, without what chance gave it: its code."""
    text = compiled(gathered(world), language).markdown
    return text.replace(world.code, "CODE234")


if __name__ == "__main__":
    with TemporaryDirectory() as folder:
        with evening_before():
            made = World(Path(folder))
        play(made)
        for language in LANGUAGES:
            (FOLDER / f"{language}.md").write_text(book(made, language), encoding="utf-8")
        made.system.database.close()
