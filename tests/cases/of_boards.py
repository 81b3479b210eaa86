"""Cases of boards, before they are revealed and after."""

from tests.cases.day import Day, Deed, case


@case("boards.open_board")
def open_board(day: Day) -> Deed:
    return Deed(day.anna, {"session": day.session(), "title": "Our board", "columns": ["Good", "Hard"]})


@case("boards.write_card")
def write_card(day: Day) -> Deed:
    return Deed(day.bram, {"board": day.board(), "column": "1", "text": "Shade"})


@case("boards.write_card", "late")
def write_late(day: Day) -> Deed:
    board = day.board()
    day.card(board)
    day.anna.does("boards.reveal_board", board=board)
    return Deed(day.bram, {"board": board, "column": "2", "text": "Benches"})


@case("boards.edit_card")
def edit_card(day: Day) -> Deed:
    return Deed(day.bram, {"card": day.card(day.board(), day.bram), "text": "More shade"})


@case("boards.edit_card", "of somebody else")
def edit_revealed(day: Day) -> Deed:
    board = day.board()
    card = day.card(board, day.bram)
    day.anna.does("boards.reveal_board", board=board)
    return Deed(day.anna, {"card": card, "text": "More shade"})


@case("boards.move_card")
def move_card(day: Day) -> Deed:
    board = day.board()
    cards = [day.card(board, who, text) for who, text in ((day.anna, "A"), (day.bram, "B"), (day.anna, "C"))]
    day.anna.does("boards.reveal_board", board=board)
    return Deed(day.bram, {"card": cards[2], "column": "1", "position": 0})


@case("boards.move_card", "before revealing")
def move_private(day: Day) -> Deed:
    board = day.board()
    day.card(board, day.anna)
    return Deed(day.bram, {"card": day.card(board, day.bram), "column": "1", "position": 0})


@case("boards.remove_card")
def remove_card(day: Day) -> Deed:
    return Deed(day.bram, {"card": day.card(day.board(), day.bram)})


@case("boards.remove_card", "revealed")
def remove_revealed(day: Day) -> Deed:
    board = day.board()
    card = day.card(board, day.bram)
    day.anna.does("boards.reveal_board", board=board)
    return Deed(day.anna, {"card": card})


@case("boards.reveal_board")
def reveal_board(day: Day) -> Deed:
    board = day.board()
    day.anna.does("people.set_consent", consent="room")
    day.card(board, day.anna)
    day.card(board, day.bram, "Benches")
    return Deed(day.anna, {"board": board})
