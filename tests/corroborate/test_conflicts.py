"""Statements that disagree are set side by side, after their origins are known."""

import pytest

from clew.corroborate.quantities import read_range
from clew.records import Document
from clew.vocabulary import Answer, ConflictKind, Predicate, Qualifier, Severity, Status
from tests.corroborate.material import WIRE, Told, claim, document

SUPPLIES = Predicate.SUPPLIES


def counted(name: str, quantity: str, **about: str) -> tuple[Document, str]:
    text = f"Shuoling Power supplied {quantity} engines to Ostrek Works"
    tail = ", Meridian Wire reported." if about.get("cites") else ", a clerk told the Gazette."
    return document(name, text + tail, published="2025-03-13", publisher=about.get("publisher")), text


def numbers(*told: tuple[Document, str], quantities: tuple[str, ...]) -> Told:
    claims = [
        claim(one, text, "co:Shuoling Power", SUPPLIES, "co:Ostrek Works",
              sources=[WIRE] if "Meridian Wire" in one.text else [], qualifiers={Qualifier.QUANTITY: quantity})
        for (one, text), quantity in zip(told, quantities, strict=True)
    ]  # fmt: skip
    return Told(tuple(one for one, _ in told), tuple(claims))


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("at least six", 6, float("inf")),
        ("more than half a dozen occasions", 7, float("inf")),
        ("no more than 160", 0, 160),
        ("2,400", 2400, 2400),
        ("1.4 million", 1_400_000, 1_400_000),
        ("more than a dozen", 13, float("inf")),
        ("至少240", 240, float("inf")),
        ("не менее 40", 40, float("inf")),
        ("seven", 7, 7),
        ("thousands", 2000, 1_000_000),
        ("3万", 30000, 30000),
    ],
)
def test_numbers_are_read_as_ranges(text: str, low: float, high: float) -> None:
    found = read_range(text)
    assert found is not None
    assert (found.low, found.high) == (low, high)


@pytest.mark.parametrize("text", ["", "A-140", "engines", "annually"])
def test_what_is_no_number_is_none(text: str) -> None:
    assert read_range(text) is None


def test_numbers_that_cannot_both_be_are_an_alarm() -> None:
    case = numbers(
        counted("a.txt", "at least 240", cites="yes"), counted("b.txt", "no more than 160", publisher="Sabira Gazette"),
        quantities=("at least 240", "no more than 160"),
    )  # fmt: skip
    (found,) = case.conflicts
    assert (found.kind, found.severity, found.distorts) == (ConflictKind.NUMBER, Severity.ALARM, None)
    assert [side.doc for side in found.statements] == ["a.txt", "b.txt"]


def test_vague_numbers_that_overlap_are_a_note() -> None:
    case = numbers(
        counted("a.txt", "at least six", cites="yes"),
        counted("b.txt", "more than half a dozen", publisher="Sabira Gazette"),
        quantities=("at least six", "more than half a dozen"),
    )
    assert [one.severity for one in case.conflicts] == [Severity.NOTE]


def test_a_copy_that_changes_a_number_distorts_its_origin() -> None:
    case = numbers(
        counted("wire.txt", "at least 240", cites="yes", publisher="Meridian Wire"),
        counted("post.txt", "2,400", cites="yes", publisher="Northfold Post"),
        quantities=("at least 240", "2,400"),
    )
    (found,) = case.conflicts
    assert (found.severity, found.distorts) == (Severity.ALARM, "post.txt")


def test_numbers_of_different_goods_are_not_compared() -> None:
    one, two = counted("a.txt", "40", cites="yes"), counted("b.txt", "900", publisher="Sabira Gazette")
    claims = (
        claim(
            one[0],
            one[1],
            "co:Shuoling Power",
            SUPPLIES,
            "co:Ostrek Works",
            sources=[WIRE],
            qualifiers={Qualifier.QUANTITY: "40", Qualifier.PRODUCT: "engines"},
        ),
        claim(
            two[0],
            two[1],
            "co:Shuoling Power",
            SUPPLIES,
            "co:Ostrek Works",
            qualifiers={Qualifier.QUANTITY: "900", Qualifier.PRODUCT: "gearboxes"},
        ),
    )
    assert Told((one[0], two[0]), claims).conflicts == ()


def test_planned_in_the_report_and_done_in_the_retelling() -> None:
    wire = document(
        "wire.txt",
        "Ostrek plans to open Line Nine in Zhelnograd, Meridian Wire found.",
        published="2025-03-12",
        publisher="Meridian Wire",
    )
    brief = document(
        "brief.txt",
        "Ostrek has opened Line Nine in Zhelnograd, Meridian Wire reported.",
        published="2025-03-13",
        publisher="Skybrief",
    )
    claims = (
        claim(
            wire,
            "Ostrek plans to open Line Nine in Zhelnograd",
            "co:Ostrek",
            Predicate.FOUNDS,
            "site:Line Nine",
            status=Status.PLANNED,
            sources=[WIRE],
        ),
        claim(
            brief,
            "Ostrek has opened Line Nine in Zhelnograd",
            "co:Ostrek",
            Predicate.FOUNDS,
            "site:Line Nine",
            sources=[WIRE],
        ),
    )
    (found,) = Told((wire, brief), claims).conflicts
    assert (found.kind, found.severity, found.distorts) == (ConflictKind.EVENT, Severity.ALARM, "brief.txt")


def test_a_translated_name_is_a_note() -> None:
    one = document("a.txt", "Ostrek produces the Sviristel-2.")
    two = document("b.txt", "Ostrek produces the Waxwing-2.")
    claims = (
        claim(one, "Ostrek produces the Sviristel-2", "co:Ostrek", Predicate.PRODUCES, "good:Sviristel-2"),
        claim(two, "Ostrek produces the Waxwing-2", "co:Ostrek", Predicate.PRODUCES, "good:Waxwing-2"),
    )
    (found,) = Told((one, two), claims).conflicts
    assert (found.kind, found.severity) == (ConflictKind.NAME, Severity.NOTE)


def test_two_employers_of_one_group() -> None:
    one = document(
        "a.txt", "A letter calls the Chinese experts staff of Brevnik. Officials say that they work for Orlo."
    )
    claims = (
        claim(
            one,
            "A letter calls the Chinese experts staff of Brevnik",
            "co:Brevnik",
            Predicate.EMPLOYS,
            "org:*Chinese experts",
        ),
        claim(one, "Officials say that they work for Orlo", "co:Orlo", Predicate.EMPLOYS, "org:*Chinese experts"),
    )
    (found,) = Told((one,), claims).conflicts
    assert found.kind is ConflictKind.ROLE


def test_a_bare_word_for_people_stands_for_the_group_before_it() -> None:
    one = document(
        "a.txt", "A letter calls the Chinese experts staff of Brevnik. Officials say the individuals work for Orlo."
    )
    claims = (
        claim(
            one,
            "A letter calls the Chinese experts staff of Brevnik",
            "co:Brevnik",
            Predicate.EMPLOYS,
            "org:*Chinese experts",
        ),
        claim(one, "the individuals work for Orlo", "co:Orlo", Predicate.EMPLOYS, "org:*individuals"),
    )
    (found,) = Told((one,), claims).conflicts
    assert (found.kind, found.severity) == (ConflictKind.ROLE, Severity.NOTE)


def test_a_denial_of_supplying_any_party_denies_supplying_this_one() -> None:
    one = document("a.txt", "Jinlan Arms supplied drones to Ostrek Works. It never supplied drones to any party.")
    drones = {Qualifier.PRODUCT: "drones"}
    claims = (
        claim(
            one, "Jinlan Arms supplied drones to Ostrek Works", "co:Jinlan Arms", SUPPLIES, "co:Ostrek Works",
            qualifiers=drones,
        ),
        claim(
            one, "It never supplied drones to any party", "co:Jinlan Arms", SUPPLIES, "org:*party",
            status=Status.DENIED, qualifiers=drones,
        ),
    )  # fmt: skip
    (found,) = Told((one,), claims).conflicts
    assert (found.kind, found.severity) == (ConflictKind.DENIAL, Severity.ALARM)


def test_a_denial_stands_beside_what_it_denies() -> None:
    one = document(
        "a.txt",
        "Shuoling Power supplied engines to Ostrek Works, a clerk told the Gazette.",
        publisher="Sabira Gazette",
    )
    two = document(
        "b.txt",
        "Statement of the Ministry\n\nThe Ministry denies that Shuoling Power supplied engines to Ostrek Works.",
    )
    claims = (
        claim(one, "Shuoling Power supplied engines to Ostrek Works", "co:Shuoling Power", SUPPLIES, "co:Ostrek Works"),
        claim(
            two,
            "Shuoling Power supplied engines to Ostrek Works",
            "co:Shuoling Power",
            SUPPLIES,
            "co:Ostrek Works",
            status=Status.DENIED,
        ),
    )
    (found,) = Told((one, two), claims).conflicts
    assert (found.kind, found.severity) == (ConflictKind.DENIAL, Severity.ALARM)
    assert {side.doc for side in found.statements} == {"a.txt", "b.txt"}


def test_an_answer_denied_stands_beside_the_claim_before_it() -> None:
    one = document("a.txt", "Varnian firms imported 37 Chinese drones, Nikkor Daily found. But China denied it.")
    claims = (
        claim(one, "Varnian firms imported 37 Chinese drones", "body:China", SUPPLIES, "co:Varnian Firms"),
        claim(
            one,
            "China denied it",
            "body:China",
            Predicate.RESPONDS,
            "co:Nikkor Daily",
            qualifiers={Qualifier.ANSWER: Answer.DENIED},
        ),
    )
    (found,) = Told((one,), claims).conflicts
    assert found.kind is ConflictKind.DENIAL
    assert len(found.statements) == 2


def test_findings_are_the_same_twice() -> None:
    case = numbers(
        counted("a.txt", "at least 240", cites="yes"), counted("b.txt", "no more than 160", publisher="Sabira Gazette"),
        quantities=("at least 240", "no more than 160"),
    )  # fmt: skip
    assert case.conflicts == case.conflicts
