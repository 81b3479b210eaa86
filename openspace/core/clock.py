"""One clock: aware instants in UTC, and their one spelling on the wire."""

from datetime import UTC, datetime


def now() -> datetime:
    """This instant, in UTC, to the millisecond (what a phone can hold)."""
    instant = datetime.now(UTC)
    return instant.replace(microsecond=instant.microsecond // 1000 * 1000)


def iso(instant: datetime) -> str:
    """`2026-11-22T09:30:00Z`, with milliseconds only when there are any."""
    spec = "milliseconds" if instant.microsecond else "seconds"
    return instant.astimezone(UTC).isoformat(timespec=spec).replace("+00:00", "Z")


def iso_or_none(instant: datetime | None) -> str | None:
    """The same for an instant that may be missing."""
    return None if instant is None else iso(instant)


def milliseconds(instant: datetime) -> int:
    """Milliseconds since 1970, as `now` is told on the wire."""
    return round(instant.timestamp() * 1000)
