"""A small world to test in: a real database with one gathering, and people who wish."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

from openspace.app import build_system
from openspace.core.actor import Actor, Role
from openspace.core.committer import Answer, Committer, Told, Wish
from openspace.core.settings import load
from openspace.core.system import System
from openspace.live.streams import head, names
from openspace.migrate import upgrade

CLIENT = "c" * 16


@dataclass
class Somebody:
    """A person (or a wall, an onlooker) with a device and an outbox."""

    world: "World"
    device: int
    person: int | None
    numbers: "count[int]" = field(default_factory=lambda: count(1))

    @property
    def client(self) -> str:
        """The name of the outbox."""
        return f"device{self.device:010}"

    def wishes(self, name: str, base: Mapping[str, int] | None = None, /, **fields: Any) -> Answer:
        """Ask for something; the answer."""
        n = next(self.numbers)
        return self.world.commit(Wish(name, fields, device=self.device, client=self.client, n=n, base=base or {}))

    def does(self, name: str, /, **fields: Any) -> dict[str, Any]:
        """Ask for something that must succeed; its result."""
        answer = self.wishes(name, **fields)
        assert answer["ok"], answer
        result: dict[str, Any] = answer["result"]
        return result

    def refused(self, name: str, base: Mapping[str, int] | None = None, /, **fields: Any) -> str:
        """Ask for something that must be refused and change nothing; the code."""
        before = self.world.everything()
        answer = self.wishes(name, base, **fields)
        assert not answer["ok"], answer
        assert self.world.everything() == before
        code: str = answer["code"]
        return code


class World:
    """One gathering of 40 people with two parties, a host, and whoever joins."""

    def __init__(self, folder: Path, database: str | None = None) -> None:
        environment = {"OPENSPACE_DATA": str(folder)} | ({"OPENSPACE_DATABASE": database} if database else {})
        self.system: System = build_system(load(environment=environment))
        upgrade(self.system.database)
        self.committer = Committer(self.system)
        self.told: list[Told] = []
        self._browsers = count(1)
        self.made = self.trusted(
            "exchange.create",
            Actor(0, Role.STRANGER),
            title="Neighbours",
            theme="How do we stop typing data twice?",
            timezone="Europe/Amsterdam",
            language="en",
            starts="2026-11-28T08:00:00Z",
            people_expected=12,
            parties=["Town", "Harbour"],
        )
        self.gathering: int = self.made["gathering"]
        self.code: str = self.made["code"]
        self.host = self.takes(self.made["desk"]["url"], "Hanna")

    def commit(self, wish: Wish) -> Answer:
        """One wish in one transaction; what it told is kept in `told`."""
        answer, told = self.committer.one(wish)
        self.told += told
        return answer

    def trusted(self, name: str, actor: Actor, /, **fields: Any) -> dict[str, Any]:
        """A wish of a trusted actor that must succeed."""
        answer = self.commit(Wish(name, fields, actor=actor))
        assert answer["ok"], answer
        result: dict[str, Any] = answer["result"]
        return result

    def joins(self, name: str, party: int | None = None, language: str = "en") -> Somebody:
        """Somebody comes in."""
        actor = Actor(self.gathering, Role.STRANGER, language=language)
        made = self.trusted("people.join", actor, name=name, party=party, language=language, browser=self._browser())
        return Somebody(self, made["device"], made["person"])

    def takes(self, url: str, name: str = "") -> Somebody:
        """Somebody takes a capability link."""
        from openspace.people.rules import hashed

        actor = Actor(self.gathering, Role.STRANGER)
        secret = hashed(url.rpartition("/")[2])
        made = self.trusted("people.take_link", actor, secret=secret, name=name, language="en", browser=self._browser())
        with self.system.database.reading() as db:
            found = self.system.find_actor(db, made["device"])
        assert found is not None
        return Somebody(self, made["device"], found.person)

    def opens(self, phase: str = "marketplace") -> None:
        """The host moves the phase."""
        self.host.does("gatherings.move_phase", phase=phase)

    def state(self, stream: str = "all") -> dict[str, Any]:
        """A fresh picture of a stream."""
        with self.system.database.reading() as db:
            return self.system.state(db, self.gathering, stream)

    def number(self, stream: str = "all") -> int:
        """The head of a stream."""
        with self.system.database.reading() as db:
            return head(db, self.gathering, stream)

    def people(self, value: object) -> dict[str, Any]:
        """The names beside a state."""
        with self.system.database.reading() as db:
            return names(self.system, db, self.gathering, {"streams": value})

    def everything(self) -> dict[str, Any]:
        """All that could change: the state of everybody and of the desk."""
        return {stream: self.state(stream) for stream in ("all", "desk")}

    def _browser(self) -> str:
        return f"browser-{next(self._browsers)}"
