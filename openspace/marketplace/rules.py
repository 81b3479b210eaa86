"""What may be on the marketplace."""

ANSWERS = ("come", "maybe", "skip")
LONGEST_TITLE = 80
LONGEST_LINE = 200
MOST_CONVENERS = 10
MOST_TOPICS_OF_ONE = 50  # enough for any passion, too few to bury the others' topics
MOST_IDEAS = 500
