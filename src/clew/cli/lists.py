"""`clew lists`: the sanctions and watch lists at hand: add, look, see what changed."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer

from clew.cli.findings import findings_of
from clew.cli.output import Column, Format, FormatOption, OutputOption, Row, emit, plain
from clew.cli.place import home
from clew.errors import DiskFull, NoPublisher, ScreenError, UsageError
from clew.pipeline import Touch, touched_parties
from clew.records import ListVersion
from clew.screen import (
    EntryChange,
    Library,
    ListForm,
    compare_versions,
    fetch_list,
    group_paths,
    import_list,
    publishers,
    refuse_shrinking,
)

COLUMNS = (
    Column("list", lambda row: row["name"]),
    Column("date", lambda row: row["date"] or "not stated"),
    Column("entries", lambda row: row["entries"]),
    Column("names", lambda row: row["names"]),
    Column("authority", lambda row: row["authority"]),
    Column("in force", lambda row: "yes" if row["in_force"] else "older"),
    Column("sha256", lambda row: row["sha256"][:12]),
)


ShrinkingOption = Annotated[
    bool, typer.Option("--accept-shrinking", help="Take a list that has lost more than a tenth of its entries.")
]

CHANGE_COLUMNS = (
    Column("list", lambda row: row["list"]),
    Column("change", lambda row: row["change"]),
    Column("entry", lambda row: f"{row['id']} {row['name']}"),
    Column("what", lambda row: row["says"]),
    Column("does", lambda row: " and ".join(row["measures"]) or "not stated"),
    Column("touches", lambda row: "; ".join(f"{one['case']}: {one['party']} ({one['hit']})" for one in row["touches"])),
)


def register(app: typer.Typer, panel: str) -> None:
    """Add the command to the application."""
    group = typer.Typer(invoke_without_command=True, help="Look at the lists at hand, add some, see what changed.")
    group.callback()(lists)
    group.command("add")(add)
    group.command("fetch")(fetch)
    group.command("changes")(changes)
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
    accept_shrinking: ShrinkingOption = False,
) -> None:
    """Add lists, each as a version of its own; the newest version of a list is in force."""
    library = Library(home())
    failed: list[str] = []
    for group in group_paths(paths):
        try:
            imported = import_list(group, form)
            if not accept_shrinking:
                refuse_shrinking(library.in_force(imported.version.name), imported.version)
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


def fetch(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="NAME…", help="Lists to fetch; without any, all.", show_default=False)
    ] = None,
    address: Annotated[
        list[str] | None,
        typer.Option("--address", metavar="NAME=URL", help="Take a list from here instead of from its publisher."),
    ] = None,
    accept_shrinking: ShrinkingOption = False,
) -> None:
    """Fetch lists from their publishers, over the network; a list that fails stays as it was."""
    known = publishers()
    missing = [name for name in names or () if name not in known]
    if missing:
        raise NoPublisher(missing[0], tuple(known))
    elsewhere = dict(told.split("=", 1) for told in address or () if "=" in told)
    if len(elsewhere) != len(address or ()) or elsewhere.keys() - known.keys():
        raise UsageError(f"--address takes NAME=URL, with NAME one of: {', '.join(known)}")
    library = Library(home())
    failed: list[str] = []
    for name in names or known:
        try:
            found = fetch_list(known[name], library, address=elsewhere.get(name), accept_shrinking=accept_shrinking)
        except (ScreenError, DiskFull) as error:
            failed.append(f"{name}: {error}")
            continue
        version = found.version
        print(
            f"{name}: {version.entries} entries, {version.names} names ({version.date or 'date not stated'})", end="; "
        )
        if not found.new:
            print("as before")
        elif found.before is None:
            print("new")
        else:
            print(f"was {found.before.entries} entries; see: clew lists changes {name}")
    for says in failed:
        print(f"clew: {plain(says)}", file=sys.stderr)
    if failed:
        raise typer.Exit(3)


def changes(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="NAME…", help="Lists; without any, all at hand.", show_default=False)
    ] = None,
    cases: Annotated[
        list[Path] | None, typer.Option("--case", metavar="CASE", help="Say which parties of this case it touches.")
    ] = None,
    form: FormatOption = Format.TABLE,
    output: OutputOption = None,
) -> None:
    """Say what changed from the last version of a list to the one in force, and whom of a case that touches."""
    library = Library(home())
    parties = {case.name: findings_of(case).entities for case in cases or ()}
    rows: list[Row] = []
    alone: list[str] = []
    for version in library.newest(names):
        before = library.before(version)
        if before is None:
            alone.append(version.name)
            continue
        found = compare_versions(library.listings(before), library.listings(version))
        touched = touched_parties(found, before, version, parties)
        rows += [_change(version.name, one, touched.get(one.listing.id, ())) for one in found]
    if parties:
        rows.sort(key=lambda row: not row["touches"])
    only = f" (of {', '.join(alone)} only one version is kept)" if alone else ""
    emit(rows, CHANGE_COLUMNS, form, output, f"nothing changed{only}")


def _change(name: str, change: EntryChange, touches: Sequence[Touch]) -> Row:
    listing = change.listing
    return {
        "list": name,
        "change": change.change,
        "id": listing.id,
        "name": listing.caption,
        "says": change.says,
        "measures": [str(measure) for measure in listing.measures],
        "touches": [{"case": one.case, "entity": one.entity, "party": one.party, "hit": one.says} for one in touches],
    }


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
