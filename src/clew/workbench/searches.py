"""Searches that are kept with a case by name, one a line in a file beside the ledger that back-ups take along."""

import json
import os
from pathlib import Path
from urllib.parse import parse_qsl, urlencode

from clew.errors import DiskFull, UsageError

FILE, MOST, LONGEST_NAME, LONGEST = "beside/searches.jsonl", 200, 80, 2000
KEPT = ("q", "entity", "since", "until", "predicate", "status", "document", "language", "source", "without")
"""What of an address is a search; where a reader had leafed to is not."""


def kept_searches(case: Path) -> dict[str, str]:
    """The searches of a case: name → the address's query; what is no search is passed over."""
    try:
        lines = (case / FILE).read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return {}
    found = {}
    for line in lines[:MOST]:
        try:
            told = json.loads(line)
            found[str(told["name"])[:LONGEST_NAME]] = _query(str(told["query"]))
        except (ValueError, KeyError, TypeError):
            continue
    return found


def keep_search(case: Path, name: str, query: str) -> None:
    """Keep a search under a name, in place of the one that had it. Raises `UsageError`, `DiskFull`."""
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME:
        raise UsageError(f"A search needs a name of at most {LONGEST_NAME} letters.")
    searches = kept_searches(case)
    if name not in searches and len(searches) >= MOST:
        raise UsageError(f"{MOST} searches are kept already; delete one first.")
    _write(case, {**searches, name: _query(query)})


def forget_search(case: Path, name: str) -> None:
    """Delete a search; nothing where there is none of that name. Raises `DiskFull`."""
    searches = kept_searches(case)
    if searches.pop(name, None) is not None:
        _write(case, searches)


def _query(told: str) -> str:
    return urlencode([(name, value) for name, value in parse_qsl(told[:LONGEST]) if name in KEPT])


def _write(case: Path, searches: dict[str, str]) -> None:
    file = case / FILE
    partial = file.with_name(f".{file.name}.{os.getpid()}")
    lines = (json.dumps({"name": name, "query": query}, ensure_ascii=False) for name, query in searches.items())
    try:
        file.parent.mkdir(exist_ok=True)
        partial.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        partial.replace(file)
    except OSError as error:
        raise DiskFull(file, error.strerror or str(error)) from error
