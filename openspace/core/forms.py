"""Forms: one validation for every door. Fields of a socket or JSON message are flattened to text first."""

import math
import re
from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, Field, Form, IntegerField, SelectMultipleField, StringField
from wtforms.i18n import get_translations
from wtforms.meta import DefaultMeta
from wtforms.validators import AnyOf, DataRequired, Length, NumberRange, StopValidation
from wtforms.widgets import TextInput

from openspace.core.errors import Refused
from openspace.core.text import clean
from openspace.core.words import _, current_language

_LARGEST = 2**53 - 1  # the largest whole number a browser holds exactly
_LONGEST_LIST = 200
_WHOLE = re.compile("-?[0-9]{1,16}")


@cache
def _form_words(language: str) -> Any:
    return get_translations([language])


class _Meta(DefaultMeta):
    def get_translations(self, form: Any) -> Any:
        return _form_words(current_language())


class CommandForm(Form):
    """The base of all command forms; speaks the language of the one who asks."""

    Meta = _Meta


class Line(StringField):
    """One line of text: cleaned, runs of white space made one."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        if valuelist:
            self.data = clean(valuelist[0])


class Lines(StringField):
    """Text of several lines: cleaned, line breaks kept."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        if valuelist:
            self.data = clean(valuelist[0], lines=True)


class Several(Field):
    """A list of lines of text; empty ones are left out. `max_length` bounds each."""

    widget = TextInput()

    def __init__(self, label: str | None = None, *, max_length: int, **kwargs: Any) -> None:
        super().__init__(label, **kwargs)
        self.max_length = max_length

    def process_formdata(self, valuelist: list[Any]) -> None:
        texts = [clean(text) for value in valuelist for text in str(value).splitlines() or [""]]
        self.data = [text for text in texts if text]
        if any(len(text) > self.max_length for text in self.data):
            raise ValueError(_("Each line may have at most {n} characters.", n=self.max_length))

    def _value(self) -> str:
        return "\n".join(self.data or [])


class Ids(Field):
    """A list of ids."""

    widget = TextInput()

    def process_formdata(self, valuelist: list[Any]) -> None:
        try:
            self.data = [int(value) for value in valuelist if value != ""]
        except ValueError as error:
            raise ValueError(_("This is not a list of ids.")) from error
        if any(not 0 < value <= _LARGEST for value in self.data):
            raise ValueError(_("This is not a list of ids."))


class Whole(IntegerField):
    """A whole number. WTForms' own takes ` 1_0 `, and numbers so long that its `NumberRange` raises."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        if valuelist and not _WHOLE.fullmatch(valuelist[0]):
            self.data = None
            raise ValueError(self.gettext("Not a valid integer value."))
        super().process_formdata(valuelist)


class Switch(BooleanField):
    """On or off. A browser's checkbox sends `on`, or nothing at all; WTForms' own takes any other word for yes."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        said = valuelist[0] if valuelist else ""
        if said not in ("true", "on", "false", ""):
            raise ValueError(_("This is neither on nor off."))
        self.data = said in ("true", "on")


class Moment(Field):
    """An instant with its zone, ISO 8601."""

    widget = TextInput()

    def process_formdata(self, valuelist: list[Any]) -> None:
        if not valuelist or not valuelist[0]:
            self.data = None
            return
        try:
            moment = datetime.fromisoformat(valuelist[0])
            self.data = moment.astimezone(UTC) if moment.tzinfo else None
        except (ValueError, OverflowError):
            self.data = None
        if self.data is None:
            raise ValueError(_("This is not a date and time with its zone."))


class Day(Field):
    """A calendar day, ISO 8601; None when left empty."""

    widget = TextInput()

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = None
        if valuelist and valuelist[0]:
            try:
                self.data = date.fromisoformat(valuelist[0])
            except ValueError as error:
                raise ValueError(_("This is not a date.")) from error


class Optional:
    """Lets a field be empty: None then. (WTForms' own `Optional` also clears errors of conversion.)"""

    def __call__(self, form: Form, field: Field) -> None:
        if not any(str(value).strip() for value in field.raw_data or ()):
            field.errors = []
            raise StopValidation


def required_line(maximum: int) -> Line:
    """A line that must say something and has at most `maximum` characters."""
    return Line(validators=[DataRequired(), Length(max=maximum)])


def line(maximum: int) -> Line:
    """A line that may stay empty."""
    return Line(validators=[Length(max=maximum)])


def lines(maximum: int) -> Lines:
    """Text of several lines that may stay empty."""
    return Lines(validators=[Length(max=maximum)])


def choice(values: Collection[str], *, required: bool = True) -> Line:
    """One of some words."""
    return Line(validators=[DataRequired() if required else Optional(), AnyOf(values)])


def choices(values: Collection[str]) -> SelectMultipleField:
    """Some of some words."""
    return SelectMultipleField(choices=[(value, value) for value in values])


def required_id() -> Whole:
    """The id of a thing."""
    return Whole(validators=[DataRequired(), NumberRange(1, _LARGEST)])


def optional_id() -> Whole:
    """The id of a thing, or nothing."""
    return Whole(validators=[Optional(), NumberRange(1, _LARGEST)])


def number(least: int, most: int, *, required: bool = True) -> Whole:
    """A whole number in bounds."""
    first = Needed() if required else Optional()
    return Whole(validators=[first, NumberRange(least, most)])


class Needed:
    """`DataRequired` calls 0 empty; a number is only missing when nothing was sent."""

    def __call__(self, form: Form, field: Field) -> None:
        if field.data is None and not field.errors:
            raise StopValidation(_("This field is required."))


_LISTS = (Several, Ids, SelectMultipleField)


def flatten(fields: Mapping[str, object], lists: Collection[str]) -> MultiDict[str, str]:
    """JSON fields as a form would have sent them, so that one form serves all doors. WTForms must not get raw
    JSON: `{"title": 7}` raises in `Length`, `IntegerField` takes `True` and `1.9`. Refuses what no form can say."""
    flat: MultiDict[str, str] = MultiDict()
    for name, value in fields.items():
        items = value if isinstance(value, Sequence) and not isinstance(value, str) else [value]
        if len(items) > _LONGEST_LIST or (items is value and name not in lists):
            raise _malformed(name)
        if not items:
            flat.add(name, "")
        for item in items:
            flat.add(name, _as_text(name, item))
    return flat


def _as_text(name: str, value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case str():
            return value
        case int() if abs(value) <= _LARGEST:
            return str(value)
        case float() if math.isfinite(value):
            return repr(value)
        case _:
            raise _malformed(name)


def _malformed(name: str) -> Refused:
    message = _("This is not something that can be filled in here.")
    return Refused("invalid", message, {name: message})


@cache
def _field_names(form_class: type[CommandForm]) -> tuple[frozenset[str], frozenset[str]]:
    """All fields of a form, and those that take several values."""
    fields = form_class()._fields
    return frozenset(fields), frozenset(name for name, field in fields.items() if isinstance(field, _LISTS))


def validated(form_class: type[CommandForm], fields: Mapping[str, object]) -> dict[str, Any]:
    """The fields that were given, as the form understands them; required ones always. Raises Refused `invalid`."""
    known, lists = _field_names(form_class)
    unknown = sorted(fields.keys() - known)
    if unknown:
        message = _("There is no such field.")
        raise Refused("invalid", message, dict.fromkeys(unknown, message))
    form = form_class(flatten(fields, lists))
    if not form.validate():
        errors = {name: " ".join(map(str, messages)) for name, messages in form.errors.items()}
        raise Refused("invalid", _("Please look at what you filled in."), errors)
    return {name: field.data for name, field in form._fields.items() if name in fields}
