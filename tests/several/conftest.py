"""Two servers on one PostgreSQL and one Redis, as two hosts would be."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.doors.browser import Browser
from tests.doors.phones import Gathering, Phone
from tests.redis import RedisServer
from tests.server import RunningServer, free_port


@dataclass
class Two:
    """Their Redis, and a gathering whose host is at the first."""

    redis: RedisServer
    first: RunningServer
    second: RunningServer
    gathering: Gathering

    def joins(self, name: str, server: RunningServer) -> Phone:
        """Somebody joins at one of them."""
        browser = Browser(server.url)
        browser.get(f"/g/{self.gathering.code}")
        assert browser.form(f"/g/{self.gathering.code}/join", {"name": name}).status == 303
        phone = self._phone(browser, "phone")
        assert phone.line
        return phone

    def moves(self, phone: Phone, server: RunningServer) -> Phone:
        """The same phone with the same outbox, at the other one."""
        browser = Browser(server.url)
        browser.cookies = dict(phone.browser.cookies)
        moved = self._phone(browser, phone.screen)
        moved.client, moved.numbers = phone.client, phone.numbers
        assert moved.line
        return moved

    def _phone(self, browser: Browser, screen: str) -> Phone:
        phone = Phone(browser, self.gathering.code, "socket", screen)
        self.gathering.phones.append(phone)
        return phone


@pytest.fixture
def two(tmp_path: Path, postgres_database: str) -> Iterator[Two]:
    """Each at its own address."""
    with running(tmp_path, postgres_database) as (redis, first, second):
        gathering = Gathering(first.url, "socket")
        yield Two(redis, first, second, gathering)
        gathering.close()


@contextmanager
def running(folder: Path, database: str, proxy: str = "") -> Iterator[tuple[RedisServer, RunningServer, RunningServer]]:
    """Redis and the two. What they write to their logs must be no traceback."""
    redis = RedisServer(folder).start()
    servers = [
        RunningServer(folder / name, free_port(), database=database, redis=redis.address, proxy=proxy)
        for name in ("first", "second")
    ]
    first, second = servers
    first.start()
    second.data.mkdir()
    key = second.data / "secret.key"  # as an operator copies it
    key.write_text((first.data / "secret.key").read_text())
    key.chmod(0o600)
    second.start()
    yield redis, first, second
    for server in servers:
        if server.process is not None and server.process.poll() is None:
            server.stop()
        assert "Traceback" not in server.log
    redis.stop()
