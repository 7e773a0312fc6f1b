"""Ukrainian is read through Russian: what is found stands in the document's own words, at their places."""

import hashlib

import pytest

from clew.extract import Extractor, extract_claims
from clew.records import Claim, Document
from clew.vocabulary import Qualifier


def _claims(extractor: Extractor, text: str) -> list[Claim]:
    document = Document(hashlib.sha256(text.encode()).hexdigest(), "a.txt", "text/plain", "uk", text)
    (extraction,) = extract_claims([document], extractor)
    return list(extraction.claims)


def _told(claim: Claim) -> tuple[str, str | None, str | None]:
    subject, object_ = claim.subject, claim.object
    return claim.predicate.value, subject.name if subject else None, object_.name if object_ else None


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Компанія «Кестрін Трейд» постачала до Росії мікросхеми та верстати.",
            ("supplies", "Кестрін Трейд", "Росії"),
        ),
        ("Завод «Острек» виробляє безпілотники.", ("produces", "Острек", "безпілотники")),
        ("США запровадили санкції проти компанії Tarvel Cargo.", ("sanctions", "США", "Tarvel Cargo")),
        ("Компанія Tarvel Cargo зареєстрована в Гонконзі.", ("located_in", "Tarvel Cargo", "Гонконзі")),
        ("Фірмою «Кестрін» володіє Ігор Лазарчук.", ("owns", "Ігор Лазарчук", "Кестрін")),
        ("Директор заводу «Острек» Павло Дорошенко заперечує звинувачення.", ("leads", "Павло Дорошенко", "Острек")),
        ("Іран передав Росії сотні безпілотників.", ("supplies", "Іран", "Росії")),
        ("В уламках ракети знайшли мікросхеми американського виробництва.", ("has_component", "ракети", "мікросхеми")),
    ],
)
def test_a_wording_makes_its_predicate(extractor: Extractor, text: str, wanted: tuple[str, str, str]) -> None:
    assert wanted in [_told(claim) for claim in _claims(extractor, text)]


def test_quotes_parties_goods_and_sources_are_the_documents_own(extractor: Extractor) -> None:
    text = "За даними слідства, фірма Tarvel Cargo від 2022 року постачала заводу «Острек» авіаційні двигуни."
    (claim,) = [each for each in _claims(extractor, text) if each.predicate.value == "supplies"]
    assert text[claim.quote.start : claim.quote.end] == claim.text
    assert claim.object is not None
    assert text[claim.object.start : claim.object.end] == "заводу"
    assert claim.qualifiers[Qualifier.PRODUCT] == "авіаційні двигуни"
    assert [source.name for source in claim.sources] == ["слідства"]
