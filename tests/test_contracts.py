"""What this version says of itself is so: forms and functions, the tables of docs/PROTOCOL.md, kinds of change."""

import inspect
import re
from typing import Any

import pytest

from openspace.app import FEATURES, build_system
from openspace.core.actor import DESK, PRESENT, TAKING_PART, Role
from openspace.core.changes import Change
from openspace.core.commands import Command
from openspace.core.settings import Settings
from openspace.describe import command_described, described
from tests.shapes import PROTOCOL

COMMANDS = [command for feature in FEATURES for command in feature.commands]
ROLES = {
    "F": DESK,
    "F, wall": DESK | {Role.WALL},
    "H": {Role.HOST},
    "all": PRESENT,
    "P": TAKING_PART,
    # Whose things they are is a matter of the command; these roles may ask at all.
    "F; `device` also P": TAKING_PART,
    "F (host: only H)": DESK,
    "F, or oneself": TAKING_PART,
    "convener, F": TAKING_PART,
    "author; when revealed P may move, author, convener and F edit and remove": TAKING_PART,
}


@pytest.fixture(scope="module")
def description(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("data")
    return described(build_system(Settings(folder, "secret" * 8, f"sqlite:///{folder}/db", "http://localhost")))


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_a_form_and_its_function_have_the_same_fields(command: Command) -> None:
    fields = {field["name"]: field["required"] for field in command_described(command)["fields"]}
    parameters = dict(list(inspect.signature(command.run).parameters.items())[1:])
    takes_all = [name for name, each in parameters.items() if each.kind is inspect.Parameter.VAR_KEYWORD]
    for name in takes_all:
        del parameters[name]
    # What only our own code says (how many days) may stand in the function alone.
    ours = {name for name, each in parameters.items() if each.default is not inspect.Parameter.empty} - set(fields)
    assert set(parameters) - ours <= set(fields)
    assert takes_all or set(fields) <= set(parameters)
    # A required argument is a required field, so that no wish that was let in fails for want of it.
    needed = {name for name, each in parameters.items() if each.default is inspect.Parameter.empty}
    assert needed <= {name for name, required in fields.items() if required}


def test_every_kind_of_change_is_in_a_manifest_once(description: dict[str, Any]) -> None:
    def kinds(base: type[Change]) -> list[str]:
        return [kind for each in base.__subclasses__() for kind in [each.KIND, *kinds(each)]]

    declared = [change.KIND for feature in FEATURES for change in feature.changes]
    assert sorted(declared) == sorted(kinds(Change))
    assert len(set(declared)) == len(declared)
    assert [change["kind"] for change in description["changes"]] == sorted(declared)


def test_reactions_and_counts_answer_to_kinds_that_exist() -> None:
    declared = {change.KIND for feature in FEATURES for change in feature.changes}
    named = {kind for feature in FEATURES for kind in (*feature.reactions, *feature.counts, *feature.farewells)}
    assert named <= declared


def rows(heading: str) -> list[list[str]]:
    """The rows of the table that begins with this row, cell by cell."""
    lines = PROTOCOL.split(heading, 1)[1].splitlines()[2:]
    table = lines[: next(n for n, line in enumerate(lines) if not line.startswith("|"))]
    # A bar inside backticks is no border.
    return [[cell.strip() for cell in re.split(r"\|(?=(?:[^`]*`[^`]*`)*[^`]*$)", line)[1:-1]] for line in table]


def ticked(text: str) -> list[str]:
    """What stands in backticks."""
    return re.findall(r"`([^`]*)`", text)


def leading(text: str) -> str:
    """The fields that stand first: "`person` (id), `dropped` (id): what ..."."""
    found = re.match(r"(?:whole )?((?:`[^`]*`(?: \(id\))?(?:, )?)*)", text)
    return found[1] if found else ""


def fields_of(text: str) -> dict[str, bool]:
    """`topic title? state: a|b` -> which fields, and whether each is needed."""
    words = re.sub(r":\s*[^\s,]+", "", text).replace(",", " ").split()
    return {word.rstrip("?"): not word.endswith("?") for word in words}


def test_the_table_of_commands_is_what_is_described(description: dict[str, Any]) -> None:
    found: dict[str, tuple[dict[str, bool], set[str]]] = {}
    for names, who, asked in rows("| command | who | fields -> result |"):
        commands, given = ticked(names), ticked(asked.split("->")[0].split(";")[0])
        sets = given[: len(commands)] if len(given) >= len(commands) else given * len(commands)
        for n, command in enumerate(commands):
            found[command] = (fields_of(sets[n]) if sets else {}, set(map(str, ROLES[who])))
    real = {
        command["name"]: (
            {field["name"]: field["required"] for field in command["fields"]},
            set(map(str, command["roles"])),
        )
        for command in description["commands"]
    }
    assert found == real


def test_the_table_of_changes_is_what_is_described(description: dict[str, Any]) -> None:
    found = {}
    for names, stream, told in rows("| kind | stream | fields |"):
        kinds = ticked(names)
        feature = kinds[0].partition(".")[0]
        sets = [ticked(leading(part)) for part in told.split(" / ")]
        for n, kind in enumerate(kinds):
            full = kind if "." in kind else f"{feature}.{kind}"
            fields = sets[n if len(sets) > 1 else 0]
            found[full] = (stream.split(",")[0], {name.partition(":")[0] for name in fields})
    real = {change["kind"]: (change["stream"], set(change["fields"])) for change in description["changes"]}
    assert found == real


def test_settings_are_described(description: dict[str, Any]) -> None:
    assert {setting["name"] for setting in description["settings"]} >= {"OPENSPACE_DATA", "OPENSPACE_DATABASE"}
    assert all(setting["help"] for setting in description["settings"])
