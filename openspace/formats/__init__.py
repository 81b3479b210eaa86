"""Dialogue formats as data: one TOML file each, in `data/`."""
