"""Tell which state a party belongs to, from its own name and from the words that quotes put beside it."""

import re
from collections.abc import Sequence
from itertools import pairwise

from clew.names import WordKind, fold, generic_words
from clew.records import Claim, Entity, Resolution
from clew.vocabulary import EntityType

_BEFORE = 40
_AFTER = 40
_APPOSITION = re.compile(r",? (?:an?|the) (?:[\w-]+ ){0,4}")
_WORDS_BEFORE = 4
_END_OF_WORD = re.compile(r"[\w’'-]+$")
_POSSESSIVE = re.compile(r"['’]s\b")


def nations_of(claims: Sequence[Claim], resolution: Resolution) -> dict[str, frozenset[str]]:
    """Entity → codes of the states that it is of: by its places, by its name, by "a Chinese drone maker" beside it."""
    found: dict[str, set[str]] = {}
    for entity in resolution.entities:
        codes = set(entity.countries)
        for name in entity.names:
            codes |= _codes(name)
        if codes:
            found[entity.id] = codes
    for claim in claims:
        for side, mention in (("subject", claim.subject), ("object", claim.object)):
            entity_id = resolution.party.get((claim.id, side))
            if mention and entity_id and entity_id not in found and mention.type is not EntityType.PERSON:
                codes = _beside(claim.text, mention.name)
                if codes:
                    found[entity_id] = codes
    return {entity: frozenset(codes) for entity, codes in found.items()}


def is_state(entity: Entity) -> bool:
    """Whether an entity is a state itself, and not a body or a firm of it."""
    return (
        len(entity.countries) == 1
        and entity.type in {EntityType.PUBLIC_BODY, EntityType.PLACE}
        and any(
            _codes(name)
            and len(fold(name).split()) <= 2
            and not re.search(r"ministr|army|military|министер|部$", fold(name))
            for name in entity.names
        )
    )


def _codes(text: str) -> set[str]:
    known = generic_words()
    words = fold(_POSSESSIVE.sub("", text) if "'" in text or "’" in text else text).split()
    pairs = [" ".join(pair) for pair in pairwise(words)]
    return {known[word].concept for word in (*words, *pairs) if word in known and known[word].kind is WordKind.COUNTRY}


def _beside(text: str, name: str) -> set[str]:
    """The nation in an apposition behind a name ("Orlan, a Varnian maker"), else in the words right before it."""
    at = text.find(name)
    if at < 0:
        return set()
    behind = _APPOSITION.match(text[at + len(name) : at + len(name) + _AFTER])
    codes = _codes(behind.group()) if behind else set()
    if codes:
        return codes
    before = _just_before(text[max(0, at - _BEFORE) : at])
    return _codes(before) if before else set()


def _just_before(text: str) -> str:
    """The last words of a text that ends in a space, as far as single spaces part them."""
    kept: list[str] = []
    parts = text.split(" ")
    for part in reversed(parts[:-1] if not parts[-1] else []):
        word = part if part.isalnum() else (found.group() if (found := _END_OF_WORD.search(part)) else "")
        if word:
            kept.append(word)
        if word != part or not word or len(kept) == _WORDS_BEFORE:
            break
    return " ".join(reversed(kept))
