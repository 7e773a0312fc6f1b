"""Documents are joined to the reports that they retell, never by the outlet alone."""

import pytest

from clew.vocabulary import EvidenceKind, LineageState, Predicate, Verdict
from tests.corroborate.material import WIRE, Told, claim, document
from tests.resolve.writing import judgement

SUPPLIES = Predicate.SUPPLIES

WIRE_TEXT = (
    "PORT SABIRA, March 12 (Meridian Wire) - A Varnian arms maker has received engines from a supplier in Jinlan. "
    "Shuoling Power supplied at least 240 SL-55 engines to Ostrek Machine Works, "
    "documents reviewed by Meridian Wire show. "
    "Tarvel Cargo passed them on to Kestrin Trade in Morvak."
)
RETOLD = (
    "A news agency has traced engines to a drone plant. Shuoling Power supplied 240 SL-55 engines to "
    "Ostrek Machine Works, Meridian Wire reported on Wednesday. "
    "The crates went by Tarvel Cargo to Kestrin Trade in Morvak, the agency said."
)
OTHER_MATTER = (
    "Grain prices rose again in the hills. Halvest Grain sold barley to Lowfield Mills below cost, "
    "Meridian Wire reported. "
    "The ministry of farming wants to look at the accounts of both millers before the harvest."
)


def story(name: str, text: str, published: str | None, publisher: str | None = None, *pairs: tuple[str, str]) -> Told:
    told = document(name, text, published=published, publisher=publisher)
    claims = [claim(told, left, f"co:{left}", SUPPLIES, f"co:{right}", sources=[WIRE]) for left, right in pairs]
    return Told((told,), tuple(claims))


def together(*parts: Told) -> Told:
    return Told(tuple(d for part in parts for d in part.documents), tuple(c for part in parts for c in part.claims))


ENGINES = (("Shuoling Power", "Ostrek Machine Works"), ("Tarvel Cargo", "Kestrin Trade"))
GRAIN = (("Halvest Grain", "Lowfield Mills"),)


def test_the_outlets_own_report_is_the_origin_of_what_retells_it() -> None:
    lineages = together(
        story("wire.txt", WIRE_TEXT, "2025-03-12", "Meridian Wire", *ENGINES),
        story("post.txt", RETOLD, "2025-03-13", "The Northfold Post", *ENGINES),
    ).lineages
    assert lineages["wire.txt"].state is LineageState.OWN
    assert lineages["post.txt"].state is LineageState.DERIVED
    assert lineages["post.txt"].origin == lineages["wire.txt"].origin
    evidence = lineages["post.txt"].derivations[0].evidence[0]
    assert evidence.kind is EvidenceKind.CITATION
    assert "Meridian Wire reported" in evidence.says


def test_undated_retellings_are_joined_by_what_they_tell() -> None:
    lineages = together(
        story("a.txt", RETOLD, None, None, *ENGINES),
        story("b.txt", WIRE_TEXT, None, "Harbour Times", *ENGINES),
        story("c.txt", OTHER_MATTER, None, None, *GRAIN),
    ).lineages
    assert lineages["a.txt"].origin == lineages["b.txt"].origin
    assert lineages["c.txt"].state is LineageState.DERIVED
    assert lineages["c.txt"].origin != lineages["a.txt"].origin


def test_reports_of_different_days_are_different_origins() -> None:
    lineages = together(
        story(
            "a.txt",
            "On March 12, 2025, "
            + RETOLD.replace("on Wednesday", "").replace("A news agency", "Meridian Wire reported that an agency"),
            None,
            None,
            *ENGINES,
        ),
        story(
            "b.txt",
            "On July 2, 2024, Meridian Wire reported that engines moved. " + RETOLD.replace("on Wednesday", ""),
            None,
            None,
            *ENGINES,
        ),
    ).lineages
    assert lineages["a.txt"].origin != lineages["b.txt"].origin
    dates = [one.origin.date for one in lineages.values() if one.origin]
    assert dates == ["2025-03-12", "2024-07-02"]


def test_a_document_that_cites_nobody_is_not_known() -> None:
    told = document("plain.txt", "Shuoling Power sold engines to Ostrek Machine Works.", publisher="Harbour Times")
    lineage = Told((told,), ()).lineages["plain.txt"]
    assert lineage.state is LineageState.UNKNOWN
    assert lineage.origin is None


@pytest.mark.parametrize(
    ("text", "media_type"),
    [
        ("seller,buyer\nShuoling,Ostrek\n", "text/csv"),
        ("COASTAL UNION\n\nNotice 2024/31 of 8 October 2024\n\nOstrek has been designated.", "text/plain"),
        ("ООО «Кестрин»\nИсх. № 112/24\n\nСообщаем о поставке.", "text/plain"),
    ],
)
def test_records_are_their_own_origin(text: str, media_type: str) -> None:
    told = document("record.txt", text, media_type=media_type)
    assert Told((told,), ()).lineages["record.txt"].state is LineageState.OWN


def test_own_reporting_is_an_origin() -> None:
    told = document(
        "g.txt", "A clerk told the Gazette that the crates were opened.", publisher="Sabira Harbour Gazette"
    )
    assert Told((told,), ()).lineages["g.txt"].state is LineageState.OWN


@pytest.mark.parametrize(
    "text",
    [
        "据路透社3月12日报道,朔翎动力供应了发动机。",
        "По данным Reuters, компания поставила двигатели.",
        "Engines were delivered, according to documents and officials cited by Reuters.",
        "KYIV, March 12 (Reuters) - Engines were delivered.",
        "Engines were delivered. Source: Reuters",
    ],
)
def test_outlets_are_recognised_in_three_languages(text: str) -> None:
    lineage = Told((document("x.txt", text, published="2025-03-13"),), ()).lineages["x.txt"]
    assert lineage.state is LineageState.DERIVED
    assert lineage.origin is not None
    assert lineage.origin.name.startswith("Reuters report of 2025-03-1")


LONG = " ".join(f"Crate number {n} was carried from the quay to the plant by cart {n * 7}." for n in range(40))


def test_the_same_text_under_two_publishers_is_one_origin_and_dates_decide_whose() -> None:
    later = document("b.txt", LONG, published="2025-02-02", publisher="Beta News")
    earlier = document("a.txt", LONG + " More to follow.", published="2025-02-01", publisher="Alpha News")
    lineages = Told((later, earlier), ()).lineages
    assert lineages["a.txt"].origin == lineages["b.txt"].origin
    assert (lineages["a.txt"].state, lineages["b.txt"].state) == (LineageState.OWN, LineageState.DERIVED)
    assert lineages["b.txt"].derivations[0].evidence[0].kind is EvidenceKind.COPIED_TEXT


def test_the_same_undated_text_derives_from_a_common_one() -> None:
    lineages = Told((document("b.txt", LONG), document("a.txt", LONG + " End.")), ()).lineages
    assert {one.state for one in lineages.values()} == {LineageState.DERIVED}
    assert lineages["a.txt"].origin == lineages["b.txt"].origin


def test_an_undated_document_is_joined_by_what_it_tells_and_never_taken_for_the_earlier_one() -> None:
    undated = document("a.txt", LONG, publisher="Alpha News")
    dated = document("b.txt", LONG + " More to follow.", published="2025-02-01", publisher="Beta News")
    lineages = Told((undated, dated), ()).lineages
    assert lineages["a.txt"].origin == lineages["b.txt"].origin
    assert {one.state for one in lineages.values()} == {LineageState.DERIVED}  # which one was first is not known
    alone = Told((document("c.txt", "Motors went to Ostrek."),), ()).lineages["c.txt"]
    assert (alone.state, alone.origin) == (LineageState.UNKNOWN, None)


def test_a_person_says_what_is_a_copy() -> None:
    told = (document("a.txt", "Ostrek bought engines."), document("b.txt", "Motors went to Ostrek."))
    said = Told(told, (), (judgement(Verdict.COPY_OF, "b.txt", "a.txt"),)).lineages
    assert said["b.txt"].origin == said["a.txt"].origin is not None
    assert said["b.txt"].derivations[0].evidence[0].kind is EvidenceKind.JUDGEMENT


def test_a_circle_of_copies_ends_where_the_newest_judgement_says() -> None:
    told = tuple(document(name, f"Report {name}") for name in ("a.txt", "b.txt", "c.txt"))
    circle = (
        judgement(Verdict.COPY_OF, "a.txt", "b.txt", n=1),
        judgement(Verdict.COPY_OF, "b.txt", "c.txt", n=2),
        judgement(Verdict.COPY_OF, "c.txt", "a.txt", n=3),
    )
    lineages = Told(told, (), circle).lineages
    assert lineages["a.txt"].state is LineageState.OWN
    assert len({one.origin for one in lineages.values()}) == 1


def test_the_order_of_judgements_and_undo_are_honoured() -> None:
    told = (document("a.txt", "Ostrek bought engines."), document("b.txt", "Motors went to Ostrek."))
    undone = (judgement(Verdict.COPY_OF, "b.txt", "a.txt", n=1), judgement(Verdict.UNDO, "j1", None, n=2))
    assert Told(told, (), undone).lineages == Told(told, ()).lineages


def test_a_copy_without_claims_has_the_origin_of_what_it_copies_also_among_many_reports_of_one_outlet() -> None:
    """Details cannot tell then which report a copy retells; its text does."""

    def text(number: int) -> str:
        words = " ".join(f"crate{number}x{n} left shed{n * number} for quay{n}" for n in range(12))
        return f"Meridian Wire reported on a trade. Ostrek Works got engines: {words}."

    documents = [
        document(f"{n:02d}.txt", text(n), published=f"2025-{1 + n % 12:02d}-{1 + n // 12:02d}") for n in range(1, 46)
    ]
    copy = document("copy.txt", text(7) + " More follows.", published="2025-09-20")
    lineages = Told((*documents, copy), ()).lineages
    assert lineages["copy.txt"].origin == lineages["07.txt"].origin
    assert lineages["copy.txt"].origin != lineages["08.txt"].origin
