"""Which parties may stand in a Chinese statement: never one with itself, nor a medium that only reports."""

from clew.extract.names.chinese_words import ChineseWords
from clew.extract.parse.chinese import simplified
from clew.extract.patterns.table import Pattern
from clew.records import Mention
from clew.vocabulary import EntityType, Predicate

_AUTHORITIES = frozenset({EntityType.PUBLIC_BODY, EntityType.PLACE, EntityType.ORGANIZATION, EntityType.PERSON})
SPEAKING = frozenset({Predicate.RESPONDS, Predicate.ACCUSES, Predicate.VISITS, Predicate.EMPLOYS, Predicate.LEADS})
"""Predicates whose subject may be a medium."""


def fits(pattern: Pattern, subject: Mention, object_: Mention | None, words: ChineseWords) -> bool:
    """Whether a pattern may state its predicate of two parties; None for an object that is left out."""
    if pattern.types and subject.type not in pattern.types:
        return False
    if object_ is None:
        return bool(pattern.answer)
    return may_state(pattern.predicate, subject, object_, words)


def may_state(predicate: Predicate, subject: Mention, object_: Mention, words: ChineseWords) -> bool:
    """Whether two parties may stand in a statement."""
    if subject.name == object_.name:
        return False
    if predicate is Predicate.SANCTIONS and subject.type not in _AUTHORITIES:
        return False
    if predicate is Predicate.SANCTIONS and object_.type is EntityType.PRODUCT and object_.described:
        return any(simplified(object_.name).endswith(ship) for ship in words["ships"])
    if predicate is Predicate.PRODUCES and simplified(object_.name) in words["vague"]:
        return False
    return not words.is_media(subject.name) or predicate in SPEAKING
