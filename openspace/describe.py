"""What this version knows, as data: commands with their fields, changes, settings. Tests and load clients read it."""

from collections.abc import Sequence
from typing import Any

from wtforms import BooleanField, Field, IntegerField, SelectMultipleField
from wtforms.validators import AnyOf, DataRequired, Length, NumberRange

from openspace.core import settings
from openspace.core.changes import Change
from openspace.core.commands import Command
from openspace.core.forms import CommandForm, Day, Ids, Moment, Needed, Several
from openspace.core.system import System

_TYPES: tuple[tuple[type[Field], str], ...] = (
    (BooleanField, "boolean"),
    (IntegerField, "integer"),
    (SelectMultipleField, "list of text"),
    (Several, "list of text"),
    (Ids, "list of ids"),
    (Moment, "instant"),
    (Day, "date"),
)


def described(system: System) -> dict[str, Any]:
    """The whole description."""
    open_commands = [command for command in system.commands.values() if not command.inside]
    return {
        "commands": [command_described(command) for command in sorted(open_commands, key=lambda item: item.name)],
        "changes": [change_described(system, change) for _kind, change in sorted(system.changes.items())],
        "settings": settings.described(),
    }


def command_described(command: Command) -> dict[str, Any]:
    """A command, who may, and its fields."""
    form: CommandForm = command.form()
    return {
        "name": command.name,
        "roles": sorted(command.roles),
        "fields": [_field(name, field) for name, field in form._fields.items()],
    }


def change_described(system: System, change: type[Change]) -> dict[str, Any]:
    """A kind of change and its fields."""
    return {"kind": change.KIND, "stream": change.STREAM, "fields": list(change.__struct_fields__)}


def _field(name: str, field: Field) -> dict[str, Any]:
    kind = next((text for known, text in _TYPES if isinstance(field, known)), "text")
    choices = [value for value, *_rest in field.iter_choices()] if isinstance(field, SelectMultipleField) else None
    most = None
    required = bool(field.flags.required)
    validators: Sequence[Any] = field.validators
    for validator in validators:
        if isinstance(validator, (Length, NumberRange)):
            most = validator.max
        elif isinstance(validator, AnyOf):
            choices = list(validator.values)
        elif isinstance(validator, (DataRequired, Needed)):
            required = True
    return {"name": name, "type": kind, "required": required, "max": most, "choices": choices}
