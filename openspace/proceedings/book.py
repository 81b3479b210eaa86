"""The book of proceedings, as others ask for it: one Markdown file, or a .zip of it and its parts."""

from sqlalchemy.orm import Session as Db

from openspace.proceedings.archive import zipped
from openspace.proceedings.compile import compiled
from openspace.proceedings.gather import gather


def markdown_book(db: Db, gathering: int, language: str) -> str:
    """The book of a gathering as it stands now; headings in `language`, contents in their own."""
    return compiled(gather(db, gathering), language).markdown


def zip_book(db: Db, gathering: int, language: str) -> bytes:
    """The book with every session as a file of its own, and the actions as a table."""
    return zipped(gather(db, gathering), language)
