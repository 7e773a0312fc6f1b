"""Gold sets: claims that careful readers wrote down, the entities they are about, and the texts."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from clew.errors import BadGold
from clew.vocabulary import Predicate, Status


@dataclass(frozen=True, slots=True)
class GoldClaim:
    """One claim as both sides of a comparison are seen: gold, or predicted.

    `subject` and `object` are names, empty where the party is left out. `unstated` allows a prediction to
    leave a party out, because the text names nobody. `sources` are the cited ones, the outermost medium aside.
    """

    doc: str
    start: int
    end: int
    quote: str
    predicate: Predicate
    subject: str
    object: str
    status: Status
    qualifiers: Mapping[str, str]
    sources: tuple[str, ...]
    unstated: bool = False


@dataclass(frozen=True, slots=True)
class GoldSet:
    """A gold set: its claims, the names of each entity and whether it is unnamed, and the texts by name."""

    claims: tuple[GoldClaim, ...]
    entities: tuple[tuple[frozenset[str], bool], ...]
    texts: Mapping[str, str]


def read_gold(folder: Path, texts: Path) -> GoldSet:
    """Read `claims.jsonl` and `entities.jsonl` of a folder, and the `*.txt` of another.

    Raises `BadGold`, naming file and line, where a line cannot be used or a quote does not stand in its text.
    """
    found = {path.name: path.read_bytes().decode("utf-8", "replace") for path in sorted(texts.glob("*.txt"))}
    if not found:
        raise BadGold(texts, 0, "no *.txt in it")
    claims = []
    path = folder / "claims.jsonl"
    for number, told in _lines(path):
        try:
            claim = claim_seen(told, found.get(str(told["doc"]), ""))
        except (KeyError, ValueError, TypeError) as error:
            raise BadGold(path, number, f"not a claim ({error})") from error
        if claim.doc not in found or claim.start < 0:
            raise BadGold(path, number, f"the quote does not stand in {claim.doc}")
        claims.append(claim)
    path = folder / "entities.jsonl"
    entities = []
    for number, told in _lines(path):
        if not isinstance(told.get("names"), list):
            raise BadGold(path, number, "no list of names")
        entities.append((frozenset(told["names"]), bool(told.get("unnamed"))))
    return GoldSet(tuple(claims), tuple(entities), found)


def claim_seen(told: Mapping[str, Any], text: str) -> GoldClaim:
    """See an exchange object as one side of a comparison; offsets are looked up where they are missing or wrong."""
    quote = str(told["quote"])
    start, end = told.get("start"), told.get("end")
    if not isinstance(start, int) or not isinstance(end, int) or text[start:end] != quote:
        start = text.find(quote)
        end = start + len(quote)
    return GoldClaim(
        doc=str(told["doc"]),
        start=start,
        end=end,
        quote=quote,
        predicate=Predicate(told["predicate"]),
        subject=_party(told["subject"]),
        object=_party(told["object"]),
        status=Status(told.get("status", "asserted")),
        qualifiers={key: str(value) for key, value in (told.get("qualifiers") or {}).items() if value},
        sources=_cited(told.get("sources") or ()),
        unstated=bool(told.get("unstated")),
    )


def _party(told: Any) -> str:
    if told is None:
        return ""
    return str(told["name"] if isinstance(told, Mapping) else told) or ""


def _cited(told: Any) -> tuple[str, ...]:
    """Take the sources beyond the publisher: the first is left out where it is a medium and more follow."""
    sources = list(told)
    if len(sources) > 1 and isinstance(sources[0], Mapping) and sources[0].get("kind") == "media":
        sources = sources[1:]
    return tuple(_party(source) for source in sources if _party(source))


def _lines(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise BadGold(path, 0, error.strerror or str(error)) from error
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                told = json.loads(line)
            except ValueError as error:
                raise BadGold(path, number, f"not JSON ({error})") from error
            if not isinstance(told, dict):
                raise BadGold(path, number, "not a JSON object")
            yield number, told
