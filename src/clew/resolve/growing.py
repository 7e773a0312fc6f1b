"""Keep the resolution of a case that grows, so that a further document costs what it touches."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from clew.records import Claim, Document, Judgement, Mention, Relation, Resolution
from clew.resolve.judged import on_parties
from clew.resolve.relations import RelationGroups
from clew.resolve.resolver import Resolver

Names = Mapping[str, Sequence[Mention]]
"""Whom each document names beside its claims, by the document's name."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """What a case was resolved from, and what goes on from there; `docs` are the names of the documents."""

    resolver: Resolver
    judgements: tuple[Judgement, ...]
    claims: Sequence[Claim] = ()
    documents: Sequence[Document] = ()
    names: Names = field(default_factory=dict)
    docs: set[str] = field(default_factory=set)
    relations: RelationGroups = field(default_factory=RelationGroups)

    def is_begun_by(
        self, claims: Sequence[Claim], judgements: Sequence[Judgement], documents: Sequence[Document], names: Names
    ) -> bool:
        """Whether a case is the one that was resolved, with further documents and their claims behind it."""
        return (
            on_parties(judgements) == self.judgements
            and tuple(documents[: len(self.documents)]) == tuple(self.documents)
            and tuple(claims[: len(self.claims)]) == tuple(self.claims)
            and all(names.get(doc) == told for doc, told in self.names.items())
            and not any(doc in self.docs for doc in names if doc not in self.names)
        )

    def with_further(self, claims: Sequence[Claim], documents: Sequence[Document], names: Names) -> "_Kept | None":
        """Take in what is new, which changes what is kept; None where the case has to be resolved anew."""
        further, new = claims[len(self.claims) :], documents[len(self.documents) :]
        docs = {document.name for document in new}
        if self.claims and not all(claim.doc in docs for claim in further):
            return None
        told = {doc: names[doc] for doc in names if doc not in self.names}
        changed = self.resolver.take(further, new, told)
        if changed is None:
            return None
        self.relations.take(further, self.resolver.party, changed)
        self.docs.update(docs, (claim.doc for claim in further))
        return replace(self, claims=claims, documents=documents, names=names)


class GrowingResolution:
    """The entities and relations of a case, whatever they are asked for last.

    Where the case has only grown by documents at its end since it was last asked for, these alone are taken in;
    anything else, as a decision on parties or a document withdrawn, resolves it anew. So do documents that change what
    the names of earlier ones mean: by the first claim on somebody whom these only name, or by calling a place what they
    begin a name with. Either way gives what `resolve_entities` and `group_relations` give.
    """

    def __init__(self) -> None:
        self._kept: _Kept | None = None

    def of(
        self,
        claims: Sequence[Claim],
        judgements: Sequence[Judgement] = (),
        documents: Sequence[Document] = (),
        names: Names = MappingProxyType({}),
    ) -> tuple[Resolution, tuple[Relation, ...]]:
        """The entities and relations of claims, judgements, documents and names that `resolve_entities` takes."""
        kept, self._kept = self._kept, None  # what breaks off half way is not gone on with
        grown = None
        if kept and kept.is_begun_by(claims, judgements, documents, names):
            grown = kept.with_further(claims, documents, names)
        del kept
        if grown is None:
            told = on_parties(judgements)
            grown = _Kept(Resolver(told), told).with_further(claims, documents, names)
        if grown is None:
            raise RuntimeError("nothing was taken in before, so nothing can have changed its meaning")
        self._kept = grown
        return grown.resolver.resolution(), grown.relations.relations()
