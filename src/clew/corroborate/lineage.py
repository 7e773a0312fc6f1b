"""Tell from where each document has its statements: its own origin, derived from which, or not known."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from clew.corroborate.citations import Spotter, is_a_record, outlets_of, speaks_of_itself, spotter
from clew.corroborate.copies import content_words, copied_pairs
from clew.corroborate.dating import day_of
from clew.corroborate.judged import copies_judged
from clew.corroborate.matter import details
from clew.corroborate.origins import group_references
from clew.corroborate.references import Reference, own_reference, references, with_matter
from clew.corroborate.tables import Citing, citing
from clew.records import Claim, Derivation, Document, Evidence, Judgement, Lineage, Origin, Resolution, content_id
from clew.vocabulary import EvidenceKind, LineageState

_NEARLY_ALL = 0.9
"""A copy whose text shares so much with its source has its source's origins, whatever it credits by itself."""

_SAMPLED = 5000
"""Of every so many retelling documents more, one word fewer in so many is kept for comparing them."""


@dataclass(frozen=True, slots=True)
class _Trail:
    """What is found of one document: what it refers to, why it is an origin itself, how many claims it makes."""

    document: Document
    references: tuple[Reference, ...]
    own: Evidence | None
    claims: int


def trace_lineages(
    documents: Sequence[Document],
    claims: Sequence[Claim],
    resolution: Resolution,
    judgements: Sequence[Judgement] = (),
) -> tuple[Lineage, ...]:
    """Where each document has its statements from, in the order of the documents.

    A document derives from the reports that it credits or cites and from documents whose text it copies; documents
    that cite one outlet share an origin where dates or what they tell say that it was one report. A record, and a
    document that speaks of its own reporting or is the cited outlet's, is an origin itself. Anything else is not
    known, and stays so. Judgements "copy of" come first. The rules stand in docs/reference/corroboration.md.
    """
    wording = citing()
    known = spotter(outlets_of(documents, claims, wording))
    told: dict[str, list[Claim]] = {}
    for claim in claims:
        told.setdefault(claim.doc, []).append(claim)
    trails = _with_own([_trail(one, told.get(one.name, []), known, wording) for one in documents], told, known)
    every = _with_matter([one for trail in trails for one in trail.references], documents, resolution)
    origins = iter(group_references(every, known.outlets.shown, {one.name: one.id for one in documents}))
    del every, told  # what the reports tell takes much memory, and is not needed any more
    direct = {trail.document.name: _direct(trail, [next(origins) for _ in trail.references]) for trail in trails}
    del trails
    direct = _with_copies(direct, _copied(documents, direct), documents)
    return tuple(_with_judgements(direct, copies_judged(documents, judgements), documents).values())


def _trail(document: Document, claims: Sequence[Claim], known: Spotter, wording: Citing) -> _Trail:
    own = None
    place = speaks_of_itself(document, wording)
    if is_a_record(document, wording):
        own = Evidence(EvidenceKind.SAME_PUBLISHER, "the document is itself a record")
    elif place:
        words = " ".join(document.text[max(0, place[0] - 40) : place[1] + 40].split())
        own = Evidence(EvidenceKind.SAME_PUBLISHER, words, *place)
    return _Trail(document, references(document, claims, known, wording), own, len(claims))


def _with_own(trails: Sequence[_Trail], told: Mapping[str, Sequence[Claim]], known: Spotter) -> list[_Trail]:
    """Trails in which the documents of outlets that others cite refer to themselves."""
    cited = {reference.outlet for trail in trails for reference in trail.references}
    found = []
    for trail in trails:
        document = trail.document
        key = known.outlets.key(document.publisher) if document.publisher else None
        if key in cited and not any(one.lead for one in trail.references):
            own = own_reference(document, key, told.get(document.name, ()))
            trail = replace(trail, references=(own, *trail.references))  # noqa: PLW2901
        found.append(trail)
    return found


def _with_matter(every: Sequence[Reference], documents: Sequence[Document], resolution: Resolution) -> list[Reference]:
    """References with what they are about; a report only mentioned in passing is known by its claims alone."""
    states = frozenset(one.id for one in resolution.entities if len(one.countries) == 1 and len(one.name.split()) == 1)
    passing: dict[str, list[tuple[int, int]]] = {}
    for one in every:
        if not one.lead:
            passing.setdefault(one.doc, []).extend((told.start or 0, told.end or 0) for told in one.evidence)
    leading = {one.doc for one in every if one.lead}
    sample = 1 + len(leading) // _SAMPLED
    words = {
        one.name: content_words(one, passing.get(one.name, ()), sample) for one in documents if one.name in leading
    }
    return [
        with_matter(one, details(one.claims, resolution, states), words[one.doc] if one.lead else ()) for one in every
    ]


def own_origin(document: Document) -> Origin:
    """The origin that a document itself is."""
    name = document.title or document.publisher or document.name
    return Origin(content_id(["origin", document.id])[:16], name, document.published, "document")


def _direct(trail: _Trail, origins: Sequence[Origin]) -> Lineage:
    """A document's lineage by its own words: its main origin first."""
    document = trail.document
    pairs = list(zip(trail.references, origins, strict=True))
    lead = [(reference, origin) for reference, origin in pairs if reference.lead]
    retold = [Derivation(origin, reference.evidence) for reference, origin in pairs]
    if lead and lead[0][0].itself:
        return Lineage(document.name, document.id, LineageState.OWN, _once(retold))
    resting = sum(len(reference.claims) for reference, _ in lead)
    if trail.own and (not lead or resting * 2 < trail.claims or not resting):
        return Lineage(
            document.name,
            document.id,
            LineageState.OWN,
            _once([Derivation(own_origin(document), (trail.own,)), *retold]),
        )
    if lead:
        return Lineage(document.name, document.id, LineageState.DERIVED, _once(retold))
    return Lineage(document.name, document.id, LineageState.UNKNOWN)


def _once(derivations: Sequence[Derivation]) -> tuple[Derivation, ...]:
    """Derivations with each origin once, evidence put together."""
    found: dict[str, Derivation] = {}
    for one in derivations:
        known = found.get(one.origin.id)
        evidence = (*known.evidence, *one.evidence) if known else one.evidence
        found[one.origin.id] = Derivation(known.origin if known else one.origin, tuple(dict.fromkeys(evidence)))
    return tuple(found.values())


def _copied(documents: Sequence[Document], direct: Mapping[str, Lineage]) -> dict[str, tuple[str, float]]:
    """Document → the document whose text it has, the earlier one as far as dates tell, and the share that it has."""
    dates = {one.name: day_of(one.published) for one in documents}
    order = {one.name: number for number, one in enumerate(documents)}
    rank = {LineageState.OWN: 0, LineageState.DERIVED: 1, LineageState.UNKNOWN: 2}
    found: dict[str, tuple[str, float]] = {}
    for left, right, share in copied_pairs(documents):
        source, copy = sorted(
            (left, right), key=lambda name: (dates[name] or date.max, rank[direct[name].state], order[name])
        )
        if copy not in found:
            found[copy] = (source, share)
    return found


def _with_copies(
    direct: Mapping[str, Lineage], copied: Mapping[str, tuple[str, float]], documents: Sequence[Document]
) -> dict[str, Lineage]:
    """Lineages in which copies have the origins of what they copy.

    Where nothing is known of either, the text itself is their origin: the earlier document's if dates tell which is the
    earlier one, else a text that both derive from.
    """
    found = dict(direct)
    by_name = {one.name: one for one in documents}
    for copy, (source, share) in copied.items():
        evidence = Evidence(
            EvidenceKind.COPIED_TEXT, f"{share:.0%} of the shorter text stands in {source} and in {copy}"
        )
        if found[source].origin is None and found[copy].origin is None:
            first = by_name[source]
            dated = bool(day_of(first.published) and day_of(by_name[copy].published))
            dated = dated and day_of(first.published) != day_of(by_name[copy].published)
            origin = replace(own_origin(first), kind="text")
            state = LineageState.OWN if dated else LineageState.DERIVED
            found[source] = replace(found[source], state=state, derivations=(Derivation(origin, (evidence,)),))
        known, other = (source, copy) if found[source].origin else (copy, source)
        if found[other].state is LineageState.OWN:
            continue
        taken = [Derivation(one.origin, (evidence,)) for one in found[known].derivations]
        derivations = _once(_with_copied(found[other].derivations, taken, share))
        found[other] = replace(found[other], state=LineageState.DERIVED, derivations=derivations)
    return found


def _with_copied(own: Sequence[Derivation], taken: Sequence[Derivation], share: float) -> list[Derivation]:
    """What a copy derives from: its source's origins first where nearly all of its text stands there.

    So they do where both name one outlet and no dates say that it reported twice.
    """
    if not own:
        return list(taken)
    ours, theirs = own[0].origin, taken[0].origin
    one_report = outlet_of(ours) == outlet_of(theirs) and (not ours.date or not theirs.date or ours.date == theirs.date)
    if share < _NEARLY_ALL and not one_report:
        return [*own, *taken]
    return [*taken, *(one for one in own if outlet_of(one.origin) != outlet_of(theirs))]


def outlet_of(origin: Origin) -> str:
    """The outlet whose report an origin is; a document's own name where it is no report."""
    return origin.name.rsplit(" report", 1)[0]


def _with_judgements(
    direct: Mapping[str, Lineage], judged: Mapping[str, tuple[str, Evidence]], documents: Sequence[Document]
) -> dict[str, Lineage]:
    """Lineages in which documents that a person called copies have the origins of what they copy."""
    found = dict(direct)
    by_name = {one.name: one for one in documents}
    for copy in judged:
        target, evidence = judged[copy]
        while target in judged:
            target = judged[target][0]
        if found[target].origin is None:
            origin = own_origin(by_name[target])
            found[target] = replace(
                found[target], state=LineageState.OWN, derivations=(Derivation(origin, (evidence,)),)
            )
        taken = tuple(Derivation(one.origin, (evidence,)) for one in found[target].derivations)
        found[copy] = replace(found[copy], state=LineageState.DERIVED, derivations=taken)
    return found
