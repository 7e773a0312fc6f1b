"""Russian names and clauses hung where a comma, a dash or agreement puts them."""

from collections.abc import Mapping

import pytest

from clew.extract.parse.russian import RussianParser
from clew.records import Document


@pytest.fixture(scope="module")
def parser() -> RussianParser:
    return RussianParser()


def _hangs(parser: RussianParser, text: str) -> Mapping[str, tuple[str, str]]:
    """Each word with its label and the word that it hangs on."""
    document = Document("0" * 64, "a.txt", "text/plain", "ru", text)
    ((_, parsed),) = list(parser.parse([document]))
    (sentence,) = parsed.sentences
    return {token.text: (token.dep, sentence.tokens[token.head].text) for token in sentence.tokens}


@pytest.mark.parametrize(
    ("text", "word", "dep", "head"),
    [
        ("Velmora Ltd перевела 3,4 млн евро итальянской Turbosud.", "Turbosud", "iobj", "перевела"),
        (
            "Velmora перевела 3,4 млн евро итальянской Turbosud, выпускающей турбины.",
            "выпускающей",
            "acl",
            "Turbosud",
        ),
        (
            "Совладельцами ООО «Дельта» числятся Пётр Крот и зарегистрированная в Дубае Corvel Star.",
            "Corvel",
            "conj",
            "Пётр",
        ),
        ("Среди них — «Парс» и её глава Али Рахими, разработчик беспилотника «Хома».", "разработчик", "appos", "Али"),
        ("Из Варнии ввозили насосы и стальные трубы, фильтры для турбин.", "фильтры", "conj", "насосы"),
        ("В перечень внесён и её владелец Роман Дьяков.", "владелец", "nsubj:pass", "внесён"),
        ("Деньги шли на счета двух компаний, Orvel Brands и Sanor Electronics.", "Orvel", "appos", "компаний"),
        ("Предприятие, подконтрольное ГК «Сайдо», расширяется.", "ГК", "iobj", "подконтрольное"),
    ],
)
def test_a_word_hangs_where_grammar_puts_it(parser: RussianParser, text: str, word: str, dep: str, head: str) -> None:
    assert _hangs(parser, text)[word] == (dep, head)
