"""Lists of parties: what is said of one is said of all, none acts on another, and what is left out did not act."""

from collections.abc import Callable

import pytest

from clew.extract import ExtractorOptions, extract_claims, load_extractor
from clew.extract.enumerations import enumerated
from clew.extract.sentence import NameSpan, Sentence, Token
from clew.records import Document, Extraction
from clew.vocabulary import EntityType, Qualifier
from tests.extract.conftest import document_of

BRACKETED = (
    "Varnex Optics (Shenzhen), Ostal Trading (Dubai) and Rivea Works (Istanbul) shipped parts to the Karvin Plant."
)

STATED = [
    (
        "Varnex Optics, Ostal Trading and Rivea Works, all based in Hong Kong, shipped parts to the Karvin Plant.",
        "supplies",
        {"Varnex Optics -> Karvin Plant", "Ostal Trading -> Karvin Plant", "Rivea Works -> Karvin Plant"},
    ),
    (
        BRACKETED,
        "supplies",
        {"Varnex Optics -> Karvin Plant", "Ostal Trading -> Karvin Plant", "Rivea Works -> Karvin Plant"},
    ),
    (
        "According to Harbour Watch, Ostal Trading and Rivea Works supplied the Karvin Plant with chips.",
        "supplies",
        {"Ostal Trading -> Karvin Plant", "Rivea Works -> Karvin Plant"},
    ),
    (
        "Founded by Pavel Dornik, Ostal Trading and Rivea Works supplied the Karvin Plant with chips.",
        "supplies",
        {"Ostal Trading -> Karvin Plant", "Rivea Works -> Karvin Plant"},
    ),
    (
        "Rivea Works was sanctioned by Britain in 2022, by the European Union in 2023 and by Canada in 2024.",
        "sanctions",
        {"Britain -> Rivea Works", "European Union -> Rivea Works", "Canada -> Rivea Works"},
    ),
    (
        "Ostal Trading and Rivea Works delivered lathes to the Karvin Plant and Dornik Bank respectively.",
        "supplies",
        {"Ostal Trading -> Karvin Plant", "Rivea Works -> Dornik Bank"},
    ),
    (
        "Rivea Works and not Ostal Trading shipped the lathes to the Karvin Plant.",
        "supplies",
        {"Rivea Works -> Karvin Plant"},
    ),
    (
        "Ostal Trading sold chips not only to Rivea Works but also to the Karvin Plant.",
        "supplies",
        {"Ostal Trading -> Rivea Works", "Ostal Trading -> Karvin Plant"},
    ),
    (
        "Alexey Merin and Igor Dorn of Rivea Works met the minister.",
        "employs",
        {"Rivea Works -> Igor Dorn"},
    ),
    (
        "Varnex Optics and Rivea Works, both of Hong Kong, are on the list.",
        "sanctions",
        set[str](),
    ),
    (
        "Rivea Works, like Ostal Trading, is owned by Pavel Dornik.",
        "same_as",
        set[str](),
    ),
    (
        "Apart from Ostal Trading, Rivea Works and Karvin Bank shipped lathes to the Merin Yard.",
        "supplies",
        {"Rivea Works -> Merin Yard", "Karvin Bank -> Merin Yard"},
    ),
    (
        "Pavel Dornik, who owns Rivea Works and heads Dornik Bank, lives in Dubai.",
        "owns",
        {"Pavel Dornik -> Rivea Works"},
    ),
    (
        "The EU sanctioned Dornik Holding, together with its subsidiaries the Karvin Plant and Rivea Works.",
        "sanctions",
        {"EU -> Dornik Holding", "EU -> Karvin Plant", "EU -> Rivea Works"},
    ),
]


@pytest.mark.parametrize(("text", "predicate", "wanted"), STATED)
def test_a_list_shares_what_is_said_of_it(
    extraction: Callable[[Document], Extraction], text: str, predicate: str, wanted: set[str]
) -> None:
    claims = extraction(document_of(text)).claims
    found = {
        f"{claim.subject.name} -> {claim.object.name}"
        for claim in claims
        if claim.predicate == predicate and claim.subject and claim.object
    }
    assert found == wanted


@pytest.mark.parametrize(
    ("text", "predicate", "wanted"),
    [
        (
            "«Ривею» основал Павел Дорник, а «Осталь» — Иван Мерин.",
            "founds",
            {"Павел Дорник -> Ривею", "Иван Мерин -> Осталь"},
        ),
        (
            "Компании «Варнекс», «Осталь» и «Ривея» поставляли детали Карвинскому заводу.",
            "supplies",
            {"Варнекс -> Карвинскому заводу", "Осталь -> Карвинскому заводу", "Ривея -> Карвинскому заводу"},
        ),
    ],
)
def test_a_russian_list_shares_what_is_said_of_it(
    extraction: Callable[[Document], Extraction], text: str, predicate: str, wanted: set[str]
) -> None:
    claims = extraction(document_of(text, "ru")).claims
    found = {
        f"{claim.subject.name} -> {claim.object.name}"
        for claim in claims
        if claim.predicate == predicate and claim.subject and claim.object
    }
    assert found == wanted


@pytest.mark.parametrize(
    ("text", "predicate", "wanted"),
    [
        (
            BRACKETED,
            "supplies",
            {"Varnex Optics -> Karvin Plant", "Ostal Trading -> Karvin Plant", "Rivea Works -> Karvin Plant"},
        ),
        (
            "Ostal Trading (sanctioned by Britain), Rivea Works and Karvin Bank bid for the yard.",
            "sanctions",
            {"Britain -> Ostal Trading"},
        ),
    ],
)
def test_brackets_behind_a_name_speak_of_it_alone(text: str, predicate: str, wanted: set[str]) -> None:
    (found,) = extract_claims([document_of(text)], load_extractor(ExtractorOptions(linker=False)))
    assert {
        f"{claim.subject.name} -> {claim.object.name}"
        for claim in found.claims
        if claim.predicate == predicate and claim.subject and claim.object
    } == wanted


def test_either_of_two_is_possible(extraction: Callable[[Document], Extraction]) -> None:
    text = "Either Rivea Works or Ostal Trading shipped the lathes to the Karvin Plant."
    found = {claim.subject.name: claim.status for claim in extraction(document_of(text)).claims if claim.subject}
    assert found == {"Rivea Works": "possible", "Ostal Trading": "possible"}


@pytest.mark.parametrize(
    ("text", "name", "when"),
    [
        ("Rivea Works was listed by Britain in 2022 and by Canada in 2023.", "Britain", "2022"),
        ("Rivea Works was listed by Britain in 2022 and by Canada in 2023.", "Canada", "2023"),
        ("Rivea Works was founded by Pavel Dornik in 2015 and is now owned by Ivan Merin.", "Pavel Dornik", "2015"),
        ("Rivea Works was founded by Pavel Dornik in 2015 and is now owned by Ivan Merin.", "Ivan Merin", ""),
    ],
)
def test_each_has_its_own_date(extraction: Callable[[Document], Extraction], text: str, name: str, when: str) -> None:
    claims = extraction(document_of(text)).claims
    told = {
        claim.subject.name: claim.qualifiers.get(Qualifier.WHEN, "")
        for claim in claims
        if claim.subject and claim.predicate in {"sanctions", "founds", "owns"} and claim.origin == "rules"
    }
    assert told[name] == when


def sentence_of(text: str) -> Sentence:
    """A sentence of words between blanks, not parsed."""
    words, at = text.split(), 0
    tokens = []
    for index, word in enumerate(words):
        start = text.index(word, at)
        at = start + len(word)
        tokens.append(Token(word, start, at, word.lower(), "X", "dep", index))
    return Sentence(tuple(tokens), 0, len(text))


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Orlan , Avia and Merin", [["Orlan", "Avia", "Merin"]]),
        ("Orlan , Avia ( Riga ) , and the Merin", [["Orlan", "Avia", "Merin"]]),
        ("Orlan sold Avia and Merin", [["Avia", "Merin"]]),
        ("Orlan , Avia , Merin", []),
        ("Orlan , and Avia and Merin", [["Avia", "Merin"]]),
        ("Orlan ; Avia and Merin", []),
        ("Orlan ; Avia ; and Merin", [["Orlan", "Avia", "Merin"]]),
        ("Orlan and Avia , as well as Merin", [["Orlan", "Avia"], ["Avia", "Merin"]]),
    ],
)
def test_names_with_only_commas_and_a_conjunction_between_them_make_a_list(text: str, rows: list[list[str]]) -> None:
    sentence = sentence_of(text)
    spans = [
        NameSpan(index, index + 1, token.text, EntityType.PLACE if token.text == "Riga" else EntityType.COMPANY)
        for index, token in enumerate(sentence.tokens)
        if token.text in {"Orlan", "Avia", "Merin", "Riga"}
    ]
    assert [[span.name for span in row] for row in enumerated(sentence, spans)] == rows
