"""Pronouns and descriptions go back to the parties that they stand for, or stay descriptions."""

from clew.records import Claim
from clew.vocabulary import Predicate
from tests.extract.conftest import Claims


def supplier(found: tuple[Claim, ...]) -> list[str]:
    return [claim.subject.name for claim in found if claim.predicate is Predicate.SUPPLIES and claim.subject]


def test_the_company_is_the_one_spoken_of(claims: Claims) -> None:
    text = "Orlan Trading closed its doors last week. The company had supplied engines to Baltic Avia."
    (claim,) = [c for c in claims(text) if c.predicate is Predicate.SUPPLIES]
    assert claim.subject is not None
    assert (claim.subject.name, claim.subject.resolved) == ("Orlan Trading", True)


def test_it_is_the_subject_before(claims: Claims) -> None:
    assert supplier(claims("Orlan Trading is a small firm. It sold engines to Baltic Avia.")) == ["Orlan Trading"]


def test_he_is_a_person(claims: Claims) -> None:
    found = claims("Ivan Petrenko met officials of Orlan Trading. He travelled to Minsk.")
    visits = [c for c in found if c.predicate is Predicate.VISITS and c.object and c.object.name == "Minsk"]
    assert [c.subject.name for c in visits if c.subject] == ["Ivan Petrenko"]


def test_a_description_of_another_nationality_is_not_the_one_spoken_of(claims: Claims) -> None:
    text = "Orlan Trading, a Belarusian firm, closed. The Chinese company sold engines to Baltic Avia."
    (claim,) = [c for c in claims(text) if c.predicate is Predicate.SUPPLIES]
    assert claim.subject is not None
    assert (claim.subject.name, claim.subject.described) == ("Chinese company", True)


def test_members_of_a_listed_group_are_named_one_by_one(claims: Claims) -> None:
    text = "The European Union sanctioned two companies, Orlan Trading and Veles Cargo, in May."
    found = [c.object.name for c in claims(text) if c.predicate is Predicate.SANCTIONS and c.object]
    assert found == ["Orlan Trading", "Veles Cargo"]
