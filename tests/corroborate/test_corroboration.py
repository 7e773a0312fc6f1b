"""Independent origins are counted, copies and denials are not."""

from clew.corroborate import corroborate
from clew.records import Claim, Corroboration, Document
from clew.resolve import group_relations
from clew.vocabulary import Credibility, Predicate, Qualifier, Reliability, Status, Verdict
from tests.corroborate.material import WIRE, Told, claim, document
from tests.resolve.writing import judgement

SUPPLIES = Predicate.SUPPLIES
SENTENCE = "Shuoling Power supplied engines to Ostrek Works"


def told(
    name: str, text: str, *, publisher: str | None = None, cites: bool = False, status: Status = Status.ASSERTED
) -> tuple[Document, Claim]:
    one = document(name, text, published="2025-03-13", publisher=publisher)
    return one, claim(
        one, SENTENCE, "co:Shuoling Power", SUPPLIES, "co:Ostrek Works", sources=[WIRE] if cites else [], status=status
    )


def count(*parts: tuple[Document, Claim], judgements: tuple = ()) -> Corroboration:  # type: ignore[type-arg]
    case = Told(tuple(d for d, _ in parts), tuple(c for _, c in parts), judgements)
    relations = group_relations(case.claims, case.resolution)
    lineages = tuple(case.lineages.values())
    return corroborate(relations, case.claims, case.documents, lineages, judgements, case.resolution)[0]


RETOLD = f"{SENTENCE}, Meridian Wire reported on Wednesday. The crates went by Tarvel Cargo."
OWN = f"{SENTENCE}, a clerk told the Gazette."
PLAIN = f"{SENTENCE}, it is said in the port."


def test_copies_of_one_report_are_one_origin() -> None:
    support = count(
        told("a.txt", RETOLD, publisher="Northfold Post", cites=True),
        told("b.txt", RETOLD + " Nobody answered.", publisher="Skybrief", cites=True),
        told("c.txt", OWN, publisher="Sabira Gazette"),
    )
    assert support.says == "3 documents, 2 origins"
    assert support.unknown == ()


def test_unknown_lineage_widens_the_range_and_raises_nothing() -> None:
    support = count(told("a.txt", RETOLD, cites=True), told("b.txt", PLAIN))
    assert (support.low, support.high) == (1, 2)
    assert support.says == "2 documents, 1–2 origins"
    assert support.unknown == ("b.txt",)


def test_nothing_known_is_one_origin_at_least() -> None:
    support = count(told("b.txt", PLAIN))
    assert (support.low, support.high, support.origins) == (1, 1, ())
    assert support.grade is not None
    assert support.grade.credibility is Credibility.CANNOT_BE_JUDGED
    assert support.grade.reliability is Reliability.F


def test_a_derived_documents_own_words_are_no_second_voice() -> None:
    support = count(
        told("a.txt", "Meridian Wire reported on Wednesday. " + SENTENCE),
        told("c.txt", OWN, publisher="Sabira Gazette"),
    )
    assert (support.low, support.high) == (1, 2)


def test_a_denial_is_no_support() -> None:
    support = count(
        told("a.txt", OWN, publisher="Sabira Gazette"), told("b.txt", RETOLD, cites=True, status=Status.DENIED)
    )
    assert support.documents == ("a.txt",)
    assert len(support.denied_by) == 1
    assert support.grade is not None
    assert support.grade.credibility is Credibility.DOUBTFUL


def test_only_denied() -> None:
    support = count(told("b.txt", RETOLD, cites=True, status=Status.DENIED))
    assert (support.documents, support.low, support.high) == ((), 0, 0)
    assert support.grade is not None
    assert support.grade.credibility is Credibility.IMPROBABLE


def test_plans_do_not_support_what_is_said_to_be_done() -> None:
    support = count(
        told("a.txt", OWN, publisher="Sabira Gazette"), told("b.txt", RETOLD, cites=True, status=Status.PLANNED)
    )
    assert support.documents == ("a.txt",)


def test_a_person_grades_a_publisher() -> None:
    support = count(
        told("a.txt", OWN, publisher="Sabira Gazette"),
        judgements=(judgement(Verdict.RELIABILITY, "Sabira Gazette", "D"),),
    )
    assert support.grade is not None
    assert support.grade.reliability is Reliability.D


def test_a_state_that_denies_supplying_weapons_denies_what_its_firms_are_said_to_have_sold() -> None:
    one = document(
        "a.txt",
        "Orlo AEE, a Chinese drone maker, sold attack drones to Ostrek, Meridian Wire reported. "
        "It sold Lissen Avionics parts too. "
        "China never provided lethal weapons to any party in the conflict, its foreign ministry said.",
    )
    sold = claim(
        one,
        "Orlo AEE, a Chinese drone maker, sold attack drones to Ostrek",
        "co:Orlo AEE",
        SUPPLIES,
        "co:Ostrek",
        sources=[WIRE],
        qualifiers={Qualifier.PRODUCT: "attack drones"},
    )
    parts = claim(
        one,
        "It sold Lissen Avionics parts too",
        "co:Orlo AEE",
        SUPPLIES,
        "co:Lissen Avionics",
        sources=[WIRE],
        qualifiers={Qualifier.PRODUCT: "parts"},
    )
    denied = claim(
        one,
        "China never provided lethal weapons to any party in the conflict",
        "body:China",
        SUPPLIES,
        "org:*any party in the conflict",
        status=Status.DENIED,
        sources=[WIRE],
        qualifiers={Qualifier.PRODUCT: "lethal weapons"},
    )
    case = Told((one,), (sold, parts, denied))
    relations = group_relations(case.claims, case.resolution)
    counted = {
        one.relation: one
        for one in corroborate(
            relations, case.claims, case.documents, tuple(case.lineages.values()), (), case.resolution
        )
    }
    by_claim = {relation.claims[0]: counted[relation.id] for relation in relations}
    assert by_claim[sold.id].denied_by == (denied.id,)
    assert by_claim[parts.id].denied_by == ()
