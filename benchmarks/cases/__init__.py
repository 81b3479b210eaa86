"""The cases, by the names by which `python -m benchmarks` runs them."""

from benchmarks.case import Case
from benchmarks.cases import (
    burst,
    cut_all,
    dark,
    first_load,
    growth,
    idle,
    kill,
    marketplace,
    one_wish,
    typing_together,
)

CASES: dict[str, Case] = {
    "marketplace": marketplace.CASE,
    "one_wish": one_wish.CASE,
    "burst": burst.CASE,
    "cut_all": cut_all.CASE,
    "kill": kill.CASE,
    "dark": dark.CASE,
    "typing": typing_together.CASE,
    "idle": idle.CASE,
    "growth": growth.CASE,
    "first_load": first_load.CASE,
}
