"""Guessing codes costs time, knowing them never does: only failures are counted, and never by address."""

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from openspace.core.errors import Refused
from openspace.core.words import _
from openspace.gatherings.models import Gathering
from openspace.gatherings.queries import id_of_code, the_gathering
from openspace.live.limits import Bucket

# With 100 gatherings at once, 8 hours of guessing at this pace find one of them with a chance of 0.2 % (33 bits).
_wrong_codes = Bucket(rate=10, burst=50)
# A recovery code has 96 bits; this only keeps the log quiet.
_wrong_recoveries: dict[int, Bucket] = {}


def gathering_of(db: Session, code: str) -> Gathering:
    """The gathering of a code, or Refused as `known_code`."""
    return the_gathering(db, known_code(db, code))


def known_code(db: Session | Connection, code: str) -> int:
    """The id of the gathering with a code, or Refused `unknown_gathering`; `slow_down` when too many codes were wrong
    lately."""
    found = id_of_code(db, code)
    if found is not None:
        return found
    wait = _wrong_codes.wait_ms()
    if wait:
        raise Refused("slow_down", _("Too many wrong codes. Wait a minute and try again."), retry_ms=wait)
    raise Refused("unknown_gathering", _("There is no event with this code."))


def wrong_recovery(gathering: int) -> None:
    """A recovery code was wrong: refused with `slow_down` when that happens too often."""
    wait = _wrong_recoveries.setdefault(gathering, Bucket(rate=0.1, burst=10)).wait_ms()
    if wait:
        raise Refused("slow_down", _("Too many wrong codes. Wait a minute and try again."), retry_ms=wait)
