"""Names that documents hold and no claim does are parties too."""

from hashlib import sha256

import pytest

from clew.records import Document, Mention, Resolution
from clew.resolve import resolve_entities
from clew.vocabulary import EntityType, Predicate
from tests.resolve.writing import claim

SUPPLIES = Predicate.SUPPLIES


def document(name: str, text: str) -> Document:
    """A document of a text."""
    return Document(sha256(text.encode()).hexdigest(), name, "text/plain", "en", text)


def named(text: str, *names: tuple[str, EntityType]) -> Resolution:
    """What becomes of one document without claims that names these."""
    mentions = [
        Mention(name, type, text.find(name), text.find(name) + len(name)) if name in text else Mention(name, type)
        for name, type in names
    ]
    return resolve_entities((), (), (document("a.txt", text),), {"a.txt": mentions})


def test_a_name_that_no_claim_holds_is_a_party() -> None:
    (found,) = named("A letter to Irina Solvey.", ("Irina Solvey", EntityType.PERSON)).entities
    assert (found.name, found.type) == ("Irina Solvey", EntityType.PERSON)
    assert [(one.doc, one.name) for one in found.mentions] == [("a.txt", "Irina Solvey")]


def test_it_joins_what_claims_name_and_takes_their_type() -> None:
    text = "Kestrin Trade was named in a notice."
    told = claim("b.txt", "co:Kestrin Trade LLC", SUPPLIES, "co:Ostrek Machine Works")
    mentions = {"a.txt": [Mention("Kestrin Trade", EntityType.COMPANY, 0, 13)]}
    found = resolve_entities([told], (), (document("a.txt", text),), mentions)
    kestrin = next(one for one in found.entities if "Kestrin Trade LLC" in one.names)
    assert {one.doc for one in kestrin.mentions} == {"a.txt", "b.txt"}
    wrong = resolve_entities(
        [told], (), (document("a.txt", text),), {"a.txt": [Mention("Kestrin Trade LLC", EntityType.PERSON)]}
    )
    assert {one.type for one in wrong.entities} == {EntityType.COMPANY}


@pytest.mark.parametrize(
    ("text", "name", "type"),
    [
        ("Crates stood there, and the crates were heavy.", "Crates", EntityType.ORGANIZATION),
        ("Petrov said so.", "Petrov", EntityType.PERSON),
        ("Lissen Avionics LLC sits in the port of Lissen.", "Lissen", EntityType.COMPANY),
        ("A firm in Brackwater was listed.", "Brackwater", EntityType.COMPANY),
        ("Trading Company", "Company", EntityType.COMPANY),
    ],
)
def test_single_words_that_name_nobody_are_left_out(text: str, name: str, type: EntityType) -> None:
    assert named(text, (name, type)).entities == ()


def test_a_capital_stands_for_its_state_where_it_acts_and_for_the_city_where_things_lie_in_it() -> None:
    acting = named(
        "Beijing denied it. China said nothing more.", ("Beijing", EntityType.PLACE), ("China", EntityType.PLACE)
    )
    assert len(acting.entities) == 1
    lying = named(
        "A firm in Beijing sold it. China said nothing.", ("Beijing", EntityType.PLACE), ("China", EntityType.PLACE)
    )
    assert len(lying.entities) == 2


def test_initials_that_a_document_gives_in_brackets_are_the_same_party() -> None:
    names = (("U.S. National Prosecution Bureau", EntityType.PUBLIC_BODY), ("NPB", EntityType.PUBLIC_BODY))
    text = "The U.S. National Prosecution Bureau (NPB) opened a case. NPB officers searched a depot."
    (found,) = named(text, *names).entities
    assert set(found.names) == {"U.S. National Prosecution Bureau", "NPB"}
    assert "the document gives its initials" in {signal.says for join in found.joins for signal in join.signals}
    assert len(named(text.replace("(NPB)", "(formerly the Harbour Watch)"), *names).entities) == 2


def test_ids_hang_on_the_order_of_documents_and_not_on_who_has_claims() -> None:
    documents = (document("a.txt", "Kestrin Trade was named."), document("b.txt", "Kestrin Trade LLC was named."))
    names = {
        "a.txt": [Mention("Kestrin Trade", EntityType.COMPANY, 0, 13)],
        "b.txt": [Mention("Kestrin Trade LLC", EntityType.COMPANY, 0, 17)],
    }
    (before,) = resolve_entities((), (), documents, names).entities
    told = claim("b.txt", "co:Kestrin Trade LLC", SUPPLIES, "co:Ostrek Machine Works")
    after = resolve_entities([told], (), documents, names)
    assert before.id in {one.id for one in after.entities if "Kestrin Trade" in one.names}
