"""The yardstick: the same wire through the same WebSocket layer, with nothing checked and nothing on disk.

What this costs, no server of ours can do without; what openspace costs more, it pays for rules, for pages and for
the disk. `python -m benchmarks.bare --port 8001`
"""

from __future__ import annotations

import argparse
import itertools
import socket
import time
from typing import Any

import flask
import flask_socketio
import gevent
from gevent.pywsgi import WSGIServer

from openspace.live import websocket

TICK = 0.05  # seconds in which new totals gather, at least
SENDS = 10_000  # a second: with a bigger room totals gather longer, for one core cannot send more in good time

FORM = '<form method="post"><input type="hidden" name="csrf_token" value="bare"></form>'


class Market:
    """Topics, marks and totals, in memory only."""

    def __init__(self) -> None:
        self.number = 0
        self.topics: list[dict[str, Any]] = []
        self.marks: dict[tuple[str, int], str] = {}
        self.totals: dict[int, dict[str, int]] = {}
        self.touched: set[int] = set()

    def post(self, title: str) -> dict[str, Any]:
        totals = {"come": 0, "maybe": 0}
        topic = {"id": len(self.topics) + 1, "title": title, "interest": totals}
        self.topics.append(topic)
        self.totals[len(self.topics)] = totals
        self.number += 1
        return {"number": self.number, "kind": "marketplace.topic_posted", "topic": topic}

    def mark(self, client: str, topic: int, answer: str) -> int:
        """Count at once; the number is that of the change which will tell."""
        before = self.marks.get((client, topic), "none")
        self.marks[client, topic] = answer
        for of, step in ((before, -1), (answer, 1)):
            if of in self.totals[topic]:
                self.totals[topic][of] += step
        self.touched.add(topic)
        return self.number + 1

    def count(self) -> dict[str, Any]:
        self.number += 1
        topics = {str(topic): self.totals[topic] for topic in sorted(self.touched)}
        self.touched.clear()
        return {"number": self.number, "kind": "marketplace.interest_counted", "topics": topics}


def bare(market: Market) -> flask.Flask:
    """The application, its live side included."""
    app = flask.Flask("bare")
    live = flask_socketio.SocketIO(app, async_mode="gevent", async_handlers=False, ping_interval=10, ping_timeout=6)
    server: Any = live.server  # type: ignore[attr-defined]
    websocket.install(server)
    persons = itertools.count(1)
    clients: dict[str, str] = {}
    receipts: dict[tuple[str, int], dict[str, Any]] = {}

    def tell(change: dict[str, Any]) -> None:
        number = change["number"]
        told = {"stream": "all", "from": number, "to": number, "changes": [change], "people": {}}
        server.emit("changes", told)

    def tick() -> None:
        while True:
            gevent.sleep(max(TICK, len(clients) / SENDS))
            if market.touched:
                tell(market.count())

    @live.on("disconnect")
    def disconnect(_reason: str) -> None:
        clients.pop(flask.request.sid, None)  # type: ignore[attr-defined]

    @app.get("/readyz")
    @app.get("/g/bare")
    @app.get("/g/bare/phone")
    def page() -> str:
        return FORM

    @app.post("/g/bare/join")
    def join() -> dict[str, Any]:
        name = flask.request.form["name"]
        role = "participant"
        return {"person": next(persons), "name": name, "role": role, "party": None, "csrf": "bare"}

    @app.get("/g/bare/snapshot")
    def snapshot() -> dict[str, Any]:
        streams = {"all": {"number": market.number, "state": {"topics": market.topics}}}
        return {"epoch": "bare", "streams": streams, "people": {}}

    @live.on("hello")
    def hello(wish: dict[str, Any]) -> dict[str, Any]:
        clients[flask.request.sid] = wish["client"]  # type: ignore[attr-defined]
        entry = {"number": market.number, "snapshot": "/g/bare/snapshot"}
        now = round(time.time() * 1000)
        streams = {"all": entry}
        return {"ok": True, "epoch": "bare", "now": now, "acked": 0, "me": {}, "streams": streams}

    @live.on("do")
    def do(wish: dict[str, Any]) -> dict[str, Any]:
        client, n, fields = clients[flask.request.sid], wish["n"], wish["fields"]  # type: ignore[attr-defined]
        if (client, n) in receipts:  # in an overload phones ask twice, and topics must not double
            return receipts[client, n]
        if wish["name"] == "marketplace.post_topic":
            if market.touched:  # their number was promised to those who marked
                tell(market.count())
            change = market.post(fields["title"])
            tell(change)
            at, result = change["number"], {"topic": change["topic"]["id"]}
        else:
            at, result = market.mark(client, fields["topic"], fields["answer"]), {}
        receipts[client, n] = {"ok": True, "n": n, "at": {"all": at}, "result": result}
        return receipts[client, n]

    gevent.spawn(tick)
    return app


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    with socket.create_server(("127.0.0.1", parser.parse_args().port), backlog=4096) as listener:
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        listener.setblocking(False)
        WSGIServer(listener, bare(Market()), log=None).serve_forever()
