"""Scripts, styles and fonts: read and zipped once at the start, cached for ever under the hash of their bytes."""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


FOLDER = Path(__file__).resolve().parent.parent.parent / "static"
_ZIPPED = (".js", ".css", ".svg", ".txt", ".webmanifest")


@dataclass(frozen=True)
class Asset:
    """A file as it is served."""

    name: str
    body: bytes
    mime: str

    @cached_property
    def version(self) -> str:
        """Changes exactly when the bytes do."""
        return hashlib.sha256(self.body).hexdigest()[:12]

    @cached_property
    def zipped(self) -> bytes | None:
        """The same, gzipped, where that helps."""
        return gzip.compress(self.body, 9, mtime=0) if self.name.endswith(_ZIPPED) else None


class Assets:
    """All of static/dist and static/fonts, by name. In memory and before Flask, because a join wave asks 8,000 times in
    ten seconds."""

    def __init__(self, folder: Path = FOLDER) -> None:
        mimetypes.add_type("text/javascript", ".js")
        mimetypes.add_type("font/woff2", ".woff2")
        paths = [
            *(folder / "dist").glob("*"),
            *(folder / "fonts").glob("*"),
            *folder.glob("*.svg"),
            *folder.glob("*.png"),
        ]
        self._known = {
            path.name: Asset(path.name, path.read_bytes(), mimetypes.guess_type(path.name)[0] or "text/plain")
            for path in sorted(paths)
            if path.is_file()
        }

    def url(self, name: str) -> str:
        """The address of an asset, with its version in it."""
        return f"/static/{self._known[name].version}/{name}"

    def text(self, name: str) -> str:
        """An asset as text, for what is served under an address of its own."""
        return self._known[name].body.decode()

    def before(self, pages: WSGIApplication) -> WSGIApplication:
        """Answer what is asked of /static/, leave the rest to the pages."""

        def serve(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
            path: str = environ["PATH_INFO"]
            if not path.startswith("/static/"):
                return pages(environ, start_response)
            version, _, name = path.removeprefix("/static/").partition("/")
            asset = self._known.get(name)
            if asset is None or environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
                start_response("404 Not Found", [("Content-Type", "text/plain"), ("Content-Length", "0")])
                return [b""]
            zipped = asset.zipped if "gzip" in environ.get("HTTP_ACCEPT_ENCODING", "") else None
            body = zipped or asset.body
            # A style names its fonts without version: any version is answered, only the right one is kept for ever.
            kept = "public, max-age=31536000, immutable" if version == asset.version else "public, max-age=3600"
            headers = [
                ("Content-Type", asset.mime),
                ("Content-Length", str(len(body))),
                ("Cache-Control", kept),
                ("Vary", "Accept-Encoding"),
                ("X-Content-Type-Options", "nosniff"),
                ("Cross-Origin-Resource-Policy", "same-origin"),
            ]
            start_response("200 OK", [*headers, ("Content-Encoding", "gzip")] if zipped else headers)
            return [body] if environ["REQUEST_METHOD"] == "GET" else [b""]

        return serve
