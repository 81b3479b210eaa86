"""A house's own certificate authority, made by the very commands that docs/operators.md gives."""

import re
import subprocess
from pathlib import Path

_DOCS = Path(__file__).resolve().parents[1] / "docs" / "operators.md"
_NAME = "openspace.house"


class Authority:
    """`house.pem` is what phones would trust; `server.pem` and `server.key` are for a server of this name."""

    def __init__(self, folder: Path, name: str = _NAME) -> None:
        self.folder = folder
        folder.mkdir(parents=True)
        (commands,) = re.findall(r"```sh\n([^`]*openssl req[^`]*)```", _DOCS.read_text())
        self._run("sh", "-e", "-c", commands.replace(_NAME, name))
        self.trusted = folder / "house.pem"
        self.certificate = folder / "server.pem"
        self.key = folder / "server.key"

    def valid_for(self, days: int) -> Path:
        """A certificate for the same name and key that ends some days from now, or ended."""
        asked, given = self.folder / "asked.pem", self.folder / f"{days} days.pem"
        names = self._run("openssl", "x509", "-in", str(self.certificate), "-noout", "-ext", "subjectAltName")
        name = names.split("DNS:")[1].strip()
        asking = f"openssl req -new -config /dev/null -subj /CN={name} -addext subjectAltName=DNS:{name}"
        self._run(*asking.split(), "-key", str(self.key), "-out", str(asked))
        giving = f"openssl x509 -req -CA house.pem -CAkey house.key -copy_extensions copy -days {days}"
        self._run(*giving.split(), "-in", str(asked), "-out", str(given))
        return given

    def fingerprint(self) -> str:
        """Of the authority's public key, as Chromium wants it to be told (base64 of its SHA-256)."""
        command = "openssl x509 -in house.pem -pubkey -noout | openssl pkey -pubin -outform der"
        return self._run("sh", "-c", f"{command} | openssl dgst -sha256 -binary | openssl base64").strip()

    def _run(self, *command: str) -> str:
        return subprocess.run(command, cwd=self.folder, capture_output=True, text=True, check=True).stdout
