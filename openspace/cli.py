"""The operator's command line. Errors are one clear line on stderr and exit code 2; nothing is half done."""

import json
import os
import sys
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from zoneinfo import ZoneInfo, available_timezones

import click

from openspace.core import logs
from openspace.core.settings import BadSettings, Settings, load

if TYPE_CHECKING:
    from openspace.core.system import System

Run = TypeVar("Run", bound=Callable[..., Any])


class Trouble(click.ClickException):
    """What an operator can mend: one line, exit code 2."""

    exit_code = 2

    def show(self, file: Any = None) -> None:
        """The line."""
        click.echo(f"openspace: {self.message}", err=True)


def data_option(command: Run) -> Run:
    """`--data DIR` on every command; else OPENSPACE_DATA, else ./data."""
    return click.option(
        "--data", type=click.Path(path_type=Path), expose_value=False, callback=_remember_data, help="Data folder."
    )(command)


def _remember_data(context: click.Context, _option: click.Parameter, value: Path | None) -> None:
    if value is not None:
        context.find_root().obj = value


def settings() -> Settings:
    """The settings with the data folder of this call."""
    try:
        return load(click.get_current_context().find_root().obj)
    except BadSettings as error:
        raise Trouble(str(error)) from error


def certificate_options(command: Run) -> Run:
    """`--certificate FILE --key FILE`; else OPENSPACE_CERTIFICATE and OPENSPACE_CERTIFICATE_KEY."""

    def option(flag: str, name: str, words: str) -> Callable[[Run], Run]:
        def remember(_context: click.Context, _option: click.Parameter, value: Path | None) -> None:
            if value is not None:
                os.environ[name] = str(value)  # for the processes that we start, too

        return click.option(flag, type=click.Path(path_type=Path), expose_value=False, callback=remember, help=words)

    keyed = option("--key", "OPENSPACE_CERTIFICATE_KEY", "Its key (PEM), if that is in a file of its own.")(command)
    return option("--certificate", "OPENSPACE_CERTIFICATE", "Serve https with this certificate (PEM).")(keyed)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@data_option
def cli() -> None:
    """openspace: the platform for an Open Space day."""


@cli.command()
@data_option
@click.option("--host", default="0.0.0.0", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535))
@click.option(
    "--workers",
    default=1,
    show_default=True,
    type=click.IntRange(1, 64),
    help="Serving processes; several need PostgreSQL and Redis.",
)
@certificate_options
@click.option("--inherited", type=int, hidden=True, help="Be one of several, on this open file.")
def serve(host: str, port: int, workers: int, inherited: int | None) -> None:
    """Serve, with the worker beside it."""
    if inherited is not None:
        _serve_among(inherited)
    elif workers > 1:
        from openspace.fleet import serve_together

        try:
            serve_together(settings(), host, port, workers)
        except BadSettings as error:
            raise Trouble(str(error)) from error
    else:
        _serve(host, port, demonstration=False)


@cli.command()
@data_option
@click.option("--host", default="0.0.0.0", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535))
def demo(host: str, port: int) -> None:
    """Serve, with two demonstration gatherings to look at."""
    _serve(host, port, demonstration=True)


def _serve(host: str, port: int, *, demonstration: bool) -> None:
    from gevent import monkey

    monkey.patch_all()  # before anything that opens a socket is imported

    from openspace.demo import open_demonstration
    from openspace.listening import listen, reached
    from openspace.serving import serve_for_ever

    try:
        listener = listen(host, port)
        serve_for_ever(reached(settings(), host, listener), listener, open_demonstration if demonstration else None)
    except BadSettings as error:
        raise Trouble(str(error)) from error


def _serve_among(file: int) -> None:
    from gevent import monkey

    monkey.patch_all()

    from openspace.listening import inherited
    from openspace.serving import serve_among

    serve_among(settings(), inherited(file))


@cli.command()
@data_option
def worker() -> None:
    """Work on heavy jobs; `serve` starts one by itself."""
    from openspace.worker import work_for_ever

    work_for_ever(settings())


@cli.command()
@data_option
def migrate() -> None:
    """Bring the database up to this version."""
    ready_system()


@cli.command()
@data_option
@click.option("--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The file, a .tar.gz.")
@click.option("--json", "as_json", is_flag=True)
def backup(out: Path, as_json: bool) -> None:
    """Write a backup, also while the server runs. It holds the key: keep it as safe as the data."""
    from openspace.backup import BadBackup, back_up

    try:
        made = back_up(settings(), out)
    except BadBackup as error:
        raise Trouble(str(error)) from error
    _print({"file": str(out), "made": made["made"], "gatherings": made["gatherings"]}, as_json)


@cli.command()
@data_option
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--undo", is_flag=True, help="What was done since stays undone: phones are not to bring it back.")
@click.option("--json", "as_json", is_flag=True)
def restore(file: Path, undo: bool, as_json: bool) -> None:
    """Put a backup in the place of the data, which are kept beside it. The server must be stopped."""
    from openspace.backup import BadBackup, restore

    try:
        done = restore(settings(), file, undo=undo)
    except BadBackup as error:
        raise Trouble(str(error)) from error
    told = {
        "made": done.made,
        "gatherings": done.gatherings,
        "forgotten_again": done.forgotten,
        "came_since": done.newcomers,
    }
    _print(told | {"former": str(done.former) if done.former else None}, as_json)


@cli.command("new-line")
@data_option
@click.option("--undo", is_flag=True, help="What was done since stays undone: phones are not to bring it back.")
@click.option("--json", "as_json", is_flag=True)
def new_line(undo: bool, as_json: bool) -> None:
    """Tell phones that the past was changed, after PostgreSQL's own restore. The servers must be stopped."""
    from openspace.core.line import begin_a_new_line

    system = ready_system()
    with system.database.writing() as sql:
        epoch = begin_a_new_line(sql, takes_offers=not undo)
    system.database.close()
    _print({"epoch": epoch}, as_json)


@cli.command()
@data_option
@certificate_options
@click.option("--json", "as_json", is_flag=True)
def doctor(as_json: bool) -> None:
    """Look whether this machine is fit for the day; exit code 2 when something is bad."""
    from openspace.doctor import look

    findings = list(look(settings()))
    if as_json:
        click.echo(json.dumps([asdict(finding) for finding in findings]))
    else:
        for finding in findings:
            click.echo(f"{finding.verdict:<5} {finding.about:<12} {finding.words}")
    if any(finding.verdict == "bad" for finding in findings):
        raise SystemExit(2)


@cli.group()
def gathering() -> None:
    """Create and list gatherings."""


@gathering.command("create")
@data_option
@click.option("--title", required=True)
@click.option("--theme", default="", help="The question of the day, at most 140 characters.")
@click.option("--people", default=40, show_default=True, type=click.IntRange(1, 5000))
@click.option("--start", help="When it begins: 2026-11-28T09:00 (in its time zone). Default: tomorrow at nine.")
@click.option("--timezone", default="Europe/Amsterdam", show_default=True)
@click.option("--language", default="en", type=click.Choice(["en", "nl"]), show_default=True)
@click.option("--days", default=1, show_default=True, type=click.IntRange(1, 14))
@click.option("--party", "parties", multiple=True, help="Name of a party; may be given several times.")
@click.option("--json", "as_json", is_flag=True)
def gathering_create(
    title: str,
    theme: str,
    people: int,
    start: str | None,
    timezone: str,
    language: str,
    days: int,
    parties: tuple[str, ...],
    as_json: bool,
) -> None:
    """Create a gathering and print its links; the desk link works once."""
    made = wish(
        ready_system(),
        "exchange.create",
        title=title,
        theme=theme,
        people_expected=people,
        starts=_instant(start, timezone).isoformat(),
        timezone=timezone,
        language=language,
        days=days,
        parties=list(parties),
    )
    _print(_opened(made), as_json)


@gathering.command("list")
@data_option
@click.option("--json", "as_json", is_flag=True)
def gathering_list(as_json: bool) -> None:
    """List the gatherings, the newest first."""
    from sqlalchemy import select

    from openspace.gatherings.models import Gathering

    with ready_system().database.reading() as db:
        rows = [
            {"code": row.code, "title": row.title, "starts": row.starts.isoformat(), "phase": row.phase}
            for row in db.scalars(select(Gathering).order_by(Gathering.id.desc()))
        ]
    if as_json:
        click.echo(json.dumps(rows))
    for row in rows if not as_json else []:
        click.echo(f"{row['code']}  {row['starts'][:16]}  {row['phase']:<12} {row['title']}")


@gathering.command("copy")
@data_option
@click.argument("code")
@click.option("--title", default="", help="Default: the same title.")
@click.option("--start", help="When it begins: 2026-11-28T09:00 (in its time zone). Default: tomorrow at nine.")
@click.option("--json", "as_json", is_flag=True)
def gathering_copy(code: str, title: str, start: str | None, as_json: bool) -> None:
    """Make a gathering with the set-up of an earlier one: its parties, places and slots, on another day."""
    from openspace.core.actor import Actor, Role
    from openspace.gatherings.queries import the_gathering

    system = ready_system()
    source = gathering_id(system, code)
    with system.database.reading() as db:
        timezone = the_gathering(db, source).timezone
    starts = _instant(start, timezone).isoformat()
    made = wish(system, "exchange.copy_gathering", Actor(source, Role.HOST), title=title, starts=starts)
    _print(_opened(made), as_json)


@cli.command("import")
@data_option
@click.argument("path", metavar="FILE-or-FOLDER", type=click.Path(path_type=Path))
@click.option("--into", metavar="CODE", help="An existing gathering. Default: a new one.")
@click.option("--starts", type=click.DateTime(["%Y-%m-%d"]), help="The first day, where the file says none.")
@click.option("--timezone", help="The time zone, where the file says none.")
@click.option("--language", default="en", type=click.Choice(["en", "nl"]), help="Of a new one that says none.")
@click.option(
    "--names",
    default="room",
    show_default=True,
    type=click.Choice(["room", "everybody", "nobody"]),
    help="For whom the book names the conveners a programme names. JSON as exported here says so itself.",
)
@click.option("--json", "as_json", is_flag=True)
def import_file(
    path: Path,
    into: str | None,
    starts: datetime | None,
    timezone: str | None,
    language: str,
    names: str,
    as_json: bool,
) -> None:
    """Read a gathering: Markdown, schedule.json, CSV, or JSON as exported here. What finds no place is listed."""
    from openspace.core.actor import Actor, Role
    from openspace.exchange import whole
    from openspace.exchange.commandline import plan_in, setting_of
    from openspace.exchange.plan import Unreadable
    from openspace.gatherings.queries import the_gathering

    system = ready_system()
    actor = Actor(gathering_id(system, into), Role.HOST) if into else Actor(0, Role.STRANGER, language=language)
    try:
        with system.database.reading() as db:
            gathering = the_gathering(db, actor.gathering) if into else None
            plan = plan_in(path, setting_of(starts.date() if starts else None, timezone, gathering, names))
    except Unreadable as error:
        raise Trouble(error.message) from error
    made = wish(system, "exchange.import_plan", actor, plan=whole.encode(plan).decode())
    result = {"code": made["code"]} if into else _opened(made)
    result |= {name: made[name] for name in ("topics", "sessions", "notes")}
    if as_json:
        result["left_out"] = made["left_out"]
    _print(result, as_json)
    for left in made["left_out"] if not as_json else []:
        click.echo(f"left out   {left['line']}: {left['why']}")


@cli.command("export")
@data_option
@click.argument("code")
@click.option("--format", "format_", required=True, type=click.Choice(["md", "zip", "json"]), help="Book, or all data.")
@click.option("--out", required=True, type=click.Path(path_type=Path), help='File to write; "-" for standard output.')
def export_file(code: str, format_: str, out: Path) -> None:
    """Write a gathering: its book as Markdown, that with all notes as a zip, or all of its data."""
    from openspace.exchange.commandline import Unwritable, file_of, write

    system = ready_system()
    gathering = gathering_id(system, code)
    with system.database.reading() as db:
        content = file_of(db, gathering, format_)
    try:
        write(out, content)
    except Unwritable as error:
        raise Trouble(str(error)) from error


@cli.command()
@data_option
@click.argument("code")
@click.option("--right", type=click.Choice(["host", "facilitator", "wall", "onlooker"]), required=True)
@click.option("--json", "as_json", is_flag=True)
def link(code: str, right: str, as_json: bool) -> None:
    """Print a fresh link; a facilitator's works once, a wall's until it is revoked."""
    from openspace.core.actor import Actor, Role

    system = ready_system()
    actor = Actor(gathering_id(system, code), Role.HOST)
    _print({"url": wish(system, "people.make_link", actor, right=right)["url"]}, as_json)


@cli.command()
@data_option
def describe() -> None:
    """Print what this version knows: commands, changes, settings, as JSON."""
    from openspace.app import build_system
    from openspace.describe import described

    click.echo(json.dumps(described(build_system(settings())), indent=1))


def ready_system() -> "System":
    """The system on a database that is up to date. Links begin with the configured address."""
    from sqlalchemy.exc import SQLAlchemyError

    from openspace.app import build_system
    from openspace.migrate import upgrade

    system = build_system(settings())
    try:
        upgrade(system.database)
    except SQLAlchemyError as error:
        raise Trouble(f"the database cannot be opened: {str(error).splitlines()[0]}") from error
    return system


def wish(system: "System", command: str, actor: Any = None, /, **fields: Any) -> dict[str, Any]:
    """Commit one wish of the operator's; its result, or one clear line. A running server tells its phones only what
    went through it, so what changes a running day belongs to the desk."""
    from openspace.core.actor import Actor, Role
    from openspace.core.committer import Committer, Wish

    language = str(fields.get("language", "en"))
    asked = Wish(command, fields, actor=actor or Actor(0, Role.STRANGER, language=language))
    answer, _told = Committer(system).one(asked)
    if not answer["ok"]:
        details = "; ".join(f"{name}: {text}" for name, text in answer.get("fields", {}).items())
        raise Trouble(details or answer["message"])
    result: dict[str, Any] = answer["result"]
    return result


def gathering_id(system: "System", code: str) -> int:
    """The gathering of a code."""
    from openspace.gatherings.queries import by_code

    with system.database.reading() as db:
        found = by_code(db, code)
    if found is None:
        raise Trouble(f"there is no gathering with the code {code}")
    return found.id


def _instant(start: str | None, timezone: str) -> datetime:
    if timezone not in available_timezones():
        raise Trouble(f"the time zone {timezone} is not known; write it like Europe/Amsterdam")
    zone = ZoneInfo(timezone)
    if start is None:
        tomorrow = datetime.fromordinal(datetime.now(zone).date().toordinal() + 1)
        return tomorrow.replace(hour=9, tzinfo=zone)
    try:
        moment = datetime.fromisoformat(start)
    except ValueError as error:
        raise Trouble(f"--start is not a date and time like 2026-11-28T09:00: {start}") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=zone).astimezone(UTC)


def _opened(made: dict[str, Any]) -> dict[str, Any]:
    """What the host of a new gathering gets."""
    links = {f"{name}_url": made[name]["url"] for name in ("join", "desk", "wall")}
    return {"code": made["code"], "recovery": made["recovery"], **links}


def _print(result: dict[str, Any], as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(result))
        return
    for name, value in result.items():
        click.echo(f"{name.replace('_', ' '):<10} {value}")


def main() -> None:
    """The console script."""
    logs.install()
    try:
        cli(standalone_mode=False)
    except click.ClickException as error:
        if isinstance(error, click.UsageError) or not isinstance(error, Trouble):
            click.echo(f"openspace: {error.format_message()}", err=True)
        else:
            error.show()
        sys.exit(2)
    except click.Abort:
        sys.exit(130)
