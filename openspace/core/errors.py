"""The one error a person may cause. Everything else is a bug: logged with a reference, never shown raw."""

from collections.abc import Mapping

FINAL = frozenset(
    {"invalid", "forbidden", "closed", "taken", "conflict", "gone", "limit", "unknown_command", "skipped"}
)


class Refused(Exception):
    """A wish that may not be. `code` is one of PROTOCOL.md's, `message` a sentence in the person's language,
    `fields` tells more by field (errors of a form, the present value of a conflict, nearest free cells)."""

    def __init__(self, code: str, message: str, fields: Mapping[str, object] | None = None, retry_ms: int = 0) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.fields = dict(fields or {})
        self.retry_ms = retry_ms

    @property
    def final(self) -> bool:
        """A final refusal is kept as the wish's receipt; the others may be tried again."""
        return self.code in FINAL
