"""What an outcome may be."""

KINDS = ("decision", "action", "question")
STATES = ("open", "doing", "done", "dropped")
LONGEST_TEXT = 300
MOST_OF_ONE_ORIGIN = 200
