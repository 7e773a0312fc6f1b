"""Decide which names are one party's: gather, block, compare, join, and make the entities."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from rapidfuzz.distance.DamerauLevenshtein import normalized_similarity

from clew.names import fold, is_generic, romanise
from clew.records import Claim, Document, Entity, EntityMention, Join, Judgement, Mention, Resolution, Signal
from clew.resolve.blocking import pairs
from clew.resolve.form import Form, Sort, form_of, skeleton, state_of
from clew.resolve.grouping import Groups, join_best_first, single_groups
from clew.resolve.identifiers import identifiers_in
from clew.resolve.judged import apply_pairs, finder, names_apart, renamed
from clew.resolve.mentions import both_names, given_initials, note_contained, note_mentions
from clew.resolve.nodes import BESIDE, Desk, Gathering, Node, gather
from clew.resolve.occurrences import OBJECT, SUBJECT, Occurrence, occurrences
from clew.resolve.short_forms import INITIALS, names_a_part, shortening
from clew.resolve.signals import DOUBTFUL, THRESHOLD, compare_nodes
from clew.resolve.tables import Tables, tables
from clew.resolve.unclaimed import in_order, unclaimed
from clew.vocabulary import EntityType, Predicate, Status

_LEAST_SPELT = 5
_FEW_LETTERS = 2
_NEARLY = 0.8
_TWO_PARTIES = frozenset(
    {
        Predicate.OWNS,
        Predicate.SUPPLIES,
        Predicate.INVOICES,
        Predicate.PAYS,
        Predicate.CONTRACTS_WITH,
        Predicate.PARTNERS_WITH,
        Predicate.FOUNDS,
        Predicate.DERIVES_FROM,
        Predicate.HAS_COMPONENT,
        Predicate.SANCTIONS,
    }
)
"""Predicates whose subject and object cannot be one party."""


def resolve_entities(
    claims: Sequence[Claim],
    judgements: Sequence[Judgement] = (),
    documents: Sequence[Document] = (),
    names: Mapping[str, Sequence[Mention]] = MappingProxyType({}),
) -> Resolution:
    """Join the names of each party within and across documents.

    With `documents`, their whole text is looked through for the names and short forms of parties, without them only
    the quotes of the claims. `names` are those that documents hold beside their claims, by document: they are parties
    too, though nothing is said of them.
    `claims` are given in the order of the ledger, so that ids stay when documents arrive: an entity's id is that of the
    first name that it was known by. Every join carries signals that add up to its score, or the judgement that made it.
    Judgements on pairs are applied before anything else, the newest first; those that newer ones overrule are named in
    `Resolution.overruled`. The rules stand in docs/reference/resolution.md.
    """
    found = [*occurrences(claims), *_publishers(documents)]
    found = in_order([*found, *unclaimed(found, names, documents)], documents)
    known = replace(tables(), places=_places(found))
    desk = Desk(known)
    texts = _texts(claims, documents)
    gathering = gather(claims, found, texts, names_apart(judgements), desk)
    del found  # there are millions of them in a large case
    groups = single_groups(gathering.nodes)
    where = finder(gathering.nodes)
    overruled = apply_pairs(groups, where, judgements)
    party = _party(gathering.nodes)
    _hold_apart(groups, claims, party)
    doubtful: list[tuple[Node, Node]] = []
    join_best_first(groups, _edges(gathering, claims, party, known, texts, doubtful))
    join_best_first(groups, _second_look(groups, gathering.nodes, claims, party, doubtful, known))
    _join_short_names(groups, gathering.nodes, known)
    note_mentions(groups, gathering.nodes, texts, desk)
    note_contained(groups, gathering.nodes, desk)
    given, types = renamed(groups, where, judgements)
    entities = tuple(_entities(groups, gathering.nodes, given, types, identifiers_in(claims)))
    ids = {
        order: entity.id
        for entity, members in zip(entities, _members(groups, gathering.nodes), strict=True)
        for order in members
    }
    return Resolution(entities, {place: ids[node.order] for place, node in party.items()}, overruled)


def _places(found: Sequence[Occurrence]) -> frozenset[str]:
    """The words that the case itself uses as names of places, so that a firm may be called without its place."""
    names = {
        part.name for part in found if part.type in {EntityType.PLACE, EntityType.PUBLIC_BODY} and not part.described
    }
    return frozenset(fold(romanise(name)) for name in names if len(name.split()) == 1)


def _texts(claims: Sequence[Claim], documents: Sequence[Document]) -> dict[str, str]:
    """What is known of each document's text: all of it, or the quotes of its claims."""
    quotes: dict[str, list[str]] = {}
    known = {document.name for document in documents}
    for claim in claims:
        if claim.doc not in known:
            quotes.setdefault(claim.doc, []).append(claim.text)
    return {doc: "\n".join(dict.fromkeys(parts)) for doc, parts in quotes.items()} | {
        document.name: document.text for document in documents
    }


def _publishers(documents: Sequence[Document]) -> Iterator[Occurrence]:
    """The publishers that documents name in their text."""
    for document in documents:
        if document.publisher and document.publisher in document.text:
            yield Occurrence(document.name, document.publisher, EntityType.COMPANY)


def _party(nodes: Sequence[Node]) -> dict[tuple[str, str], Node]:
    return {place: node for node in nodes for place in node.places}


def _hold_apart(groups: Groups, claims: Sequence[Claim], party: Mapping[tuple[str, str], Node]) -> None:
    """Two parties of one act are two, whatever their names: a mother is not her daughter, a seller not the buyer."""
    for claim in claims:
        if claim.predicate in _TWO_PARTIES:
            left, right = party.get((claim.id, SUBJECT)), party.get((claim.id, OBJECT))
            if left and right and left is not right and left.form.key != right.form.key:
                groups.keep_apart(left.order, right.order)


def _edges(
    gathering: Gathering,
    claims: Sequence[Claim],
    party: Mapping[tuple[str, str], Node],
    known: Tables,
    texts: Mapping[str, str],
    doubtful: list[tuple[Node, Node]],
) -> Iterator[tuple[float, int, int, Join]]:
    for claim in claims:
        if claim.predicate is Predicate.SAME_AS and claim.status is Status.ASSERTED:
            left, right = party.get((claim.id, SUBJECT)), party.get((claim.id, OBJECT))
            if left and right and left is not right and _sorts_fit(left.form, right.form):
                yield _edge(
                    left, right, (Signal("the document says that they are the same", 0.98, claim.doc, claim.id),)
                )
    by_core: dict[tuple[Sort, str], list[Node]] = {}
    for node in gathering.nodes:
        if not node.described:
            by_core.setdefault((node.form.sort, node.form.key), []).append(node)
    for node, latin in both_names(gathering.nodes, texts):
        signal = Signal("the document gives both names", 0.95, node.form.name, latin)
        told = form_of(latin, node.form.type, known)
        for other in by_core.get((told.sort, told.key), ()):
            if other is not node and (len(told.core) > 1 or fold(other.form.name) == fold(latin)):
                yield _edge(node, other, (signal,))
    for node, letters, doc in given_initials(gathering.nodes, texts):
        signal = Signal("the document gives its initials", 0.95, node.form.name, letters)
        told = form_of(letters, node.form.type, known)
        for other in by_core.get((told.sort, told.key), ()):
            if other is not node and (len(letters) > _FEW_LETTERS or any(said == doc for said, _ in other.mentions)):
                yield _edge(node, other, (signal,))
    alone: frozenset[str] = frozenset()
    near = ((left, right, alone) for left, right in pairs(gathering.nodes))
    for left, right, match in compare_nodes(near, known):
        if match.score >= THRESHOLD:
            yield _edge(left, right, match.signals)
        elif match.score >= DOUBTFUL:
            doubtful.append((left, right))


def _second_look(
    groups: Groups,
    nodes: Sequence[Node],
    claims: Sequence[Claim],
    party: Mapping[tuple[str, str], Node],
    doubtful: Sequence[tuple[Node, Node]],
    known: Tables,
) -> Iterator[tuple[float, int, int, Join]]:
    """Compare doubtful pairs again now that the parties beside them are joined: one firm's one director is one."""
    if not doubtful:
        return
    wanted = {node.order for pair in doubtful for node in pair}
    beside: dict[int, set[int]] = {}
    for claim in claims:
        left, right = party.get((claim.id, SUBJECT)), party.get((claim.id, OBJECT))
        if left and right and claim.predicate in BESIDE:
            for one, other in ((left, right), (right, left)):
                if one.order in wanted and other.form.sort is not Sort.STATE:
                    beside.setdefault(one.order, set()).add(groups.root(other.order))
    again = []
    for left, right in doubtful:
        common = beside.get(left.order, set()) & beside.get(right.order, set())
        if common:
            again.append((left, right, frozenset(nodes[root].form.name for root in common)))
    for left, right, match in compare_nodes(again, known):
        if match.score >= THRESHOLD:
            yield _edge(left, right, match.signals)


def _edge(left: Node, right: Node, signals: tuple[Signal, ...]) -> tuple[float, int, int, Join]:
    score = min(1.0, round(sum(signal.value for signal in signals), 4))
    ours, theirs = sorted((left, right), key=lambda node: node.order)
    return score, ours.order, theirs.order, Join(ours.form.name, theirs.form.name, score, signals)


def _sorts_fit(left: Form, right: Form) -> bool:
    return left.sort is right.sort or Sort.PERSON not in {left.sort, right.sort}


def _join_short_names(groups: Groups, nodes: Sequence[Node], known: Tables) -> None:
    """Join the short names that no document gave in full, where the case knows one party only that they fit.

    Persons are left out: nobody is joined on a surname. A rest that names a line of business or a place at the end
    ("Volna", "Volna Bank") makes another party of it.
    """
    index: dict[str, list[Node]] = {}
    for node in nodes:
        if node.form.sort is Sort.BODY and not node.described and len(node.form.core) > 1:
            for head in _parts(node.form):
                index.setdefault(head, []).append(node)
                index.setdefault(f"~{skeleton(head)}", []).append(node)
    for node in nodes:
        if node.form.sort is not Sort.BODY or node.described:
            continue
        fits: dict[int, tuple[Node, Signal]] = {}
        for full in index.get(node.form.key, []):
            how = shortening(node.form, full.form)
            if how and groups.root(full.order) != groups.root(node.order):
                fits.setdefault(groups.root(full.order), (full, how.signal(node.form.name, full.form.name)))
        fits = fits or _nearly_short(groups, node, index)
        if len(fits) == 1:
            ((full, signal),) = fits.values()
            if _rest_is_no_other(node.form, full.form, known):
                only = Signal("no other party of the case fits", 0.05, node.form.name, full.form.name)
                _, left, right, join = _edge(node, full, (signal, only))
                groups.join(left, right, join)


def _nearly_short(groups: Groups, node: Node, index: Mapping[str, list[Node]]) -> dict[int, tuple[Node, Signal]]:
    """Full names whose last words a short name nearly spells ("Orlen" for "TSK Orlan"), by group."""
    fits: dict[int, tuple[Node, Signal]] = {}
    form = node.form
    if len(form.key) < _LEAST_SPELT or is_generic(form.name):
        return fits
    for full in index.get(f"~{skeleton(form.key)}", []):
        tail = "".join(full.form.core[-len(form.core) :])
        likeness = float(normalized_similarity(tail, form.key))
        if likeness >= _NEARLY and groups.root(full.order) != groups.root(node.order):
            signal = Signal("nearly the last words of the name", round(likeness, 4), form.name, full.form.name)
            fits.setdefault(groups.root(full.order), (full, signal))
    return fits


def _parts(form: Form) -> set[str]:
    """The keys of the beginnings and endings of a name, of its brand and its initials."""
    core = form.core
    found = {"".join(core[:size]) for size in range(1, len(core))} | {
        "".join(core[size:]) for size in range(1, len(core))
    }
    if form.place:
        found |= {"".join(core[1:size]) for size in range(2, len(core))}
    return found | {"".join(form.brand), "".join(word[0] for word in core)} - {""}


def _rest_is_no_other(short: Form, full: Form, known: Tables) -> bool:
    """Whether what a full name has more than a short one does not make it a daughter, a part or a branch."""
    if full.brand == short.core or shortening(short, full) == INITIALS:
        return True
    rest = full.core[len(short.core) :] if full.core[: len(short.core)] == short.core else ()
    return not any(word in known.divisions for word in rest) and not names_a_part(rest, known)


def _members(groups: Groups, nodes: Sequence[Node]) -> list[list[int]]:
    found: dict[int, list[int]] = {}
    for node in nodes:
        found.setdefault(groups.root(node.order), []).append(node.order)
    return list(found.values())


def _entities(
    groups: Groups,
    nodes: Sequence[Node],
    names: Mapping[int, str],
    types: Mapping[int, EntityType],
    identifiers: Mapping[str, tuple[tuple[str, str], ...]],
) -> Iterator[Entity]:
    for orders in _members(groups, nodes):
        members = [nodes[order] for order in orders]
        root = groups.root(orders[0])
        spoken: dict[str, None] = {}
        for member in members:
            spoken |= dict.fromkeys([member.form.name, *(name for _, name in member.mentions)])
        counts: dict[EntityType, int] = {}
        for member in members:
            for type, count in member.types.items():
                counts[type] = counts.get(type, 0) + count
        told = {pair for name in spoken for pair in identifiers.get(fold(name), ())} if identifiers else ()
        countries = set().union(*(member.countries for member in members)) | {
            m.form.state for m in members if m.form.state
        }
        yield Entity(
            id=members[0].id,
            type=types.get(root) or max(counts, key=lambda one: counts[one]),
            name=names.get(root) or _fullest([member.form for member in members]),
            names=tuple(spoken),
            mentions=tuple(EntityMention(doc, name) for member in members for doc, name in member.mentions),
            joins=(*groups.joins.get(root, ()), *(join for member in members for join in member.joins)),
            described=all(member.described for member in members),
            identifiers=tuple(sorted(told)),
            countries=tuple(sorted(countries)),
        )


def _fullest(forms: Sequence[Form]) -> str:
    """The name with the most letters in Latin script where there is one, of equals the first; a state's plain name."""
    if forms[0].sort is Sort.STATE:
        plain = [form for form in forms if state_of(form.words, tables())] or list(forms)
        return max(plain, key=lambda form: (form.name.isascii(), "government" not in form.words, len(form.key))).name
    latin = [form for form in forms if form.name.isascii()] or list(forms)
    return max(latin, key=lambda form: (not _is_shouted(form.name), len(form.key))).name


def _is_shouted(name: str) -> bool:
    """Whether a name of several words stands all in capitals, as headings write it."""
    return " " in name and name.isupper()
