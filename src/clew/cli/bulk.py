"""Answers to many names, written as they come: JSON Lines or CSV, with progress, taken up again where they stopped."""

import csv
import io
import json
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import groupby, islice
from pathlib import Path
from typing import Any, BinaryIO

from clew.cli.output import Format, Row, cell
from clew.errors import DiskFull, UsageError
from clew.screen import note_on

CHUNK = 512
"""Names that are searched for, answered and written at a time."""

Answer = tuple[Mapping[str, Any], Sequence[Row]]
"""A row that was asked, and its hits."""


def chunks(asked: Iterable[Mapping[str, Any]]) -> Iterator[list[Mapping[str, Any]]]:
    """Yield what was asked a chunk at a time, so that a file of any length needs no more memory than a chunk."""
    rows = iter(asked)
    while chunk := list(islice(rows, CHUNK)):
        yield chunk


def stream(answers: Iterable[Sequence[Answer]], form: Format, output: Path | None, *, more: bool) -> bool:
    """Write answers a chunk at a time, behind those that are there where `more`; whether anything was found.

    Raises `DiskFull`.
    """
    found, done, started = False, 0, time.monotonic()
    with _target(output, more=more) as target:
        header = not (more and output is not None and output.exists() and output.stat().st_size)
        for chunk in answers:
            found = found or any(hits for _, hits in chunk)
            try:
                target.write((_lines(chunk) if form is Format.JSONL else _cells(chunk, header=header)).encode())
                target.flush()
            except BrokenPipeError:
                raise
            except OSError as error:
                raise DiskFull(output or Path("-"), error.strerror or str(error)) from error
            header = False
            done += len(chunk)
            _progress(done, time.monotonic() - started)
    return found


@contextmanager
def _target(output: Path | None, *, more: bool) -> Iterator[BinaryIO]:
    if output is None:
        sys.stdout.flush()
        yield sys.stdout.buffer
        return
    try:
        file = output.open("ab" if more else "wb")
    except OSError as error:
        raise DiskFull(output, error.strerror or str(error)) from error
    with file:
        yield file


def _progress(done: int, seconds: float) -> None:
    if sys.stderr.isatty():
        print(f"\r{done:,} names, {done / max(seconds, 0.001):,.0f} a second ", end="", file=sys.stderr, flush=True)


def _lines(chunk: Sequence[Answer]) -> str:
    return "".join(
        json.dumps({"qid": one["qid"], "query": one["query"], "hits": hits} | _note(one), ensure_ascii=False) + "\n"
        for one, hits in chunk
    )


def _note(one: Mapping[str, Any]) -> dict[str, str]:
    """What is to say of a name: why nothing is looked for, or how it is."""
    note = note_on(str(one["query"]))
    return {"note": note} if note else {}


HIT_COLUMNS = (
    "id",
    "name",
    "score",
    "list",
    "list_date",
    "measures",
    "authority",
    "programmes",
    "since",
    "signals",
    "says",
)
"""What a hit has to say, in the order of the columns; `says` is about the name that was asked."""


def _cells(chunk: Sequence[Answer], *, header: bool) -> str:
    """A row a hit, and one without a hit for a name that nothing is near to, the user's own columns first."""
    own = {key: f"own_{key}" if key in HIT_COLUMNS else key for key in chunk[0][0] if key != "name"}
    stream = io.StringIO()
    writer = csv.writer(stream)
    if header:
        writer.writerow([*own.values(), *HIT_COLUMNS])
    for one, hits in chunk:
        theirs = [cell(one.get(key)) for key in own]
        says = {"says": _note(one).get("note")}
        for hit in hits or ({},):
            told = {**hit, **says}
            writer.writerow([*theirs, *(cell(told.get(column)) for column in HIT_COLUMNS)])
    return stream.getvalue()


def answered(output: Path, form: Format) -> list[str]:
    """The `qid` of each name that an output has answered in full; what may have been cut off is taken out of it.

    Of a CSV file the last two names are answered again, for a cut may have gone through either. Raises `UsageError`
    where the file is no answer of this command.
    """
    if not output.exists():
        return []
    partial = output.with_name(f".{output.name}.partial")
    kept: list[str] = []
    with output.open(encoding="utf-8", newline="") as old, partial.open("w", encoding="utf-8", newline="") as new:
        try:
            if form is Format.JSONL:
                for line in old:
                    if line.endswith("\n"):
                        kept.append(str(json.loads(line)["qid"]))
                        new.write(line)
            else:
                _keep_rows(old, new, kept)
        except (ValueError, KeyError, csv.Error) as error:
            partial.unlink()
            raise UsageError(f"{output} does not hold answers of this command; write into another file") from error
    partial.replace(output)
    return kept


def _keep_rows(old: Iterable[str], new: Any, kept: list[str]) -> None:
    rows = csv.reader(old)
    header = next(rows, None)
    if header is None:
        return
    place = header.index("qid")
    writer = csv.writer(new)
    writer.writerow(header)
    waiting: list[tuple[str, list[list[str]]]] = []
    for qid, group in groupby(rows, lambda row: row[place] if len(row) > place else ""):
        waiting.append((qid, list(group)))
        if len(waiting) > 2:
            known, whole = waiting.pop(0)
            kept.append(known)
            writer.writerows(whole)


def skip(asked: Iterator[Mapping[str, Any]], kept: Sequence[str]) -> Iterator[Mapping[str, Any]]:
    """What is still to be asked. Raises `UsageError` where the answers are those to other names."""
    for qid in kept:
        one = next(asked, None)
        if one is None or str(one["qid"]) != qid:
            raise UsageError(f"the answers to take up are those to other names (at {qid}); write into another file")
    return asked
