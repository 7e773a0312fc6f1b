"""Gather occurrences into nodes: one name that names one party, before names are compared."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace

from clew.records import Claim, EntityMention, Join, content_id
from clew.resolve.form import Form, Skeletons, Sort, as_place, form_of
from clew.resolve.occurrences import Occurrence
from clew.resolve.short_forms import Shortening, within_document
from clew.resolve.tables import Tables
from clew.resolve.text_names import known_names, misspelt_names, short_names
from clew.resolve.text_words import Folded, Words, name_index, words_of
from clew.vocabulary import EntityType, Predicate

Place = tuple[str, str]
"""A party's place: the claim's id, and "subject" or "object"."""

SHORT_PERSON = 6
"""Full names of persons with no more letters than this are borne by many ("Li Wei")."""


@dataclass(slots=True)
class Node:
    """One name with all its occurrences that surely name one party, and the short forms that documents use for it.

    `id` is the hash of sort, folded name and, where the name alone does not tell, the document that brought it.
    `order` is the number of its first occurrence. `near` are keys of the parties that claims put beside it,
    `called` the descriptions by which texts take it up.
    """

    id: str
    form: Form
    order: int
    described: bool = False
    types: dict[EntityType, int] = field(default_factory=dict)
    mentions: dict[EntityMention, None] = field(default_factory=dict)
    places: list[Place] = field(default_factory=list)
    joins: list[Join] = field(default_factory=list)
    countries: AbstractSet[str] = frozenset()
    near: AbstractSet[str] = frozenset()
    latin: AbstractSet[str] = frozenset()
    called: AbstractSet[EntityMention] = frozenset()

    @property
    def type(self) -> EntityType:
        """The type that most occurrences give; the one met first among equals."""
        if len(self.types) == 1:
            return next(iter(self.types))
        return max(self.types, key=lambda one: self.types[one])

    def stands_by(self, countries: frozenset[str], near: frozenset[str]) -> None:
        """Note the countries and the parties that a document puts beside the name; most names have none."""
        if countries:
            self.countries = self.countries | countries
        if not near <= self.near:
            self.near = self.near | near if self.near else near


@dataclass(slots=True)
class Gathering:
    """All nodes in the order of their first occurrence, and those of one name that any document may bring again."""

    nodes: list[Node] = field(default_factory=list)
    homonyms: dict[tuple[Sort, str], list[Node]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Page:
    """What gathering one document gave: the nodes that it names, who the parties of its claims are, what it calls them.

    `said` are the folded names by which the document speaks of its nodes.
    """

    doc: str
    nodes: tuple[Node, ...]
    party: Mapping[Place, Node]
    said: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Desk:
    """What one run works with: the tables, and texts and names that were folded and taken apart already."""

    tables: Tables
    folded: Folded = field(default_factory=Folded)
    forms: dict[tuple[str, EntityType, bool], Form] = field(default_factory=dict)
    skeletons: Skeletons = field(default_factory=Skeletons)
    options: dict[int, tuple[str, ...]] = field(default_factory=dict)

    def form(self, name: str, type: EntityType, *, acts: bool) -> Form:
        """The form of a name, made once."""
        key = (name, type, acts)
        if key not in self.forms:
            self.forms[key] = form_of(name, type, self.tables, acts=acts)
        return self.forms[key]

    def with_places(self, places: AbstractSet[str]) -> "Desk | None":
        """The desk of a case that uses words as names of places, too; None where names met so far change by it."""
        new = places - self.tables.places
        if not new:
            return self
        tables = replace(self.tables, places=self.tables.places | new)
        for (name, type, acts), form in self.forms.items():
            if form.core and form.core[0] in new and form_of(name, type, tables, acts=acts) != form:
                return None
        return replace(self, tables=tables)


@dataclass(frozen=True, slots=True)
class DocumentContext:
    """What a document's claims say around its parties: by folded name, the countries and the parties beside it."""

    countries: Mapping[str, frozenset[str]]
    near: Mapping[str, frozenset[str]]


BESIDE = frozenset(Predicate) - {
    Predicate.RESPONDS,
    Predicate.LOCATED_IN,
    Predicate.SANCTIONS,
    Predicate.ACCUSES,
}
"""Predicates that put parties beside one another: what two namesakes share by them speaks for one party."""


def context(claims: Sequence[Claim], desk: Desk, namesakes: AbstractSet[str] = frozenset()) -> DocumentContext:
    """What one document's claims say around its parties; `namesakes` are states' names that it gives other places."""
    countries: dict[str, set[str]] = {}
    near: dict[str, set[str]] = {}
    for claim in claims:
        if claim.subject is None or claim.object is None:
            continue
        left, right = desk.folded[claim.subject.name], desk.folded[claim.object.name]
        if claim.predicate is Predicate.LOCATED_IN:
            form = desk.form(claim.object.name, EntityType.PUBLIC_BODY, acts=False)
            if form.state and right not in namesakes:
                countries.setdefault(left, set()).add(form.state)
        elif claim.predicate in BESIDE:
            near.setdefault(left, set()).add(right)
            near.setdefault(right, set()).add(left)
    return DocumentContext(
        {name: frozenset(codes) for name, codes in countries.items()},
        {name: frozenset(names) for name, names in near.items()},
    )


@dataclass(frozen=True, slots=True)
class _Reading:
    """One document while it is gathered: what is said around its parties, and the nodes that its names have so far."""

    doc: str
    around: DocumentContext
    apart: frozenset[frozenset[str]]
    nodes: dict[tuple[Sort, str], Node] = field(default_factory=dict)
    own: dict[tuple[Sort, str], list[Node]] = field(default_factory=dict)
    met: dict[int, Node] = field(default_factory=dict)
    places: list[tuple[Place, Node]] = field(default_factory=list)
    said: dict[str, None] = field(default_factory=dict)


def gather_document(
    doc: str,
    parts: Sequence[Occurrence],
    claims: Sequence[Claim],
    text: str,
    apart: frozenset[frozenset[str]],
    gathering: Gathering,
    desk: Desk,
) -> Page:
    """Bring the occurrences of the next document to their nodes.

    `text` is the document's text, or what of it is known; `apart` are pairs of folded names that a person said are
    different parties.
    """
    if not parts:
        return Page(doc, (), {}, ())
    words = words_of(text, desk.folded)
    namesakes = _namesakes(text, desk.tables)
    reading = _Reading(doc, context(claims, desk, namesakes), apart)
    known: dict[tuple[Sort, str], Form] = {}
    of_sort: dict[Sort, list[tuple[Occurrence, Form]]] = {}
    for part in parts:
        form = desk.form(part.name, part.type, acts=part.acts)
        if form.state and desk.folded[part.name] in namesakes:
            form = as_place(form)
        of_sort.setdefault(form.sort, []).append((part, form))
        if not part.described:
            known.setdefault((form.sort, desk.folded[part.name]), form)
    for sort in Sort:
        if sort in of_sort:
            _gather_sort(reading, sort, of_sort[sort], known, gathering, desk)
    _gather_shorts(reading, words, known, desk)
    party = dict(sorted(reading.places, key=lambda one: one[1].order))
    for place, node in party.items():
        node.places.append(place)
    met = tuple(sorted(reading.met.values(), key=lambda node: node.order))
    return Page(doc, met, party, tuple(reading.said))


def _namesakes(text: str, tables: Tables) -> frozenset[str]:
    """The names of states by which a text calls other places: "Georgia" beside "Atlanta, Georgia"."""
    return frozenset(
        name
        for name, (meant, states) in tables.namesakes.items()
        if any(words in text for words in meant) and not any(word in text for word in states)
    )


def _gather_shorts(reading: _Reading, words: Words, known: Mapping[tuple[Sort, str], Form], desk: Desk) -> None:
    """Note the short and misspelt forms by which the text goes on to call the parties that it names in full."""
    names = {name: form for (sort, name), form in known.items() if sort in {Sort.PERSON, Sort.BODY}}
    how = Shortening("short form in a document that has the full name", 0.85)
    shorts = name_index({**short_names(names, desk.tables, desk.options), **{name: name for name in names}})
    for hit in (*known_names(words, shorts), *misspelt_names(words, names, desk.skeletons)):
        told = desk.folded[hit.words]
        if told == hit.name:
            continue
        node = reading.nodes[names[hit.name].sort, hit.name]
        if (
            frozenset((told, hit.name)) not in reading.apart
            and (mention := EntityMention(reading.doc, hit.words)) not in node.mentions
        ):
            node.mentions[mention] = None
            reading.said[told] = None
            node.joins.append(Join(hit.words, node.form.name, how.value, (how.signal(hit.words, node.form.name),)))


def _gather_sort(
    reading: _Reading,
    sort: Sort,
    parts: Sequence[tuple[Occurrence, Form]],
    known: Mapping[tuple[Sort, str], Form],
    gathering: Gathering,
    desk: Desk,
) -> None:
    """Give the occurrences of one sort in one document their nodes."""
    named = [form for (kind, _), form in known.items() if kind is sort]
    short = within_document(named, desk.tables) if sort in {Sort.PERSON, Sort.BODY} else {}
    for part, form in parts:
        name = desk.folded[part.name]
        full, how = short.get(name, (form, None))
        if part.described or (how and frozenset((name, desk.folded[full.name])) in reading.apart):
            full, how = form, None
        node = _node(reading, part, full, gathering, desk)
        type = EntityType.PLACE if sort is Sort.STATE and part.type is EntityType.PERSON else part.type
        node.types[type] = node.types.get(type, 0) + 1
        for words in (part.name, part.latin) if part.latin else (part.name,):
            node.mentions[EntityMention(reading.doc, words)] = None
            reading.said[desk.folded[words]] = None
        reading.nodes[sort, name] = reading.met[node.order] = node
        if part.latin:
            node.latin = node.latin | {part.latin}
        if part.claim:
            reading.places.append(((part.claim, part.side), node))
        if how and not any(join.left == part.name for join in node.joins):
            node.joins.append(Join(part.name, full.name, how.value, (how.signal(part.name, full.name),)))


def _node(reading: _Reading, part: Occurrence, form: Form, gathering: Gathering, desk: Desk) -> Node:
    """The node of an occurrence: one of that name whose context does not speak against it, or a new one."""
    surname = form.sort is Sort.PERSON and len(form.core) == 1
    name = form.core[0] if surname and not part.described else desk.folded[form.name]
    alone = part.described or surname
    homonyms = (reading.own if alone else gathering.homonyms).setdefault((form.sort, name), [])
    countries = reading.around.countries.get(name, frozenset())
    near = reading.around.near.get(name, frozenset())
    for node in homonyms:
        if EntityMention(reading.doc, form.name) in node.mentions or _may_be(node, form, countries, near):
            node.stands_by(countries, near)
            return node
    scope = reading.doc if alone or homonyms else ""
    told = {"sort": form.sort, "name": name, "doc": scope}
    node = Node(content_id(told)[:16], form, len(gathering.nodes), part.described)
    node.stands_by(countries, near)
    homonyms.append(node)
    gathering.nodes.append(node)
    return node


def _may_be(node: Node, form: Form, countries: frozenset[str], near: frozenset[str]) -> bool:
    """Whether a name in a new document may be a node of the same name.

    Parties in different countries with no party in common are two; so are persons of a short name that many bear.
    """
    shared = bool(node.near & near)
    if node.countries and countries and not node.countries & countries and not shared:
        return form.sort is Sort.STATE
    return shared or form.sort is not Sort.PERSON or len(form.key) > SHORT_PERSON
