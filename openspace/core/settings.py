"""Settings: from the environment, with files and keys in one data folder. There is never a default secret."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from urllib.parse import urlsplit


class BadSettings(Exception):
    """A setting that cannot be: one clear line for the operator."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What an operator may choose. Each has its environment variable in `NAMES`."""

    data: Path
    secret: str
    database: str
    base_url: str
    open_create: bool = True
    offline: bool = True
    redis: str = ""
    certificate: str = ""
    certificate_key: str = ""

    @property
    def https(self) -> bool:
        """Configured for https: Secure cookies and HSTS."""
        return self.base_url.startswith("https://")


NAMES = {
    "data": ("OPENSPACE_DATA", "text", "data", "folder of database, files and keys"),
    "database": ("OPENSPACE_DATABASE", "text", "sqlite in the data folder", "SQLAlchemy address of the database"),
    "base_url": ("OPENSPACE_BASE_URL", "text", "this machine's own", "address that printed links begin with"),
    "redis": ("OPENSPACE_REDIS", "text", "none", "address of Redis, where several processes serve one database"),
    "certificate": ("OPENSPACE_CERTIFICATE", "text", "none", "certificate (PEM, with its chain) to serve https with"),
    "certificate_key": ("OPENSPACE_CERTIFICATE_KEY", "text", "in the certificate's file", "its key (PEM)"),
    "open_create": ("OPENSPACE_OPEN_CREATE", "yes or no", "yes", "may anybody create a gathering on the web"),
    "offline": ("OPENSPACE_OFFLINE", "yes or no", "yes", "may phones keep the page, to open it without network"),
}


ADDRESS = "address"  # the file in the data folder


def load(data: Path | None = None, environment: Mapping[str, str] | None = None) -> Settings:
    """Read the settings; make the data folder and its key when they are missing."""
    env = os.environ if environment is None else environment
    folder = (data or Path(env.get("OPENSPACE_DATA", "data"))).resolve()
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise BadSettings(f"cannot make the data folder {folder}: {error.strerror}") from error
    base = (env.get("OPENSPACE_BASE_URL") or _last_address(folder / ADDRESS)).rstrip("/")
    if urlsplit(base).scheme not in ("http", "https") or not urlsplit(base).hostname:
        raise BadSettings(f"OPENSPACE_BASE_URL is not an http address: {base}")
    return Settings(
        data=folder,
        secret=_secret(folder / "secret.key"),
        database=env.get("OPENSPACE_DATABASE", f"sqlite:///{folder / 'openspace.db'}"),
        base_url=base,
        redis=_redis(env),
        certificate=env.get("OPENSPACE_CERTIFICATE", ""),
        certificate_key=env.get("OPENSPACE_CERTIFICATE_KEY", ""),
        open_create=_yes(env, "OPENSPACE_OPEN_CREATE", default=True),
        offline=_yes(env, "OPENSPACE_OFFLINE", default=True),
    )


def _last_address(file: Path) -> str:
    """Where the server of this folder was reached when it last began, so that a command prints links that work."""
    return file.read_text().strip() if file.exists() else "http://127.0.0.1:8000"


def described() -> list[dict[str, str]]:
    """The settings for `openspace describe`."""
    assert set(NAMES) <= {field.name for field in fields(Settings)}
    keys = ("name", "type", "default", "help")
    return [dict(zip(keys, row, strict=True)) for row in NAMES.values()]


def _redis(env: Mapping[str, str]) -> str:
    address = env.get("OPENSPACE_REDIS", "")
    if address and urlsplit(address).scheme not in ("redis", "rediss", "unix"):
        raise BadSettings("OPENSPACE_REDIS is no address like redis://127.0.0.1:6379/0")
    return address


def _secret(path: Path) -> str:
    if not path.exists():
        _make_secret(path)
    secret = path.read_text().strip()
    if len(secret) < 32:
        raise BadSettings(f"the key in {path} is too short; delete the file to make a new one")
    return secret


def _make_secret(path: Path) -> None:
    # Written whole under another name first: server and worker may start in the same moment.
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(48) + "\n")
        os.link(draft, path)
    except FileExistsError:
        pass
    except OSError as error:
        raise BadSettings(f"cannot write {path}: {error.strerror}") from error
    finally:
        draft.unlink(missing_ok=True)


def _yes(env: Mapping[str, str], name: str, *, default: bool) -> bool:
    value = env.get(name, "yes" if default else "no").lower()
    if value not in ("yes", "no"):
        raise BadSettings(f"{name} is yes or no, not {value}")
    return value == "yes"
