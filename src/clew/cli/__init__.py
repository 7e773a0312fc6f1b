"""The command line: one module a command; here they are put together, and errors become exit codes."""

import importlib
import sys
from importlib import metadata
from typing import Annotated

import typer

from clew import STAGES
from clew.errors import ClewError, UsageError

COMMANDS = (
    ("new", "A case"),
    ("add", "A case"),
    ("map", "A case"),
    ("documents", "A case"),
    ("withdraw", "A case"),
    ("claims", "Findings"),
    ("entities", "Findings"),
    ("origins", "Findings"),
    ("corroboration", "Findings"),
    ("conflicts", "Findings"),
    ("trace", "Findings"),
    ("owners", "Findings"),
    ("rank", "Findings"),
    ("lists", "Screening"),
    ("screen", "Screening"),
    ("match", "Screening"),
    ("compare", "Screening"),
    ("judge", "Decisions"),
    ("undo", "Decisions"),
    ("log", "Decisions"),
    ("report", "Results"),
    ("export", "Results"),
    ("mcp", "Results"),
    ("watch", "A case"),
    ("serve", "Results"),
    ("verify", "Keeping"),
    ("backup", "Keeping"),
    ("restore", "Keeping"),
    ("evaluate", "Keeping"),
    ("doctor", "Keeping"),
    ("demo", "Keeping"),
)
"""Every command and the panel of `--help` that it stands in; each is the module of that name beside this one."""

DONE, FOUND, WRONG_USE, COULD_NOT = 0, 1, 2, 3
"""Exit codes: done; done and found what it was asked to fail on; wrong use; could not do it."""


def build_app(only: str | None = None) -> typer.Typer:
    """Put the application together; with `only`, load just that command, so that it starts quickly."""
    app = typer.Typer(
        name="clew",
        help=f"Who says what about whom, in which words, on whose word. The way through: {' → '.join(STAGES)}.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_root)
    for name, panel in COMMANDS:
        if only in (None, name):
            importlib.import_module(f"clew.cli.{name}").register(app, panel)
    return app


def _say_version(asked: bool) -> None:
    """Say which version this is, and leave."""
    if asked:
        print(f"clew {metadata.version('clew')}")
        raise typer.Exit(DONE)


def _root(
    _version: Annotated[
        bool,
        typer.Option("--version", help="Say which version this is, and leave.", callback=_say_version, is_eager=True),
    ] = False,
) -> None:
    """Keep the application a group, however few commands are loaded."""


def main() -> None:
    """Run the command line; errors that Clew raises on purpose are one sentence and an exit code."""
    names = {name for name, _ in COMMANDS}
    wanted = sys.argv[1] if len(sys.argv) > 1 and sys.argv[1] in names else None
    try:
        build_app(wanted)()
    except UsageError as error:
        print(f"clew: {error}", file=sys.stderr)
        sys.exit(WRONG_USE)
    except ClewError as error:
        print(f"clew: {error}", file=sys.stderr)
        sys.exit(COULD_NOT)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(COULD_NOT)
