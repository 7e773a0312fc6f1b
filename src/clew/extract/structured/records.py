"""The records of a JSON document, with their places: JSON Lines, a list, or an object that holds one list."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

JSON_TYPES = frozenset({"application/json", "application/jsonl", "application/x-ndjson"})
"""Media types whose documents hold JSON records."""

_GAP = re.compile(r"[\s,]*")
_DEEPEST = 20
_WRAPPING = 4


@dataclass(frozen=True, slots=True)
class Record:
    """One JSON value: the line on which it begins, where it stands in the text, and what is wrong with it."""

    line: int
    start: int
    end: int
    value: Any
    fault: str | None = None


def records_of(text: str) -> Iterator[Record]:
    """The records of a JSON text, one at a time; what cannot be parsed is a record with a fault."""
    begin = _GAP.match(text)
    start = begin.end() if begin else 0
    if text.startswith("[", start):
        return _items(text, start + 1)
    first_end = text.find("\n", start)
    one_line = first_end == -1 or not text[first_end:].strip()
    if text.startswith("{", start) and (one_line or _parsed(text[start:first_end])[1] is not None):
        whole, fault = _parsed(text)
        if fault is None and isinstance(whole, dict):
            at = _only_list(text, whole)
            if at is not None:
                return _items(text, at)
            return iter((Record(1 + text.count("\n", 0, start), start, len(text.rstrip()), whole),))
    return _lines(text)


def _only_list(text: str, whole: Mapping[str, Any]) -> int | None:
    """Where the list begins of an object that is but a wrapping of one list of objects, None for other objects."""
    lists = [key for key, value in whole.items() if isinstance(value, list) and value and isinstance(value[0], dict)]
    if len(lists) != 1 or len(whole) > _WRAPPING:
        return None
    found = re.search(rf"{re.escape(json.dumps(lists[0], ensure_ascii=False))}\s*:\s*\[", text)
    return found.end() if found else None


def flat(value: Mapping[str, Any]) -> dict[str, str]:
    """An object as cells: keys of nested objects joined by dots, entries of lists of objects numbered from 1."""
    cells: dict[str, str] = {}
    _flatten(value, "", 0, cells)
    return cells


def _flatten(value: Any, name: str, depth: int, cells: dict[str, str]) -> None:
    if isinstance(value, Mapping) and depth < _DEEPEST:
        for key, inner in value.items():
            joined = name if key == "$" and name else f"{name}.{key}" if name else str(key)
            _flatten(inner, joined, depth + 1, cells)
    elif isinstance(value, list) and any(isinstance(one, Mapping) for one in value) and depth < _DEEPEST:
        for number, one in enumerate(value, 1):
            _flatten(one, f"{name}.{number}", depth + 1, cells)
    elif isinstance(value, list) and depth < _DEEPEST:
        cells[name] = "; ".join("" if one is None else str(one) for one in value)
    else:
        cells[name] = "" if value is None else str(value)


def _parsed(text: str) -> tuple[Any, str | None]:
    try:
        return json.loads(text), None
    except json.JSONDecodeError as error:
        return None, f"it is no JSON ({error.msg}, column {error.colno})"
    except (ValueError, RecursionError) as error:
        return None, f"its JSON is beyond what can be read ({error})"


def _lines(text: str) -> Iterator[Record]:
    """Each line a record; only a line feed ends a line, for JSON strings may hold every other sign."""
    start, number = 0, 0
    while start < len(text):
        number += 1
        end = text.find("\n", start)
        end = len(text) if end == -1 else end
        line = text[start:end]
        bare = line.strip()
        if bare:
            begin = start + line.index(bare)
            value, fault = _parsed(bare)
            yield Record(number, begin, begin + len(bare), value, fault)
        start = end + 1


def _items(text: str, at: int) -> Iterator[Record]:
    """The values of a list whose bracket opens before `at`; one that cannot be parsed ends it, and says so."""
    decoder = json.JSONDecoder()
    line, counted = 1, 0
    while True:
        gap = _GAP.match(text, at)
        at = gap.end() if gap else at
        line, counted = line + text.count("\n", counted, at), at
        if at >= len(text):
            yield Record(line, len(text), len(text), None, "the list breaks off here; the file is not whole")
            return
        if text[at] == "]":
            return
        try:
            value, end = decoder.raw_decode(text, at)
        except (ValueError, RecursionError) as error:
            says = error.msg if isinstance(error, json.JSONDecodeError) else str(error)
            yield Record(line, at, min(at + 200, len(text)), None, f"it is no JSON ({says}); the list ends here")
            return
        yield Record(line, at, end, value)
        at = end
