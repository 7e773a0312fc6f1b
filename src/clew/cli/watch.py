"""`clew watch`: add files as they come, screen again as lists change, and tell what touches a watched party."""

import json
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from clew.cli.add import read_and_add
from clew.cli.findings import kept_findings
from clew.cli.output import plain
from clew.cli.place import CaseArgument, actor
from clew.doors import open_desk
from clew.doors.desk import Desk
from clew.doors.watching import Alert, Stamp, alerts_of, settled, stamps_of
from clew.errors import DiskFull, NoListAdded, NoSuchPath, UsageError
from clew.extract import Extractor, ExtractorOptions, load_extractor
from clew.ledger import View, now
from clew.pipeline import screen_case
from clew.read import Found, walk
from clew.records import Given, ListVersion, Problem


def register(app: typer.Typer, panel: str) -> None:
    """Add the command to the application."""
    app.command(rich_help_panel=panel)(watch)


def watch(
    case: CaseArgument,
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Where files come in.", show_default=False)],
    party: Annotated[list[str] | None, typer.Option("--party", metavar="NAME", help="Watch this party.")] = None,
    every: Annotated[float, typer.Option("--every", min=0.2, help="Seconds between two looks.")] = 10.0,
    alerts: Annotated[Path | None, typer.Option("--alerts", metavar="FILE", help="Where alerts go.")] = None,
    webhook: Annotated[str | None, typer.Option("--webhook", metavar="URL", help="Send alerts there, too.")] = None,
    once: Annotated[bool, typer.Option("--once", help="Look once and end.")] = False,
) -> None:
    """Add new and changed files of a folder as they come; write an alert where one touches a watched party."""
    if not folder.is_dir():
        raise NoSuchPath(folder)
    if webhook is not None and not webhook.startswith(("http://", "https://")):
        raise UsageError("--webhook takes an address that begins with http:// or https://")
    desk = open_desk(kept_findings(case), actor())
    extractor = load_extractor(ExtractorOptions())
    before, read = stamps_of(folder) if once else {}, dict[Path, Stamp]()
    try:
        while True:
            here = stamps_of(folder)
            fresh = settled(before, here, read)
            told = _look(desk, folder, fresh, extractor, party or ())
            _tell(told, alerts or case / "alerts.jsonl", webhook)
            read |= {path: here[path] for path in fresh}
            before = here
            if once:
                return
            time.sleep(every)
    except KeyboardInterrupt:
        return


def _look(desk: Desk, folder: Path, files: Sequence[Path], extractor: Extractor, watched: Sequence[str]) -> list[Alert]:
    """Add some files, note other list versions, and say what that touches."""
    before = desk.kept.get()
    case = desk.kept.case()
    docs: list[str] = []
    if files:
        fresh = set(files)
        below = list(walk(folder, Given()))
        found = [one for one in below if isinstance(one, Found) and one.path in fresh]
        for one in below:
            if isinstance(one, Problem):
                print(f"  {plain(one.says)}; {plain(one.fix)}", file=sys.stderr)
        docs = [one.doc for one in read_and_add(case, found, extractor) if one.new]
        print(f"{now()[:19]} looked at {len(found)} files, {len(docs)} new", file=sys.stderr)
    try:
        held = View(case).lists
        if held and _hashes(desk.kept.library.newest()) != _hashes(held):
            screen_case(case, desk.kept.library, None, desk.actor)
            print(f"{now()[:19]} the lists changed; screened again", file=sys.stderr)
    except NoListAdded:
        pass
    return alerts_of(before, desk.kept.get(), docs, watched, now())


def _hashes(versions: Sequence[ListVersion]) -> set[str]:
    return {version.sha256 for version in versions}


def _tell(told: Sequence[Alert], file: Path, webhook: str | None) -> None:
    """Append alerts to the file, and send them where that is asked for; what cannot be sent stays in the file."""
    if not told:
        return
    try:
        with file.open("a", encoding="utf-8") as out:
            out.writelines(json.dumps(one, ensure_ascii=True) + "\n" for one in told)
    except OSError as error:
        raise DiskFull(file, error.strerror or str(error)) from error
    print(f"{now()[:19]} {len(told)} alerts", file=sys.stderr)
    for one in told if webhook else ():
        body = json.dumps(one, ensure_ascii=True).encode()
        asked = urllib.request.Request(webhook or "", body, {"content-type": "application/json"})  # noqa: S310 - checked
        try:
            urllib.request.urlopen(asked, timeout=10).close()  # noqa: S310 - only http and https get here
        except (urllib.error.URLError, OSError, ValueError) as error:
            print(f"{now()[:19]} an alert could not be sent: {type(error).__name__}", file=sys.stderr)
