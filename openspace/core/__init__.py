"""The ground every feature stands on: actor, commands, committer, changes, database. Knows no Flask and no feature."""
