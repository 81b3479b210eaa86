"""A plan on its way into the database: what each of its ids became, and what found no place."""

from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from openspace.agenda.models import Place, Session, Slot
from openspace.core.database import Model
from openspace.core.work import Work
from openspace.exchange.plan import LeftOut, Plan
from openspace.gatherings.models import Gathering, Party
from openspace.marketplace.models import Topic
from openspace.people.models import Person

Row = TypeVar("Row", bound=Model)


@dataclass(slots=True)
class Applying:
    """Rows by the ids that the plan gives them."""

    work: Work
    plan: Plan
    gathering: Gathering
    parties: dict[str, Party] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    slots: dict[str, Slot] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    topics: dict[str, Topic] = field(default_factory=dict)
    sessions: dict[str, Session] = field(default_factory=dict)
    returning: set[int] = field(default_factory=set)  # people who were here before: only they may be looking on
    left_out: list[LeftOut] = field(default_factory=list)

    def write(self, rows: Iterable[Model]) -> None:
        """Write new rows in their order, so that their ids keep it."""
        self.work.db.add_all(rows)
        self.work.db.flush()

    def leave_out(self, line: str, why: str) -> None:
        """Say that something found no place."""
        self.left_out.append(LeftOut(line=line, why=why))


def pointed(rows: Mapping[str, Row], id: str | None) -> Row | None:
    """The row that an id of the plan stands for; nothing where it names none."""
    return None if id is None else rows[id]


def id_of(rows: Mapping[str, Party | Person], id: str | None) -> int | None:
    """The id of that row."""
    return None if id is None else rows[id].id


class Known(Generic[Row]):
    """What a gathering already has, by what it is recognised by. Each is taken once: two places of one name in a plan
    are two places."""

    def __init__(self, rows: Sequence[Row], key: Callable[[Row], Hashable]) -> None:
        self._rows: dict[Hashable, deque[Row]] = defaultdict(deque)
        for row in rows:
            self._rows[key(row)].append(row)

    def take(self, key: Hashable) -> Row | None:
        """The next one with this key."""
        return self._rows[key].popleft() if self._rows[key] else None
