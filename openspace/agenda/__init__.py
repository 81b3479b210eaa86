"""The agenda: places, slots, sessions, placing, who is where."""
