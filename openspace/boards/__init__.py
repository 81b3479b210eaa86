"""The one board engine: boards, cards, private until revealed. What a board looks like is a format's data."""
