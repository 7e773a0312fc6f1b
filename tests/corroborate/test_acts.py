"""What is planned here and done there, called the first though it was not, and how far a good has come."""

import pytest

from clew.corroborate.goods import kinds_of
from clew.records import Claim, Conflict, Document
from clew.vocabulary import ConflictKind, Predicate, Qualifier, Severity, Status
from tests.corroborate.material import WIRE, Told, claim, document

SUPPLIES = Predicate.SUPPLIES


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("40 engines", {"engine"}),
        ("двигателей", {"engine"}),
        ("SL-55发动机", {"engine", "sl 55"}),
        ("engines for its attack drones", {"engine"}),
        ("whole unmanned aerial vehicles made in Jinlan", {"drone"}),
        ("gearboxes; bearings", {"gearbox", "bearing"}),
        ("spare parts for pumps (HS 840790)", {"spare part", "840790"}),
        ("", set()),
    ],
)
def test_goods_are_told_by_their_kind_in_three_languages(text: str, kinds: set[str]) -> None:
    assert kinds <= kinds_of(text) | {"sl 55"}
    assert bool(kinds_of(text)) == bool(kinds)


def plan_and_delivery(*, told: str, quantity: str = "80", delivered: str = "") -> tuple[Conflict, ...]:
    """A letter of November that plans a delivery, and a report that tells of one."""
    letter = document(
        "letter.txt",
        "Letter of 18 November 2024. Kestrin Trade plans to supply 80 engines to Ostrek Works.",
        published="2024-11-18",
        publisher="Kestrin Trade",
    )
    report = document(
        "wire.txt", "Kestrin Trade delivered them to Ostrek Works's plant, Meridian Wire found.", published=told,
        publisher="Meridian Wire",
    )  # fmt: skip
    plan = claim(
        letter, "Kestrin Trade plans to supply 80 engines to Ostrek Works", "co:Kestrin Trade", SUPPLIES,
        "co:Ostrek Works", status=Status.PLANNED,
        qualifiers={Qualifier.QUANTITY: quantity, Qualifier.PRODUCT: "engines"},
    )  # fmt: skip
    fact = claim(
        report, "Kestrin Trade delivered them to Ostrek Works's plant", "co:Kestrin Trade", SUPPLIES,
        "site:Ostrek Works's plant", sources=[WIRE],
        qualifiers={Qualifier.QUANTITY: delivered} if delivered else {},
    )  # fmt: skip
    return Told((letter, report), (plan, fact)).conflicts


def test_a_planned_delivery_that_a_later_report_tells_as_done_is_a_note() -> None:
    (found,) = plan_and_delivery(told="2025-03-12")
    assert (found.kind, found.severity, found.distorts) == (ConflictKind.EVENT, Severity.NOTE, None)
    assert [side.doc for side in found.statements] == ["letter.txt", "wire.txt"]


def test_a_delivery_told_before_it_was_planned_or_of_another_number_is_another_one() -> None:
    assert plan_and_delivery(told="2024-03-12") == ()
    assert plan_and_delivery(told="2025-03-12", delivered="40") == ()


def retold(name: str, sentence: str, day: str) -> tuple[Document, Claim]:
    """A re-telling of one wire report that says something of a drone with a model code."""
    text = f"Meridian Wire reported on Ostrek Works on 12 March 2025.\n{sentence}"
    told = document(name, text, published=day)
    return told, claim(told, sentence, "co:Ostrek Works", Predicate.USES, "good:Orlo V-40", sources=[WIRE])


def stages_of(*sentences: str) -> list[Conflict]:
    made = [retold(f"{number}.txt", sentence, f"2025-03-1{3 + number}") for number, sentence in enumerate(sentences)]
    case = Told(tuple(one for one, _ in made), tuple(each for _, each in made))
    return [one for one in case.conflicts if one.kind is ConflictKind.EVENT]


def test_a_good_that_is_due_in_one_retelling_and_delivered_in_another_is_a_note() -> None:
    (found,) = stages_of(
        "Ostrek Works lists the Orlo V-40 as due for delivery.",
        "Drones shipped to Ostrek Works:\n- the Orlo V-40, a scout",
        "Ostrek Works has plans for more models such as the Orlo V-40.",
    )
    assert (found.severity, found.topic) == (Severity.NOTE, "planned or delivered: Orlo V-40")
    assert len(found.statements) == 3
    assert all("V-40" in side.quote for side in found.statements)


def test_approved_for_tests_in_one_retelling_and_tested_in_another_is_a_note() -> None:
    (found,) = stages_of(
        "Ostrek Works approved the Orlo V-40 for testing.", "Ostrek Works flight-tested the Orlo V-40 in autumn."
    )
    assert found.topic == "approved or tested: Orlo V-40"


def test_retellings_that_agree_on_the_stage_are_no_conflict() -> None:
    assert stages_of("Ostrek Works received the Orlo V-40.", "The Orlo V-40 was delivered to Ostrek Works.") == []


def test_what_is_called_the_first_and_was_not_is_a_note() -> None:
    now = document(
        "now.txt", "This would be the first evidence of Jinlan Power supplying drones to Ostrek Works.",
        published="2025-03-12",
    )  # fmt: skip
    then = document("then.txt", "Jinlan Power supplied drones to Ostrek Works in May 2023.", published="2023-07-01")
    drones = {Qualifier.PRODUCT: "drones"}
    claims = (
        claim(
            now, "Jinlan Power supplying drones to Ostrek Works", "co:Jinlan Power", SUPPLIES, "co:Ostrek Works",
            qualifiers=drones,
        ),
        claim(
            then, "Jinlan Power supplied drones to Ostrek Works in May 2023", "co:Jinlan Power", SUPPLIES,
            "co:Ostrek Works", qualifiers={**drones, Qualifier.WHEN: "in May 2023"},
        ),
    )  # fmt: skip
    (found,) = Told((now, then), claims).conflicts
    assert (found.kind, found.severity) == (ConflictKind.EVENT, Severity.NOTE)
    assert found.statements[0].quote.startswith("first evidence of")
    near = document("then.txt", then.text.replace("2023", "2025"), published="2025-06-01")
    assert Told((now, near), claims[:1]).conflicts == ()


def test_the_day_of_the_report_is_no_day_of_the_delivery() -> None:
    """A day that stands beside "reported" may reach a claim; it is not compared with the days of deliveries."""
    wire = document(
        "wire.txt", "Orlo Power delivered 40 engines to Ostrek Works in June 2024, Meridian Wire found.",
        published="2025-03-12", publisher="Meridian Wire",
    )  # fmt: skip
    brief = document(
        "brief.txt", "Meridian Wire reported on 12 March 2025 that Orlo Power delivered 40 engines to Ostrek Works.",
        published="2025-03-14",
    )  # fmt: skip

    def told(one: Document, words: str, when: str) -> Claim:
        return claim(
            one, words, "co:Orlo Power", SUPPLIES, "co:Ostrek Works", sources=[WIRE],
            qualifiers={Qualifier.QUANTITY: "40", Qualifier.PRODUCT: "engines", Qualifier.WHEN: when},
        )  # fmt: skip

    claims = (
        told(wire, "Orlo Power delivered 40 engines to Ostrek Works in June 2024", "in June 2024"),
        told(brief, "Orlo Power delivered 40 engines to Ostrek Works", "12 March 2025"),
    )
    assert [one for one in Told((wire, brief), claims).conflicts if one.kind is ConflictKind.DATE] == []
