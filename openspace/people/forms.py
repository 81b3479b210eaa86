"""Forms of what people may wish."""

from openspace.core.forms import CommandForm, choice, line, optional_id, required_id, required_line
from openspace.core.words import LANGUAGES
from openspace.people.rules import CONSENTS, LONGEST_NAME, PERSON_ROLES, RIGHTS


class NameForm(CommandForm):
    name = required_line(LONGEST_NAME)


class JoinForm(CommandForm):
    """Joining; `browser` is the hash of a new cookie, `before` of the one it replaces."""

    name = required_line(LONGEST_NAME)
    party = optional_id()
    language = choice(LANGUAGES)
    browser = required_line(64)
    before = line(64)
    turn = line(4)  # "yes": the next person on a shared tablet, for a minute


class LookForm(CommandForm):
    language = choice(LANGUAGES)
    browser = required_line(64)
    before = line(64)


class TakeForm(CommandForm):
    """Taking a link's right. `name` is asked of a facilitator who has not joined yet."""

    secret = required_line(64)
    name = line(LONGEST_NAME)
    language = choice(LANGUAGES)
    browser = required_line(64)
    before = line(64)


class RecoverForm(CommandForm):
    recovery = required_line(40)
    language = choice(LANGUAGES)
    browser = required_line(64)
    before = line(64)


class PartyChoiceForm(CommandForm):
    party = optional_id()


class LanguageForm(CommandForm):
    language = choice(LANGUAGES)


class ConsentForm(CommandForm):
    consent = choice(CONSENTS[1:])


class RightForm(CommandForm):
    right = choice(RIGHTS)


class LinkForm(CommandForm):
    link = required_id()


class RoleForm(CommandForm):
    person = required_id()
    role = choice(PERSON_ROLES)


class PersonForm(CommandForm):
    person = required_id()


class JoinPersonsForm(CommandForm):
    keep = required_id()
    drop = required_id()
