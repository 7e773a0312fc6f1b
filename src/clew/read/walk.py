"""Find the files below an argument of `clew add`, and what the user's sidecar says about each."""

import csv
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from clew.errors import NoSuchPath
from clew.read.dates import to_edtf
from clew.read.decode import decode
from clew.records import Given, Problem
from clew.vocabulary import ProblemKind

SIDECAR = "metadata.csv"
COLUMNS = ("path", "published", "publisher", "url", "title")
_FIX = f"a sidecar has the columns {', '.join(COLUMNS)}, with paths relative to its folder"


@dataclass(frozen=True, slots=True)
class Found:
    """A file to read: where it is, its name relative to the argument, and what is given about it.

    `parent` is the id of the document that it was packed in, for kept bytes that are read again.
    """

    path: Path
    name: str
    given: Given
    parent: str | None = None


def walk(argument: Path, given: Given) -> Iterator[Found | Problem]:
    """Yield the files below `argument` in the order of their names, and the faults of sidecars.

    A file is named by its name, a file in a folder by its path relative to the folder, with `/`. Hidden files and
    folders and sidecars are passed over, links and pipes with a word on them. What `given` says outweighs the sidecar.
    Raises `NoSuchPath` where nothing is there.
    """
    if argument.is_file():
        rows, problems = read_sidecar(argument.parent)
        yield from (problem for problem in problems if argument.name != SIDECAR)
        yield Found(argument, _told(argument.name), merge(given, rows.get(argument.name)))
        return
    if not argument.is_dir():
        raise NoSuchPath(argument)
    yield from _folder(argument, argument, given, {})


def _folder(folder: Path, top: Path, given: Given, rows: Mapping[str, Given]) -> Iterator[Found | Problem]:
    """Yield what one folder and those below it hold; the nearest sidecar that names a file speaks for it."""
    waiting: list[tuple[Path, Mapping[str, Given]]] = [(folder, rows)]
    while waiting:
        path, above = waiting.pop()
        if not path.is_dir():
            name = path.relative_to(top).as_posix()
            yield Found(path, _told(name), merge(given, above.get(str(path))))
            continue
        own, problems = read_sidecar(path)
        named = {**above, **{str(path / PurePosixPath(name)): row for name, row in own.items()}}
        yield from (replace(problem, doc=_told(str((path / SIDECAR).relative_to(top)))) for problem in problems)
        try:
            inside = sorted(path.iterdir(), key=lambda one: one.name, reverse=True)
        except PermissionError:
            relative = _told(path.relative_to(top).as_posix())
            yield Problem(ProblemKind.READING, f"{relative} may not be opened", "give yourself the right", relative)
            continue
        waiting.extend((one, named) for one in inside if _wanted(one))
        relative = _told(path.relative_to(top).as_posix()) if path != top else _told(path.resolve().name)
        yield from _passed_over([one for one in inside if not _goes_unsaid(one) and not _wanted(one)], relative)


def _passed_over(paths: Sequence[Path], folder: str) -> Iterator[Problem]:
    """Yield what is passed over in a folder, by kind: links, and what is neither file nor folder."""
    links = [one for one in paths if one.is_symlink()]
    others = [one for one in paths if not one.is_symlink()]
    for several, kind, fix in (
        (links, "a link", "add what it leads to by its own path"),
        (others, "neither a file nor a folder (a pipe, socket or device)", "copy what it gives into a file"),
    ):
        if several:
            more = f" (there are {len(several)} such in this folder)" if len(several) > 1 else ""
            name = _told(several[-1].name)
            yield Problem(ProblemKind.READING, f"{name} is {kind} and is passed over{more}", fix, folder)


def _goes_unsaid(path: Path) -> bool:
    """Whether a path is passed over without a word: hidden ones and sidecars."""
    return path.name.startswith(".") or path.name == SIDECAR


def _told(name: str) -> str:
    """A file's name as text: bytes that are no UTF-8 (names of another system) stand in it as escapes."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _wanted(path: Path) -> bool:
    """Whether to look at a path: a plain file or folder, not hidden, no sidecar, no link out of the folder."""
    return not _goes_unsaid(path) and not path.is_symlink() and (path.is_dir() or path.is_file())


def merge(first: Given, second: Given | None) -> Given:
    """What the first says, filled up with what the second says."""
    if second is None:
        return first
    return Given(
        published=first.published or second.published,
        publisher=first.publisher or second.publisher,
        url=first.url or second.url,
        title=first.title or second.title,
    )


def read_sidecar(folder: Path) -> tuple[dict[str, Given], tuple[Problem, ...]]:
    """What a folder's `metadata.csv` says, by path relative to the folder, and which of its rows are no good."""
    path = folder / SIDECAR
    if not path.is_file():
        return {}, ()
    decoded = decode(path.read_bytes())
    if decoded is None:
        return {}, (_problem(1, "the sidecar is not text"),)
    rows: dict[str, Given] = {}
    problems: list[Problem] = []
    table = csv.DictReader(decoded.text.splitlines(keepends=True), strict=False)
    try:
        header = [name.strip() for name in table.fieldnames or ()]
        if "path" not in header:
            return {}, (_problem(1, f"the sidecar has no column 'path' (it has {', '.join(header) or 'none'})"),)
        table.fieldnames = header
        for row in table:
            name, given, faults = _row(row, table.line_num, folder)
            problems.extend(faults)
            if name is not None and given is not None:
                rows[name] = given
    except csv.Error as error:
        problems.append(_problem(table.line_num, f"the sidecar cannot be read from here on ({error})"))
    return rows, tuple(problems)


def _row(row: Mapping[str | None, object], line: int, folder: Path) -> tuple[str | None, Given | None, list[Problem]]:
    """One row of a sidecar: which file it is about, what it says, what is wrong with it."""
    values = {name: value.strip() for name in COLUMNS if isinstance(value := row.get(name), str) and value.strip()}
    name = values.pop("path", "").replace("\\", "/").removeprefix("./")
    if not name:
        return None, None, [_problem(line, "the row names no path")] if values else []
    problems: list[Problem] = []
    if ".." in name.split("/") or name.startswith("/") or "\0" in name or not (folder / name).exists():
        return None, None, [_problem(line, f"the row is about {name!r}, which is not in the folder")]
    published = values.get("published")
    if published is not None:
        values["published"] = to_edtf(published) or ""
        if not values["published"]:
            problems.append(_problem(line, f"{published!r} is not a date (write 2025-03-12, 2025-03 or 2025)"))
    if None in row:
        problems.append(_problem(line, "the row has more cells than the header"))
    return name, Given(**{key: value or None for key, value in values.items()}), problems


def _problem(line: int, says: str) -> Problem:
    return Problem(ProblemKind.ROW, f"{SIDECAR}, line {line}: {says}", _FIX, SIDECAR)
