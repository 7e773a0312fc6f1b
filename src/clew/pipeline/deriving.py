"""Derive the findings of a case from its ledger: the same ledger and day give the same findings."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from clew.corroborate import corroborate, find_conflicts, trace_lineages
from clew.ledger import Case, View
from clew.records import (
    LEAST_CONFIDENCE,
    Claim,
    Findings,
    Hit,
    Judgement,
    ListVersion,
    OwnershipAnswer,
    Problem,
    Relation,
    in_force,
    seconded,
)
from clew.resolve import GrowingResolution
from clew.screen import Library, screen_entities, takes_two, thresholds_of
from clew.trace import (
    ExposureGraph,
    PathOptions,
    answer,
    build_graph,
    find_paths,
    holdings_on,
    prepare_ownership,
    who_matters,
)
from clew.vocabulary import Predicate, Regime, Verdict

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class DeriveOptions:
    """Which findings are wanted: of which day, against which lists, of claims how sure at least.

    `made` is the date that the findings carry; `lists` of None takes those of the newest screening.
    """

    made: str
    lists: tuple[str, ...] | None = None
    as_of: str | None = None
    min_confidence: float = LEAST_CONFIDENCE


def _quiet(_stage: str) -> None:
    """Tell nobody."""


def believed(claims: Iterable[Claim], judgements: Iterable[Judgement], least: float) -> tuple[Claim, ...]:
    """The claims that findings rest on: those sure enough or accepted by a person, without those that one rejected."""
    verdicts = {each.left: each.verdict for each in judgements if each.verdict in {Verdict.ACCEPT, Verdict.REJECT}}
    return tuple(
        claim
        for claim in claims
        if verdicts.get(claim.id, Verdict.ACCEPT if claim.confidence >= least else Verdict.REJECT) is Verdict.ACCEPT
    )


def derive(
    case: Case,
    library: Library,
    options: DeriveOptions,
    progress: Progress = _quiet,
    resolving: GrowingResolution | None = None,
) -> Findings:
    """Derive everything that the ledger amounts to. Raises `NoSuchList` where a list is named that is not there.

    `resolving` is what the case was resolved with before: where documents were added since, only these are resolved.
    """
    view = View(case, options.as_of)
    judgements = in_force(view.judgements)
    claims = believed(view.claims, judgements, options.min_confidence)
    progress("resolve")
    resolution, relations = (resolving or GrowingResolution()).of(claims, judgements, view.documents, view.names)
    progress("corroborate")
    lineages = trace_lineages(view.documents, claims, resolution, judgements)
    corroborations = corroborate(relations, claims, view.documents, lineages, judgements, resolution)
    conflicts = find_conflicts(claims, resolution, lineages, view.documents)
    progress("screen")
    versions = screened_lists(view, options)
    thresholds = thresholds_of(view.settings)
    index = library.open(versions) if versions else None
    counted = seconded(judgements)[0] if takes_two(view.settings) else judgements
    hits = screen_entities(resolution.entities, index, counted, thresholds) if index else ()
    progress("trace")
    graph = build_graph(resolution.entities, relations, claims, corroborations, view.documents)
    paths = find_paths(graph, [entity.id for entity in resolution.entities], hits, PathOptions())
    ownership, gaps = _ownership(graph, relations, hits, date.fromisoformat(options.made))
    matters = who_matters(graph, resolution.party, paths, hits, ownership)
    return Findings(
        case=case.name,
        made=options.made,
        documents=view.documents,
        failures=view.failures,
        problems=(*view.problems, *gaps),
        claims=claims,
        entities=resolution.entities,
        party=resolution.party,
        relations=relations,
        lineages=lineages,
        corroborations=corroborations,
        conflicts=conflicts,
        lists=versions,
        hits=hits,
        paths=paths,
        ownership=ownership,
        matters=matters,
        judgements=view.judgements,
        content_hash=view.content_hash,
        chain_hash=view.chain_hash,
    )


def _ownership(
    graph: ExposureGraph, relations: Sequence[Relation], hits: Sequence[Hit], day: date
) -> tuple[tuple[OwnershipAnswer, ...], tuple[Problem, ...]]:
    """What each rule makes of each party that somebody is said to own, and the statements that it could not use."""
    owned = dict.fromkeys(one.object for one in relations if one.predicate is Predicate.OWNS and one.object)
    if not owned:
        return (), ()
    holdings = holdings_on(graph, day)
    answers = []
    for regime in Regime:
        prepared = prepare_ownership(graph, regime, day, hits, None, holdings)
        answers += [answer(prepared, entity) for entity in owned]
    return tuple(answers), holdings.problems


def screened_lists(view: View, options: DeriveOptions) -> tuple[ListVersion, ...]:
    """The list versions that the case was last screened against, restricted to those asked for."""
    if options.lists is None:
        return view.lists
    return tuple(version for version in view.lists if version.name in options.lists)
