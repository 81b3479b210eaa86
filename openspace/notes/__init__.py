"""The session's writing: its shared note, its report, what it captures into the register of outcomes."""
