"""The linker beside the frames: what it adds, what it never does, and that it says who it is."""

import pytest

from clew.extract import Extractor, ExtractorOptions, extract_claims, load_extractor
from clew.extract.linker.features import KINDS, PREDICATES
from clew.records import Claim, Document, Span
from clew.vocabulary import Predicate


def claims_of(text: str, extractor: Extractor, language: str = "en") -> list[Claim]:
    document = Document("0" * 64, "a.txt", "text/plain", language, text, (Span(0, len(text)),))
    return [claim for extraction in extract_claims([document], extractor) for claim in extraction.claims]


def test_it_says_nothing_of_kin_and_links_of_tables() -> None:
    assert Predicate.RELATED_TO not in PREDICATES
    assert len(set(PREDICATES)) == len(Predicate) - 1


def test_the_order_that_the_weights_were_fitted_in_stands() -> None:
    """Whoever adds or moves a predicate or type has to fit the linker anew: its outputs go by their order."""
    assert " ".join(PREDICATES) == (
        "supplies intermediates invoices pays contracts_with develops produces tests uses derives_from has_component "
        "owns leads employs located_in founds partners_with visits trains sanctions accuses responds same_as"
    )
    assert " ".join(KINDS) == "Company PublicBody Organization Person Product Place Facility Programme Event"


@pytest.mark.parametrize(
    "text",
    [
        "Orlan Trading sold engines to Baltic Avia, a maker of light planes in Riga.",
        "Through a chain of three shops in Osh, gyroscopes of Corvane Microtech ended up at Baltic Avia.",
    ],
)
def test_claims_stand_in_the_text_and_are_likely_in_some_measure(text: str, extractor: Extractor) -> None:
    claims = claims_of(text, extractor)
    assert claims
    for claim in claims:
        assert text[claim.quote.start : claim.quote.end] == claim.text
        assert 0 < claim.confidence < 1
        assert claim.origin in {"rules", "linker"}


RUSSIAN = (
    "Компания «Вектор-Трейд», которую возглавляет Павел Мерин, через бишкекскую фирму «Ала-Сервис» годами снабжала "
    "подшипниками завод «Приборлит». Сам он это отрицал, но счета заводу выставляла его супруга."
)
CHINESE = (
    "岚屿贸易有限公司由顾婉清于2019年在宁波创办，其发动机经香港的北桥航空转交给俄罗斯的普里博利特工厂。"
    "该公司董事长邵伯炜否认与这家工厂有任何往来。"
)


@pytest.mark.parametrize(("text", "language"), [(RUSSIAN, "ru"), (CHINESE, "zh"), (CHINESE * 40, "zh")])
def test_in_russian_and_chinese_its_claims_stand_in_the_text(text: str, language: str, extractor: Extractor) -> None:
    claims = claims_of(text, extractor, language)
    assert claims
    for claim in claims:
        assert text[claim.quote.start : claim.quote.end] == claim.text
        assert 0 < claim.confidence < 1
        assert claim.origin in {"rules", "linker"}
        for mention in (claim.subject, claim.object):
            if mention is not None and mention.start is not None and mention.end is not None:
                assert 0 <= mention.start < mention.end <= len(text)


@pytest.mark.parametrize(("text", "language"), [(RUSSIAN, "ru"), (CHINESE, "zh")])
def test_no_two_parties_are_told_the_same_twice(text: str, language: str, extractor: Extractor) -> None:
    claims = claims_of(text, extractor, language)
    said = [(c.predicate, c.subject and c.subject.name, c.object and c.object.name) for c in claims]
    assert len(said) == len(set(said))


@pytest.mark.parametrize(("text", "language"), [(RUSSIAN, "ru"), (CHINESE, "zh")])
def test_it_can_be_left_out_in_every_language(text: str, language: str) -> None:
    frames_alone = load_extractor(ExtractorOptions(linker=False))
    assert {claim.origin for claim in claims_of(text, frames_alone, language)} <= {"rules"}


def test_the_same_text_gives_the_same_claims_alone_and_after_others(extractor: Extractor) -> None:
    text = (
        "Corvane Microtech, which Pavel Merin runs from Shenzhen, has for years been the house supplier of Baltic Avia."
    )
    alone = claims_of(text, extractor)
    claims_of("Tarek Delmas owns Quarrel Foods. " * 40, extractor)
    assert claims_of(text, extractor) == alone


def test_what_follows_far_behind_changes_nothing(extractor: Extractor) -> None:
    first = (
        "Corvane Microtech, which Pavel Merin runs from Shenzhen, has for years been the house supplier of Baltic Avia."
    )
    text = " ".join([first, *["The weather in the harbour was fair and nobody thought of anything else all day."] * 12])
    further = (
        "\n\n" + "Tarek Delmas of Quarrel Foods owns a mill in Riga that Anna Velt founded with Lisko Motors. " * 9
    )
    alone = [(claim.predicate, claim.text, claim.confidence) for claim in claims_of(text, extractor)]
    beside = [
        (claim.predicate, claim.text, claim.confidence)
        for claim in claims_of(text + further, extractor)
        if claim.quote.end <= len(text)
    ]
    assert alone == beside


@pytest.mark.parametrize(
    "text",
    [
        "Orlan Trading did not supply anything to Baltic Avia.",
        "Neither Corvane Microtech nor its owner ever delivered engines to Baltic Avia.",
    ],
)
def test_what_did_not_happen_is_no_claim(text: str, extractor: Extractor) -> None:
    assert [claim for claim in claims_of(text, extractor) if claim.predicate is Predicate.SUPPLIES] == []


def test_without_the_linker_only_frames_speak() -> None:
    extractor = load_extractor(ExtractorOptions(linker=False))
    text = "Through three shops in Osh, gyroscopes of Corvane Microtech ended up with Baltic Avia."
    assert {claim.origin for claim in claims_of(text, extractor)} <= {"rules"}
    assert extractor.version != load_extractor().version


def test_a_statement_of_the_frames_is_not_made_twice(extractor: Extractor) -> None:
    claims = claims_of("Orlan Trading sold engines to Baltic Avia. Orlan Trading is owned by Pavel Merin.", extractor)
    said = [(c.predicate, c.subject and c.subject.name, c.object and c.object.name) for c in claims]
    assert len(said) == len(set(said))


@pytest.mark.parametrize(
    "text",
    [
        "?" * 5_000,
        "Orlan " * 3_000,
        "(" * 300 + "Orlan Trading sold engines to Baltic Avia" + ")" * 300,
        "\u202eOrlan Trading\u202c sold\u200b engines to Baltic\u200bAvia.",
        ", ".join(f"Firm{i} Ltd" for i in range(400)) + " sold engines to Baltic Avia.",
    ],
)
def test_odd_texts_are_read_without_a_fault(text: str, extractor: Extractor) -> None:
    for claim in claims_of(text, extractor):
        assert text[claim.quote.start : claim.quote.end] == claim.text
