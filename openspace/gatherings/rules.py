"""What may be at a gathering: phases and the switches they set, codes, party letters."""

import secrets
from collections.abc import Collection

PHASES = ("preparing", "opening", "marketplace", "sessions", "convergence", "closing", "published")
SWITCHES = ("posting", "placing", "releasing")
WALL_PAGES = ("auto", "join", "theme", "agenda", "now", "reports", "harvest")

# A phase is a signpost; only the switches bind. Moving the phase sets their usual values. Posting stays open until
# the closing circle: issues come up all day (methods.md R12).
USUAL_SWITCHES = {
    "preparing": (False, False, False),
    "opening": (False, False, False),
    "marketplace": (True, True, False),
    "sessions": (True, True, False),
    "convergence": (True, False, False),
    "closing": (False, False, False),
    "published": (False, False, True),
}

# Without 0 O, 1 I L, 5 S and Z, which are taken for one another (Z for 2) on a wall or from a pen.
ALPHABET = "2346789ABCDEFGHJKMNPQRTUVWXY"
CODE_LENGTH = 7
PALETTE = 8  # colours of the Okabe-Ito palette
MOST_PARTIES = 40
MOST_ANNOUNCEMENTS = 20


def new_code(length: int = CODE_LENGTH) -> str:
    """A code of `length` letters; 7 of 28 are 33 bits."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def typed_code(text: str) -> str:
    """A code as somebody typed it: case, spaces and hyphens do not matter."""
    return "".join(character for character in text.upper() if character.isalnum())


def free_letter(name: str, taken: Collection[str]) -> str:
    """A letter for a party: of its name if one is free, else of the alphabet, else two letters."""
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    wished = [character for character in name.upper() if character in alphabet]
    doubled = [first + second for first in alphabet for second in alphabet]
    candidates: list[str] = [*wished, *alphabet, *doubled]
    return next(letter for letter in candidates if letter not in taken)


def free_colour(taken: Collection[int]) -> int:
    """The palette's first colour nobody has, else the one used least."""
    used = list(taken)
    return min(range(1, PALETTE + 1), key=lambda colour: (used.count(colour), colour))
