"""Names that have much in common and are two parties': states, initials, bodies, namesakes, firms of firms."""

import pytest

from clew.records import Document, Mention
from clew.resolve import resolve_entities
from clew.vocabulary import EntityType, Predicate
from tests.resolve.writing import claim, entity, together

PARTNERS = Predicate.PARTNERS_WITH


def apart(left: str, right: str) -> bool:
    """Whether two names, each in a document of its own, are two parties."""
    told = [
        claim("a.txt", left, PARTNERS, "co:Morvak Textile Union"),
        claim("b.txt", right, PARTNERS, "co:Halvest Grain"),
    ]
    return not together(resolve_entities(told), left.split(":")[1], right.split(":")[1])


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("co:Сириус", "place:Сирия"),
        ("co:Кубань", "place:Куба"),
        ("co:Катарсис", "body:Катар"),
        ("co:Индиго", "place:Индии"),
        ("place:Donetsk", "place:Luhansk"),
        ("place:Eurasia", "place:Asia"),
        ("place:Europe", "body:European Union"),
        ("co:Sino", "place:China"),
        ("co:Volga", "place:Поволжский"),
        ("man:Papua New Guinea", "place:Guinea"),
        ("place:Republic of the Congo", "place:Democratic Republic of the Congo"),
        ("place:Republic of China", "place:People's Republic of China"),
        ("body:Moscow Customs", "body:Russian Customs"),
        ("body:北京海关", "body:中国海关"),
        ("body:Правительство Москвы", "body:Правительство России"),
        ("body:Minsk authorities", "place:Belarus"),
        ("body:Varnian Ministry of Trade", "body:Varnian Ministry of Trade and Industry"),
        ("body:Министерство обороны", "body:Министерство обороны и промышленности"),
        ("co:华信集团", "co:华信集团物流有限公司"),
        ("org:东海大学", "co:东海大学科技有限公司"),
        ("co:Dolmet Group", "co:Dolmet Group Service"),
        ("org:Redwald University", "co:Redwald University Press"),
        ("man:Aleksandr Orvanov", "man:Aleksandra Orvanova"),
        ("man:Александр Орванов", "man:Александра Орванова"),
        ("good:Orlan A100 drone", "good:Kestrel A100 engine"),
    ],
)
def test_what_sounds_alike_is_two_parties(left: str, right: str) -> None:
    assert apart(left, right)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("place:Сирию", "place:Сирия"),
        ("place:Кубы", "place:Cuba"),
        ("body:российский", "place:Russia"),
        ("place:Україні", "place:Украина"),
        ("body:Beijing's foreign ministry", "body:China's foreign ministry"),
        ("body:Moscow's defence ministry", "body:Russian defence ministry"),
        ("body:Ministry of Defence of Bosnia and Herzegovina", "body:Bosnian Ministry of Defence"),
        ("co:华信", "co:华信科技有限公司"),
    ],
)
def test_what_is_one_stays_one(left: str, right: str) -> None:
    assert not apart(left, right)


def test_initials_of_two_bodies_stand_for_neither_where_no_document_tells() -> None:
    told = [
        claim("a.txt", "body:National Prosecution Bureau", Predicate.ACCUSES, "co:Ostrek"),
        claim("b.txt", "org:National Ports Board", Predicate.PAYS, "co:Kestrin"),
        claim("c.txt", "org:NPB", Predicate.SANCTIONS, "co:Brisen"),
    ]
    texts = (
        "The National Prosecution Bureau (NPB) accused Ostrek.",
        "The National Ports Board (NPB) paid.",
        "NPB did.",
    )
    docs = ("a.txt", "b.txt", "c.txt")
    documents = [Document(doc, doc, "text/plain", "en", text) for doc, text in zip(docs, texts, strict=True)]
    resolution = resolve_entities(told, (), documents)
    names = ("National Prosecution Bureau", "National Ports Board")
    ids = {entity(resolution, name).id for name in names} | {entity(resolution, "NPB", "c.txt").id}
    assert len(ids) == 3
    assert entity(resolution, "NPB", "a.txt").name == "National Prosecution Bureau"
    one_only = resolve_entities([told[0], told[2]], (), [documents[0], documents[2]])
    assert together(one_only, "NPB", "National Prosecution Bureau")


@pytest.mark.parametrize("letters", ["NATO", "EU", "UK"])
def test_letters_that_everybody_knows_are_no_initials_of_a_body(letters: str) -> None:
    document = Document(
        "a.txt", "a.txt", "text/plain", "en", f"The Trade Institute ({letters}) paid. {letters} denied."
    )
    told = [
        claim("a.txt", "org:Trade Institute", Predicate.PAYS, "co:Ostrek"),
        claim("a.txt", f"body:{letters}", Predicate.ACCUSES, "co:Kestrin"),
    ]
    assert not together(resolve_entities(told, (), [document]), "Trade Institute", letters)


@pytest.mark.parametrize(
    ("short", "full", "other"),
    [
        ("man:Ivan Sallow", "man:Ivan Ilyich Sallow", "man:Ivan Petrovich Sallow"),
        ("good:A100", "good:Orlan A100", "good:Kestrel A100"),
    ],
)
def test_a_name_that_fits_two_that_clash_is_joined_to_neither(short: str, full: str, other: str) -> None:
    beside = ["co:Morvak Textile Union", "co:Halvest Grain", "co:Brisen Metals"]
    told = [
        claim(f"{at}.txt", name, PARTNERS, party)
        for at, (name, party) in enumerate(zip((short, full, other), beside, strict=True))
    ]
    names = [name.split(":")[1] for name in (short, full, other)]
    resolution = resolve_entities(told)
    assert len({entity(resolution, name).id for name in names}) == 3
    assert together(resolve_entities(told[:2]), *names[:2])


def test_initials_of_two_men_of_one_firm_are_neithers() -> None:
    told = [
        claim("a.txt", "man:Ivan Sallow", Predicate.LEADS, "co:Kestrin Trade"),
        claim("b.txt", "man:Igor Sallow", Predicate.OWNS, "co:Kestrin Trade"),
        claim("c.txt", "man:I. Sallow", Predicate.LEADS, "co:Kestrin Trade"),
    ]
    resolution = resolve_entities(told)
    assert len({entity(resolution, name).id for name in ("Ivan Sallow", "Igor Sallow", "I. Sallow")}) == 3


def test_a_word_for_a_state_is_not_heard_in_a_longer_one() -> None:
    text = "South American buyers, Northern Irish police and South Sudanese troops came. Inner Mongolian steel too."
    document = Document("a.txt", "a.txt", "text/plain", "en", text)
    states = ("United States", "Ireland", "Sudan", "Mongolia")
    told = [claim("b.txt", f"body:{state}", Predicate.SANCTIONS, "co:Ostrek") for state in states]
    resolution = resolve_entities(told, (), [document], {"a.txt": (Mention("Ostrek", EntityType.COMPANY),)})
    for state in states:
        assert {said.doc for said in entity(resolution, state).mentions} == {"b.txt"}


def test_a_state_in_full_is_not_called_by_its_first_words() -> None:
    told = claim("a.txt", "body:People's Republic of China", Predicate.SANCTIONS, "co:Ostrek")
    assert "People's Republic" not in entity(resolve_entities([told]), "People's Republic of China").names
    whole = claim("a.txt", "man:Papua New Guinea", Predicate.SANCTIONS, "co:Ostrek")
    assert entity(resolve_entities([whole]), "Papua New Guinea").type is EntityType.PLACE


def test_a_place_that_is_called_as_a_state_is_not_that_state() -> None:
    texts = ("Ostrek, of Atlanta, Georgia, paid. Georgia fined it.", "Tbilisi denied it. Georgia fined Kestrin.")
    documents = [Document(f"{at}.txt", f"{at}.txt", "text/plain", "en", text) for at, text in enumerate(texts)]
    told = [
        claim("0.txt", "co:Ostrek", Predicate.LOCATED_IN, "place:Georgia"),
        claim("1.txt", "body:Georgia", Predicate.SANCTIONS, "co:Kestrin"),
        claim("1.txt", "body:Tbilisi", Predicate.RESPONDS, "co:Kestrin"),
    ]
    resolution = resolve_entities(told, (), documents)
    assert entity(resolution, "Georgia", "0.txt").id != entity(resolution, "Georgia", "1.txt").id
    assert entity(resolution, "Tbilisi").id == entity(resolution, "Georgia", "1.txt").id
