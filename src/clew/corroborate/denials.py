"""Put each denial beside the claims that it denies, also where it denies in wider words than they state."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from clew.corroborate.nations import is_state, nations_of
from clew.corroborate.tables import rows
from clew.names import fold
from clew.records import Claim, Lineage, Resolution
from clew.vocabulary import Answer, Predicate, Qualifier, SourceKind, Status

_NEAR = 400
_STATED = frozenset({Status.ASSERTED, Status.POSSIBLE, Status.UNVERIFIED})
_DEALINGS = frozenset(
    {
        Predicate.SUPPLIES, Predicate.INTERMEDIATES, Predicate.INVOICES, Predicate.PAYS, Predicate.CONTRACTS_WITH,
        Predicate.PARTNERS_WITH, Predicate.TRAINS, Predicate.FOUNDS,
    }
)  # fmt: skip
"""What an answer "denied" may deny where the denial itself is not put in words."""


@dataclass(frozen=True, slots=True)
class _Words:
    anyone: frozenset[str]
    weapon_words: frozenset[str]
    weapons: frozenset[str]
    civil: frozenset[str]


@cache
def _words() -> _Words:
    told = rows("denials")
    return _Words(
        *(frozenset(fold(word) for word in told[key]) for key in ("anyone", "weapon_words", "weapons", "civil"))
    )


def denied_claims(
    claims: Sequence[Claim],
    resolution: Resolution,
    lineage: Mapping[str, Lineage],
    nations: Mapping[str, frozenset[str]] | None = None,
) -> Iterator[tuple[Claim, list[Claim]]]:
    """Yield each denial with the claims that it denies, in the order of the denials.

    A denied claim denies those of the same predicate whose parties it covers: a state its companies and bodies, "any
    party" everybody, "weapons" drones but not components. It is put beside what documents of the same origin state, and
    beside all documents where it names the same two parties. An answer "denied" stands beside the claims just before it
    that rest on the outlet which asked, or that are about the party that answers. `nations` are those of the entities,
    as `nations_of` gives them, where they are known already.
    """
    if not any(_denies(claim) for claim in claims):
        return
    nations = nations_of(claims, resolution) if nations is None else nations
    by_predicate: dict[Predicate, list[Claim]] = {}
    by_document: dict[str, list[Claim]] = {}
    for claim in claims:
        if claim.status in _STATED:
            by_predicate.setdefault(claim.predicate, []).append(claim)
            by_document.setdefault(claim.doc, []).append(claim)
    worded: dict[str, list[tuple[Claim, frozenset[str]]]] = {}
    for claim in claims:
        if claim.status is Status.DENIED:
            nation = nations.get(resolution.party.get((claim.id, "subject"), ""), frozenset())
            worded.setdefault(claim.doc, []).append((claim, nation))
    index = _index(by_predicate, resolution, nations)
    origins = {
        doc: frozenset(one.origin.id for one in told.derivations[:1]) or frozenset({doc})
        for doc, told in lineage.items()
    }
    for denial in claims:
        if denial.status is Status.DENIED:
            near = index.near(denial)
            found = [claim for claim in near if index.covers(denial, claim, origins)]
        elif _denies(denial):
            nation = nations.get(resolution.party.get((denial.id, "subject"), ""), frozenset())
            if any(nation & told and _beside(denial, one) for one, told in worded.get(denial.doc, ())):
                continue
            found = _answered(denial, by_document.get(denial.doc, ()), resolution, nations)
        else:
            continue
        if found:
            yield denial, found


def _denies(claim: Claim) -> bool:
    """Whether a claim is a denial, in words or as an answer."""
    if claim.status is Status.DENIED:
        return True
    return claim.predicate is Predicate.RESPONDS and claim.qualifiers.get(Qualifier.ANSWER) == Answer.DENIED


@dataclass(frozen=True, slots=True)
class _Index:
    """The stated claims by predicate and party or nation of the subject."""

    claims: Mapping[tuple[Predicate, str], Sequence[Claim]]
    party: Mapping[tuple[str, str], str]
    nations: Mapping[str, frozenset[str]]
    states: Mapping[str, str]
    described: frozenset[str]

    def near(self, denial: Claim) -> list[Claim]:
        """The claims whose subject a denial may cover."""
        subject = self.party.get((denial.id, "subject"))
        if subject is None:
            return []
        found = list(self.claims.get((denial.predicate, subject), ()))
        for nation in self._nations(subject):
            found += self.claims.get((denial.predicate, f"nation {nation}"), ())
        return list({claim.id: claim for claim in found}.values())

    def _nations(self, entity: str) -> frozenset[str]:
        """The nations that an entity stands for as a whole: a state its own, a described group of a nation that one."""
        if entity in self.states:
            return frozenset({self.states[entity]})
        return self.nations.get(entity, frozenset()) if entity in self.described else frozenset()

    def covers(self, denial: Claim, claim: Claim, origins: Mapping[str, frozenset[str]]) -> bool:
        """Whether a denial is about what a claim states."""
        ours, theirs = (self.party.get((one.id, "object")) for one in (denial, claim))
        exact = ours is not None and ours == theirs and self._same_subject(denial, claim)
        if not origins.get(denial.doc, frozenset()) & origins.get(claim.doc, frozenset()):
            vaguer = Qualifier.PRODUCT in denial.qualifiers and Qualifier.PRODUCT not in claim.qualifiers
            if not exact or vaguer:
                return False
        return (exact or self._covers_object(denial, ours, theirs)) and _covers_goods(denial, claim)

    def _same_subject(self, denial: Claim, claim: Claim) -> bool:
        return self.party.get((denial.id, "subject")) == self.party.get((claim.id, "subject"))

    def _covers_object(self, denial: Claim, ours: str | None, theirs: str | None) -> bool:
        if ours is None or ours == theirs:
            return True
        told = fold(denial.object.name) if denial.object else ""
        if ours in self.described:
            told = fold(denial.text)  # the description leaves out "any"
        if any(f" {word} " in f" {told} " for word in _words().anyone):
            return True
        return theirs is not None and bool(self._nations(ours) & self.nations.get(theirs, frozenset()))


def _index(
    by_predicate: Mapping[Predicate, Sequence[Claim]], resolution: Resolution, nations: Mapping[str, frozenset[str]]
) -> _Index:
    found: dict[tuple[Predicate, str], list[Claim]] = {}
    for predicate, members in by_predicate.items():
        for claim in members:
            subject = resolution.party.get((claim.id, "subject"))
            if subject is not None:
                found.setdefault((predicate, subject), []).append(claim)
                for nation in nations.get(subject, ()):
                    found.setdefault((predicate, f"nation {nation}"), []).append(claim)
    states = {one.id: one.countries[0] for one in resolution.entities if is_state(one)}
    described = frozenset(one.id for one in resolution.entities if one.described)
    return _Index(found, resolution.party, nations, states, described)


def _covers_goods(denial: Claim, claim: Claim) -> bool:
    """Whether goods that are denied may be those that are stated."""
    words = _words()
    ours, theirs = (fold(one.qualifiers.get(Qualifier.PRODUCT, "")) for one in (denial, claim))
    if not ours or not theirs:
        return True
    if ours in words.weapon_words or any(f" {word} " in f" {ours} " for word in words.weapon_words):
        stated = theirs.split()
        return any(word in words.weapons for word in stated) and not any(word in words.civil for word in stated)
    return bool(set(ours.split()) & set(theirs.split())) or ours in theirs or theirs in ours


def _beside(left: Claim, right: Claim) -> bool:
    """Whether two quotes of one document stand close together."""
    return max(left.quote.start - right.quote.end, right.quote.start - left.quote.end) <= _NEAR


def _answered(
    denial: Claim, told: Sequence[Claim], resolution: Resolution, nations: Mapping[str, frozenset[str]]
) -> list[Claim]:
    """The claims before an answer that it denies."""
    subject = resolution.party.get((denial.id, "subject"))
    asker = fold(denial.object.name) if denial.object else None
    found = []
    for claim in told:
        gap = denial.quote.start - claim.quote.end
        if claim.predicate not in _DEALINGS or not -(claim.quote.end - claim.quote.start) <= gap <= _NEAR:
            continue
        parties = {resolution.party.get((claim.id, side)) for side in ("subject", "object")}
        about = subject in parties or any(
            nations.get(party, frozenset()) & nations.get(subject or "", frozenset()) for party in parties if party
        )
        asked = any(fold(source.name) == asker for source in claim.sources if source.kind is SourceKind.MEDIA)
        if about and (asked or not claim.sources):
            found.append(claim)
    return found
