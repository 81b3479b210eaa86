"""The demonstration: two gatherings with lively sample data, made once for their day, and where to open them."""

from collections.abc import Sequence
from datetime import datetime

import click
import gevent
import msgspec

from openspace.app import Server
from openspace.core import clock
from openspace.core.actor import Actor, Role
from openspace.core.committer import Answer, Wish
from openspace.demo_data import samples
from openspace.demo_day import results
from openspace.demo_making import Made, make
from openspace.demo_page import page
from openspace.gatherings.queries import by_code


class Marker(msgspec.Struct):
    """What `demo.json` keeps: the codes of the gatherings, and when the day of the first one ends."""

    ends: datetime
    codes: list[str]


def open_demonstration(server: Server) -> None:
    """Make the two unless today's are there, and print where to join."""
    made = _todays(server) or _fresh(server)
    click.echo(page(server.system.settings.base_url, list(zip(samples(), made, strict=True))))


def _fresh(server: Server) -> list[Made]:
    made = [make(sample, server.system, lambda wishes: _ask(server, wishes)) for sample in samples()]
    marker = Marker(ends=made[0].ends, codes=[one.code for one in made])
    (server.system.settings.data / "demo.json").write_bytes(msgspec.json.encode(marker))
    return made


def _todays(server: Server) -> list[Made]:
    """Those of an earlier start with fresh links; none when their day has passed or the database is another."""
    try:
        marker = msgspec.json.decode((server.system.settings.data / "demo.json").read_bytes(), type=Marker)
    except (OSError, msgspec.MsgspecError):
        return []
    with server.system.database.reading() as db:
        ids = [row.id for row in (by_code(db, code) for code in marker.codes) if row]
    if marker.ends < clock.now() or len(ids) < len(samples()):
        return []
    made = []
    for id, code in zip(ids, marker.codes, strict=True):
        host = Actor(id, Role.HOST)
        wishes = [Wish("people.make_link", {"right": right}, actor=host) for right in ("host", "wall")]
        desk, wall = results(lambda asked: _ask(server, asked), wishes)
        made.append(Made(code, desk["url"], wall["url"], marker.ends))
    return made


def _ask(server: Server, wishes: Sequence[Wish]) -> list[Answer]:
    """In their order; those that wait together are committed together."""
    waiting = [gevent.spawn(server.queue.ask, wish) for wish in wishes]
    return [asked.get() for asked in waiting]
