"""A folder (or one file) of Markdown: the grid where there is one, the notes in any case."""

from openspace.core.words import _
from openspace.exchange.building import Building
from openspace.exchange.files import Folder, is_readme
from openspace.exchange.markdown_grid import Cell, GridReader, grid_of
from openspace.exchange.markdown_notes import Notes
from openspace.exchange.markdown_text import Document, Table, take_apart
from openspace.exchange.plan import Plan, Unreadable
from openspace.exchange.rows import read_rows, row_of, understands
from openspace.exchange.times import Setting


def read(folder: Folder, setting: Setting) -> Plan:
    """The plan in a folder's Markdown, or `Unreadable` if there is neither grid nor notes."""
    building = Building(setting)
    building.plan.left_out = list(folder.left_out)
    notes = Notes(building, folder)
    at_top = {path: take_apart(text) for path, text in folder.texts.items() if "/" not in path}
    grids = [path for path, document in at_top.items() if any(map(_grid, document.tables))]
    lists = [path for path, document in at_top.items() if any(map(_is_list, document.tables))]
    index = grids or lists or [path for path in at_top if is_readme(path)]
    for path in index:
        if path in grids:
            _read_grids(building, notes, at_top[path], path)
        else:
            notes.of_list(at_top[path], path)
            _read_tables(building, at_top[path], path)
    notes.of_files()
    notes.pictures()
    if not building.plan.topics and not building.plan.slots:
        raise Unreadable(_("{file} holds no grid and no notes of sessions", file=folder.name))
    titles = [section.title for path in index for section in at_top[path].sections if section.level == 1]
    building.plan.title = titles[0] if titles else folder.name
    return building.finish()


def _grid(table: Table) -> list[list[Cell]] | None:
    """A list of sessions begins with times too, but its columns have other names than places."""
    return None if _is_list(table) else grid_of(table)


def _is_list(table: Table) -> bool:
    return understands(table.rows[0])


def _read_grids(building: Building, notes: Notes, document: Document, path: str) -> None:
    reader = GridReader(building, document, path)
    for table in document.tables:
        if grid := _grid(table):
            reader.read(table, grid)
    _read_tables(building, document, path)
    notes.of_grid(document, path, reader.placed)


def _read_tables(building: Building, document: Document, path: str) -> None:
    """Tables that are no grid: a list of sessions, or something else."""
    for table in document.tables:
        if _grid(table):
            continue
        header, *rows = table.rows
        if _is_list(table):
            lines = zip(table.lines[1:], rows, strict=True)
            read_rows(building, [row_of(f"{path}:{line}", header, cells) for line, cells in lines])
        else:
            why = _("a table that is neither a grid of times and places nor a list of sessions")
            building.leave_out(f"{path}:{table.lines[0]}", why)
