"""Collect every name that claims hold: parties, named sources, and the names inside qualifiers."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from clew.names import Script, WordKind, fold, generic_words, is_generic, script_of
from clew.records import Claim, Mention, Source
from clew.resolve.form import form_of
from clew.resolve.tables import tables
from clew.vocabulary import EntityType, Predicate, Qualifier, SourceKind

SUBJECT = "subject"
OBJECT = "object"

_PLACED = frozenset({Predicate.LOCATED_IN, Predicate.VISITS})
_ADDRESSED = frozenset(
    {Predicate.SANCTIONS, Predicate.ACCUSES, Predicate.RESPONDS, Predicate.PAYS, Predicate.PARTNERS_WITH}
    | {Predicate.CONTRACTS_WITH}
)
"""What is done to a state and not to a city: who puts sanctions on Moscow means Russia."""

_KINDS = {
    SourceKind.MEDIA: EntityType.COMPANY,
    SourceKind.COMPANY: EntityType.COMPANY,
    SourceKind.OFFICIAL: EntityType.PUBLIC_BODY,
    SourceKind.ANALYST: EntityType.PERSON,
    SourceKind.PERSON: EntityType.PERSON,
}
_QUALIFIERS = {
    Qualifier.PRODUCT: EntityType.PRODUCT,
    Qualifier.VIA: EntityType.COMPANY,
    Qualifier.COUNTERPARTY: EntityType.COMPANY,
    Qualifier.WHERE: EntityType.PLACE,
    Qualifier.PROGRAMME: EntityType.PROGRAMME,
}
_SPLIT = re.compile(r"\s*[;；、]\s*|\s*,\s+(?:and\s+)?|\s+(?:and|или|и)\s+")
_ONE_OF_GOODS = re.compile(r"\s*[;；、]\s*")
_CODE = re.compile(r"\b(?=\w*[A-ZА-Я])(?=\w*\d)[\w-]{2,}\b")
_WORD = re.compile(r"[^\W_][\w’'.-]*")
_GROUP = re.compile(r"(?:the |an? )?(?:[a-z][a-z-]*|\d+)(?: [a-z][a-z-]*){0,4} (?:of|from|in|at|for|with|to)\b")
_SPEECH = re.compile(r"^(?:a |the )?(?:spokes\w+|representative) (?:for|of) (?:the )?", re.IGNORECASE)


class Occurrence(NamedTuple):
    """One name at one place: the document, the name, its type, and which party of which claim it is, if it is one."""

    doc: str
    name: str
    type: EntityType
    described: bool = False
    claim: str | None = None
    side: str = ""
    latin: str | None = None
    acts: bool = True


def reads_as_name(text: str) -> bool:
    """Whether words name something, as "TSK Orlan" does, and not only describe it, as "a Russian intermediary" does.

    In scripts with capitals the last word decides: it is capitalised or holds a digit. A run of Chinese characters
    alone does not tell, and is taken for a name only where it is not made of generic words.
    """
    words = _WORD.findall(text)
    if not words or len(text) > 90 or len(words) > 9:
        return False
    if script_of(text) in {Script.HAN, Script.KANA, Script.HANGUL}:
        return len(text) > 1 and not is_generic(text) and text[0] not in "一两兩三四五六七八九十几幾数數某该該"
    if _GROUP.match(text):
        return False
    last = words[-1]
    return (last[0].isupper() or any(character.isdigit() for character in last)) and not words[0].isdigit()


class _Reading(dict[str, bool]):
    """Which words read as a name, told once for all words of a run."""

    def __missing__(self, text: str) -> bool:
        """Tell of words that are met for the first time."""
        self[text] = told = reads_as_name(text)
        return told


def _party(
    claim: Claim,
    mention: Mention | None,
    side: str,
    named: dict[tuple[str, EntityType], bool],
    reading: _Reading,
) -> Iterator[Occurrence]:
    if mention is None:
        return
    if side == SUBJECT:
        place = claim.predicate is Predicate.LOCATED_IN
    else:
        place = claim.predicate in _PLACED or (mention.type is EntityType.PLACE and claim.predicate not in _ADDRESSED)
    key = (mention.name, mention.type)
    if key not in named:
        named[key] = is_named(*key)
    described = not named[key] or (mention.described and not _names_itself(mention))
    yield Occurrence(claim.doc, mention.name, mention.type, described, claim.id, side, mention.latin, acts=not place)
    surface = _surface(claim, mention)
    if surface and surface != mention.name and not mention.resolved and reading[surface]:
        yield Occurrence(claim.doc, surface, mention.type, described, acts=not place)


def _names_itself(mention: Mention) -> bool:
    """Whether a description holds a name all the same: "Orlan attack drones", "Varnian defence ministry"."""
    if mention.type is EntityType.PUBLIC_BODY:
        words = _WORD.findall(mention.name)
        if not words or _PEOPLE_OF.match(mention.name):
            return False
        return fold(words[-1]) in _BODIES or form_of(mention.name, mention.type, tables()).state is not None
    return mention.type is EntityType.PRODUCT


_BODIES = frozenset({"ministry", "department", "office", "agency", "army", "military", "government", "affairs"})
_NAMED_BY_PART = frozenset(
    {EntityType.PRODUCT, EntityType.PLACE, EntityType.FACILITY, EntityType.PUBLIC_BODY, EntityType.EVENT}
)
_PEOPLE_OF = re.compile(
    r"(?:the |an? )?(?:\w+ ){0,3}(?:officials?|sources?|officers?|lawmakers?|authorities) (?:of|from|in)\b",
    re.IGNORECASE,
)
_LONGEST_PLACE = 40
_PEOPLES = frozenset({"western", "european", "eastern", "african", "asian", "arab"})


def is_named(name: str, type: EntityType) -> bool:
    """Whether a party's name is one; a good, a place or a public body may end in a common noun ("Morvak airport")."""
    if script_of(name) is not Script.LATIN:
        return True
    if type not in _NAMED_BY_PART:
        return reads_as_name(name)
    words = _WORD.findall(name)
    own = [word for word in words if word[0].isupper() or any(character.isdigit() for character in word[1:])]
    if type is EntityType.PUBLIC_BODY:
        return bool(own) and not _PEOPLE_OF.match(name)
    if type in {EntityType.PLACE, EntityType.FACILITY}:
        known = generic_words()
        own = [word for word in own if fold(word) not in known or known[fold(word)].kind is not WordKind.COUNTRY]
        return bool(own) or reads_as_name(name)
    return any(not is_generic(word) and fold(word) not in _PEOPLES for word in own) or reads_as_name(name)


def _surface(claim: Claim, mention: Mention) -> str | None:
    """The words of the quote that stand for a party, where they lie inside the quote."""
    if mention.start is None or mention.end is None:
        return None
    start, end = mention.start - claim.quote.start, mention.end - claim.quote.start
    return claim.text[start:end] if 0 <= start < end <= len(claim.text) else None


def _source(
    claim: Claim, source: Source, parties: Mapping[tuple[str, str], EntityType], reading: _Reading
) -> Iterator[Occurrence]:
    """A named source; where it is a party of the document as well, that tells its type better than its kind does."""
    name = _SPEECH.sub("", source.name)
    kind = parties.get((claim.doc, name)) or _KINDS.get(source.kind)
    if kind and reading[name]:
        yield Occurrence(claim.doc, name, kind)


def _qualifier(claim: Claim, key: Qualifier, text: str, reading: _Reading) -> Iterator[Occurrence]:
    kind = _QUALIFIERS.get(key)
    if kind is None:
        return
    if kind is EntityType.PRODUCT:
        for part in _ONE_OF_GOODS.split(text):
            if reading[part] and len(part.split()) <= 3:
                yield Occurrence(claim.doc, part, kind)
            else:
                for code in _CODE.findall(part):
                    yield Occurrence(claim.doc, code, kind)
        return
    for part in _SPLIT.split(text):
        name = part.strip()
        if reading[name] or (kind is EntityType.PLACE and len(name) <= _LONGEST_PLACE and is_named(name, kind)):
            yield Occurrence(claim.doc, name, kind, acts=kind is not EntityType.PLACE)


def descriptions(claims: Sequence[Claim]) -> Iterator[tuple[str, str, str]]:
    """The descriptions by which the claims of one document take a party up: claim, side and words.

    "the Brevno importer" says something of the party; a pronoun or "the firm" does not, and what takes up several
    parties describes none of them.
    """
    taken_up: dict[int, set[str]] = {}
    sides = [(claim, side, party) for claim in claims for side, party in _sides(claim) if party and party.resolved]
    for _, _, party in sides:
        if party.start is not None:
            taken_up.setdefault(party.start, set()).add(party.name)
    for claim, side, party in sides:
        words = _surface(claim, party)
        if words and " " in words and party.start is not None and len(taken_up[party.start]) == 1:
            yield claim.id, side, " ".join(words.split())


def _sides(claim: Claim) -> tuple[tuple[str, Mention | None], tuple[str, Mention | None]]:
    return (SUBJECT, claim.subject), (OBJECT, claim.object)


def occurrences(claims: Iterable[Claim]) -> list[Occurrence]:
    """Every name that the claims hold, in their order."""
    found: list[Occurrence] = []
    named: dict[tuple[str, EntityType], bool] = {}
    reading = _Reading()
    parties = {
        (claim.doc, party.name): party.type for claim in claims for party in (claim.subject, claim.object) if party
    }
    for claim in claims:
        found += _party(claim, claim.subject, SUBJECT, named, reading)
        found += _party(claim, claim.object, OBJECT, named, reading)
        for source in claim.sources:
            found += _source(claim, source, parties, reading)
        for key, text in claim.qualifiers.items():
            found += _qualifier(claim, key, text, reading)
    return found
