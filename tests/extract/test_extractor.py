"""The extractor as a whole: exact quotes, languages, versions, hostile input, users' own frames."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clew.errors import BadFrame
from clew.extract import Extractor, ExtractorOptions, extract_claims, load_extractor
from clew.records import Document, Extraction, words
from clew.vocabulary import Predicate, ProblemKind
from tests.extract.conftest import Claims, document_of

STORY = (
    "Orlan Trading, a firm based in Minsk, supplied “Sterna-1” engines to Baltic Avia — a drone maker — in 2023.\n"
    "The company did not respond to requests for comment."
)


def test_quotes_and_mentions_stand_in_the_text(extraction: Callable[[Document], Extraction]) -> None:
    document = document_of(STORY)
    found = extraction(document)
    assert found.claims
    for claim in found.claims:
        assert words(claim.quote, document) == claim.text
        for mention in (claim.subject, claim.object):
            if mention is not None and mention.start is not None:
                assert document.text[mention.start : mention.end].strip()


PIECES = st.sampled_from(
    [
        "Orlan Trading",
        "supplied",
        "drones",
        "to",
        "Baltic Avia",
        "—",
        "“",
        "”",
        "\n",
        "\u200b",
        "\u202e",
        "?",
        ",",
        ".",
        "Орлан",
        "the company",
        "said",
        "(",
        ")",
        "Ltd",
        "’s",
        "\xa0",
        "which",
        "é",
    ]
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(PIECES, max_size=40).map(" ".join))
def test_offsets_hold_on_any_text(extractor: Extractor, text: str) -> None:
    document = Document("0" * 64, "any.txt", "text/plain", "en", text)
    (found,) = extract_claims([document], extractor)
    assert all(words(claim.quote, document) == claim.text for claim in found.claims)


@pytest.mark.parametrize("text", ["?" * 20_000, "drones " * 5_000, "Orlan-" * 2_000, "", " \n\n\t "])
def test_hostile_text_yields_no_claim_and_no_crash(claims: Claims, text: str) -> None:
    assert claims(text) == ()


def test_a_language_that_is_not_covered_is_said_so(extraction: Callable[[Document], Extraction]) -> None:
    found = extraction(document_of("Orlan Trading leverde motoren aan Baltic Avia.", "nl"))
    assert found.claims == ()
    assert [problem.kind for problem in found.problems] == [ProblemKind.LANGUAGE]


def test_a_document_does_not_change_the_next(extractor: Extractor) -> None:
    story, other = document_of(STORY), document_of("Veles Cargo Ltd owns a warehouse in Minsk.")
    together = list(extract_claims([other, story], extractor))[1]
    alone = next(extract_claims([story], extractor))
    assert [claim.id for claim in together.claims] == [claim.id for claim in alone.claims]


def test_the_version_changes_with_the_users_frames(extractor: Extractor, tmp_path: Path) -> None:
    table = tmp_path / "own.yaml"
    table.write_text(
        "- id: own.whisk\n  predicate: supplies\n  verbs: whisk\n  subject: agent:party\n  object: to:party\n"
        "  example: Orlan Trading whisked the engines to Baltic Avia.\n"
    )
    own = load_extractor(ExtractorOptions(frames=(table,)))
    (found,) = extract_claims([document_of("Orlan Trading whisked the engines to Baltic Avia.")], own)
    assert [claim.predicate for claim in found.claims] == [Predicate.SUPPLIES]
    assert own.version != extractor.version


def test_a_wrong_frame_file_is_refused_with_its_line(tmp_path: Path) -> None:
    table = tmp_path / "own.yaml"
    table.write_text("- id: own.a\n  predicate: supplys\n  verbs: whisk\n  subject: agent:party\n  object: to:party\n")
    with pytest.raises(BadFrame, match=r"own\.yaml:2: 'predicate' is 'supplys'"):
        load_extractor(ExtractorOptions(frames=(table,)))
