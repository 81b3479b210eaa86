"""One worked case at least for every command: what has to be there, who asks, with which fields. Golden stories replay
them, and each is sent once through every door."""

import importlib
from pathlib import Path

from tests.cases.day import CASES, Case, Day, Deed

for _path in sorted(Path(__file__).parent.glob("of_*.py")):
    importlib.import_module(f"tests.cases.{_path.stem}")

__all__ = ["CASES", "Case", "Day", "Deed"]
