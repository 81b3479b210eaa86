"""Screens: the front door, phone, wall and desk, and the agenda to read without script."""
