"""`clew lists`: the sanctions and watch lists at hand: add, look, see what changed."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from clew.cli.output import Column, Format, FormatOption, OutputOption, Row, emit, plain
from clew.cli.place import home
from clew.errors import ScreenError
from clew.records import ListVersion
from clew.screen import Library, ListForm, group_paths, import_list

COLUMNS = (
    Column("list", lambda row: row["name"]),
    Column("date", lambda row: row["date"] or "not stated"),
    Column("entries", lambda row: row["entries"]),
    Column("names", lambda row: row["names"]),
    Column("authority", lambda row: row["authority"]),
    Column("in force", lambda row: "yes" if row["in_force"] else "older"),
    Column("sha256", lambda row: row["sha256"][:12]),
)


def register(app: typer.Typer, panel: str) -> None:
    """Add the command to the application."""
    group = typer.Typer(invoke_without_command=True, help="Look at the lists at hand, add some, see what changed.")
    group.callback()(lists)
    group.command("add")(add)
    app.add_typer(group, name="lists", rich_help_panel=panel)


def lists(context: typer.Context, form: FormatOption = Format.TABLE, output: OutputOption = None) -> None:
    """Show the lists at hand, with their dates and versions."""
    if context.invoked_subcommand is None:
        emit(rows_of(Library(home())), COLUMNS, form, output, "no lists yet; add some with: clew lists add FILE…")


def rows_of(library: Library) -> Iterator[Row]:
    """Yield one row a version."""
    versions = library.versions()
    in_force = {version.sha256 for version in library.newest()} if versions else set()
    for version in versions:
        yield {**_told(version), "in_force": version.sha256 in in_force}


def add(
    paths: Annotated[list[Path], typer.Argument(metavar="FILE|FOLDER…", help="List files; a CSV set as its folder.")],
    form: Annotated[ListForm | None, typer.Option("--as", help="The form, where it is not recognised.")] = None,
) -> None:
    """Add lists, each as a version of its own; the newest version of a list is in force."""
    library = Library(home())
    failed: list[str] = []
    for group in group_paths(paths):
        try:
            imported = import_list(group, form)
        except ScreenError as error:
            failed.append(str(error))
            continue
        version = library.add(imported)
        dated = version.date or "date not stated"
        print(f"{version.name}: {version.entries} entries, {version.names} names ({dated})")
        for problem in imported.problems[:5]:
            print(f"  {plain(problem.says)}; {plain(problem.fix)}")
        if len(imported.problems) > len(imported.problems[:5]):
            print(f"  and {len(imported.problems) - 5} more problems")
    for says in failed:
        print(f"clew: {says}")
    if failed:
        raise typer.Exit(3)


def _told(version: ListVersion) -> Row:
    return {
        "name": version.name,
        "date": version.date,
        "entries": version.entries,
        "names": version.names,
        "authority": version.authority,
        "form": version.form,
        "imported": version.imported,
        "sha256": version.sha256,
    }
