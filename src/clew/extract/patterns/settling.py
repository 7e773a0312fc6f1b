"""What is left of the claims of a Chinese document once those are known that stand around them."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache

from clew.extract.names.chinese_words import load_chinese_words
from clew.extract.parse.chinese import simplified
from clew.records import Claim, Mention, Source
from clew.vocabulary import EntityType, Predicate, SourceKind, Status

_LISTED_NEAR = 240
"""Characters behind a listed group within which its members are named."""
_BACKGROUND = frozenset({Predicate.LOCATED_IN, Predicate.LEADS, Predicate.EMPLOYS})
"""What a title, a place or an apposition beside a name says."""
_OFFICES = frozenset({EntityType.PUBLIC_BODY, EntityType.PLACE, EntityType.ORGANIZATION})
"""Bodies for which an official acts: states and their offices, unions of states."""
_MARKS = "[的之、“”「」『』（）() ]*"
"""What may stand between a name and its place or title."""


def without_groups(claims: Sequence[Claim]) -> list[Claim]:
    """The claims without listings of a counted group whose members the same authority lists right behind."""
    members: dict[str, list[int]] = {}
    for claim in claims:
        if claim.predicate is Predicate.SANCTIONS and claim.object is not None and not claim.object.described:
            members.setdefault(name_of(claim.subject), []).append(claim.quote.start)
    for starts in members.values():
        starts.sort()

    def is_told_apart(claim: Claim) -> bool:
        if claim.predicate is not Predicate.SANCTIONS or claim.object is None or not claim.object.described:
            return False
        starts = members.get(name_of(claim.subject), [])
        following = bisect_left(starts, claim.quote.start)
        return following < len(starts) and starts[following] <= claim.quote.end + _LISTED_NEAR

    return [claim for claim in claims if not is_told_apart(claim)]


def by_their_offices(claims: Sequence[Claim]) -> list[Claim]:
    """The claims, listings that an official announces as listings by the body for which he acts, on his word.

    Listings are acts of an authority (docs/reference/claims.md): 某国总统甲宣布制裁乙. Of several offices the one that
    was told last before the listing counts.
    """
    offices: dict[str, list[tuple[int, Mention]]] = {}
    for claim in claims:
        person, office = _office_of(claim)
        if person and office is not None and claim.status is Status.ASSERTED:
            offices.setdefault(person, []).append((claim.quote.start, office))
    return [_by_office(claim, offices.get(name_of(claim.subject), ())) for claim in claims]


def _office_of(claim: Claim) -> tuple[str, Mention | None]:
    """The person whom a claim says to head or serve a body, and the body."""
    if claim.predicate is Predicate.LEADS:
        return name_of(claim.subject), claim.object
    return (name_of(claim.object), claim.subject) if claim.predicate is Predicate.EMPLOYS else ("", None)


def _by_office(claim: Claim, offices: Sequence[tuple[int, Mention]]) -> Claim:
    who = claim.subject
    if claim.predicate is not Predicate.SANCTIONS or who is None or who.type is not EntityType.PERSON:
        return claim
    told = [office for at, office in sorted(offices, key=lambda each: each[0]) if at <= claim.quote.end]
    office = told[-1] if told else None
    if office is None or office.type not in _OFFICES:
        return claim
    official = Source(who.name, SourceKind.OFFICIAL)
    known = any(source.name == who.name for source in claim.sources)
    return replace(claim, subject=office, sources=claim.sources if known else (*claim.sources, official))


def once_told(claims: list[Claim]) -> list[Claim]:
    """The claims of a sentence without those that say less of the same two: who leads a body is not its staff."""
    leading = {(name_of(c.subject), name_of(c.object)) for c in claims if c.predicate is Predicate.LEADS}
    return [
        c
        for c in claims
        if c.predicate is not Predicate.EMPLOYS or (name_of(c.object), name_of(c.subject)) not in leading
    ]


def accuser_of(answering: Sequence[Mention], claims: Sequence[Claim]) -> str:
    """Who has accused those who answer, by what a text has said so far; empty where nobody has."""
    names = {mention.name for mention in answering}
    told = (c for c in reversed(claims) if c.predicate is Predicate.ACCUSES and name_of(c.object) in names)
    return next((name_of(claim.subject) for claim in told), "")


def name_of(mention: Mention | None) -> str:
    """The name of a party, empty for one that is left out."""
    return mention.name if mention else ""


def without_speakers(claims: Iterable[Claim], text: str) -> Iterator[Claim]:
    """The claims, those that only say beside a name what or where it is on no speaker's word: 深圳的|朔翎电子.

    Such background rests on nobody but the medium that the whole text retells (docs/reference/claims.md).
    """
    for claim in claims:
        media = tuple(source for source in claim.sources if source.kind is SourceKind.MEDIA)
        yield replace(claim, sources=media) if media != claim.sources and _is_background(claim, text) else claim


def _is_background(claim: Claim, text: str) -> bool:
    """Whether two parties stand side by side, with no more than a title between them."""
    one, other = claim.subject, claim.object
    if claim.predicate not in _BACKGROUND or one is None or other is None:
        return False
    if one.start is None or one.end is None or other.start is None or other.end is None:
        return False
    first, last = (one.end, other.start) if one.start < other.start else (other.end, one.start)
    return first <= last and _title().fullmatch(simplified(text[first:last])) is not None


@cache
def _title() -> re.Pattern[str]:
    """Marks and what a person is or was of a body, or neither: 的, 前总经理, 员工“."""
    words = load_chinese_words()
    titles = "|".join(sorted(words["titles"] | words["roles"], key=len, reverse=True))
    return re.compile(rf"{_MARKS}(?:(?:前|原|时任|现任|副)?(?:{titles}){_MARKS})?")
