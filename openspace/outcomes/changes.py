"""Facts of the register, and how its rows are told."""

from typing import Any, ClassVar

from openspace.core.changes import Change
from openspace.outcomes.models import Outcome


class OutcomeSaved(Change, frozen=True, kw_only=True):
    KIND: ClassVar[str] = "outcomes.outcome_saved"
    STREAM: ClassVar[str] = "session"
    outcome: dict[str, Any]


class OutcomeRemoved(Change, frozen=True, kw_only=True):
    KIND: ClassVar[str] = "outcomes.outcome_removed"
    STREAM: ClassVar[str] = "session"
    outcome: int


def outcome_told(row: Outcome) -> dict[str, Any]:
    """An outcome as PROTOCOL.md has it."""
    return {
        "id": row.id,
        "kind": row.kind,
        "text": row.text,
        "owner": row.owner_id,
        "due": row.due.isoformat() if row.due else None,
        "party": row.party_id,
        "state": row.state,
        row.origin_type: row.origin_id,
        "version": row.version,
    }
