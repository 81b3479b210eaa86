"""The running service behind a Flask app: what views need to read, to ask, and to know who asks."""

from dataclasses import dataclass
from typing import Any, cast

from flask import current_app
from sqlalchemy import Connection
from sqlalchemy.orm import Session

from openspace.core.actor import Actor
from openspace.core.committer import Answer, Wish
from openspace.core.errors import Refused
from openspace.core.system import System
from openspace.core.words import _
from openspace.live.health import Health
from openspace.live.queue import CommitQueue
from openspace.live.streams import Snapshots
from openspace.web.browser import browser_hash

KEY = "openspace"


@dataclass(frozen=True, slots=True)
class Service:
    """One running server."""

    system: System
    queue: CommitQueue
    snapshots: Snapshots
    health: Health


def service() -> Service:
    """The service of the app that answers this request."""
    return cast(Service, current_app.extensions[KEY])


def acting(db: Session | Connection, code: str, screen: str = "phone") -> Actor | None:
    """Who asks on this screen; None for a stranger. Refused `unknown_gathering` for a wrong code."""
    return service().system.find_acting(db, browser_hash() or "", code, screen)


def ask(command: str, actor: Actor, /, **fields: Any) -> dict[str, Any]:
    """A trusted wish of a page's form: its result, or Refused."""
    answer: Answer = service().queue.ask(Wish(command, fields, actor=actor, steers=actor.steers))
    if answer.get("code") == "disk_full":  # no phone keeps a form
        raise Refused("disk_full", _("The server's disk is full. Try again in a few minutes."))
    if not answer["ok"]:
        raise Refused(answer["code"], answer.get("message", ""), answer.get("fields"))
    result: dict[str, Any] = answer["result"]
    return result
