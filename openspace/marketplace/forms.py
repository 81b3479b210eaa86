"""Forms of the marketplace."""

from wtforms.validators import Length

from openspace.core.forms import CommandForm, Ids, Line, Optional, choice, line, required_id, required_line
from openspace.core.words import LANGUAGES
from openspace.marketplace.rules import ANSWERS, LONGEST_LINE, LONGEST_TITLE


class PostTopicForm(CommandForm):
    title = required_line(LONGEST_TITLE)
    line = line(LONGEST_LINE)
    language = choice(LANGUAGES, required=False)
    conveners = Ids(validators=[Optional()])


class EditTopicForm(CommandForm):
    topic = required_id()
    title = Line(validators=[Optional(), Length(max=LONGEST_TITLE)])
    line = line(LONGEST_LINE)
    language = choice(LANGUAGES, required=False)
    conveners = Ids(validators=[Optional()])


class TopicForm(CommandForm):
    topic = required_id()


class InterestForm(CommandForm):
    topic = required_id()
    answer = choice((*ANSWERS, "none"))


class IdeaForm(CommandForm):
    text = required_line(140)


class IdeaIdForm(CommandForm):
    idea = required_id()
