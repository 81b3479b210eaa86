"""The gathering itself: code, theme, phase and switches, parties, the one timer, announcements, the wall's remote."""
