"""A server with a certificate of its own: what it tells browsers, what it does with plain http, and what an operator
hears when the certificate is no good."""

import http.client
import os
import socket
import ssl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from openspace.certificate import secured
from openspace.core.settings import BadSettings, Settings, load
from openspace.doctor import Finding, look
from tests.authority import Authority
from tests.doors.browser import Browser
from tests.doors.phones import Gathering
from tests.redis import RedisServer
from tests.server import RunningServer, free_port

NAME = "localhost"
ALERT = b"\x15"  # how TLS says that it does not understand


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("house") / "keys", NAME)


@pytest.fixture(scope="module")
def house(authority: Authority, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """Trusted by all who ask here."""
    running = RunningServer(tmp_path_factory.mktemp("house") / "data", free_port(), NAME, authority=authority).start()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SSL_CERT_FILE", str(authority.trusted))
        yield running
    running.stop()
    assert "Traceback" not in running.log


def test_links_cookies_and_headers_are_those_of_https(house: RunningServer) -> None:
    gathering = Gathering(house.url, "socket")
    assert gathering.desk_url.startswith(f"https://{NAME}:{house.port}/l/")
    anna = gathering.joins("Anna")
    assert anna.start["join"] == f"{house.url}/g/{gathering.code}"
    assert list(anna.browser.cookies) == ["__Host-openspace"]
    assert anna.line.ask("follow", {"stream": "all", "have": None})["ok"]
    gathering.close()
    headers = Browser(house.url).get("/").headers
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "Strict-Transport-Security" not in headers


def test_hsts_is_sent_where_a_proxy_has_the_certificate(tmp_path: Path) -> None:
    running = RunningServer(tmp_path / "data", free_port(), proxy="https://openspace.example").start()
    try:
        headers = Browser(f"http://127.0.0.1:{running.port}").get("/").headers
        assert headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
    finally:
        running.stop()


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion")  # the oldest is deprecated, hence this test
@pytest.mark.parametrize("newest", [ssl.TLSVersion.TLSv1_3, ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_1], ids=str)
def test_tls_1_2_is_the_oldest(house: RunningServer, newest: ssl.TLSVersion) -> None:
    context = ssl.create_default_context()
    context.set_ciphers("DEFAULT:@SECLEVEL=0")  # else this end would refuse the oldest itself
    context.minimum_version, context.maximum_version = ssl.TLSVersion.MINIMUM_SUPPORTED, newest
    with socket.create_connection(("127.0.0.1", house.port)) as line:
        if newest is ssl.TLSVersion.TLSv1_1:
            with pytest.raises(ssl.SSLError, match="protocol"):
                context.wrap_socket(line, server_hostname=NAME)
        else:
            with context.wrap_socket(line, server_hostname=NAME) as secure:
                assert secure.version() == str(newest.name).replace("_", ".")


@pytest.mark.parametrize(
    ("path", "leads_to"), [("/", "/"), ("/g/ABCDEFG?x=1", "/g/ABCDEFG?x=1"), ("//evil.example/", "//evil.example/")]
)
def test_plain_http_is_led_to_https(house: RunningServer, path: str, leads_to: str) -> None:
    line = http.client.HTTPConnection("127.0.0.1", house.port, timeout=10)
    line.request("GET", path, headers={"Host": "evil.example"})
    answer = line.getresponse()
    assert (answer.status, answer.headers["Location"]) == (302, f"{house.url}{leads_to}")
    line.close()


@pytest.mark.parametrize("noise", [b"POST / HTTP/1.1\r\n\r\n", b"GET no HTTP/1.1\r\n\r\n", b"SSH-2\r\n", b"\x16\x03"])
def test_noise_is_hung_up_on_quietly(house: RunningServer, noise: bytes) -> None:
    with socket.create_connection(("127.0.0.1", house.port), timeout=10) as line:
        line.sendall(noise)
        line.shutdown(socket.SHUT_WR)
        with suppress(ConnectionResetError):
            assert line.recv(100)[:1] in (b"", ALERT)
    assert Browser(house.url).get("/readyz").json() == {"ok": True}


@pytest.mark.slow
def test_who_never_says_anything_does_not_stay(house: RunningServer) -> None:
    with socket.create_connection(("127.0.0.1", house.port), timeout=15) as line:
        assert line.recv(1) == b""


@pytest.mark.postgres
def test_several_processes_with_one_certificate(
    authority: Authority, tmp_path: Path, postgres_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.trusted))
    redis = RedisServer(tmp_path).start()
    running = RunningServer(
        tmp_path / "data", free_port(), NAME, None, ("openspace",), postgres_database, redis.address, 2, authority
    ).start()
    try:
        gathering = Gathering(running.url, "socket")
        people = [gathering.joins(f"Person {n}") for n in range(4)]
        for person in people:
            person.does("marketplace.post_topic", title=f"Topic of {person.person}")
        assert len(gathering.host.state()["topics"]) == 4
        gathering.close()
    finally:
        running.stop()
        redis.stop()


def given(tmp_path: Path, certificate: Path | str, key: Path | str, base: str) -> Settings:
    """The settings of an operator."""
    environment = {"OPENSPACE_CERTIFICATE": certificate, "OPENSPACE_CERTIFICATE_KEY": key, "OPENSPACE_BASE_URL": base}
    return load(tmp_path / "data", {name: str(value) for name, value in environment.items()})


def test_what_is_wrong_with_it_is_said(authority: Authority, tmp_path: Path) -> None:
    certificate, key, other = authority.certificate, authority.key, authority.folder / "house.key"
    locked, nonsense, missing = tmp_path / "locked.key", tmp_path / "nonsense.pem", tmp_path / "missing.pem"
    locking = ["openssl", "ec", "-in", str(key), "-out", str(locked), "-aes128", "-passout", "pass:secret"]
    subprocess.run(locking, check=True)
    nonsense.write_text("nonsense")
    for with_certificate, with_key, words in (
        (missing, "", f"cannot read {missing}: No such file or directory"),
        (certificate, missing, f"cannot read {missing}: No such file or directory"),
        (certificate, other, f"the key in {other} does not belong to the certificate in {certificate}"),
        (certificate, locked, f"the key in {locked} has a passphrase, and nobody is there to type it at every start"),
        (certificate, nonsense, f"{certificate} and {nonsense} are no certificate and its key in PEM"),
        (certificate, "", f"{certificate} and {certificate} are no certificate and its key in PEM"),
        ("", key, "a key is of no use without its certificate"),
    ):
        with pytest.raises(BadSettings) as said:
            secured(given(tmp_path, with_certificate, with_key, f"https://{NAME}"))
        assert str(said.value) == words


def test_an_operator_hears_it_in_one_line_and_nothing_is_done(authority: Authority, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "openspace", "serve", "--port", "0", "--certificate", str(authority.certificate)]
    environment = os.environ | {"OPENSPACE_DATA": str(tmp_path / "data"), "OPENSPACE_BASE_URL": "http://127.0.0.1:8000"}
    asked = [*command, "--key", str(authority.key)]
    done = subprocess.run(asked, env=environment, capture_output=True, text=True, timeout=60, check=False)
    words = "openspace: set OPENSPACE_BASE_URL to a name in the certificate, like https://openspace.house:8000\n"
    assert (done.returncode, done.stdout, done.stderr) == (2, "", words)
    assert not (tmp_path / "data" / "openspace.db").exists()


def looked_at(settings: Settings) -> Finding:
    (finding,) = (finding for finding in look(settings) if finding.about == "certificate")
    return finding


def test_the_doctor_looks_at_it_as_a_phone_would(authority: Authority, tmp_path: Path) -> None:
    key, base = authority.key, f"https://{NAME}:8000"
    for certificate, address, verdict, words in (
        (authority.certificate, base, "well", "phones that trust its maker take it until 20"),
        (authority.certificate, "https://openspace.other", "bad", "phones refuse it: Hostname mismatch"),
        (authority.valid_for(-1), base, "bad", "phones refuse it: certificate has expired"),
        (authority.valid_for(2), base, "look", "phones that trust its maker take it until 20"),
        (tmp_path / "missing.pem", base, "bad", "cannot read"),
    ):
        found = looked_at(given(tmp_path, certificate, key, address))
        assert found.verdict == verdict, found
        assert found.words.startswith(words), found


def test_the_doctor_takes_the_options_of_serve(authority: Authority, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "openspace", "doctor", "--certificate", str(authority.certificate)]
    environment = os.environ | {"OPENSPACE_DATA": str(tmp_path / "data"), "OPENSPACE_BASE_URL": "https://elsewhere"}
    asked = [*command, "--key", str(authority.key)]
    done = subprocess.run(asked, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "bad   certificate  phones refuse it: Hostname mismatch" in done.stdout
