"""Names that documents hold and no claim does are parties too."""

from dataclasses import replace
from hashlib import sha256

import pytest

from clew.records import Document, Mention, Resolution
from clew.resolve import resolve_entities
from clew.vocabulary import EntityType, Predicate
from tests.resolve.writing import TYPES, claim

SUPPLIES = Predicate.SUPPLIES
_SHORT = {type: short for short, type in TYPES.items()}


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


@pytest.mark.parametrize(
    ("text", "cities"),
    [
        ("Sanctions against Moscow grew. Russia said nothing.", 0),
        ("In Moscow's view all was well. Russia said nothing.", 0),
        ("A depot near Moscow burnt. Russia said nothing.", 1),
    ],
)
def test_what_is_against_or_of_a_capital_is_its_states(text: str, cities: int) -> None:
    found = named(text, ("Moscow", EntityType.PLACE), ("Russia", EntityType.PLACE)).entities
    assert len([one for one in found if one.names == ("Moscow",)]) == cities


def test_what_is_done_to_a_capital_is_done_to_its_state() -> None:
    told = claim("a.txt", "body:Varnian Council", Predicate.SANCTIONS, "place:Moscow")
    other = claim("b.txt", "co:Kestrin Trade", SUPPLIES, "place:Russia")
    found = resolve_entities([told, other]).entities
    assert next(one.names for one in found if "Russia" in one.names) == ("Moscow", "Russia")


def test_an_adjective_is_a_mention_of_its_state_and_none_of_its_names() -> None:
    text = "Russian buyers came to Brackwater. Russia said nothing."
    (found,) = named(text, ("Russia", EntityType.PLACE)).entities
    assert (found.names, [one.name for one in found.mentions]) == (("Russia",), ["Russia", "Russian"])


@pytest.mark.parametrize(
    "name",
    [
        "Islamic Republic of Iran",
        "People’s Republic of China",
        "Democratic People's Republic of Korea",
        "United States of America",
        "Republic of Kazakhstan",
        "Kingdom of Norway",
        "Rwandan government",
    ],
)
def test_the_full_name_of_a_state_is_that_states(name: str) -> None:
    (found,) = named(f"It named the {name}.", (name, EntityType.PUBLIC_BODY)).entities
    assert found.countries


def test_a_body_is_named_by_its_common_noun_with_a_nation() -> None:
    (found,) = named("The Kyrgyz embassy was silent.", ("Kyrgyz embassy", EntityType.PUBLIC_BODY)).entities
    assert found.names == ("Kyrgyz embassy",)
    assert named("The embassy was silent.", ("embassy", EntityType.PUBLIC_BODY)).entities == ()


def test_letters_in_brackets_behind_a_body_are_its_initials_in_whatever_language() -> None:
    names = (("Brevnian Guard Service", EntityType.PUBLIC_BODY), ("KSZ", EntityType.PUBLIC_BODY))
    (found,) = named("The Brevnian Guard Service (KSZ) opened a case. KSZ men came.", *names).entities
    assert set(found.names) == {"Brevnian Guard Service", "KSZ"}
    firm = (("Brevno Trade", EntityType.COMPANY), ("KSZ", EntityType.COMPANY))
    assert len(named("Brevno Trade (KSZ) was named. KSZ men came.", *firm).entities) == 2


def test_a_description_that_takes_a_party_up_is_a_mention_of_it_and_no_name() -> None:
    told = claim("a.txt", "co:Kestrin Trade", SUPPLIES, "place:Varnia")
    quote = replace(told.quote, start=0, end=40)
    taken_up = replace(
        told,
        quote=quote,
        text="The Brevno importer sold lathes to Varnia"[:40],
        subject=Mention("Kestrin Trade", EntityType.COMPANY, 4, 19, resolved=True),
    )
    found = resolve_entities([taken_up]).entities
    kestrin = next(one for one in found if "Kestrin Trade" in one.names)
    assert kestrin.names == ("Kestrin Trade",)
    assert [one.name for one in kestrin.mentions] == ["Kestrin Trade", "Brevno importer"]


@pytest.mark.parametrize(
    ("names", "type"),
    [
        (("Минфин США", "Минфине США"), EntityType.PUBLIC_BODY),
        (("Міністерство оборони Ірану", "Минобороны Ирана"), EntityType.PUBLIC_BODY),
        (("俄羅斯", "俄罗斯"), EntityType.PLACE),
        (("Россия", "Росію"), EntityType.PLACE),
        (("Аркадий Темлин", "Темлиным"), EntityType.PERSON),
        (("瓦林科技有限公司", "瓦林"), EntityType.COMPANY),
    ],
)
def test_endings_and_scripts_do_not_part_a_party(names: tuple[str, ...], type: EntityType) -> None:
    told = [claim("a.txt", f"{_SHORT[type]}:{name}", SUPPLIES, f"co:Brackwater {at}") for at, name in enumerate(names)]
    found = resolve_entities(told).entities
    assert set(names) <= set(next(one.names for one in found if names[0] in one.names))
