"""`clew add`: read files and folders, extract their claims, append both to the ledger."""

import os
import signal
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from types import FrameType
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from clew.cli.output import plain
from clew.cli.place import CaseArgument, actor, the_case
from clew.errors import NoSuchPath, UsageError
from clew.extract import Extractor, ExtractorOptions, load_extractor
from clew.ledger import Case, View
from clew.pipeline import Added, AddOptions, Tally, add_documents, told_beside
from clew.read import Found, Limits, find_ocr, walk
from clew.read.sandbox import Sandbox, Wall
from clew.records import Given, Problem
from clew.vocabulary import DocumentState

_LONGER, _LARGER = 5, 2
"""How many times the usual time and memory a file gets that is read again on request."""


def register(app: typer.Typer, panel: str) -> None:
    """Add the command to the application."""
    app.command(rich_help_panel=panel)(add)


def add(
    case: CaseArgument,
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="PATH…", help="Files and folders.", show_default=False)
    ] = None,
    published: Annotated[str | None, typer.Option(metavar="DATE", help="When it was published (EDTF).")] = None,
    publisher: Annotated[str | None, typer.Option(metavar="NAME", help="Who published it.")] = None,
    url: Annotated[str | None, typer.Option(metavar="URL", help="Where it stood.")] = None,
    mapping: Annotated[
        list[Path] | None, typer.Option("--mapping", metavar="FILE", help="Which columns of a table make which claim.")
    ] = None,
    retry: Annotated[
        DocumentState | None, typer.Option(metavar="KIND", help="Read again what failed in this way.")
    ] = None,
    no_linker: Annotated[
        bool, typer.Option("--no-linker", help="Draw claims by frames alone, without the trained readers.")
    ] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Exit 1 if anything failed.")] = False,
) -> None:
    """Read files and folders and write down their claims; doing it twice adds nothing."""
    if not paths and retry is None:
        raise UsageError("name a file or folder to add, or --retry KIND")
    opened = the_case(case)
    given = Given(published=published, publisher=publisher, url=url)
    found, problems = _files(paths or (), given)
    if retry is not None:
        again = list(_failed_before(opened, retry))
        found.extend(again)
        if not again:
            print(f"nothing in the case waits to be read again as {retry}")
            if not paths:
                return
    done: list[Added] = []
    if found:
        extractor = load_extractor(ExtractorOptions(mappings=tuple(mapping or ()), linker=not no_linker))
        before = len(View(opened).received)
        try:
            done = read_and_add(opened, found, extractor, retry=retry)
        except KeyboardInterrupt:
            kept = len(View(opened).received) - before
            print(f"clew: stopped; {kept} new documents are in the ledger, the same command goes on", file=sys.stderr)
            raise typer.Exit(130) from None
    _tell(done, problems)
    failed = [one for one in done if one.state is not DocumentState.READ]
    if problems or failed:
        if len(failed) == len(done):
            raise typer.Exit(3)
        if strict:
            raise typer.Exit(1)


def _files(paths: Sequence[Path], given: Given) -> tuple[list[Found], list[str]]:
    """Find the files below the arguments, and say of each argument that is not there that it is not."""
    found: list[Found] = []
    problems: list[str] = []
    for path in paths:
        try:
            for one in walk(path, given):
                if isinstance(one, Problem):
                    problems.append(f"{one.says}; {one.fix}")
                else:
                    found.append(one)
        except NoSuchPath as error:
            problems.append(str(error))
    return found, problems


def _failed_before(case: Case, state: DocumentState) -> Iterator[Found]:
    """Find the kept bytes of the files that failed in one way."""
    for failure in View(case).failures:
        if failure.state is state and case.blobs.path(failure.document).exists():
            yield Found(case.blobs.path(failure.document), failure.doc, failure.given, failure.parent)


def read_and_add(
    case: Case, found: Sequence[Found], extractor: Extractor, *, retry: DocumentState | None = None
) -> list[Added]:
    """Read files behind walls and add them; files with pictures of text once more by tesseract, where it is installed.

    With `retry`, the way in which they failed before, each gets more time and memory. How far it has come is told
    beside the ledger. Raises KeyboardInterrupt between two documents after the first Ctrl-C, wherever it is at the
    second.
    """
    usual = Limits()
    limits = replace(usual, seconds=_LONGER * usual.seconds, memory=_LARGER * usual.memory) if retry else usual
    recogniser = cache(find_ocr)
    tally = Tally([one.name for one in found], lambda: recogniser() is not None)
    with told_beside(case, tally, retry):
        done = list(_until_stopped(_with_progress(case, found, extractor, limits, tally)))
        scans = {one.document for one in done if one.state is DocumentState.NEEDS_OCR}
        ocr = recogniser() if scans else None
        if ocr is None:
            return done
        tally.once_more()
        waiting = [one for one in _failed_before(case, DocumentState.NEEDS_OCR) if one.path.name in scans]
        slowly = replace(limits, ocr=ocr, seconds=_LONGER * usual.seconds)
        again = list(_until_stopped(_with_progress(case, waiting, extractor, slowly, tally)))
    return _together([one for one in done if one.state is not DocumentState.NEEDS_OCR], again)


def _until_stopped(work: Iterator[Added]) -> Iterator[Added]:
    """Pass on what was added; the first Ctrl-C waits for the document at hand, so that no write is cut in the middle.

    Who starts a program deaf to Ctrl-C (in the background, under nohup) means it so, and it stays deaf.
    """
    stopped = False

    def stop(_number: int, _frame: FrameType | None) -> None:
        nonlocal stopped
        stopped = True
        signal.signal(signal.SIGINT, signal.default_int_handler)
        os.write(2, b"\nclew: stopping after the document at hand; Ctrl-C again stops at once\n")  # safe in a handler

    heeded = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if heeded:
        signal.signal(signal.SIGINT, stop)
    try:
        for one in work:
            yield one
            if stopped:
                break
    finally:
        if heeded:
            signal.signal(signal.SIGINT, signal.default_int_handler)
    if stopped:
        raise KeyboardInterrupt


def _together(first: Sequence[Added], again: Sequence[Added]) -> list[Added]:
    """What became of each document in the end: of those read again, what was read last and all that was new."""
    last = {one.document: one for one in again if one.state is DocumentState.READ}
    before = {one.document: one for one in first if one.state is DocumentState.READ}
    ended = [one for one in first if one.state is not DocumentState.READ or one.document not in last]
    for one in again:
        earlier = before.get(one.document)
        ended.append(replace(one, new=one.new or earlier.new) if one is last.get(one.document) and earlier else one)
    return ended


def _with_progress(
    case: Case, found: Sequence[Found], extractor: Extractor, limits: Limits, tally: Tally
) -> Iterator[Added]:
    """Read the files behind walls and add them, counted, with a bar on a terminal."""
    with Sandbox(limits, told=tally.at) as sandbox:
        missing = [wall for wall in Wall if wall not in sandbox.strength()]
        if missing:
            print(f"clew: sandbox weaker: this system lacks {'; '.join(missing)}", file=sys.stderr)
        readings = sandbox.read_many(found)
        if not sys.stderr.isatty():
            yield from _counted(add_documents(case, readings, extractor, AddOptions(actor(), told=tally.at)), tally)
            return
        columns = (
            TextColumn("reading"),
            BarColumn(),
            TextColumn("{task.fields[counted]}"),
            TimeElapsedColumn(),
            TextColumn("{task.description}"),
        )
        with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
            sandbox.told = _sign_of_life(progress, "reading", tally)
            options = AddOptions(actor(), told=_sign_of_life(progress, "keeping", tally))
            yield from _shown(_counted(add_documents(case, readings, extractor, options), tally), tally, progress)


def _counted(work: Iterator[Added], tally: Tally) -> Iterator[Added]:
    """Count each document that is in the ledger, and pass it on."""
    for one in work:
        tally.count(one)
        yield one


def _sign_of_life(progress: Progress, doing: str, tally: Tally) -> Callable[[str], None]:
    """Say beside the bar what is being done with which file: a large one takes a while before it counts."""

    def say(name: str) -> None:
        tally.at(name)
        for task in progress.task_ids:
            progress.update(task, description=f"{doing} {plain(name)[-40:]}")

    return say


def _shown(work: Iterator[Added], tally: Tally, progress: Progress) -> Iterator[Added]:
    """Move the bar with each document that is in the ledger; it is full only when the work is over."""
    task = progress.add_task("", total=tally.total + 1, completed=tally.done, counted=f"{tally.done}/{tally.total}")
    for one in work:
        counted = f"{tally.done}/{tally.total}"
        said = plain(one.doc)[-40:]
        progress.update(task, completed=tally.done, total=tally.total + 1, counted=counted, description=said)
        yield one
    progress.update(task, completed=tally.total + 1)


def _tell(done: Sequence[Added], problems: Sequence[str]) -> None:
    """Say what was read, what failed and why."""
    read = [one for one in done if one.state is DocumentState.READ]
    new = [one for one in read if one.new]
    print(f"read {len(read)} documents ({len(new)} new), {sum(one.claims for one in new)} claims")
    for one in read:
        for problem in one.problems:
            if one.new:
                print(f"  {plain(one.doc)}: {plain(problem.says)}; {plain(problem.fix)}")
    failed = [one for one in done if one.state is not DocumentState.READ]
    if failed:
        kinds = ", ".join(f"{count} {kind}" for kind, count in sorted(Counter(one.state for one in failed).items()))
        print(f"could not read {len(failed)} ({kinds}):")
        for one in failed:
            for problem in one.problems:
                print(f"  {plain(one.doc)}: {plain(problem.says)}; {plain(problem.fix)}")
    for says in problems:
        print(f"  {plain(says)}")
