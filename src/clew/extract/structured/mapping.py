"""Mappings: which columns of a table make which claim; shipped ones, a user's own, and a proposal from a header."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from clew.errors import BadMapping
from clew.extract.structured.forms.ftm_mapping import FtmMapping, is_ftm_mapping, read_ftm_mapping
from clew.names import strip_legal_form
from clew.vocabulary import EntityType, Predicate, Qualifier, Status

_FIELD = re.compile(r"\{(\w+)\}")
_IGNORED = "ignored"
"""The key of columns that a mapping knows and leaves out."""


@dataclass(frozen=True, slots=True)
class Party:
    """A party of a mapped claim: the key of its column, and its type, None where the name has to tell."""

    key: str
    type: EntityType | None = None


@dataclass(frozen=True, slots=True)
class MappedClaim:
    """One claim that each row makes. `qualifiers` are texts with keys in braces; one without any value is left out."""

    predicate: Predicate
    subject: Party
    object: Party
    qualifiers: tuple[tuple[Qualifier, str], ...] = ()
    status: Status = Status.ASSERTED


@dataclass(frozen=True, slots=True)
class Mapping:
    """A mapping: its name, for each key the column names that it goes by, and the claims that a row makes."""

    name: str
    columns: tuple[tuple[str, tuple[str, ...]], ...]
    claims: tuple[MappedClaim, ...] = field(default=())

    def fit(self, header: Sequence[str]) -> dict[str, str] | None:
        """Key → column name of a header, None where a party's column is missing."""
        known = {_plain(name): name for name in header}
        columns = [(key, names) for key, names in self.columns if key != _IGNORED]
        found = {key: known[name] for key, names in columns for name in map(_plain, names) if name in known}
        needed = {party.key for claim in self.claims for party in (claim.subject, claim.object)}
        return found if needed <= found.keys() else None

    def left_out(self, header: Sequence[str]) -> tuple[str, ...]:
        """The columns of a header that this mapping takes nothing from, but for those that it knows to say nothing."""
        known = {_plain(name) for key, names in self.columns if key == _IGNORED for name in names}
        used = set((self.fit(header) or {}).values())
        return tuple(name for name in header if name.strip() and name not in used and _plain(name) not in known)

    def fit_loosely(self, header: Sequence[str]) -> dict[str, str] | None:
        """As `fit`, but a column is also taken where its name holds one of those known as whole words."""
        found: dict[str, str] = {}
        for key, names in self.columns:
            for name in names if key != _IGNORED else ():
                column = next(
                    (one for one in header if one not in found.values() and f" {_plain(name)} " in f" {_plain(one)} "),
                    None,
                )
                if column is not None:
                    found[key] = column
                    break
        needed = {party.key for claim in self.claims for party in (claim.subject, claim.object)}
        return found if needed <= found.keys() else None

    def missing(self, header: Sequence[str]) -> tuple[str, ...]:
        """The column names of parties that a header lacks."""
        known = {_plain(name) for name in header}
        needed = {party.key for claim in self.claims for party in (claim.subject, claim.object)}
        return tuple(names[0] for key, names in self.columns if key in needed and not known & set(map(_plain, names)))


def _plain(name: str) -> str:
    return re.sub(r"[\W_]+", " ", name.casefold()).strip()


def read_mapping(text: str, path: Path | str) -> Mapping:
    """Read a mapping from YAML. Raises `BadMapping` with what is wrong and where."""
    told = _yaml(text, path)
    if not isinstance(told, dict) or not isinstance(told.get("columns"), dict) or not told.get("claims"):
        raise BadMapping(path, "it needs `columns` (key: column names) and `claims`")
    columns = {str(key): _names(value) for key, value in told["columns"].items()}
    claims = tuple(_claim(one, columns, path) for one in told["claims"])
    return Mapping(str(told.get("name") or Path(str(path)).stem), tuple(columns.items()), claims)


def _yaml(text: str, path: Path | str) -> Any:
    try:
        return yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise BadMapping(path, f"not YAML ({str(error).splitlines()[0]})") from error


def _names(value: Any) -> tuple[str, ...]:
    return tuple(str(one) for one in value) if isinstance(value, list) else (str(value),)


def _claim(told: Any, columns: dict[str, tuple[str, ...]], path: Path | str) -> MappedClaim:
    if not isinstance(told, dict):
        raise BadMapping(path, f"a claim is a table with predicate, subject and object, not {told!r}")
    try:
        predicate = Predicate(str(told.get("predicate")))
        status = Status(told.get("status", "asserted"))
        qualifiers = tuple((Qualifier(key), str(value)) for key, value in (told.get("qualifiers") or {}).items())
    except ValueError as error:
        raise BadMapping(path, str(error)) from error
    subject, object_ = (_party(told.get(side), side, path) for side in ("subject", "object"))
    used = {subject.key, object_.key, *(key for _, text in qualifiers for key in _FIELD.findall(text))}
    unknown = sorted(used - columns.keys())
    if unknown:
        raise BadMapping(path, f"{', '.join(unknown)} is used in a claim and is not among `columns`")
    return MappedClaim(predicate, subject, object_, qualifiers, status)


def _party(told: Any, side: str, path: Path | str) -> Party:
    if isinstance(told, str):
        return Party(told)
    if isinstance(told, dict) and told.get("column"):
        try:
            return Party(str(told["column"]), EntityType(told["type"]) if told.get("type") else None)
        except ValueError as error:
            raise BadMapping(path, str(error)) from error
    raise BadMapping(path, f"{side} must name a key of `columns`")


@cache
def shipped_mappings() -> tuple[Mapping, ...]:
    """The mappings that come with Clew, in the order in which they are tried."""
    folder = files("clew.extract.structured") / "mappings"
    paths = sorted((one for one in folder.iterdir() if one.name.endswith(".yaml")), key=lambda one: one.name)
    return tuple(read_mapping(one.read_text(encoding="utf-8"), one.name) for one in paths)


def load_mappings(paths: Iterable[Path]) -> tuple[Mapping | FtmMapping, ...]:
    """A user's own mappings, in Clew's form or FollowTheMoney's, tried first, and then the shipped ones.

    Raises `BadMapping`.
    """
    own: list[Mapping | FtmMapping] = []
    for path in paths:
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise BadMapping(path, f"cannot be read ({error})") from error
        told = _yaml(text, path)
        own.append(read_ftm_mapping(told, path) if is_ftm_mapping(told) else read_mapping(text, path))
    return (*own, *shipped_mappings())


def propose_mapping(header: Sequence[str], sample: Sequence[Sequence[str]] = ()) -> str:
    """Propose a mapping, as YAML, for a header: a shipped one that fits, else the first two columns as parties."""
    for mapping in shipped_mappings():
        fit = mapping.fit(header)
        if fit is not None:
            return _written(mapping, fit)
    for mapping in shipped_mappings():
        fit = mapping.fit_loosely(header)
        if fit is not None:
            return "# By parts of the column names; look whether each column is what is meant.\n" + _written(
                mapping, fit
            )
    names = [name for name in header if name] or ["first", "second"]
    texts = [name for place, name in enumerate(names) if _is_text(place, sample)] or names
    firms = [name for place, name in enumerate(names) if _has(place, sample, _is_firm)]
    texts = [*firms, *(name for name in texts if name not in firms)]
    left, right = texts[0], texts[1] if len(texts) > 1 else names[-1]
    told: dict[str, Any] = {
        "name": "proposed",
        "columns": {"subject": [left], "object": [right]},
        "claims": [{"predicate": "related_to", "subject": "subject", "object": "object"}],
    }
    others = _by_content(names, sample, {left, right})
    told["columns"] |= {str(qualifier): [name] for qualifier, name in others.items()}
    if others:
        told["claims"][0]["qualifiers"] = {str(qualifier): f"{{{qualifier}}}" for qualifier in others}
    return "# No shipped mapping fits this header. Choose a predicate and the columns of the two parties.\n" + (
        yaml.safe_dump(told, allow_unicode=True, sort_keys=False)
    )


def _by_content(names: Sequence[str], sample: Sequence[Sequence[str]], taken: set[str]) -> dict[Qualifier, str]:
    """The first column whose sample cells are dates, shares, or amounts with a currency."""
    found: dict[Qualifier, str] = {}
    for qualifier, fits in _CONTENT.items():
        for place, name in enumerate(names):
            if name not in taken and _has(place, sample, fits):
                found[qualifier] = name
                taken = {*taken, name}
                break
    return found


def _has(place: int, sample: Sequence[Sequence[str]], fits: Callable[[str], bool]) -> bool:
    """Whether most filled cells of a column are of a kind."""
    values = [row[place] for row in sample if place < len(row) and row[place].strip()]
    return bool(values) and sum(map(fits, values)) * 2 > len(values)


def _is_firm(value: str) -> bool:
    return strip_legal_form(value)[1] is not None


_CONTENT: dict[Qualifier, Callable[[str], bool]] = {
    Qualifier.WHEN: lambda value: bool(re.match(r"\d{4}-\d{2}(-\d{2})?", value)),
    Qualifier.SHARE: lambda value: bool(re.search(r"\d\s*(?:%|percent|per cent)", value)),
    Qualifier.AMOUNT: lambda value: bool(re.match(r"[\d., ]+\s?[A-Z]{3}$", value)),
}


def _is_text(place: int, sample: Sequence[Sequence[str]]) -> bool:
    values = [row[place] for row in sample if place < len(row) and row[place]]
    return bool(values) and sum(any(c.isalpha() for c in value) for value in values) * 2 > len(values)


def _written(mapping: Mapping, fit: dict[str, str]) -> str:
    claims = [
        {
            "predicate": str(claim.predicate),
            "subject": claim.subject.key,
            "object": claim.object.key,
            "qualifiers": {str(q): text for q, text in claim.qualifiers if set(_FIELD.findall(text)) <= fit.keys()},
        }
        for claim in mapping.claims
    ]
    told = {"name": mapping.name, "columns": {key: [name] for key, name in fit.items()}, "claims": claims}
    return yaml.safe_dump(told, allow_unicode=True, sort_keys=False)
