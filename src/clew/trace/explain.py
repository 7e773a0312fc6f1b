"""Say in a sentence what each step of a path rests on, and lay the claims and their words beside it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from clew.names import Script, script_of
from clew.records import Claim, Path, Relation, Step, isolated
from clew.trace.arcs import Arcs
from clew.trace.graph import ExposureGraph
from clew.vocabulary import Exposure, HitState, Status


@dataclass(frozen=True, slots=True)
class StepExplanation:
    """What one step rests on: its sentence, how well it is supported, and the claims with their quotes.

    `denials` are claims that deny the step; `claims` are those that state it, the surest first.
    """

    says: str
    support: str
    claims: tuple[Claim, ...]
    denials: tuple[Claim, ...]


def steps_of(graph: ExposureGraph, arcs: Arcs, steps: Sequence[int]) -> tuple[Step, ...]:
    """The records of the steps of a path, given as numbers of arcs."""
    return tuple(_step(graph, graph.relations[arcs.relation[step]], bool(arcs.forward[step])) for step in steps)


def _step(graph: ExposureGraph, relation: Relation, forward: bool) -> Step:
    subject, object = relation.subject or "", relation.object or ""
    near, far = (subject, object) if forward else (object, subject)
    return Step(relation.id, near, far, forward, relation_sentence(graph, relation))


def relation_sentence(graph: ExposureGraph, relation: Relation) -> str:
    """What the documents state, in one sentence without a full stop: with names, goods, share and role.

    Goods and roles that are told in other letters only are left to the quotes: the sentence is in English.
    """
    tables = graph.tables
    rule = tables.steps[relation.predicate]
    status = surest(relation.statuses)
    claims = [claim for claim in _claims(graph, relation) if claim.status is status]
    fields = {"object": _name(graph, relation.object)}
    for row in tables.fields:
        values = (claim.qualifiers[row.qualifier] for claim in claims if row.qualifier in claim.qualifiers)
        value = next((one for one in values if script_of(one) in (Script.LATIN, Script.NONE)), "")
        fields[row.field] = row.text.replace("{value}", value) if value else ""
    said = {"do": _fill(rule.do, fields), "done": _fill(rule.done, fields), "subject": _name(graph, relation.subject)}
    sentence = _fill(tables.wording[status], said)
    return sentence + tables.disputed if status is not Status.DENIED and is_disputed(graph, relation) else sentence


def explain_step(graph: ExposureGraph, step: Step) -> StepExplanation:
    """The claims behind a step of a path; raises `KeyError` for a step of another graph."""
    relation = graph.relation(step.relation)
    corroboration = graph.corroborations.get(relation.id)
    claims = sorted(_claims(graph, relation), key=lambda claim: _rank(claim.status))
    denied_by = set(corroboration.denied_by) if corroboration else set()
    denials = [claim for claim in claims if claim.status is Status.DENIED]
    denials += [
        graph.claims[one] for one in sorted(denied_by) if one in graph.claims and graph.claims[one] not in denials
    ]
    return StepExplanation(
        says=step.says,
        support=corroboration.says if corroboration else _counted(claims),
        claims=tuple(claim for claim in claims if claim.status is not Status.DENIED),
        denials=tuple(denials),
    )


def explain_path(graph: ExposureGraph, path: Path) -> str:
    """A path in one paragraph: each step's sentence and support, then what the end is listed for."""
    said = [f"{step.says} ({explain_step(graph, step).support})." for step in path.steps]
    hit = path.hit
    if hit is not None:
        name = _name(graph, path.end)
        authority = hit.listing.authority or hit.version.authority or hit.version.name
        how = "is listed by" if hit.state is HitState.MATCH else "may be a party listed by"
        since = f" since {hit.listing.since}" if hit.listing.since else ""
        said.append(f"{name} {how} {authority} as “{isolated(hit.listed_name)}”{since}.")
    said.append(f"In all: {path.exposure}." if path.exposure is not Exposure.LISTED else "")
    return " ".join(part[0].upper() + part[1:] for part in said if part)


def surest(statuses: Sequence[Status]) -> Status:
    """The surest of some statuses: an assertion before a possibility before all others."""
    return min(statuses, key=_rank, default=Status.UNVERIFIED)


def is_disputed(graph: ExposureGraph, relation: Relation) -> bool:
    """Whether a claim denies the relation."""
    corroboration = graph.corroborations.get(relation.id)
    return Status.DENIED in relation.statuses or bool(corroboration and corroboration.denied_by)


_SURE = (Status.ASSERTED, Status.POSSIBLE, Status.UNVERIFIED, Status.PLANNED, Status.DENIED)


def _rank(status: Status) -> int:
    return _SURE.index(status)


def _claims(graph: ExposureGraph, relation: Relation) -> Iterator[Claim]:
    return (graph.claims[claim] for claim in relation.claims if claim in graph.claims)


def _name(graph: ExposureGraph, entity: str | None) -> str:
    place = graph.number.get(entity or "")
    return "a party left unnamed" if place is None else isolated(graph.entities[place].name)


def _fill(text: str, fields: dict[str, str]) -> str:
    """Put fields into a text of ours; braces inside a value stay as they are."""
    parts = text.split("{")
    return parts[0] + "".join(fields[part.split("}", 1)[0]] + part.split("}", 1)[1] for part in parts[1:])


def _counted(claims: Sequence[Claim]) -> str:
    documents = len({claim.quote.document for claim in claims})
    return f"{documents} document{'' if documents == 1 else 's'}, origins not known"
