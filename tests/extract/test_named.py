"""Whom a text names, whether a claim comes of it or not."""

from hashlib import sha256

import pytest

from clew.extract import extract_claims, load_extractor
from clew.records import Document


def named(text: str) -> set[str]:
    """The names of a text, as its fullest forms and in its own words."""
    document = Document(sha256(text.encode()).hexdigest(), "a.txt", "text/plain", "en", text)
    (found,) = extract_claims([document], load_extractor())
    return {one.name for one in found.names} | {text[one.start : one.end] for one in found.names}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The evasion was described by TrezCEN in one of its alerts.", "TrezCEN"),
        ("The Varnian embassy in Brevno did not answer.", "Varnian embassy"),
        ("The foreign ministry of Singapore did not answer.", "foreign ministry of Singapore"),
        ("The Gorlist movement denied it.", "Gorlist movement"),
        ("Kelm spoke first. Later President Kelm left.", "President Kelm"),
        ("Nobody at Norway's Federal Lighthouse Service knew of the crates.", "Federal Lighthouse Service"),
        ("Units of the Varnian People’s Defence Forces came.", "Varnian People’s Defence Forces"),
        (
            "The Energy and Maritime Research Institute wrote of it.",
            "Energy and Maritime Research Institute",
        ),
        ("Kelm Machine and Marine Supply Co Ltd sold lathes.", "Kelm Machine and Marine Supply Co Ltd"),
    ],
)
def test_a_name_is_found(text: str, name: str) -> None:
    assert name in named(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The embassy did not answer.", "embassy"),
        ("Varnian engineers came to Brevno.", "Varnian engineers"),
        ("The Foreign Ministry and Defence Ministry refused.", "Foreign Ministry and Defence Ministry"),
    ],
)
def test_descriptions_and_two_names_are_none(text: str, name: str) -> None:
    assert name not in named(text)
