"""Repeats become one claim; what differs in a figure stays two; the quote gate lets nothing inexact through."""

from clew.extract.gate import hold_to_text
from clew.extract.merge import merge
from clew.records import Claim, Document, Mention, Problem, Quote
from clew.vocabulary import EntityType, Predicate, Qualifier, Status

TEXT = "Orlan sold Avia six engines. Orlan sold Avia engines."
DOCUMENT = Document("d", "a.txt", "text/plain", "en", TEXT)
ORLAN, AVIA = Mention("Orlan", EntityType.COMPANY), Mention("Avia", EntityType.COMPANY)


def claim(start: int, end: int, **qualifiers: str) -> Claim:
    return Claim(
        "a.txt",
        Quote("d", start, end),
        TEXT[start:end],
        Predicate.SUPPLIES,
        ORLAN,
        AVIA,
        qualifiers={Qualifier(key): value for key, value in qualifiers.items()},
    )


def test_the_fuller_statement_stays() -> None:
    fuller = claim(0, 27, quantity="six")
    assert merge([claim(29, 52), fuller]) == [fuller]


def test_a_differing_figure_makes_two_claims() -> None:
    assert len(merge([claim(0, 27, quantity="six"), claim(29, 52, quantity="seven")])) == 2


def test_a_differing_status_makes_two_claims() -> None:
    denied = Claim("a.txt", Quote("d", 29, 52), TEXT[29:52], Predicate.SUPPLIES, ORLAN, AVIA, Status.DENIED)
    assert len(merge([claim(0, 27), denied])) == 2


def test_the_order_of_symmetric_parties_does_not_matter() -> None:
    left = Claim("a.txt", Quote("d", 0, 27), TEXT[0:27], Predicate.PARTNERS_WITH, ORLAN, AVIA)
    right = Claim("a.txt", Quote("d", 29, 52), TEXT[29:52], Predicate.PARTNERS_WITH, AVIA, ORLAN)
    assert len(merge([left, right])) == 1


def test_a_quote_that_is_not_in_the_text_is_a_problem() -> None:
    false = Claim("a.txt", Quote("d", 0, 5), "Orlen", Predicate.SUPPLIES, ORLAN, AVIA)
    passed = list(hold_to_text([claim(0, 27), false], DOCUMENT))
    assert [isinstance(each, Problem) for each in passed] == [False, True]
