"""Forms of boards."""

from openspace.boards.rules import LONGEST_COLUMN
from openspace.core.forms import CommandForm, Several, line, number, required_id, required_line


class OpenForm(CommandForm):
    session = required_id()
    title = line(80)
    columns = Several(max_length=LONGEST_COLUMN)


class WriteForm(CommandForm):
    board = required_id()
    column = required_line(40)
    text = required_line(2000)  # the format says how long a card's text may be


class EditForm(CommandForm):
    card = required_id()
    text = required_line(2000)


class MoveForm(CommandForm):
    card = required_id()
    column = required_line(40)
    position = number(0, 10_000)


class CardForm(CommandForm):
    card = required_id()


class BoardForm(CommandForm):
    board = required_id()
