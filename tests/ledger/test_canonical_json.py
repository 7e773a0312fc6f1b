"""One value has one canonical JSON, whichever encoder writes it, and an entry's id leaves out its extractor alone."""

import hashlib
import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clew.ledger import claim_draft
from clew.records import Claim, Mention, Quote, canonical_json
from clew.vocabulary import EntityType, Predicate, Qualifier

TEXT = st.text(st.characters(codec=None, exclude_categories=()))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=12,
)


def by_the_standard_library(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return "".join(f"\\u{ord(sign):04x}" if "\ud800" <= sign <= "\udfff" else sign for sign in text)


@given(VALUES)
def test_it_is_what_the_standard_library_writes(value: Any) -> None:
    assert canonical_json(value) == by_the_standard_library(value)


@pytest.mark.parametrize("number", [0.0, 1e-5, 1.5e-7, 0.0001, 0.98, 1e15, 1e16, 1.5e22, -0.5, -1e-9])
def test_numbers_of_every_size_are_written_alike(number: float) -> None:
    assert canonical_json([number]) == by_the_standard_library([number])


def test_what_is_no_number_is_refused() -> None:
    with pytest.raises(ValueError, match="JSON"):
        canonical_json({"box": [1.0, float("nan")]})


@given(TEXT, TEXT)
def test_the_extractor_alone_does_not_count_in_a_claims_id(words: str, extractor: str) -> None:
    claim = Claim(
        "note.txt",
        Quote("0" * 64, 0, 5),
        words,
        Predicate.OWNS,
        Mention('a","extractor":"x', EntityType.COMPANY),
        None,
        qualifiers={Qualifier.ROLE: words},
        extractor=extractor,
    )
    draft, other = claim_draft(claim), claim_draft(replace(claim, extractor="another"))
    assert draft.id == other.id
    left = {key: value for key, value in draft.body.items() if key != "extractor"}
    told = by_the_standard_library({"kind": "claim", "body": left})
    assert draft.id == hashlib.sha256(told.encode()).hexdigest()
    assert draft.written()[1] == by_the_standard_library(draft.body)
