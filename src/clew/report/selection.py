"""Single findings of a case, and the findings narrowed to those that a person chose for a dossier."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from clew.errors import NoSuchName
from clew.records import (
    Conflict,
    Findings,
    GoBetween,
    Hit,
    Judgement,
    Nomination,
    OwnershipAnswer,
    PartyGoods,
    Path,
    Relation,
    WhoMatters,
    content_id,
    joined,
)
from clew.report.indexed import Indexed
from clew.report.left_out import FindingKind, LeftOut
from clew.report.model import Arranged
from clew.report.options import DossierOptions
from clew.vocabulary import HitState, Verdict

Told = Relation | Hit | Path | tuple[OwnershipAnswer, ...] | Conflict | Nomination | GoBetween | PartyGoods


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding that can be chosen or left out: its id, the entities it is about, what it rests on, and itself.

    The id stays the same while what it is about does. `rests_on` are ids of findings without which it cannot be
    shown: a path rests on its steps and on the hit at its end.
    """

    id: str
    kind: FindingKind
    about: tuple[str, ...]
    rests_on: tuple[str, ...]
    told: Told


def single_findings(arranged: Arranged) -> dict[str, Finding]:
    """Every finding of a case by its id, kind by kind in the order in which a dossier shows them."""
    every = sorted(_singles(arranged), key=lambda one: list(FindingKind).index(one.kind))
    return {one.id: one for one in every}


def resting_on(findings: Mapping[str, Finding], ids: Collection[str]) -> frozenset[str]:
    """Some findings with all that rest on them: what a dossier cannot show when they are left out."""
    above: dict[str, list[str]] = {}
    for one in findings.values():
        for below in one.rests_on:
            above.setdefault(below, []).append(one.id)
    return _reached(ids, above)


def held_up(findings: Mapping[str, Finding], ids: Collection[str]) -> frozenset[str]:
    """Some findings with all that they rest on: what a dossier shows when they are chosen."""
    return _reached(ids, {one.id: one.rests_on for one in findings.values() if one.rests_on})


def arranged_for(findings: Findings, options: DossierOptions) -> Arranged:
    """What a dossier shows under some options. Raises `NoSuchName` for a finding that the case does not have."""
    if not options.findings:
        return Arranged(findings, options.entities)
    kept, left_out = narrowed(findings, options.findings)
    return Arranged(kept, options.entities, left_out=left_out)


def narrowed(findings: Findings, ids: Collection[str]) -> tuple[Findings, LeftOut]:
    """The findings without all but those chosen and what they rest on, and how much that left out.

    Claims, parties, documents and decisions stay as far as something that is left rests on them; what was not read,
    the lists searched and the ledger's hashes stay. No statement loses its denials. Raises `NoSuchName`.
    """
    every = Arranged(findings)
    singles = single_findings(every)
    for one in ids:
        if one not in singles:
            raise NoSuchName("finding", one)
    kept = held_up(singles, ids)
    gone = Counter(one.kind for one in singles.values() if one.id not in kept)
    if not gone:
        return findings, LeftOut()
    left = _without(every, kept)
    return left, _left_out(every, Indexed(left), gone)


def _left_out(before: Indexed, after: Indexed, gone: Mapping[FindingKind, int]) -> LeftOut:
    said = {one.id: one.mentions for one in before.findings.entities}
    return LeftOut(
        tuple((kind, gone[kind]) for kind in FindingKind if kind in gone),
        len(before.findings.documents) - len(after.findings.documents),
        frozenset(one for one in after.entities if before.standing(one) is not after.standing(one)),
        frozenset(one.id for one in after.findings.entities if one.mentions != said[one.id]),
    )


def _reached(ids: Iterable[str], near: Mapping[str, Collection[str]]) -> frozenset[str]:
    reached, waiting = set(ids), list(ids)
    while waiting:
        further = set(near.get(waiting.pop(), ())) - reached
        reached |= further
        waiting += further
    return frozenset(reached)


def _singles(a: Arranged) -> Iterator[Finding]:
    matches = {
        entity: tuple(_hit(hit) for hit in hits if hit.state is HitState.MATCH) for entity, hits in a.hits.items()
    }
    for hit in sorted(a.findings.hits, key=lambda hit: -hit.score):
        yield Finding(_hit(hit), FindingKind.HIT, (hit.entity,), (), hit)
    for path in a.exposed:
        yield Finding(_path(path.start), FindingKind.PATH, (path.start,), _steps_of(path), path)
    for one in a.findings.matters.nominations:
        below = dict.fromkeys(relation for reason in one.reasons for relation in reason.relations)
        ends = {end for each in below for end in _ends(a.relation[each])} - {one.entity}
        exposed = (_path(one.entity),) if one.entity in a.best_path else ()
        rests_on = (*below, *exposed, *(hit for end in sorted(ends) for hit in matches.get(end, ())))
        yield Finding(_nomination(one), FindingKind.NOMINATION, (one.entity,), rests_on, one)
    for between in a.findings.matters.go_betweens:
        ties = tuple(relation.id for relation in a.naming.get(between.entity, ()))
        yield Finding(_go_between(between), FindingKind.GO_BETWEEN, (between.entity,), ties, between)
    for goods in a.findings.matters.goods:
        yield Finding(_goods(goods), FindingKind.GOODS, (goods.entity,), _relations_of(a, goods.claims), goods)
    answers: dict[str, list[OwnershipAnswer]] = {}
    for answer in a.findings.ownership:
        answers.setdefault(answer.entity, []).append(answer)
    for entity, several in answers.items():
        rests_on = tuple(dict.fromkeys(each for one in several for each in _held_by(a, one, matches)))
        yield Finding(_ownership(entity), FindingKind.OWNERSHIP, (entity,), rests_on, tuple(several))
    for relation in a.relations:
        yield Finding(relation.id, FindingKind.STATEMENT, tuple(_ends(relation)), (), relation)
    for conflict in a.conflicts:
        sides = _relations_of(a, tuple(said.claim for said in conflict.statements if said.claim))
        about = tuple(dict.fromkeys(end for each in sides for end in _ends(a.relation[each])))
        yield Finding(_conflict(conflict), FindingKind.CONFLICT, about, sides, conflict)


def _ends(relation: Relation) -> Iterable[str]:
    return dict.fromkeys(end for end in (relation.subject, relation.object) if end)


def _relations_of(a: Arranged, claims: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(a.relation_of[claim].id for claim in claims if claim in a.relation_of))


def _steps_of(path: Path) -> tuple[str, ...]:
    return (*(step.relation for step in path.steps), *((_hit(path.hit),) if path.hit else ()))


def _held_by(a: Arranged, answer: OwnershipAnswer, matches: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """What an answer rests on: the relations behind its holdings, and the hits of the listed owners."""
    holdings = (*answer.chain, *answer.owners, *answer.control, *(one.holding for one in answer.missing if one.holding))
    yield from _relations_of(a, (claim for holding in holdings for claim in holding.claims))
    for party in answer.listed:
        yield from matches.get(party, ())
    for one in answer.missing:
        if one.holding is None:
            yield from (_hit(hit) for hit in a.hits.get(one.party, ()))


def _id(kind: FindingKind, *told: object) -> str:
    return content_id([kind, *told])[:16]


def _hit(hit: Hit) -> str:
    return _id(FindingKind.HIT, hit.entity, hit.listing.list, hit.listing.id)


def _path(start: str) -> str:
    return _id(FindingKind.PATH, start)


def _nomination(one: Nomination) -> str:
    return _id(FindingKind.NOMINATION, one.entity)


def _go_between(one: GoBetween) -> str:
    return _id(FindingKind.GO_BETWEEN, one.entity)


def _goods(one: PartyGoods) -> str:
    return _id(FindingKind.GOODS, one.entity, one.way, one.says)


def _ownership(entity: str) -> str:
    return _id(FindingKind.OWNERSHIP, entity)


def _conflict(one: Conflict) -> str:
    sides = [[said.document, said.start, said.end] for said in one.statements]
    return _id(FindingKind.CONFLICT, one.kind, joined(one.topic), *sides)


def _without(a: Arranged, kept: Collection[str]) -> Findings:
    """The findings that are kept, with the claims, parties, documents and decisions that they need."""
    findings = a.findings
    relations = tuple(one for one in findings.relations if one.id in kept)
    support = tuple(one for one in findings.corroborations if one.relation in kept)
    cited = {claim for one in relations for claim in one.claims} | {claim for one in support for claim in one.denied_by}
    claims = tuple(one for one in findings.claims if one.id in cited)
    conflicts = tuple(one for one in findings.conflicts if _conflict(one) in kept)
    papers = {one.quote.document for one in claims} | {said.document for one in conflicts for said in one.statements}
    documents = tuple(one for one in findings.documents if one.id in papers)
    names = {one.name for one in findings.documents} - {one.name for one in documents}
    shown = replace(
        findings,
        documents=documents,
        problems=tuple(one for one in findings.problems if one.doc not in names),
        claims=claims,
        party={key: entity for key, entity in findings.party.items() if key[0] in cited},
        relations=relations,
        lineages=tuple(one for one in findings.lineages if one.document in papers),
        corroborations=support,
        conflicts=conflicts,
        hits=tuple(one for one in findings.hits if _hit(one) in kept),
        paths=tuple(one for one in findings.paths if _stays(a, one, kept)),
        ownership=tuple(one for one in findings.ownership if _ownership(one.entity) in kept),
        matters=_matters(a, kept),
    )
    parties = _named_in(shown)
    entities = tuple(
        replace(one, mentions=tuple(said for said in one.mentions if said.doc not in names))
        for one in findings.entities
        if one.id in parties
    )
    left = replace(shown, entities=entities)
    return replace(left, judgements=tuple(_decisions(findings, left)))


def _stays(a: Arranged, path: Path, kept: Collection[str]) -> bool:
    """Whether a path stays: it was chosen, or its start is listed and stays so, and what it rests on is left."""
    if path.start in a.best_path:
        return _path(path.start) in kept and all(one in kept for one in _steps_of(path))
    return all(one in kept for one in (*_steps_of(path), *(_hit(hit) for hit in a.hits.get(path.start, ()))))


def _matters(a: Arranged, kept: Collection[str]) -> WhoMatters:
    matters, hits = a.findings.matters, a.findings.hits
    unlisted = {one.entity for one in hits if _hit(one) not in kept}
    return WhoMatters(
        tuple(one for one in matters.nominations if _nomination(one) in kept),
        tuple(one for one in matters.go_betweens if _go_between(one) in kept),
        tuple(one for one in matters.goods if _goods(one) in kept),
        tuple(
            one for one in matters.timeline if (one.relation in kept if one.relation else one.entity not in unlisted)
        ),
    )


def _named_in(findings: Findings) -> frozenset[str]:
    """The entities that some findings name."""
    told = {end for one in findings.relations for end in _ends(one)} | set(findings.party.values())
    told |= {one.entity for one in findings.hits} | {one.start for one in findings.paths}
    told |= {end for path in findings.paths for step in path.steps for end in (step.source, step.target)}
    for answer in findings.ownership:
        told |= {answer.entity, *answer.listed, *(one.party for one in answer.missing)}
        told |= {end for one in (*answer.chain, *answer.owners, *answer.control) for end in (one.owner, one.asset)}
    told |= {one.entity for one in findings.matters.nominations} | {one.entity for one in findings.matters.goods}
    told |= {partner for one in findings.matters.goods for partner in one.partners}
    for between in findings.matters.go_betweens:
        told |= {between.entity, *(one for group in between.groups for one in group)}
    return frozenset(told)


def _decisions(before: Findings, after: Findings) -> Iterator[Judgement]:
    """The decisions of people, without those about what is left out."""
    gone = _ids(before) - _ids(after)
    hits = {(one.entity, one.listing.id, one.listing.list) for one in set(before.hits) - set(after.hits)}
    for one in before.judgements:
        lists = {one.list} if one.list else {version.name for version in before.lists}
        hit = one.verdict in _OF_HITS and hits & {(one.left, one.right, each) for each in lists}
        if hit or gone & {one.left, one.right, *one.documents}:
            gone.add(one.id)
        else:
            yield one


_OF_HITS = frozenset({Verdict.TRUE_HIT, Verdict.FALSE_ALARM, Verdict.UNSURE})


def _ids(findings: Findings) -> set[str | None]:
    told = {one.id for one in findings.entities} | {one.id for one in findings.claims}
    return {*told, *(each for one in findings.documents for each in (one.id, one.name))}
