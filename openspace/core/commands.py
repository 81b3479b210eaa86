"""A command: the function that does a wish, its form and who may."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from openspace.core.actor import Role
from openspace.core.forms import CommandForm


class NoFields(CommandForm):
    """The form of a command that asks nothing."""


@dataclass(frozen=True, slots=True)
class Command:
    """`run(work, **fields)` changes rows, announces changes and may return a result for the one who asked."""

    name: str
    run: Callable[..., dict[str, Any] | None]
    roles: frozenset[Role]
    form: type[CommandForm] = NoFields
    # For the wishes of a whole crowd: Core statements only, refuses before it writes and moves nobody's rights, so that
    # it needs no savepoint of its own and no reactions.
    lean: bool = False
    # Its answer holds what is told once only, such as the address of a link: no receipt may keep that.
    secret: bool = False
    # Meant for its moment: a phone that offers it again after a restore is not obeyed. (An emptying may be just what
    # the restore was to undo.)
    momentary: bool = False
    # Where a door must not offer it: joining and creating belong to the HTTP forms, imports to the operator.
    inside: bool = field(default=False)
