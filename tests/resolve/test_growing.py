"""A case that grows document by document has the entities and relations of one that is resolved at once."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clew.records import Claim, Document, Judgement, Mention, Quote, Resolution
from clew.resolve import GrowingResolution, group_relations, resolve_entities
from clew.resolve.blocking import LARGEST_BLOCK, REACH, Blocks
from clew.resolve.form import form_of
from clew.resolve.likeness import Likeness
from clew.resolve.nodes import Node
from clew.resolve.relations import RelationGroups
from clew.resolve.resolver import Resolver
from clew.resolve.tables import tables
from clew.vocabulary import EntityType, Predicate, Qualifier, Verdict
from tests.resolve.writing import judgement, party

PARTIES = (
    "co:Orlan Trading LLC", "co:Orlan Trading", "co:Orlan", "co:ООО «Орлан»", "co:TSK Orlan", "co:Orlen",
    "co:Orlan Bank", "co:Kestrin Trade LLC", "co:Kestrin Trade", "co:Kestrin", "co:ООО «Кестрин Трейд»",
    "co:Kestrin Tarde", "co:KTR", "co:Velmar Systems", "co:Velmar Sistems", "co:Velmar", "co:Morvak Velmar Works",
    "co:锦澜硕灵动力科技", "co:Shuoling Power", "org:National Prosecution Bureau", "org:NPB", "man:Lev Karvanov",
    "man:L. Karvanov", "man:Karvanov", "man:Li Wei", "man:Irina Solvey", "man:I. P. Solvey",
    "body:China's foreign ministry", "body:МИД Китая", "body:Beijing", "body:China", "place:China",
    "body:Ministry of Defence", "good:Garpiya-3", "good:Garpiya-3 drone", "good:A100", "good:A200 modules",
    "good:Orlan", "place:Morvak", "site:Morvak airport", "co:*a Varnian intermediary", "man:*two officials",
)  # fmt: skip
PREDICATES = (
    Predicate.SUPPLIES, Predicate.PARTNERS_WITH, Predicate.OWNS, Predicate.LOCATED_IN, Predicate.SAME_AS,
    Predicate.EMPLOYS, Predicate.PRODUCES,
)  # fmt: skip
ASIDES = (
    "Orlan (OTL) said no.", "ООО «Орлан» (Orlan Trading) traded.", "The National Prosecution Bureau (NPB) asked.",
    "锦澜硕灵动力科技（Shuoling Power）发货。", "Talks in Beijing went on.", "Kestrin Trade and Velmar met Karvanov.",
    "The Chinese government and Orlan drones were named.", "INN 7707083893 is that of Orlan.", "Morvak is a town.",
)  # fmt: skip
DECISIONS = (
    (Verdict.SAME, "Orlan", "Kestrin"), (Verdict.DIFFERENT, "Orlan Trading", "Orlan"),
    (Verdict.DIFFERENT, "Kestrin Trade", "Kestrin Trade LLC"), (Verdict.SAME, "Velmar", "Orlan Bank"),
)  # fmt: skip


@dataclass(frozen=True)
class Told:
    """A case: its documents, their claims, whom they name beside these, and what people decided."""

    documents: tuple[Document, ...]
    claims: tuple[Claim, ...]
    names: Mapping[str, tuple[Mention, ...]]
    judgements: tuple[Judgement, ...] = ()

    def until(self, size: int) -> "Told":
        """The case when it had its first documents only."""
        kept = self.documents[:size]
        docs = {one.name for one in kept}
        claims = tuple(one for one in self.claims if one.doc in docs)
        return Told(kept, claims, {doc: self.names[doc] for doc in docs}, self.judgements)


def invented(seed: int, size: int, parties: Sequence[str] = PARTIES) -> Told:
    """A case of a seed: few names, so that documents meet in most of them."""
    dice = random.Random(seed)
    documents, claims, names = [], [], {}
    for number in range(size):
        pairs = [dice.sample(parties, 2) for _ in range(dice.randrange(4))]
        acts = [(left, right, dice.choice(PREDICATES)) for left, right in pairs]
        said = [f"{party(left).name} {how} {party(right).name}." for left, right, how in acts]
        text = " ".join((*said, *dice.sample(ASIDES, dice.randrange(3)), f"Number {number}."))
        id = sha256(text.encode()).hexdigest()
        publisher = "Orlan" if "Orlan" in text and dice.random() < 0.2 else None
        documents.append(Document(id, f"{number:03}.txt", "text/plain", "en", text, publisher=publisher))
        claims += [*_claims(documents[-1], acts, said, dice)]
        beside = [party(one) for one in dice.sample(parties, dice.randrange(3)) if "*" not in one]
        names[documents[-1].name] = tuple(_placed(one, text) for one in beside)
    decided = dice.sample(DECISIONS, dice.randrange(3))
    judgements = [
        judgement(how, f"gone {left}", f"gone {right}", names=(left, right), n=at + 1)
        for at, (how, left, right) in enumerate(decided)
    ]
    judgements.append(judgement(Verdict.RENAME, "gone", "Orlan Group", names=("Orlan Trading",), n=9))
    return Told(tuple(documents), tuple(claims), names, tuple(judgements))


def _claims(
    document: Document, acts: Sequence[tuple[str, str, Predicate]], said: Sequence[str], dice: random.Random
) -> Iterator[Claim]:
    for (left, right, how), words in zip(acts, said, strict=True):
        start = document.text.index(words)
        quote = Quote(document.id, start, start + len(words))
        told = {Qualifier.PRODUCT: "A100; Garpiya-3"} if dice.random() < 0.2 else {}
        yield Claim(document.name, quote, words, how, party(left), party(right), qualifiers=told)


def _placed(mention: Mention, text: str) -> Mention:
    at = text.find(mention.name)
    return Mention(mention.name, mention.type, start=at, end=at + len(mention.name)) if at >= 0 else mention


def whole(told: Told) -> tuple[object, ...]:
    """What resolving a case at once gives."""
    resolution = resolve_entities(told.claims, told.judgements, told.documents, told.names)
    return resolution, group_relations(told.claims, resolution)


def grown(growing: GrowingResolution, told: Told) -> tuple[object, ...]:
    """What a case that was there before gives now."""
    return growing.of(told.claims, told.judgements, told.documents, told.names)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32), st.integers(2, 14), st.lists(st.integers(1, 4), min_size=1, max_size=8))
def test_growing_by_any_steps_gives_what_resolving_at_once_gives(seed: int, size: int, steps: list[int]) -> None:
    told, growing, at = invented(seed, size), GrowingResolution(), 0
    for step in (*steps, size):
        at = min(size, at + step)
        assert grown(growing, told.until(at)) == whole(told.until(at))


def taken_alone(told: Told, every: int = 1) -> int:
    """How many documents of a case are taken in without resolving it anew; the whole is looked at `every` so often."""
    resolver, alone = Resolver(told.judgements), 0
    for size in range(1, len(told.documents) + 1):
        now, before = told.until(size), told.until(size - 1)
        further = now.claims[len(before.claims) :]
        doc = now.documents[-1].name
        if resolver.take(further, now.documents[-1:], {doc: now.names[doc]}) is None:
            resolver = Resolver(told.judgements)
            resolver.take(now.claims, now.documents, now.names)
        else:
            alone += 1
        if size % every == 0 or size == len(told.documents):
            assert resolver.resolution() == resolve_entities(now.claims, now.judgements, now.documents, now.names)
    return alone


@pytest.mark.parametrize("seed", range(3))
def test_most_documents_are_taken_in_alone(seed: int) -> None:
    assert taken_alone(invented(seed, 40)) >= 25


def crowd(size: int) -> list[str]:
    """Names of one telling word, more than a block holds, in no order."""
    dice = random.Random(7)
    ends = ("ka", "mo", "ri", "ta", "lu", "ve", "so", "ni", "pe", "do")
    names = [f"co:Brevnik {a.capitalize()}{b}{c}" for a in ends for b in ends for c in ("", "n")]
    dice.shuffle(names)
    return names[:size]


def test_a_crowd_of_names_that_share_a_word_grows_to_what_it_is_at_once() -> None:
    assert taken_alone(invented(11, 90, (*crowd(160), *PARTIES)), every=15) >= 60


def node(name: str, order: int) -> Node:
    return Node(str(order), form_of(name, EntityType.COMPANY, tables()), order)


def test_in_a_large_block_those_are_neighbours_that_stand_next_to_one_another_whatever_the_order_they_came_in() -> None:
    names = sorted(party(one).name for one in crowd(160))
    assert len(names) > 2 * LARGEST_BLOCK
    blocks, other = Blocks(), Blocks()
    nodes = [node(name, order) for order, name in enumerate(names)]
    for one in nodes:
        blocks.add(one)
    for one in reversed(nodes):
        other.add(one)
    for one in nodes:
        near = blocks.neighbours(one)
        assert near == other.neighbours(one)
        assert all(one.order in blocks.neighbours(nodes[order]) for order in near)
    assert min(len(blocks.neighbours(one)) for one in nodes) < len(names) - 1 or len(names) < REACH


def test_claims_that_change_places_among_relations_keep_these_in_order() -> None:
    told = invented(1, 4, ("co:Kestrin", "co:Velmar", "co:Orlan")).claims[:3]
    names = ("a", "b", "c", "d")
    partners = [{(one.id, side): name for one in told for side in ("subject", "object")} for name in names]
    growing = RelationGroups()
    growing.take(told, partners[0])
    for dice in map(random.Random, range(50)):
        party = {place: dice.choice(names) for place in partners[0]}
        growing.take((), party, {one.id for one in told})
        assert growing.relations() == group_relations(told, Resolution((), party))


def test_a_withdrawn_document_and_a_decision_are_seen() -> None:
    told, growing = invented(3, 8), GrowingResolution()
    grown(growing, told)
    fewer = told.until(7)
    assert grown(growing, fewer) == whole(fewer)
    decided = Told(fewer.documents, fewer.claims, fewer.names, ())
    assert grown(growing, decided) == whole(decided)


def test_a_case_whose_claims_have_no_documents_is_resolved_anew() -> None:
    told, growing = invented(5, 9), GrowingResolution()
    for size in (4, 9):
        part = told.until(size)
        resolution = resolve_entities(part.claims, part.judgements)
        assert growing.of(part.claims, part.judgements) == (resolution, group_relations(part.claims, resolution))


def test_what_breaks_off_half_way_is_not_gone_on_with(monkeypatch: pytest.MonkeyPatch) -> None:
    told, growing = invented(5, 9), GrowingResolution()
    grown(growing, told.until(6))
    with monkeypatch.context() as broken:
        broken.setattr(Likeness, "compare", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            grown(growing, told)
    assert grown(growing, told) == whole(told)
