"""A sample gathering under way: who asks its wishes, and the ids its people and sessions got."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from itertools import chain
from typing import Any

from openspace.core.actor import Actor, Role
from openspace.core.committer import Answer, Wish
from openspace.demo_data import Sample, Topic

Ask = Callable[[Sequence[Wish]], list[Answer]]


def results(ask: Ask, wishes: Iterable[Wish]) -> list[dict[str, Any]]:
    """What came of wishes that are always granted; a refusal is a mistake in the sample."""
    wishes = list(wishes)
    answers = ask(wishes)
    for wish, answer in zip(wishes, answers, strict=True):
        if not answer["ok"]:
            raise RuntimeError(f"the demonstration was refused {wish.name} {wish.fields}: {answer}")
    return [answer["result"] for answer in answers]


class Day:
    """The wishes of the desk and of people by their names."""

    def __init__(self, sample: Sample, ask: Ask, gathering: int, starts: datetime) -> None:
        self.sample = sample
        self.ask = ask
        self.gathering = gathering
        self.starts = starts
        self.names = list(chain.from_iterable(sample.people.values()))
        self.persons: dict[str, int] = {}
        self.topics: list[tuple[Topic, int]] = []
        self.sessions: list[tuple[Topic, int]] = []

    def do(self, wishes: Iterable[Wish]) -> list[dict[str, Any]]:
        """Ask for all of them, in their order."""
        return results(self.ask, wishes)

    def stranger(self, name: str, /, **fields: object) -> Wish:
        """A wish of somebody who is not in yet."""
        return self._wish(Role.STRANGER, None, name, fields)

    def desk(self, name: str, /, **fields: object) -> Wish:
        """A wish of the desk."""
        return self._wish(Role.HOST, None, name, fields)

    def person(self, who: str, name: str, /, **fields: object) -> Wish:
        """A wish of somebody."""
        return self._wish(Role.PARTICIPANT, self.persons[who], name, fields)

    def convener(self, topic: Topic, name: str, /, **fields: object) -> Wish:
        """A wish of who convenes a topic."""
        return self.person(topic.by[0], name, **fields)

    def minute(self, minute: int) -> str:
        """The instant of a minute of the day."""
        return (self.starts + timedelta(minutes=minute)).isoformat()

    def _wish(self, role: Role, person: int | None, name: str, fields: dict[str, object]) -> Wish:
        return Wish(name, fields, actor=Actor(self.gathering, role, person, language=self.sample.language))
