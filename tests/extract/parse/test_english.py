"""The neutral form of English sentences: prepositions, copulas, coordination, and mended misparses."""

import pytest

from clew.extract import Extractor
from clew.extract.sentence import Sentence
from tests.extract.conftest import document_of


def parse(extractor: Extractor, text: str) -> Sentence:
    ((_, parsed),) = extractor.parsers.english.parse([document_of(text)])
    return parsed.sentences[0]


def arc(sentence: Sentence, word: str) -> tuple[str, str]:
    index = next(i for i, token in enumerate(sentence.tokens) if token.text == word)
    token = sentence.tokens[index]
    return token.dep, sentence.tokens[token.head].text


@pytest.mark.parametrize(
    ("text", "word", "label", "head"),
    [
        ("Orlan sold engines to Avia.", "Avia", "obl", "sold"),
        ("The engines were sold by Orlan.", "Orlan", "obl:agent", "sold"),
        ("The engines were sold by Orlan.", "engines", "nsubj:pass", "sold"),
        ("Orlan is a supplier of engines.", "Orlan", "nsubj", "supplier"),
        ("According to documents, Orlan sold engines.", "documents", "obl", "sold"),
        ("Orlan, Veles and Avia sold engines.", "Avia", "conj", "Orlan"),
        (
            "More than 70 persons were at the same time designated by the Treasury.",
            "Treasury",
            "obl:agent",
            "designated",
        ),
    ],
)
def test_words_hang_where_they_belong(extractor: Extractor, text: str, word: str, label: str, head: str) -> None:
    assert arc(parse(extractor, text), word) == (label, head)


def test_a_preposition_is_told_from_its_noun(extractor: Extractor) -> None:
    sentence = parse(extractor, "According to documents, Orlan sold engines.")
    assert sentence.case(2) == "according to"


def test_each_token_stands_in_the_text(extractor: Extractor) -> None:
    text = "Orlan — a firm of Minsk — sold “Sterna-1” engines,\nit says."
    ((_, parsed),) = extractor.parsers.english.parse([document_of(text)])
    words = [text[token.start : token.end] for sentence in parsed.sentences for token in sentence.tokens]
    assert {"Orlan", "—", "“", "Minsk"} <= set(words)


def test_no_word_hangs_on_itself_in_a_circle(extractor: Extractor) -> None:
    text = "The traders, the report alleges, typically bought from suppliers, A, the B, and C, and test drones of X, Y."
    sentence = parse(extractor, text)
    roots = [i for i, token in enumerate(sentence.tokens) if token.head == i]
    assert roots
    assert all(list(sentence.ancestors(i))[-1:] == [] or len(list(sentence.ancestors(i))) < 40 for i in range(5))
