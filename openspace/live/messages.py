"""The shapes of what phones send: read first, so that nothing malformed gets further."""

from typing import Annotated, Any, TypeVar

import msgspec
from msgspec import Meta, Struct, field

from openspace.core.errors import Refused
from openspace.core.offers import Offer
from openspace.core.words import _

PROTOCOL = 1
MOST_STREAMS = 40  # of one greeting: each is read from the database

Whole = Annotated[int, Meta(ge=0, le=2**53 - 1)]
Positive = Annotated[int, Meta(ge=1, le=2**53 - 1)]
Name = Annotated[str, Meta(min_length=1, max_length=64)]
Client = Annotated[str, Meta(pattern="^[A-Za-z0-9_-]{16,64}$")]
StreamName = Annotated[str, Meta(min_length=1, max_length=40)]
Message = TypeVar("Message", bound=Struct)


class Hello(Struct):
    """A phone greets, anew or again."""

    v: int
    gathering: Annotated[str, Meta(max_length=20)]
    client: Client
    screen: str = "phone"
    next: Positive = 1
    epoch: str | None = None
    have: Annotated[dict[StreamName, Whole], Meta(max_length=MOST_STREAMS)] = field(default_factory=dict)


class Given(Struct):
    """Of which line of the database the ids in a wish are, and what it had made there."""

    epoch: Annotated[str, Meta(min_length=1, max_length=40)]
    result: Annotated[dict[Name, Any], Meta(max_length=20)] = field(default_factory=dict)


class Do(Struct):
    """A wish of an outbox."""

    n: Positive
    name: Name
    fields: dict[str, Any] = field(default_factory=dict)
    base: Annotated[dict[str, Whole], Meta(max_length=20)] = field(default_factory=dict)
    client: Client | None = None
    next: Positive | None = None
    offer: Given | None = None


class Follow(Struct):
    """Follow a stream, or ask again after a gap."""

    stream: StreamName
    have: Whole | None = None


def offered(message: Do) -> Offer | None:
    """What a wish says of the line of the database it comes from."""
    return None if message.offer is None else Offer(message.offer.epoch, message.offer.result)


def read(data: object, shape: type[Message]) -> Message:
    """The message in its shape, or Refused `invalid`."""
    try:
        return msgspec.convert(data, shape)
    except msgspec.ValidationError as error:
        raise Refused("invalid", _("This message is malformed."), {"message": str(error)}) from error
