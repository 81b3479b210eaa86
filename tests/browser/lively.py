"""A data folder with the lively sample gathering in it, made before its server starts, and the ways into it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page

from openspace.app import build_system
from openspace.core.actor import Actor, Role
from openspace.core.committer import Answer, Committer, Wish
from openspace.core.settings import load
from openspace.demo_data import samples
from openspace.demo_making import make
from openspace.gatherings.queries import by_code
from openspace.migrate import upgrade
from tests.server import RunningServer


@dataclass
class Lively:
    """Where it is served, links that are still unused, and the things in it that tests look at.

    The links of a device are for the convener of `topic`, which is placed in a round to come, and, in Dutch, for the
    one who `reported` a session.
    """

    server: RunningServer
    code: str
    desks: list[str]
    devices: dict[str, list[str]]
    wall: str
    topic: int
    session: int
    slot: int
    reported: int
    board: int  # the session that has one

    def page(self, path: str) -> str:
        """An address of this gathering."""
        return f"{self.server.url}/g/{self.code}/{path}"


def furnish(server: RunningServer) -> Lively:
    """Fill the folder of a server that does not run yet."""
    system = build_system(load(environment=server.environment))
    upgrade(system.database)
    committer = Committer(system)

    def ask(wishes: Sequence[Wish]) -> list[Answer]:
        return committer.commit(wishes).answers

    made = make(samples()[0], system, ask)
    with system.database.reading() as db:
        found = by_code(db, made.code)
        assert found is not None
        gathering = found.id
        everything = system.state(db, gathering, "all")
        sessions = [(one, system.state(db, gathering, f"session:{one['id']}")) for one in everything["sessions"]]
    topics = {one["id"]: one for one in everything["topics"]}
    mine = next(one for one, _ in sessions if one["state"] == "placed")
    reported = next(one for one, _ in sessions if one["report"] == "published")
    board = next(one for one, more in sessions if more["board"])
    me, other = topics[mine["topic"]]["conveners"][0], topics[reported["topic"]]["conveners"][0]

    def wish(actor: Actor, name: str, **fields: object) -> dict[str, Any]:
        [answer] = ask([Wish(name, fields, actor=actor)])
        assert answer["ok"], answer
        result: dict[str, Any] = answer["result"]
        return result

    host = Actor(gathering, Role.HOST)
    wish(Actor(gathering, Role.PARTICIPANT, other), "people.choose_language", language="nl")
    links = {
        language: [
            wish(Actor(gathering, Role.PARTICIPANT, person), "people.make_link", right="device")["url"] for _ in "123"
        ]
        for language, person in (("en", me), ("nl", other))
    }
    desks = [wish(host, "people.make_link", right="host")["url"] for _ in range(8)]
    system.database.close()
    return Lively(
        server,
        made.code,
        desks,
        links,
        made.wall,
        topic=mine["topic"],
        session=mine["id"],
        slot=mine["slot"],
        reported=reported["id"],
        board=board["id"],
    )


def take(page: Page, link: str) -> None:
    """Take the right of a link; who comes as the host says a name."""
    page.goto(link)
    if page.locator("[name=name]").count():
        page.locator("[name=name]").fill("Hanna")
    page.locator("button.primary").click()
    page.wait_for_url("**/g/**")
