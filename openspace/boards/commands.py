"""What people may wish of a board. One function a wish."""

import msgspec
from sqlalchemy import func, select

from openspace.agenda.commands import own_session
from openspace.agenda.models import Session
from openspace.boards import changes, forms
from openspace.boards.definition import Kind, shipped
from openspace.boards.models import Board, Card
from openspace.boards.queries import board_of_session, board_told, card_told, cards, format_of, whole_board
from openspace.boards.rules import MOST_CARDS, MOST_COLUMNS
from openspace.core.actor import TAKING_PART
from openspace.core.commands import Command
from openspace.core.errors import Refused
from openspace.core.words import _, current_language
from openspace.core.work import Work, guard, touch
from openspace.gatherings.queries import inside
from openspace.marketplace.models import Convener


def open_board(work: Work, session: int, columns: list[str] | None = None, title: str = "") -> dict[str, int]:
    """Give a session its board: the plain format, with columns of one's own."""
    row = own_session(work, session)
    if board_of_session(work.db, row.id) is not None:
        raise Refused("taken", _("This session has a board already."))
    if len(columns or []) > MOST_COLUMNS:
        raise Refused("limit", _("A board has at most {n} columns.", n=MOST_COLUMNS))
    format = shipped()["plain"]
    named = [{"id": str(n), "title": text} for n, text in enumerate(columns or [], 1)]
    board = Board(
        gathering_id=work.gathering,
        session_id=row.id,
        format=format.format.id,
        title=title or format.format.title[current_language()],
        definition=msgspec.to_builtins(format),
        columns=named or format.columns(current_language()),
        step=format.step[0].id,
    )
    work.db.add(board)
    work.db.flush()
    work.announce(changes.BoardOpened(board=board.id), f"session:{row.id}")
    work.announce(changes.BoardChanged(board=board_told(work.db, board)), _stream(board))
    return {"board": board.id}


def write_card(work: Work, board: int, column: str, text: str) -> dict[str, int]:
    """Write a card: for oneself until the board is revealed, for everybody after."""
    row = inside(work.db, Board, work.gathering, board)
    kind = _kind(row, text)
    _known_column(row, column)
    held = cards(work.db, row.id)
    mine = sum(card.author_id == work.actor.person for card in held)
    if len(held) >= MOST_CARDS or (kind.per_person and mine >= kind.per_person):
        raise Refused("limit", _("There are enough cards of yours on this board. Take one back first."))
    card = Card(
        gathering_id=work.gathering,
        board_id=row.id,
        kind=kind.id,
        column=column,
        text=text,
        position=max((other.position for other in held if other.column == column), default=-1) + 1,
        author_id=work.actor.person,
        late=row.revealed is not None,
        version=1,
        field_versions={},
        made=work.now,
    )
    work.db.add(card)
    work.db.flush()
    tell(work, row, card)
    return {"card": card.id}


def edit_card(work: Work, card: int, text: str) -> None:
    """Change a card's words: its author, who convenes the session, the desk. Everybody may move it."""
    row, board = _card(work, card)
    _own_card(work, row, board)
    _kind(board, text)
    guard(work, f"card:{row.id}", row, {"text": text})
    touch(row, {"text": text})
    tell(work, board, row)


def move_card(work: Work, card: int, column: str, position: int) -> None:
    """Put a card in a column, before the card that stands at that position."""
    row, board = _card(work, card)
    _known_column(board, column)
    guard(work, f"card:{row.id}", row, {"column": column})
    touch(row, {"column": column})
    others = [other for other in cards(work.db, board.id) if other.column == column and other.id != row.id]
    others.insert(position, row)
    for place, other in enumerate(others):
        if other.position != place or other is row:
            other.position = place
            tell(work, board, other)


def remove_card(work: Work, card: int) -> None:
    """Take a card back: its author, the session's conveners, the desk."""
    row, board = _card(work, card)
    _own_card(work, row, board)
    stream = _stream(board) if board.revealed is not None else f"person:{row.author_id}"
    work.db.delete(row)
    work.db.flush()
    work.announce(changes.CardRemoved(board=board.id, card=card), stream)
    work.count(changes.BoardChanged.KIND, board.id, _stream(board))


def reveal_board(work: Work, board: int) -> None:
    """Show all cards to everybody, once and for good; an act with a time and an author."""
    row = inside(work.db, Board, work.gathering, board)
    if not work.actor.steers and not _convenes(work, row):
        raise Refused("forbidden", _("Only who convenes the session, or the desk, reveals the board."))
    if row.revealed is not None:
        return
    row.revealed = work.now
    row.revealed_by_id = work.actor.person
    row.step = format_of(row).step_after_reveal().id
    work.db.flush()
    work.announce(changes.Revealed(board=whole_board(work.db, row)), _stream(row))
    for card in cards(work.db, row.id):
        if card.author_id is not None:
            work.announce(changes.CardRemoved(board=row.id, card=card.id), f"person:{card.author_id}")


def _stream(board: Board) -> str:
    return f"board:{board.id}"


def tell(work: Work, board: Board, card: Card) -> None:
    """Tell a card to everybody once it is revealed, before that to its author alone."""
    work.db.flush()
    told = card_told(work.db, card)
    if board.revealed is not None:
        work.announce(changes.CardSaved(board=board.id, card=told), _stream(board))
    else:
        own = {**told, "author": card.author_id, "board": board.id}
        work.announce(changes.CardSaved(board=board.id, card=own), f"person:{card.author_id}")
    work.count(changes.BoardChanged.KIND, board.id, _stream(board))


def _card(work: Work, card: int) -> tuple[Card, Board]:
    """A card that the actor may see; somebody else's hidden card is `gone`, like one that never was."""
    row = inside(work.db, Card, work.gathering, card)
    board = work.db.get_one(Board, row.board_id)
    if board.revealed is None and row.author_id != work.actor.person:
        raise Refused("gone", _("This is not here any more."))
    return row, board


def _own_card(work: Work, card: Card, board: Board) -> None:
    if card.author_id != work.actor.person and not work.actor.steers and not _convenes(work, board):
        raise Refused("forbidden", _("Only who wrote this card, who convenes the session, or the desk changes it."))


def _kind(board: Board, text: str) -> Kind:
    kind = format_of(board).kind[0]
    most = kind.fields[0].max
    if len(text) > most:
        message = _("A card has at most {n} characters.", n=most)
        raise Refused("invalid", message, {"text": message})
    return kind


def _known_column(board: Board, column: str) -> None:
    if all(known["id"] != column for known in board.columns):
        raise Refused("gone", _("This column is not here any more."))


def _convenes(work: Work, board: Board) -> bool:
    if board.session_id is None or work.actor.person is None:
        return False
    query = select(func.count()).select_from(Convener).join(Session, Session.topic_id == Convener.topic_id)
    query = query.where(Session.id == board.session_id, Convener.person_id == work.actor.person)
    return work.db.scalars(query).one() > 0


COMMANDS = (
    Command("boards.open_board", open_board, TAKING_PART, forms.OpenForm),
    Command("boards.write_card", write_card, TAKING_PART, forms.WriteForm),
    Command("boards.edit_card", edit_card, TAKING_PART, forms.EditForm),
    Command("boards.move_card", move_card, TAKING_PART, forms.MoveForm),
    Command("boards.remove_card", remove_card, TAKING_PART, forms.CardForm),
    Command("boards.reveal_board", reveal_board, TAKING_PART, forms.BoardForm),
)
