"""The answer fits a screen, keeps the classes apart and claims no more than the record."""

from clew.records import Findings
from clew.report import summarise
from clew.report.answer import Part
from tests.report.harbour import about, harbour


def lines(findings: Findings, part: Part) -> list[str]:
    """The lines of one part of the answer, as text."""
    told = next(one for one in summarise(findings).parts if one.part is part)
    return [f"{line.of}: {line.says}" for line in told.lines]


def test_five_documents_are_two_origins() -> None:
    assert summarise(harbour()).origins == "5 documents, 2 origins"


def test_who_is_listed_is_said_with_measure_authority_day_and_list() -> None:
    assert lines(harbour(), Part.LISTED) == [
        (
            "Korund Works: asset freeze or blocking by Northern Union since 20 May 2025, after these documents"
            " (north-list, 1 June 2025)"
        )
    ]


def test_a_near_name_is_not_called_listed() -> None:
    summary = summarise(harbour())
    assert summary.listed == 1
    assert summary.review == 1
    assert lines(harbour(), Part.REVIEW)[0].startswith("Irma Sool: near “IRMA SOUL”, score 0.88")


def test_one_who_supplies_a_listed_party_is_not_listed() -> None:
    assert lines(harbour(), Part.NEAR) == ["Velmar Trading: is said to supply Korund Works (listed); 1 step"]


def test_what_is_denied_stands_with_the_denial() -> None:
    denied = next(one for one in summarise(harbour()).parts if one.part is Part.DENIED)
    assert denied.lines[0].of == "that Velmar Trading supplied Korund Works"
    assert denied.lines[0].quote == "Velmar denied the shipment"


def test_a_document_that_distorts_its_origin_is_named() -> None:
    assert lines(harbour(), Part.DISAGREE) == [
        "how many gyroscopes: 2 statements, cannot all be true; retold.html does not say what its own origin says"
    ]


def test_without_lists_nobody_is_called_unlisted() -> None:
    unscreened = about(harbour(), lists=(), hits=(), paths=(), ownership=())
    summary = summarise(unscreened)
    assert "not screened yet (clew screen)" in summary.lines
    assert lines(unscreened, Part.NEAR) == []
    assert "who is listed: no list was searched: " in lines(unscreened, Part.UNKNOWN)


def test_what_is_not_known_names_the_gaps() -> None:
    assert lines(harbour(), Part.UNKNOWN) == [
        "whether 1 party is the listed one: ",
        "1 share that would decide an ownership rule: ",
        "since when 1 listing has been in force: ",
    ]


def test_a_long_list_is_cut_and_says_so() -> None:
    assert any("… and" in line for line in summarise(harbour(), most=0).lines)
