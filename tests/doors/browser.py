"""A browser without a screen: cookies, forms with their token, JSON; every header can be bent."""

import html
import http.client
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
_START = re.compile(r'<script type="application/json" id="start">(.*?)</script>', re.DOTALL)


@dataclass
class Reply:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """As text."""
        return self.body.decode()

    def json(self) -> Any:
        """As JSON."""
        return json.loads(self.body)


class Browser:
    """Cookies of one server. `csrf` is the token of the last page with a form."""

    def __init__(self, url: str, language: str = "en") -> None:
        self.url = url
        self.host = urlsplit(url).netloc
        self.language = language
        self.cookies: dict[str, str] = {}
        self.csrf = ""

    @property
    def cookie(self) -> str:
        """The Cookie header."""
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def request(self, method: str, path: str, body: bytes = b"", **bent: str | None) -> Reply:
        """One request. `bent`: headers, with underscores; None leaves one out."""
        headers: dict[str, str | None] = {
            "Host": self.host,
            "Cookie": self.cookie or None,
            "Accept-Language": self.language,
            "Origin": self.url if method == "POST" else None,
            **{name.replace("_", "-"): value for name, value in bent.items()},
        }
        at = urlsplit(self.url)
        kind = http.client.HTTPSConnection if at.scheme == "https" else http.client.HTTPConnection
        line = kind(at.hostname or "", at.port, timeout=20)
        try:
            line.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            for name, value in headers.items():
                if value is not None:
                    line.putheader(name, value)
            line.putheader("Content-Length", str(len(body)))
            line.endheaders(body)
            answer = line.getresponse()
            for cookie in answer.headers.get_all("Set-Cookie") or []:
                name, _, rest = cookie.partition("=")
                self.cookies[name] = rest.partition(";")[0]
            return Reply(answer.status, answer.headers, answer.read())  # type: ignore[arg-type]
        finally:
            line.close()

    def get(self, path: str, **bent: str | None) -> Reply:
        """Open a page; its token is kept."""
        reply = self.request("GET", path, b"", **bent)
        if found := _TOKEN.search(reply.body.decode(errors="replace")):
            self.csrf = html.unescape(found[1])
        return reply

    def start(self, path: str) -> dict[str, Any]:
        """Open a screen; what it starts from."""
        reply = self.get(path)
        found = _START.search(reply.text)
        assert found, (reply.status, reply.text[:300])
        start: dict[str, Any] = json.loads(found[1])
        self.csrf = start["csrf"]
        return start

    def form(self, path: str, fields: Mapping[str, str] | list[tuple[str, str]], **bent: str | None) -> Reply:
        """Send a form with its token."""
        pairs = list(fields.items()) if isinstance(fields, Mapping) else fields
        body = urlencode([("csrf_token", self.csrf), *pairs]).encode()
        return self.request("POST", path, body, Content_Type="application/x-www-form-urlencoded", **bent)

    def send(self, path: str, body: object, **bent: str | None) -> Reply:
        """Send JSON, or bytes that say they are."""
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        given: dict[str, str | None] = {"Content_Type": "application/json", "X_CSRF_Token": self.csrf}
        return self.request("POST", path, data, **(given | bent))
