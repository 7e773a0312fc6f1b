"""The particulars of a statement, in the document's own words, with normal forms beside them."""

from dataclasses import replace

import pytest

from clew.extract import Extractor, extract_claims
from clew.records import Claim
from clew.vocabulary import Predicate, Qualifier
from tests.extract.conftest import Claims, document_of


def of(claims: tuple[Claim, ...], predicate: Predicate) -> dict[Qualifier, str]:
    return dict(next(claim for claim in claims if claim.predicate is predicate).qualifiers)


@pytest.mark.parametrize(
    ("text", "predicate", "qualifier", "words"),
    [
        ("Kestrel Avionics supplied seven engines to Tarn Logistics.", Predicate.SUPPLIES, Qualifier.QUANTITY, "seven"),
        (
            "Kestrel Avionics supplied seven engines to Tarn Logistics.",
            Predicate.SUPPLIES,
            Qualifier.PRODUCT,
            "engines",
        ),
        (
            "Kestrel Avionics supplied more than half a dozen engines to Tarn Logistics in July.",
            Predicate.SUPPLIES,
            Qualifier.QUANTITY,
            "more than half a dozen",
        ),
        (
            "Kestrel Avionics supplied engines to Tarn Logistics in March 2023.",
            Predicate.SUPPLIES,
            Qualifier.WHEN,
            "March 2023",
        ),
        (
            "Kestrel Avionics has supplied engines to Tarn Logistics since 2022.",
            Predicate.SUPPLIES,
            Qualifier.WHEN,
            "since 2022",
        ),
        (
            "Tarn Logistics paid Kestrel Avionics $1.2 million for engines.",
            Predicate.PAYS,
            Qualifier.AMOUNT,
            "$1.2 million",
        ),
        ("Kestrel Avionics owns 51 percent of Tarn Logistics.", Predicate.OWNS, Qualifier.SHARE, "51 percent"),
    ],
)
def test_particulars_keep_the_words_of_the_text(
    claims: Claims, text: str, predicate: Predicate, qualifier: Qualifier, words: str
) -> None:
    assert of(claims(text), predicate).get(qualifier) == words


def test_a_date_of_reporting_is_not_the_date_of_the_deed(claims: Claims) -> None:
    text = "On Monday the Varnia Gazette reported that Kestrel Avionics supplied engines to Tarn Logistics."
    assert Qualifier.WHEN not in of(claims(text), Predicate.SUPPLIES)


def test_a_purpose_of_a_journey_is_kept(claims: Claims) -> None:
    found = of(claims("Engineers of Kestrel Avionics visited Tarn Logistics to repair the engines."), Predicate.VISITS)
    assert found[Qualifier.PURPOSE] == "to repair the engines"


def test_normal_forms_are_counted_from_the_date_of_publication(extractor: Extractor) -> None:
    document = replace(
        document_of("Kestrel Avionics supplied at least six engines to Tarn Logistics last year."),
        published="2025-09-25",
    )
    found = next(c for c in next(extract_claims([document], extractor)).claims if c.predicate is Predicate.SUPPLIES)
    assert found.values == {Qualifier.WHEN: "2024", Qualifier.QUANTITY: "6.."}


def test_every_particular_stands_in_the_text(claims: Claims) -> None:
    text = (
        "In March 2023 Kestrel Avionics supplied 40 engines and several pumps worth $2 million to Tarn Logistics "
        "via a broker in Norland, according to customs records."
    )
    for claim in claims(text):
        for qualifier, words in claim.qualifiers.items():
            if qualifier is not Qualifier.ANSWER:
                assert all(part in text for part in words.split("; "))
