"""Decide which names are one party's: gather, block, compare, join, and make the entities."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TypeVar

from clew.names import fold, romanise
from clew.records import Claim, Document, Entity, EntityMention, Join, Judgement, Mention, Resolution
from clew.resolve.acts import Acts
from clew.resolve.clashing import fitting_two
from clew.resolve.entities import entity_of
from clew.resolve.fitting import ShortNames
from clew.resolve.grouping import Groups, components, join_best_first, single_groups
from clew.resolve.hearing import Hearing
from clew.resolve.identifiers import identifiers_in
from clew.resolve.judged import Pair, apply_pair, finder, names_apart, overruled, pairs_judged, renamed
from clew.resolve.likeness import Likeness
from clew.resolve.nodes import BESIDE, Desk, Gathering, Node, Page, gather_document
from clew.resolve.occurrences import OBJECT, SUBJECT, Occurrence, descriptions, occurrences
from clew.resolve.tables import tables
from clew.resolve.told import ToldLinks
from clew.resolve.unclaimed import Unclaimed
from clew.vocabulary import EntityType, Predicate

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
"""Predicates whose subject and object cannot be one party: a mother is not her daughter, a seller not the buyer."""

V = TypeVar("V")


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
    resolver = Resolver(judgements)
    resolver.take(claims, documents, names)
    return resolver.resolution()


class Resolver:
    """The resolution of a case together with all that is needed to go on with it when further documents come.

    What each document tells is taken in once. After that only the nodes that it names are compared again, only the
    groups that these hang together with are formed again, and only the texts are read again that hold a name which
    came, went or changed its party. Documents are taken in in the order of the ledger; how many at once makes no
    difference. `party` leads from the places of claims' parties to their entities.
    """

    def __init__(self, judgements: Sequence[Judgement] = ()) -> None:
        self._judgements = judgements
        self._apart = names_apart(judgements)
        self._desk = Desk(tables())
        self._gathering = Gathering()
        self._unclaimed = Unclaimed()
        self._pages = 0
        self._told = ToldLinks()
        self._alike = Likeness()
        self._short = ShortNames()
        self._hearing = Hearing()
        self._acts = Acts()
        self._pairs: tuple[Pair, ...] = ()
        self._paired: dict[int, list[int]] = {}
        self._first: list[int] = []
        self._root: list[int] = []
        self._members: dict[int, list[int]] = {}
        self._joins: dict[int, list[Join]] = {}
        self._renamed: dict[int, tuple[str | None, EntityType | None]] = {}
        self._identifiers: dict[str, tuple[tuple[str, str], ...]] = {}
        self._entities: dict[int, Entity] = {}
        self._ids: list[str] = []
        self._told_of: list[int] = []
        self.party: dict[tuple[str, str], str] = {}
        self._is_given = False
        self._overruled: tuple[str, ...] = ()

    def resolution(self) -> Resolution:
        """The resolution of all that was taken in."""
        entities = tuple([self._entities[root] for root in sorted(self._entities)])
        self._is_given = True
        return Resolution(entities, self.party, self._overruled)

    def take(
        self,
        claims: Sequence[Claim],
        documents: Sequence[Document] = (),
        names: Mapping[str, Sequence[Mention]] = MappingProxyType({}),
    ) -> frozenset[str] | None:
        """Take in the next documents and their claims; the ids of the claims of which a party is another than before.

        None where they change what the names of earlier documents mean, as where a word turns out to be a place's name:
        then the case has to be resolved anew, and this resolver is of no use any more.
        """
        found = self._occurrences(claims, documents, names)
        if found is None:
            return None
        told: dict[str, list[Claim]] = {}
        for claim in claims:
            told.setdefault(claim.doc, []).append(claim)
        texts = _texts(claims, documents)
        known = len(self._gathering.nodes)
        pages = [
            gather_document(doc, found.pop(doc, ()), told.get(doc, ()), text, self._apart, self._gathering, self._desk)
            for doc, text in texts.items()
        ]
        del found  # there are millions of them in a large case
        nodes = self._gathering.nodes
        fresh = nodes[known:]
        met = {node.order: node for page in pages for node in page.nodes}
        for page in pages:
            self._note_acts(page, told.get(page.doc, ()))
            for told_id, side, called in descriptions(told.get(page.doc, ())):
                if (node := page.party.get((told_id, side))) is not None:
                    node.called = node.called | {EntityMention(page.doc, called)}
        self._first += range(known, len(nodes))
        self._root += range(known, len(nodes))
        self._ids += [""] * len(fresh)
        self._told_of += [0] * len(fresh)
        numbered = ((self._pages + at, page, told.get(page.doc, ()), texts[page.doc]) for at, page in enumerate(pages))
        self._told.take(fresh, numbered, self._desk)
        self._pages += len(pages)
        spoken = [(page.doc, texts[page.doc], page.said) for page in pages]
        del pages, told, texts  # of very many documents they take much room
        self._short.take(fresh)
        words = self._desk.tables
        touched = {*met, *self._alike.compare(met, known, nodes, words), *self._judge()}
        moved_first = self._form_first(touched)
        touched |= self._alike.look_again(touched, moved_first, self._acts, self._first, nodes, words)
        moved, regrouped = self._form(touched)
        heard = self._hearing.take(
            fresh,
            moved,
            spoken,
            lambda order: nodes[self._root[order]],
            self._desk,
        )
        roots = regrouped | {self._root[order] for order in (*heard, *met)}
        roots |= self._rename() | self._identify(claims)
        return self._tell(roots, met.values())

    def _occurrences(
        self, claims: Sequence[Claim], documents: Sequence[Document], names: Mapping[str, Sequence[Mention]]
    ) -> dict[str, list[Occurrence]] | None:
        """The names of each of the next documents; None where they change what earlier ones mean."""
        found = occurrences(claims)
        publishers = list(_publishers(documents))
        changed = self._unclaimed.note(found, publishers)
        if self._unclaimed.differ(changed):
            return None
        found += publishers
        found += self._unclaimed.of(found, names, documents)
        desk = self._desk.with_places(_places(found))
        if desk is None:
            return None
        self._desk = desk
        parts: dict[str, list[Occurrence]] = {}
        for occurrence in found:
            parts.setdefault(occurrence.doc, []).append(occurrence)
        return parts

    def _note_acts(self, page: Page, claims: Sequence[Claim]) -> None:
        """Note of the parties of a document's claims which stand beside one another, and which cannot be one."""
        for claim in claims:
            left, right = page.party.get((claim.id, SUBJECT)), page.party.get((claim.id, OBJECT))
            if left is None or right is None or left is right:
                continue
            apart = claim.predicate in _TWO_PARTIES and left.form.key != right.form.key
            self._acts.note(left.order, right.order, beside=claim.predicate in BESIDE, apart=apart)

    def _judge(self) -> set[int]:
        """Find the nodes that judgements speak of; those of which another is spoken now."""
        pairs = pairs_judged(finder(self._gathering.nodes, self._judgements), self._judgements)
        changed = set(pairs) ^ set(self._pairs)
        self._pairs, self._paired = pairs, {}
        for at, pair in enumerate(pairs):
            for order in (pair.left, pair.right):
                self._paired.setdefault(order, []).append(at)
        self._overruled = overruled(pairs)
        return {order for pair in changed for order in (pair.left, pair.right)}

    def _form_first(self, touched: Iterable[int]) -> set[int]:
        """Form the groups anew that touched nodes are in, by what names and documents tell; the nodes that moved."""
        moved = set()
        for component in components(touched, self._firmly_linked):
            groups = self._grouped(component) if len(component) > 1 else None
            for order in component:
                root = groups.root(order) if groups else order
                if self._first[order] != root:
                    self._first[order] = root
                    moved.add(order)
        return moved

    def _firmly_linked(self, order: int) -> Iterator[int]:
        yield from self._alike.likely.of(order)
        yield from self._told.links.of(order)
        for at in self._paired.get(order, ()):
            yield self._pairs[at].left
            yield self._pairs[at].right

    def _linked_at_all(self, order: int) -> Iterator[int]:
        yield from self._firmly_linked(order)
        yield from self._short.links.of(order)
        yield from (other for other, join in self._alike.doubtful.of(order).items() if join)

    def _grouped(self, component: Sequence[int]) -> Groups:
        """The groups of nodes that hang together: as people said, and then the best reasons first."""
        groups = single_groups(component)
        for at in sorted({at for order in component for at in self._paired.get(order, ())}):
            apply_pair(groups, self._pairs[at])
        for order in component:
            for foe in self._acts.apart(order):
                if foe > order and foe in groups.parent:
                    groups.keep_apart(order, foe)
        nodes, likely = self._gathering.nodes, self._alike.likely
        left_out = fitting_two(component, likely, self._told.links, nodes)
        edges = [
            (order, other, join)
            for order in component
            for other, joins in self._told.links.of(order).items()
            if order < other and (order, other) not in left_out
            for _, join in sorted(joins.items())
        ]
        edges += [
            (order, other, join)
            for order in component
            for other, join in likely.of(order).items()
            if order < other and (order, other) not in left_out
        ]
        join_best_first(groups, edges)
        return groups

    def _form(self, touched: Iterable[int]) -> tuple[list[Node], set[int]]:
        """Form the groups anew that touched nodes are in; the nodes that moved, and the groups that changed."""
        nodes = self._gathering.nodes
        moved: list[Node] = []
        changed: set[int] = set()
        for component in components(touched, self._linked_at_all):
            groups = self._fully_grouped(component)
            members: dict[int, list[int]] = {}
            for order in component:
                root = groups.root(order)
                members.setdefault(root, []).append(order)
                if self._root[order] != root:
                    self._root[order] = root
                    moved.append(nodes[order])
            for order in component:
                joins = groups.joins.get(order, [])
                if self._members.get(order) != members.get(order) or self._joins.get(order, []) != joins:
                    changed.add(order)
                    _keep(self._members, order, members.get(order))
                    _keep(self._joins, order, joins)
        return moved, changed

    def _fully_grouped(self, component: Sequence[int]) -> Groups:
        """The groups of nodes that hang together, after the second look and with short names."""
        if len(component) == 1:
            return single_groups(component)
        groups, nodes = self._grouped(component), self._gathering.nodes
        left_out = fitting_two(component, self._alike.doubtful, self._told.links, nodes)
        second = (
            (order, other, join)
            for order in component
            for other, join in self._alike.doubtful.of(order).items()
            if join and order < other and (order, other) not in left_out
        )
        join_best_first(groups, second)
        for order in component:
            self._short.join(groups, order, nodes, self._desk.tables)
        return groups

    def _rename(self) -> set[int]:
        """Find the groups to which people gave names and types; those of which another holds now."""
        told = renamed(self._root, finder(self._gathering.nodes, self._judgements), self._judgements)
        before, self._renamed = self._renamed, told
        return {root for root in before.keys() | told.keys() if before.get(root) != told.get(root)}

    def _identify(self, claims: Sequence[Claim]) -> set[int]:
        """Note the identifiers that quotes give; the groups that bear one of the names they were given to."""
        given = identifiers_in(claims)
        for name, pairs in given.items():
            self._identifiers[name] = tuple(sorted({*self._identifiers.get(name, ()), *pairs}))
        if not given:
            return set()
        folded = self._desk.folded
        return {root for root, one in self._entities.items() if any(folded[name] in given for name in one.names)}

    def _tell(self, roots: Iterable[int], met: Iterable[Node]) -> frozenset[str]:
        """Make the entities of some groups, and say of which party each claim's are; the claims that changed."""
        if self._is_given:  # a resolution that was given out stays what it was
            self.party, self._is_given = dict(self.party), False
        nodes = self._gathering.nodes
        changed: set[str] = set()
        for root in sorted(roots):
            orders = self._members.get(root)
            if orders is None:
                self._entities.pop(root, None)
                continue
            members = [nodes[order] for order in orders]
            self._entities[root] = entity = entity_of(
                members,
                self._joins.get(root, ()),
                self._hearing.heard(root),
                self._renamed.get(root, (None, None)),
                self._identifiers,
                self._desk,
            )
            for member in members:
                if self._ids[member.order] != entity.id:
                    self._ids[member.order], self._told_of[member.order] = entity.id, len(member.places)
                    self.party |= dict.fromkeys(member.places, entity.id)
                    changed.update(claim for claim, _ in member.places)
        for node in met:
            self.party |= dict.fromkeys(node.places[self._told_of[node.order] :], self._ids[node.order])
            self._told_of[node.order] = len(node.places)
        return frozenset(changed)


def _keep(kept: dict[int, list[V]], key: int, value: list[V] | None) -> None:
    """Keep a value under a key, nothing where there is none."""
    if value:
        kept[key] = value
    else:
        kept.pop(key, None)


def _places(found: Sequence[Occurrence]) -> frozenset[str]:
    """The words that the case itself uses as names of places, so that a firm may be called without its place."""
    names = {
        part.name for part in found if part.type in {EntityType.PLACE, EntityType.PUBLIC_BODY} and not part.described
    }
    return frozenset(fold(romanise(name)) for name in names if len(name.split()) == 1)


def _texts(claims: Sequence[Claim], documents: Sequence[Document]) -> dict[str, str]:
    """What is known of each document's text, in their order: all of it, or the quotes of its claims."""
    quotes: dict[str, list[str]] = {}
    texts = {document.name: document.text for document in documents}
    for claim in claims:
        if claim.doc not in texts:
            quotes.setdefault(claim.doc, []).append(claim.text)
    return texts | {doc: "\n".join(dict.fromkeys(parts)) for doc, parts in quotes.items()}


def _publishers(documents: Sequence[Document]) -> Iterator[Occurrence]:
    """The publishers that documents name in their text."""
    for document in documents:
        if document.publisher and document.publisher in document.text:
            yield Occurrence(document.name, document.publisher, EntityType.COMPANY)
