"""What may be on a board, beyond what its format says."""

LONGEST_COLUMN = 40
MOST_COLUMNS = 8
MOST_CARDS = 1000
