"""A claim's confidence is the sum of its signals, and what speaks against it lowers it."""

import math

import pytest

from clew.extract import Extractor, extract_claims
from clew.extract.confidence import Weighed, load_weights
from clew.records import Claim, Document, Span


def claims_of(text: str, extractor: Extractor) -> list[Claim]:
    document = Document("0" * 64, "a.txt", "text/plain", "en", text, (Span(0, len(text)),))
    return [claim for extraction in extract_claims([document], extractor) for claim in extraction.claims]


def test_the_weights_are_finite_and_the_frame_counts() -> None:
    weights = load_weights()
    assert all(math.isfinite(weight) for group in weights.values() for weight in group.values())
    assert weights[Weighed.FRAMES]["trust"] > 0
    assert weights[Weighed.FRAMES]["subject one word"] < weights[Weighed.FRAMES]["subject described"] < 0


def test_what_the_linker_holds_likely_is_surer() -> None:
    weights = load_weights()[Weighed.LINKED]
    assert weights["linked"] > 0
    assert weights["linker"] > 0


@pytest.mark.parametrize(
    ("surer", "less_sure"),
    [
        ("Orlan Trading sold engines to Baltic Avia.", "A company sold engines to Baltic Avia."),
        ("Orlan Trading sold engines to Baltic Avia.", "Orlan Trading sold engines to firms."),
        (
            "Orlan Trading sold engines to Baltic Avia.",
            "Orlan Trading, which has an office in the old port and another in the hills, sold engines to Baltic Avia.",
        ),
    ],
)
def test_named_parties_near_the_verb_make_a_claim_surer(surer: str, less_sure: str, extractor: Extractor) -> None:
    (one,) = [claim for claim in claims_of(surer, extractor) if claim.predicate == "supplies"]
    (other,) = [claim for claim in claims_of(less_sure, extractor) if claim.predicate == "supplies"]
    assert 0 < other.confidence < one.confidence < 1
