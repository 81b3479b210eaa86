"""Reads of boards: what everybody may see, what only its author may."""

from typing import Any

import msgspec
from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session as Db

from openspace.boards.changes import BoardChanged
from openspace.boards.definition import Format
from openspace.boards.models import Board, Card
from openspace.core.actor import Actor
from openspace.core.prepared import Prepared
from openspace.people.models import Person


def format_of(board: Board) -> Format:
    """The format a board was opened with."""
    return msgspec.convert(board.definition, Format)


def cards(db: Db, board: int) -> list[Card]:
    """All cards of a board, in their order."""
    return list(db.scalars(select(Card).where(Card.board_id == board).order_by(Card.position, Card.id)))


def card_told(db: Db, row: Card) -> dict[str, Any]:
    """A card. Its author is named only when the author agreed to be named."""
    author = db.get(Person, row.author_id) if row.author_id else None
    named = author is not None and author.consent in ("room", "public")
    return {
        "id": row.id,
        "column": row.column,
        "text": row.text,
        "position": row.position,
        "late": row.late,
        "author": row.author_id if named else None,
        "version": row.version,
    }


def board_told(db: Db, row: Board) -> dict[str, Any]:
    """A board without its cards: how many were written, by how many."""
    query = select(func.count(), func.count(func.distinct(Card.author_id))).where(Card.board_id == row.id)
    count, people = db.execute(query).one()
    return {
        "id": row.id,
        "session": row.session_id,
        "format": row.format,
        "title": row.title,
        "columns": row.columns,
        "step": row.step,
        "revealed": row.revealed is not None,
        "written": {"cards": count, "people": people},
    }


def whole_board(db: Db, row: Board) -> dict[str, Any]:
    """A board with the cards everybody may see."""
    visible = cards(db, row.id) if row.revealed is not None else []
    return {**board_told(db, row), "cards": [card_told(db, card) for card in visible]}


def board_of_session(db: Db, session: int) -> Board | None:
    """The board a session carries."""
    return db.scalars(select(Board).where(Board.session_id == session).order_by(Board.id)).first()


def boards(db: Db, gathering: int) -> list[Board]:
    """All boards of a gathering."""
    return list(db.scalars(select(Board).where(Board.gathering_id == gathering).order_by(Board.id)))


def count_board(db: Db, gathering: int, keys: list[int]) -> BoardChanged | None:
    """The board with its new counts; it is told on its own stream, so there is one key."""
    row = db.get(Board, keys[0])
    return None if row is None else BoardChanged(board=board_told(db, row))


def may_follow_board(db: Db, actor: Actor, key: int) -> bool:
    """A board of one's own gathering."""
    row = db.get(Board, key)
    return row is not None and row.gathering_id == actor.gathering


def board_part(db: Db, gathering: int, key: int) -> dict[str, Any]:
    """The state of `board:<id>`."""
    return whole_board(db, db.get_one(Board, key))


def session_part(db: Db, gathering: int, key: int) -> dict[str, Any]:
    """This feature's part of the state of `session:<id>`."""
    row = board_of_session(db, key)
    return {"board": row.id if row else None}


_MY_HIDDEN_CARDS = Prepared(
    select(Card.id)
    .join(Board, Board.id == Card.board_id)
    .where(Card.author_id == bindparam("person"), Board.revealed.is_(None))
    .order_by(Card.id)
)


def person_part(db: Db, gathering: int, key: int) -> dict[str, Any]:
    """This feature's part of the state of `person:<id>`: the own cards that nobody else sees yet."""
    rows = [db.get_one(Card, card) for (card,) in _MY_HIDDEN_CARDS(db, person=key)]
    return {"cards": [{**card_told(db, row), "author": key, "board": row.board_id} for row in rows]}
