"""Find in the texts of one origin where a good is planned here and delivered there, approved here and tested there."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial

from clew.corroborate.citations import sentence_around
from clew.corroborate.statements import Ground
from clew.corroborate.tables import rows
from clew.records import Conflict, Document, Entity, Statement, isolated
from clew.vocabulary import ConflictKind, EntityType, Severity

_MOST = 12
_PLACES = 8
_REACH = 160
_LONGEST = 400
_CODE = re.compile(r"(?=[\w-]*\d)(?=[\w-]*[^\W\d_])[\w-]{2,}")
_ITEM = re.compile(r"[ \t]*[-–—•*·][ \t]")


@dataclass(frozen=True, slots=True)
class Stages:
    """Wordings for how far something has come, in order of precedence, and which stages exclude one another.

    `latin` are those of each stage that a text without other letters than ASCII can hold.
    """

    wordings: tuple[tuple[str, re.Pattern[str]], ...]
    latin: Mapping[str, re.Pattern[str]]
    exclude: tuple[tuple[str, str], ...]
    first: re.Pattern[str]


@cache
def stages() -> Stages:
    """Load the shipped wordings once."""
    told = rows("stages")
    return Stages(
        tuple((name, _any_of(each)) for name, each in told["stages"].items()),
        {name: _any_of([one for one in each if one.isascii()]) for name, each in told["stages"].items()},
        tuple((one, other) for one, other in told["exclude"]),
        _any_of(told["first"]),
    )


def _any_of(wordings: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(wordings), re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Told:
    """One place where a document says how far a good has come."""

    stage: str
    statement: Statement


def stage_conflicts(where: Ground) -> Iterator[Conflict]:
    """Goods with a model code of which documents of one origin say that they are at stages which exclude each other.

    Goods of which the same words tell are one conflict. A note: what was planned may have been done since.
    """
    found: dict[tuple[str, str, tuple[Statement, ...]], list[str]] = {}
    spoken: dict[tuple[str, str], bool] = {}
    for entity in where.entities.values():
        if entity.type is not EntityType.PRODUCT or not _CODE.search(entity.name):
            continue
        for docs in _by_origin(where, entity):
            told_of = partial(_told_in, where, docs[:_MOST], spoken)
            if not any(told_of(one) and told_of(other) for one, other in stages().exclude):
                continue
            told = [one for doc in docs[:_MOST] for one in _told(where.documents[doc], entity)]
            for one, other in stages().exclude:
                sides = tuple(dict.fromkeys(each.statement for each in told if each.stage in {one, other}))
                here, there = ({each.statement.doc for each in told if each.stage == stage} for stage in (one, other))
                if here - there and there - here:
                    found.setdefault((one, other, sides), []).append(entity.name)
    for (one, other, sides), names in found.items():
        yield Conflict(ConflictKind.EVENT, Severity.NOTE, f"{one} or {other}: {', '.join(map(isolated, names))}", sides)


def _told_in(where: Ground, docs: Sequence[str], spoken: dict[tuple[str, str], bool], stage: str) -> bool:
    """Whether any of the documents has a wording for a stage; each is looked through once, as `spoken` says."""
    wording, latin = dict(stages().wordings)[stage], stages().latin[stage]
    for doc in docs:
        if (doc, stage) not in spoken:
            text = where.documents[doc].text
            spoken[doc, stage] = (latin if text.isascii() else wording).search(text) is not None
    return any(spoken[doc, stage] for doc in docs)


def _by_origin(where: Ground, entity: Entity) -> Iterator[list[str]]:
    """The documents that name an entity, those of each origin together, where there are two or more."""
    found: dict[str, dict[str, None]] = {}
    for mention in entity.mentions:
        origin = where.origin(mention.doc)
        if origin is not None and mention.doc in where.documents:
            found.setdefault(origin, {})[mention.doc] = None
    yield from (list(docs) for docs in found.values() if len(docs) > 1)


def _told(document: Document, entity: Entity) -> Iterator[_Told]:
    """What a document says of how far a good has come, at the first places that name it."""
    names = dict.fromkeys(one.name for one in entity.mentions if one.doc == document.name)
    codes = dict.fromkeys(code for name in names for code in _CODE.findall(name))
    for code in codes:
        places = re.finditer(rf"(?<![\w-]){re.escape(code)}(?![\w-])", document.text)
        for count, place in enumerate(places):
            if count >= _PLACES:
                break
            yield from _at(document, place.start(), place.end())


def _at(document: Document, start: int, end: int) -> Iterator[_Told]:
    """The stages that the sentence around a place tells, and for an item of a list also what introduces the list."""
    first, last = sentence_around(document.text, start, end)
    for spot, sure in ((_nearest(document.text, first, last, start, end), True), (_intro(document.text, first), False)):
        if spot is None:
            continue
        stage, at, to = spot
        left, right = min(first if sure else at, start), max(last if sure else end, to)
        if right - left > _LONGEST:
            left, right = min(at, start), max(to, end)
        words = document.text[left:right]
        left += len(words) - len(words.lstrip())
        right -= len(words) - len(words.rstrip())
        if right - left <= _LONGEST:
            yield _Told(stage, Statement(document.name, document.id, left, right, document.text[left:right], None))


def _cues(text: str, first: int, last: int) -> list[tuple[str, int, int]]:
    found: list[tuple[str, int, int]] = []
    for stage, wording in stages().wordings:
        for match in wording.finditer(text, first, last):
            if all(match.end() <= at or to <= match.start() for _, at, to in found):
                found.append((stage, match.start(), match.end()))
    return found


def _nearest(text: str, first: int, last: int, start: int, end: int) -> tuple[str, int, int] | None:
    """The wording nearest to a name in its sentence."""
    cues = _cues(text, max(first, start - _REACH), min(last, end + _REACH))
    return min(cues, key=lambda cue: max(cue[1] - end, start - cue[2]), default=None)


def _intro(text: str, first: int) -> tuple[str, int, int] | None:
    """The last wording of the line that introduces a list, where a place is in an item of it."""
    line = text.rfind("\n", 0, first) + 1
    if not _ITEM.match(text, line):
        return None
    for _ in range(_MOST):
        if line == 0:
            return None
        above = text.rfind("\n", 0, line - 1) + 1
        if not _ITEM.match(text, above):
            told = text[above : line - 1].rstrip()
            cues = _cues(text, above, line - 1) if told.endswith(":") else []
            return max(cues, key=lambda cue: cue[1], default=None)
        line = above
    return None
