"""What boards do when people or the gathering below them move."""

from sqlalchemy import delete, select

from openspace.boards.changes import CardRemoved
from openspace.boards.commands import tell
from openspace.boards.models import Board, Card
from openspace.core.changes import Change
from openspace.core.work import Work
from openspace.people.changes import ConsentSet, Merged


def merge_person(work: Work, merged: Merged) -> None:
    """Two persons were one: the cards go to the one who stays."""
    for card in work.db.scalars(select(Card).where(Card.author_id == merged.dropped).order_by(Card.id)).all():
        card.author_id = merged.person
        tell(work, work.db.get_one(Board, card.board_id), card)


def consent_set(work: Work, change: ConsentSet) -> None:
    """Somebody is named from now on, or no more: also on the cards that everybody sees."""
    query = select(Card).join(Board, Board.id == Card.board_id).where(Board.revealed.is_not(None))
    for card in work.db.scalars(query.where(Card.author_id == change.person).order_by(Card.id)).all():
        tell(work, work.db.get_one(Board, card.board_id), card)


def empty(work: Work, _change: Change) -> None:
    """Emptied after a rehearsal."""
    hidden = select(Card).join(Board, Board.id == Card.board_id).where(Board.gathering_id == work.gathering)
    for card in work.db.scalars(hidden.where(Board.revealed.is_(None)).order_by(Card.id)):
        work.announce(CardRemoved(board=card.board_id, card=card.id), f"person:{card.author_id}")
    work.db.execute(delete(Board).where(Board.gathering_id == work.gathering))
