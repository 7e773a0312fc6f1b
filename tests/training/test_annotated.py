"""The annotated passages: their form, and that what they annotate stands in them."""

from pathlib import Path

import pytest
from training.annotated import BadPassage, Passage, as_document, language_of, read_passages

PASSAGES = Path(__file__).parent.parent.parent / "training" / "passages"
EXAMPLE = """## wire report
S: Orlan Trading, a Riga broker, sold engines to Baltic Avia, the paper writes, citing waybills.
= located_in | Orlan Trading [a Riga broker] | Riga
= supplies | Orlan Trading | Baltic Avia @ Riga Courier [the paper] | waybills
S: It denied this.
= responds | Orlan Trading [It] | nobody [-]

## blog
S: Nothing else is known.
"""


def read(text: str, folder: Path) -> list[Passage]:
    path = folder / "a.txt"
    path.write_text(text, encoding="utf-8")
    return list(read_passages(path))


def test_a_passage_has_its_sentences_and_what_each_states(tmp_path: Path) -> None:
    first, second = read(EXAMPLE, tmp_path)
    assert first.text.startswith(
        "Orlan Trading, a Riga broker, sold engines to Baltic Avia, the paper writes, citing waybills. It"
    )
    based, sold, denied = first.stated
    assert (based.subject.name, based.subject.words, based.object.words) == ("Orlan Trading", "a Riga broker", None)
    assert first.text[sold.start : sold.end].endswith("citing waybills.")
    assert (denied.subject.words, denied.object.words) == ("It", "-")
    assert [(source.name, source.words) for source in sold.sources] == [
        ("Riga Courier", "the paper"),
        ("waybills", None),
    ]
    assert denied.sources == ()
    assert second.stated == ()


@pytest.mark.parametrize("line", ["= sells | A | B", "= supplies | A", "Orlan sold engines.", "= supplies | A | B | C"])
def test_a_line_that_cannot_be_read_is_told_with_its_number(line: str, tmp_path: Path) -> None:
    with pytest.raises(BadPassage, match="line 3"):
        read(f"## blog\nS: Orlan sold engines.\n{line}\n", tmp_path)


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("Orlan Trading sold engines to ООО «Приборлит».", "en"),
        ("«Вектор-Трейд» снабжал завод Pribor.", "ru"),
        ("岚屿贸易向 Pribor 工厂出售发动机，由顾婉清经办。", "zh"),
    ],
)
def test_a_passage_is_in_the_language_of_most_of_its_letters(sentence: str, language: str, tmp_path: Path) -> None:
    (passage,) = read(f"## note\nS: {sentence}\n", tmp_path)
    assert language_of(passage) == language
    assert as_document(passage).language == language


@pytest.mark.parametrize("path", sorted(PASSAGES.glob("*.txt")), ids=lambda path: str(path.stem))
def test_the_words_that_stand_for_a_party_stand_in_the_sentence(path: Path) -> None:
    passages = list(read_passages(path))
    assert passages
    parties = [
        (passage.text[claim.start : claim.end], party)
        for passage in passages
        for claim in passage.stated
        for party in (claim.subject, claim.object)
    ]
    astray = [
        (sentence, party)
        for sentence, party in parties
        if party.words != "-" and (party.words or party.name) not in sentence
    ]
    assert len(astray) <= 0.01 * len(parties), astray[:5]


@pytest.mark.parametrize("path", sorted(PASSAGES.glob("*.txt")), ids=lambda path: str(path.stem))
def test_the_words_that_stand_for_a_source_stand_in_the_passage(path: Path) -> None:
    passages = list(read_passages(path))
    cited = [(passage.text, source) for passage in passages for claim in passage.stated for source in claim.sources]
    assert cited
    astray = [source for text, source in cited if source.words is not None and source.words not in text]
    assert len(astray) <= 0.01 * len(cited), astray[:5]
