"""What may be among people: roles, rights of links, how long they hold."""

import hashlib
import secrets
from collections.abc import Collection
from datetime import timedelta

PERSON_ROLES = ("host", "facilitator", "participant")
DEVICE_ROLES = ("person", "wall", "onlooker")
RIGHTS = ("host", "facilitator", "wall", "onlooker", "device")
CONSENTS = ("unasked", "none", "room", "public")
LONGEST_NAME = 60
TURN = timedelta(minutes=1)  # of the next person on a shared tablet
DEVICE_LINK_HOLDS = timedelta(hours=1)

# Facilitators' and own devices' links open once; a wall's and a look-on link until they are revoked.
ONCE = frozenset({"host", "facilitator", "device"})


def new_secret() -> str:
    """192 random bits for a link or a cookie."""
    return secrets.token_urlsafe(24)


def hashed(secret: str) -> str:
    """What is kept of a secret. It is random and long, so a plain hash cannot be reversed."""
    return hashlib.sha256(secret.encode()).hexdigest()


def free_mark(taken: Collection[str]) -> str:
    """What tells the next bearer of a name apart: nothing for the first, then 2, 3, ..."""
    if not taken:
        return ""
    return str(next(n for n in range(2, len(taken) + 3) if str(n) not in taken))
