"""Hold the parties of a case against lists: hits with their reasons, and what people decided about them."""

from collections.abc import Iterable, Sequence

from rapidfuzz.distance import Levenshtein

from clew.names import WordKind, generic_words, is_generic, name_key, tokens
from clew.records import Entity, Hit, Judgement
from clew.screen.decisions import changes_since, decided
from clew.screen.list_index import Candidate, ListIndex, Query
from clew.screen.thresholds import Thresholds
from clew.vocabulary import EntityType, HitState, Verdict

_NEAR = 0.75
_LEAST = 0.5
_NOBODY = frozenset({WordKind.STOP, WordKind.OFFICE, WordKind.ROLE, WordKind.COUNTRY})

SCREENED = frozenset({EntityType.COMPANY, EntityType.ORGANIZATION, EntityType.PERSON, EntityType.PUBLIC_BODY})
"""Types of entity that lists name; goods, places and events are not held against them."""


def screen_entities(
    entities: Iterable[Entity],
    index: ListIndex,
    judgements: Sequence[Judgement] = (),
    thresholds: Thresholds | None = None,
) -> tuple[Hit, ...]:
    """Hold entities against open lists; the best name of each entity counts for each listing, best hits first.

    Parties known by a description only and names without a telling word are passed over: they name nobody.
    """
    thresholds = thresholds or Thresholds()
    asked = [(entity, name) for entity in entities for name in _names(entity)]
    queries = [Query(name, _type(entity)) for entity, name in asked]
    best: dict[tuple[str, str, str], Hit] = {}
    for (entity, name), candidates in zip(
        asked, index.search(queries, limit=10, least=min(_LEAST, thresholds.least)), strict=True
    ):
        for candidate in candidates:
            hit = _hit(entity, name, candidate, thresholds, judgements)
            key = (entity.id, candidate.version.name, candidate.listing.id)
            if hit is not None and (key not in best or _rank(hit) < _rank(best[key])):
                best[key] = hit
    return tuple(sorted(best.values(), key=lambda hit: (hit.entity, *_rank(hit), hit.version.name, hit.listing.id)))


def _names(entity: Entity) -> tuple[str, ...]:
    """The names that an entity is looked for by: those with a telling word, a lone short word only if it is all."""
    if entity.described or entity.type not in SCREENED:
        return ()
    telling = [name for name in dict.fromkeys((entity.name, *entity.names)) if tells_something(name)]
    long = [name for name in telling if len(tokens(name)) > 1 or len("".join(tokens(name))) > len("Kupol") - 1]
    return tuple(long or telling[:1])


def tells_something(name: str) -> bool:
    """Whether a name could be one party's: not a lone generic word, nor offices and countries only ("the ministry")."""
    words = tokens(name)
    known = generic_words()
    if len(words) == 1:
        return not is_generic(name)
    return any(word not in known or known[word].kind not in _NOBODY for word in words)


def _type(entity: Entity) -> EntityType | None:
    """The type to compare by: a body may stand on a list as a company, so only people are told apart."""
    return EntityType.PERSON if entity.type is EntityType.PERSON else EntityType.ORGANIZATION


def _hit(
    entity: Entity, name: str, candidate: Candidate, thresholds: Thresholds, judgements: Sequence[Judgement]
) -> Hit | None:
    review, match = thresholds.of(candidate.version.name)
    exact = candidate.exact and not is_variant(name, entity.name)
    if exact and candidate.score >= match:
        state = HitState.MATCH
    elif candidate.score >= review:
        state = HitState.REVIEW
    else:
        return None
    decision = decided(entity, candidate.listing, judgements)
    changed: tuple[str, ...] = ()
    if decision is not None:
        verdicts = {Verdict.TRUE_HIT: HitState.MATCH, Verdict.FALSE_ALARM: HitState.REJECTED}
        state = verdicts.get(decision.verdict, HitState.REVIEW)
        if state is HitState.REJECTED:
            changed = changes_since(decision.seen, entity, candidate.listing)
            state = HitState.REVIEW if changed else state
    return Hit(
        entity=entity.id,
        listing=candidate.listing,
        version=candidate.version,
        name=name,
        listed_name=candidate.listed_name,
        score=candidate.score,
        signals=candidate.signals,
        state=state,
        judgement=decision.id if decision else None,
        changed=changed,
    )


def is_variant(name: str, main: str) -> bool:
    """Whether a name is a spelling near to the main one and not the same: what was joined by likeness is not sure."""
    left, right = "".join(tokens(name_key(name))), "".join(tokens(name_key(main)))
    return left != right and Levenshtein.normalized_similarity(left, right) >= _NEAR


def _rank(hit: Hit) -> tuple[int, float]:
    return (HitState.MATCH, HitState.REVIEW, HitState.REJECTED).index(hit.state), -hit.score
