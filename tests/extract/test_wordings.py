"""Each predicate in its commonest wordings, about invented parties."""

import pytest

from clew.records import Claim
from clew.vocabulary import Qualifier
from tests.extract.conftest import Claims

WORDINGS = [
    ("Orlan Trading supplied engines to Baltic Avia.", "supplies", "Orlan Trading", "Baltic Avia"),
    ("Orlan Trading supplied Baltic Avia with engines.", "supplies", "Orlan Trading", "Baltic Avia"),
    ("Engines were delivered to Baltic Avia by Orlan Trading.", "supplies", "Orlan Trading", "Baltic Avia"),
    ("Baltic Avia received six drones from Orlan Trading.", "supplies", "Orlan Trading", "Baltic Avia"),
    ("Orlan Trading made a delivery of engines to Baltic Avia.", "supplies", "Orlan Trading", "Baltic Avia"),
    ("Orlan Trading, a supplier of Baltic Avia, is based in Minsk.", "supplies", "Orlan Trading", "Baltic Avia"),
    (
        "Baltic Avia bought drones from Orlan Trading through Veles Cargo in May.",
        "intermediates",
        "Veles Cargo",
        "Baltic Avia",
    ),
    ("Veles Cargo Ltd acted as an intermediary for Baltic Avia.", "intermediates", "Veles Cargo Ltd", "Baltic Avia"),
    ("Orlan Trading billed Baltic Avia 1.2 million yuan for six engines.", "invoices", "Orlan Trading", "Baltic Avia"),
    ("Baltic Avia paid Orlan Trading two million euros.", "pays", "Baltic Avia", "Orlan Trading"),
    ("Baltic Avia signed a contract with Orlan Trading.", "contracts_with", "Baltic Avia", "Orlan Trading"),
    ("Baltic Avia has developed a new drone called Zimorodok-2.", "develops", "Baltic Avia", "Zimorodok-2"),
    ("Baltic Avia manufactures drones at a plant in Minsk.", "produces", "Baltic Avia", "drones"),
    ("The Zimorodok-2 drone was built by Baltic Avia.", "produces", "Baltic Avia", "Zimorodok-2 drone"),
    ("Baltic Avia tested the Zimorodok-2 drone.", "tests", "Baltic Avia", "Zimorodok-2 drone"),
    ("The Varnian army deployed drones.", "uses", "Varnian army", "drones"),
    ("The Zimorodok-2 is based on the Sterna-1 drone.", "derives_from", "Zimorodok-2", "Sterna-1 drone"),
    ("The Zimorodok-2 drone contains German engines.", "has_component", "Zimorodok-2 drone", "German engines"),
    ("Orlan Holding owns Baltic Avia.", "owns", "Orlan Holding", "Baltic Avia"),
    ("Baltic Avia is a subsidiary of Orlan Holding.", "owns", "Orlan Holding", "Baltic Avia"),
    ("Ivan Petrenko, the director of Baltic Avia, travelled to Minsk.", "leads", "Ivan Petrenko", "Baltic Avia"),
    ("Maria Sole, a researcher at the Sterna Institute, spoke.", "employs", "Sterna Institute", "Maria Sole"),
    ("Orlan Trading is based in Minsk.", "located_in", "Orlan Trading", "Minsk"),
    ("Orlan Trading, an importer in Istanbul, closed.", "located_in", "Orlan Trading", "Istanbul"),
    ("Orlan Holding founded Baltic Avia in 2019.", "founds", "Orlan Holding", "Baltic Avia"),
    ("Baltic Avia cooperates with Orlan Trading.", "partners_with", "Baltic Avia", "Orlan Trading"),
    ("Ivan Petrenko visited Minsk in March.", "visits", "Ivan Petrenko", "Minsk"),
    ("Chinese experts trained engineers of Baltic Avia.", "trains", "Chinese experts", "engineers of Baltic Avia"),
    ("The European Union sanctioned Orlan Trading.", "sanctions", "European Union", "Orlan Trading"),
    ("The United States imposed sanctions on Orlan Trading.", "sanctions", "United States", "Orlan Trading"),
    ("Orlan Trading is under U.S. sanctions.", "sanctions", "U.S.", "Orlan Trading"),
    ("Ukraine accused Baltic Avia of smuggling.", "accuses", "Ukraine", "Baltic Avia"),
    ("The National Export Agency (NEA) opened an inquiry.", "same_as", "National Export Agency", "NEA"),
]


@pytest.mark.parametrize(("text", "predicate", "subject", "object"), WORDINGS)
def test_a_wording_makes_its_predicate(claims: Claims, text: str, predicate: str, subject: str, object: str) -> None:
    found = claims(text)
    assert (predicate, subject, object) in list(map(told, found))


def told(claim: Claim) -> tuple[str, str | None, str | None]:
    return (
        claim.predicate.value,
        claim.subject.name if claim.subject else None,
        claim.object.name if claim.object else None,
    )


def test_coordinated_parties_make_a_claim_each(claims: Claims) -> None:
    found = {told(claim) for claim in claims("Orlan Trading and Veles Cargo Ltd supplied engines to Baltic Avia.")}
    assert {("supplies", "Orlan Trading", "Baltic Avia"), ("supplies", "Veles Cargo Ltd", "Baltic Avia")} <= found


def test_a_relative_clause_knows_its_subject(claims: Claims) -> None:
    found = {told(claim) for claim in claims("Orlan Trading, which sold engines to Baltic Avia, closed last year.")}
    assert ("supplies", "Orlan Trading", "Baltic Avia") in found


def test_an_answer_to_nobody_named_leaves_the_asker_out(claims: Claims) -> None:
    (claim,) = claims("Orlan Trading did not respond to requests for comment.")
    assert told(claim) == ("responds", "Orlan Trading", None)
    assert claim.qualifiers[Qualifier.ANSWER] == "no_comment"


def test_a_text_about_nobody_states_nothing(claims: Claims) -> None:
    assert not list(claims("The weather in Minsk was fine, and nothing happened."))
