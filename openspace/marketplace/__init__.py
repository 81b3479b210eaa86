"""The marketplace: topics, interest, and ideas before the day."""
