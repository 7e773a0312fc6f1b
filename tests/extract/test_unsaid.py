"""Who is taken to have asked, and whom a president leads, where the text does not say it."""

import pytest

from clew.extract import Extractor, extract_claims
from clew.vocabulary import Predicate
from tests.extract.conftest import document_of


@pytest.mark.parametrize(
    ("text", "predicate", "party"),
    [
        ("Reuters saw the papers. Lisko Motors denied the sale.", Predicate.RESPONDS, "Reuters"),
        ("Reuters saw papers, Bloomberg others. Lisko Motors denied the sale.", Predicate.RESPONDS, None),
        ("Bloomberg saw papers. Lisko Motors denied the sale to Reuters.", Predicate.RESPONDS, "Reuters"),
        ("Kazakhstan is calm. President Ilya Dorn spoke.", Predicate.LEADS, "Kazakhstan"),
    ],
)
def test_the_object_left_unsaid(extractor: Extractor, text: str, predicate: Predicate, party: str | None) -> None:
    (found,) = extract_claims([document_of(text)], extractor)
    (claim,) = (claim for claim in found.claims if claim.predicate is predicate)
    assert (claim.object.name if claim.object else None) == party


def test_no_country_is_guessed_where_two_are_named_alike(extractor: Extractor) -> None:
    text = "Norway and Kazakhstan are calm. President Ilya Dorn spoke. Norway is far, Norway is cold."
    (found,) = extract_claims([document_of(text)], extractor)
    assert [claim for claim in found.claims if claim.predicate is Predicate.LEADS] == []
