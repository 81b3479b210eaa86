"""The worker's job of the book. Server and worker both declare it, so that one can ask and the other knows what for."""

from collections.abc import Callable

from huey import Huey

from openspace.core.system import System
from openspace.proceedings.shelf import Shelf

Make = Callable[[int, str], object]


def book_job(queue: Huey, system: System, shelf: Shelf) -> Make:
    """`make(gathering, language)` puts a book in the queue."""

    @queue.task(name="make_book")  # type: ignore[untyped-decorator]  # huey has no types
    def make_book(gathering: int, language: str) -> None:
        shelf.make(system, gathering, language)

    return make_book  # type: ignore[no-any-return]
