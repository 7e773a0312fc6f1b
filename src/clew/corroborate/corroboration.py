"""Count for each relation the documents, the independent origins as a range, and who denies it."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from clew.corroborate.citations import is_a_record, is_outlet
from clew.corroborate.denials import denied_claims
from clew.corroborate.grades import Support, propose
from clew.corroborate.judged import reliability_judged
from clew.corroborate.tables import Citing, citing
from clew.names import fold
from clew.records import Claim, Corroboration, Document, Judgement, Lineage, Origin, Relation, Resolution, Source
from clew.vocabulary import LineageState, Reliability, SourceKind, Status

_ARTICLE = re.compile(r"^the ", re.IGNORECASE)


class _Standing(NamedTuple):
    """From where one claim comes: its origin, None where not known, and whether the document says so of the claim."""

    origin: Origin | None
    firm: bool


def corroborate(
    relations: Sequence[Relation],
    claims: Sequence[Claim],
    documents: Sequence[Document],
    lineages: Sequence[Lineage],
    judgements: Sequence[Judgement] = (),
    resolution: Resolution | None = None,
) -> tuple[Corroboration, ...]:
    """How well each relation is supported, in the order of the relations.

    `low` counts origins that are surely different: sources inside one origin do not multiply, unknown lineage and
    the unsourced statements of a derived document never raise it, and two undated reports of one outlet may be one.
    `high` adds what may be independent. A denial is no support; `denied_by` holds the claims that deny the relation,
    with `resolution` also those that deny it in wider words. Plans do not support what is stated as done.
    """
    by_id = {claim.id: claim for claim in claims}
    lineage = {one.doc: one for one in lineages}
    by_name = {document.name: document for document in documents}
    wording = citing()
    denials = _denials(relations, by_id, claims, resolution, lineage)
    judged = reliability_judged(judgements)
    known = tuple(dict.fromkeys(fold(name) for name in wording.outlets.values()))
    source_rules = {one.doc: _source_rule(one, by_name.get(one.doc), wording, known) for one in lineages}
    shown = {one.doc: [fold(derived.origin.name) for derived in one.derivations] for one in lineages}
    found = []
    outlets: dict[str, str | None] = {}
    for relation in relations:
        members = [by_id[one] for one in relation.claims if one in by_id]
        denied_by = denials.get(relation.id, ())
        support = supporting(members)
        docs = tuple(dict.fromkeys(claim.doc for claim in support))
        standings = [_standing(one, lineage.get(one.doc), shown.get(one.doc, ()), wording, outlets) for one in support]
        low, high, origins, unknown = _count(support, standings)
        grade = propose(
            Support(
                low,
                bool(origins),
                frozenset(claim.status for claim in members),
                bool(denied_by),
                [source_rules[doc] for doc in docs if doc in source_rules],
                _judged(docs, by_name, judged),
            )
        )
        found.append(Corroboration(relation.id, docs, low, high, origins, denied_by, unknown, grade))
    return tuple(found)


def supporting(members: Sequence[Claim]) -> list[Claim]:
    """The claims of a relation that support it: no denials, and no plans where it is also stated as done."""
    stated = [claim for claim in members if claim.status is not Status.DENIED]
    done = [claim for claim in stated if claim.status is not Status.PLANNED]
    return done or stated


def _shown(source: Source, wording: Citing, outlets: dict[str, str | None]) -> str | None:
    """The folded name under which an outlet is shown, None where a source is no outlet; looked up once in `outlets`."""
    if source.kind is not SourceKind.MEDIA:
        return None
    if source.name not in outlets:
        key = fold(_ARTICLE.sub("", source.name))
        told = fold(_ARTICLE.sub("", wording.outlets.get(key, source.name)))
        outlets[source.name] = told if is_outlet(source) else None
    return outlets[source.name]


def _standing(
    claim: Claim, lineage: Lineage | None, names: Sequence[str], wording: Citing, outlets: dict[str, str | None]
) -> _Standing:
    """The origin of one claim: the report that it rests on, else its document's main origin."""
    if lineage is None or not lineage.derivations:
        return _Standing(None, firm=False)
    shown = next((told for source in claim.sources if (told := _shown(source, wording, outlets)) is not None), None)
    if shown is None:
        return _Standing(lineage.origin, firm=lineage.state is LineageState.OWN)
    fits = [one for one, name in zip(lineage.derivations, names, strict=True) if name.startswith(shown)]
    if not fits:
        return _Standing(lineage.origin, firm=lineage.state is LineageState.OWN)
    inside = [
        one
        for one in fits
        if any(
            e.start is not None and e.end is not None and e.start <= claim.quote.start <= e.end for e in one.evidence
        )
    ]
    return _Standing((inside or fits)[0].origin, firm=True)


def _count(
    support: Sequence[Claim], standings: Sequence[_Standing]
) -> tuple[int, int, tuple[str, ...], tuple[str, ...]]:
    """The least and the most independent origins, the ids of those known, the documents of unknown lineage."""
    if not support:
        return 0, 0, (), ()
    firm = {one.origin.id: one.origin for one in standings if one.origin and one.firm}
    every = {one.origin.id: one.origin for one in standings if one.origin}
    known = {claim.doc for claim, one in zip(support, standings, strict=True) if one.origin}
    unknown = tuple(
        dict.fromkeys(
            claim.doc
            for claim, one in zip(support, standings, strict=True)
            if one.origin is None and claim.doc not in known
        )
    )
    low = max(1, _surely_different(list(firm.values())))
    return low, max(low, len(every) + len(unknown)), tuple(every), unknown


def _surely_different(origins: Sequence[Origin]) -> int:
    """How many origins there are at least: undated reports of an outlet may be any report of it."""
    dated = {one.id for one in origins if one.date or " report" not in one.name}
    undated = {one.name.rsplit(" report", 1)[0] for one in origins if one.id not in dated}
    outlets = {one.name.rsplit(" report", 1)[0] for one in origins if one.id in dated}
    return len(dated) + len(undated - outlets)


def _denials(
    relations: Sequence[Relation],
    by_id: Mapping[str, Claim],
    claims: Sequence[Claim],
    resolution: Resolution | None,
    lineage: Mapping[str, Lineage],
) -> dict[str, tuple[str, ...]]:
    """Relation → the claims that deny it: its own denied ones, and those that deny its claims in wider words."""
    found: dict[str, dict[str, None]] = {}
    relation_of = {claim: relation.id for relation in relations for claim in relation.claims}
    for relation in relations:
        for one in relation.claims:
            if one in by_id and by_id[one].status is Status.DENIED:
                found.setdefault(relation.id, {})[one] = None
    if resolution is not None:
        for denial, denied in denied_claims(claims, resolution, lineage):
            for claim in denied:
                found.setdefault(relation_of.get(claim.id, ""), {})[denial.id] = None
    return {relation: tuple(ids) for relation, ids in found.items()}


def _source_rule(lineage: Lineage, document: Document | None, wording: Citing, known: tuple[str, ...]) -> str:
    """Which rule of the table says how reliable a document is as a source."""
    if document is not None and lineage.state is LineageState.OWN and is_a_record(document, wording):
        return "record"
    origin = lineage.origin
    if origin is None:
        return "unknown"
    if fold(origin.name).startswith(known):
        return "wire"
    return "own" if lineage.state is LineageState.OWN else "cited"


def _judged(
    docs: Sequence[str], by_name: Mapping[str, Document], judged: Mapping[str, Reliability]
) -> list[Reliability]:
    publishers = [by_name[doc].publisher for doc in docs if doc in by_name]
    return [judged[fold(name)] for name in publishers if name and fold(name) in judged]
