"""Russian: endings and prepositions fill the slots, names keep their script, offsets stay exact."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clew.extract.parse.russian import RussianParser
from clew.records import Claim, Document, Extraction
from clew.vocabulary import Predicate, Qualifier, Status

from .conftest import document_of

Extract = Callable[[Document], Extraction]


def _claims(extraction: Extract, text: str) -> list[tuple[str, str, str, Status]]:
    found = extraction(document_of(text, "ru")).claims
    return [(c.predicate, c.subject.name, c.object.name, c.status) for c in found if c.subject and c.object]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "ООО «Кестрин Трейд» поставило АО «Острек» 40 двигателей.",
            (Predicate.SUPPLIES, "ООО «Кестрин Трейд»", "АО «Острек»", Status.ASSERTED),
        ),
        (
            "Компания Tarvel Cargo планирует поставить двигатели заводу «Острек».",
            (Predicate.SUPPLIES, "Tarvel Cargo", "Острек", Status.PLANNED),
        ),
        (
            "Двигатели изготовлены компанией Jinlan Power.",
            (Predicate.PRODUCES, "Jinlan Power", "Двигатели", Status.ASSERTED),
        ),
        (
            "ООО «Кестрин Трейд» перечислило компании «Тарвел Карго» 96 000 долларов.",
            (Predicate.PAYS, "ООО «Кестрин Трейд»", "Тарвел Карго", Status.ASSERTED),
        ),
    ],
)
def test_endings_mark_who_does_what_to_whom(
    extraction: Extract, text: str, told: tuple[Predicate, str, str, Status]
) -> None:
    assert told in _claims(extraction, text)


def test_goods_and_quantity_stand_beside_the_statement(extraction: Extract) -> None:
    claims = extraction(document_of("ООО «Кестрин Трейд» поставило АО «Острек» 40 двигателей.", "ru")).claims
    supplied = next(claim for claim in claims if claim.predicate is Predicate.SUPPLIES)
    assert supplied.qualifiers[Qualifier.PRODUCT] == "двигателей"
    assert supplied.qualifiers[Qualifier.QUANTITY] == "40"


@pytest.mark.parametrize(
    ("text", "predicate", "told"),
    [
        (
            "Завод «Ладога» поставил в Мирхан шесть станков.",
            Predicate.SUPPLIES,
            {Qualifier.PRODUCT: "станков", Qualifier.QUANTITY: "шесть"},
        ),
        (
            "Фирмы «Ладожтех» и «Мирта» отгружали в Иран части для станков.",
            Predicate.SUPPLIES,
            {Qualifier.PRODUCT: "части для станков"},
        ),
        (
            "Фирма «Мирта» поставляла Ирану изделия из резины и пластика.",
            Predicate.SUPPLIES,
            {Qualifier.PRODUCT: "изделия из резины и пластика"},
        ),
        (
            "Завод «Ладога» и фирма «Мирта» подписали договор на сумму 12 миллионов крон.",
            Predicate.CONTRACTS_WITH,
            {Qualifier.AMOUNT: "12 миллионов крон"},
        ),
    ],
)
def test_particulars_are_told_by_numbers_endings_and_prepositions(
    extraction: Extract, text: str, predicate: Predicate, told: dict[Qualifier, str]
) -> None:
    claims = extraction(document_of(text, "ru")).claims
    found = next(claim for claim in claims if claim.predicate is predicate).qualifiers
    assert {key: found.get(key) for key in told} == told
    assert Qualifier.PURPOSE not in found


def test_what_tells_how_long_is_nobodys_goods(extraction: Extract) -> None:
    claims = extraction(document_of("Фирма «Мирта» поставляла станки в Иран три недели.", "ru")).claims
    assert [claim.qualifiers.get(Qualifier.PRODUCT) for claim in claims if claim.predicate is Predicate.SUPPLIES]
    claims += extraction(document_of("Фирма «Мирта» поставляла в Иран три недели.", "ru")).claims
    assert all("недел" not in claim.qualifiers.get(Qualifier.PRODUCT, "") for claim in claims)


def test_names_keep_their_script_and_get_a_latin_form(extraction: Extract) -> None:
    claims = extraction(document_of("ООО «Кестрин Трейд» поставило АО «Острек» 40 двигателей.", "ru")).claims
    subject = claims[0].subject
    assert subject is not None
    assert subject.name == "ООО «Кестрин Трейд»"
    assert subject.latin is not None
    assert subject.latin.isascii() or "«" in subject.latin


_WORDS = st.sampled_from(
    ["ООО", "«", "»", "Кестрин", "поставил", "в", "Варнию", "—", ".", "\n", "Tarvel", "\u200b", "ё"]
)


@settings(max_examples=15)
@given(st.lists(_WORDS, max_size=40).map(" ".join))
def test_tokens_stand_where_they_say(parser: RussianParser, text: str) -> None:
    document = document_of(text, "ru")
    _, parsed = next(iter(parser.parse([document])))
    for sentence in parsed.sentences:
        for token in sentence.tokens:
            assert 0 <= token.start < token.end <= len(text)
            assert len(token.text) == token.end - token.start
            assert token.text in {text[token.start : token.end], '"'} or not text[token.start : token.end].isprintable()


@pytest.fixture(scope="module")
def parser() -> RussianParser:
    return RussianParser()


def test_a_line_without_a_full_stop_is_read(extraction: Extract) -> None:
    claims: tuple[Claim, ...] = extraction(document_of("завод поставил двигатели " * 800, "ru")).claims
    assert all(claim.text for claim in claims)


@pytest.mark.parametrize(
    "text",
    [
        "Завод «Полюс» закупил станки. «».\n... !\nТак считает прокуратура.",
        "$Оплата шла соof-счетов варнийскойby Silver Harbour на' счета «Пирин Трейдинг». , из которых дроны, шли.",
    ],
)
def test_jumbled_sentences_are_read_to_their_end(extraction: Extract, text: str) -> None:
    assert extraction(document_of(text, "ru"))
