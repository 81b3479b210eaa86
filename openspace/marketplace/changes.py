"""Facts of the marketplace."""

from typing import Any, ClassVar

from openspace.core.changes import Change


class TopicPosted(Change, frozen=True, kw_only=True):
    KIND: ClassVar[str] = "marketplace.topic_posted"
    topic: dict[str, Any]


class TopicEdited(Change, frozen=True, kw_only=True):
    KIND: ClassVar[str] = "marketplace.topic_edited"
    topic: dict[str, Any]


class TopicWithdrawn(Change, frozen=True, kw_only=True):
    KIND: ClassVar[str] = "marketplace.topic_withdrawn"
    topic: dict[str, Any]


class InterestCounted(Change, frozen=True, kw_only=True):
    """New totals by topic; None while counts are hidden."""

    KIND: ClassVar[str] = "marketplace.interest_counted"
    topics: dict[str, dict[str, int] | None]


class InterestMarked(Change, frozen=True, kw_only=True):
    KIND: ClassVar[str] = "marketplace.interest_marked"
    STREAM: ClassVar[str] = "person"
    topic: int
    answer: str


class IdeaPosted(Change, frozen=True, kw_only=True):
    KIND: ClassVar[str] = "marketplace.idea_posted"
    idea: dict[str, Any]


class IdeaRemoved(Change, frozen=True, kw_only=True):
    KIND: ClassVar[str] = "marketplace.idea_removed"
    idea: int
