"""The one register of outcomes: decisions, actions, questions, with their origin. Everything above writes to it."""
