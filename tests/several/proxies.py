"""nginx, HAProxy and Caddy with the very files that docs/proxies gives: only ports, names and paths are changed."""

import getpass
import os
import shutil
import subprocess
from abc import ABC, abstractmethod
from collections.abc import Sequence
from pathlib import Path
from time import monotonic, sleep
from typing import ClassVar, Self

from tests.authority import Authority
from tests.doors.browser import Browser
from tests.server import free_port

DOCS = Path(__file__).resolve().parents[2] / "docs" / "proxies"
SYSTEM = f"{os.environ['PATH']}:/usr/sbin"  # Debian keeps servers where only root looks


class Proxy(ABC):
    """In front of two servers, at `url`. Of `Authority` it has the certificate."""

    name: ClassVar[str]
    file: ClassVar[str]

    def __init__(self, folder: Path, authority: Authority) -> None:
        folder.mkdir()
        self.folder, self.authority = folder, authority
        self.plain, self.port = free_port(), free_port()
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Where phones reach it."""
        return f"https://localhost:{self.port}"

    @property
    def log(self) -> str:
        """What it said."""
        return (self.folder / "log").read_text()

    def start(self, servers: Sequence[int]) -> Self:
        """Start it before servers at these ports, and wait until it answers for them."""
        program = shutil.which(self.name, path=SYSTEM)
        assert program, f"these tests need Debian's {self.name}; `make test` installs it where it may"
        changes = self.changes() | {f"127.0.0.1:{8001 + n}": f"127.0.0.1:{port}" for n, port in enumerate(servers)}
        text = (DOCS / self.file).read_text()
        for documented, here in changes.items():
            assert text.count(documented) == 1, documented
            text = text.replace(documented, here)
        config = self.folder / self.file
        config.write_text(text)
        environment = os.environ | {"HOME": str(self.folder), "XDG_DATA_HOME": str(self.folder)}
        with (self.folder / "log").open("wb") as log:
            command = [program, *self.arguments(config)]
            self._process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
        end = monotonic() + 15
        while not self._answers():
            assert monotonic() < end, self.log
            sleep(0.1)
        return self

    def stop(self) -> None:
        """End it."""
        assert self._process
        self._process.terminate()
        self._process.wait(10)

    @abstractmethod
    def changes(self) -> dict[str, str]:
        """What is not here as an operator has it."""

    @abstractmethod
    def arguments(self, config: Path) -> list[str]:
        """How it is started, so that it stays ours."""

    def _answers(self) -> bool:
        try:
            return Browser(self.url).get("/readyz").status == 200
        except OSError:
            return False


class Nginx(Proxy):
    """As ourselves, not as www-data, and with its own files in our folder."""

    name, file = "nginx", "nginx.conf"

    def changes(self) -> dict[str, str]:
        kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        own = "".join(f" {kind}_temp_path {self.folder}/{kind};" for kind in kinds)
        return {
            "user www-data;": f"user {getpass.getuser()};",
            "/run/nginx.pid": f"{self.folder}/pid",
            "/var/log/nginx/error.log": "stderr",
            "http {\n": f"http {{\n   {own}\n",
            "listen 80;": f"listen 127.0.0.1:{self.plain};",
            "listen 443 ssl;": f"listen 127.0.0.1:{self.port} ssl;",
            "https://openspace.example.org": self.url,
            "/etc/ssl/openspace.pem": str(self.authority.certificate),
            "/etc/ssl/openspace.key": str(self.authority.key),
        }

    def arguments(self, config: Path) -> list[str]:
        return ["-e", "stderr", "-c", str(config), "-g", "daemon off;"]


class HAProxy(Proxy):
    """Likewise; it wants certificate and key in one file."""

    name, file = "haproxy", "haproxy.cfg"

    def changes(self) -> dict[str, str]:
        both = self.folder / "both.pem"
        both.write_text(self.authority.certificate.read_text() + self.authority.key.read_text())
        return {
            "    user haproxy\n    group haproxy\n": "",
            "bind :80\n": f"bind 127.0.0.1:{self.plain}\n",
            "bind :443 ": f"bind 127.0.0.1:{self.port} ",
            "/etc/ssl/openspace.both.pem": str(both),
        }

    def arguments(self, config: Path) -> list[str]:
        return ["-db", "-f", str(config)]


class Caddy(Proxy):
    """With a certificate of our own, as there is nobody here to fetch one from."""

    name, file = "caddy", "Caddyfile"

    def changes(self) -> dict[str, str]:
        ports = f"{{\n\tadmin off\n\tskip_install_trust\n\thttp_port {self.plain}\n\thttps_port {self.port}\n}}\n"
        return {
            "# Caddy 2.6": f"{ports}# Caddy 2.6",
            "openspace.example.org {": "localhost {",
            "# tls /etc/ssl/openspace.pem /etc/ssl/openspace.key": (
                f"tls {self.authority.certificate} {self.authority.key}"
            ),
        }

    def arguments(self, config: Path) -> list[str]:
        return ["run", "--config", str(config), "--adapter", "caddyfile"]
