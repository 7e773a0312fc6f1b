"""How likely a claim is right, from the frame's trust, how its parties were found, and the parse."""

from clew.extract.clause import Clause
from clew.records import Mention

_UNRESOLVED = frozenset({"company", "firm", "group", "man", "person", "people", "individual", "entity", "network"})


def confidence(clause: Clause) -> float:
    """A number between 0 and 1, to two places."""
    score = clause.trust
    for filler in (clause.subject, clause.object):
        score *= _of_party(filler.mention if filler else None)
    if len(clause.sentence.tokens) > 60:
        score *= 0.9
    return round(min(0.99, score), 2)


def _of_party(mention: Mention | None) -> float:
    if mention is None:
        return 0.8
    if mention.described and mention.name.split()[-1].lower() in _UNRESOLVED and " " not in mention.name:
        return 0.6
    if mention.described:
        return 0.85
    return 0.9 if mention.resolved else 1.0
