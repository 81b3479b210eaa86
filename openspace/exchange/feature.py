"""The manifest of what comes in and goes out."""

from openspace.core.feature import Feature
from openspace.exchange import apply, copy, create
from openspace.exchange.apply_people import forget_rehearsal
from openspace.gatherings.changes import Emptied

FEATURE = Feature(
    name="exchange",
    commands=(*create.COMMANDS, *apply.COMMANDS, *copy.COMMANDS),
    reactions={Emptied.KIND: forget_rehearsal},
)
