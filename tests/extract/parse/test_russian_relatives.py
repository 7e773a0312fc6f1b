"""Russian names and clauses hung where a comma, a dash or agreement puts them."""

import pytest

from tests.extract.parse.conftest import Hangs


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
def test_a_word_hangs_where_grammar_puts_it(hangs: Hangs, text: str, word: str, dep: str, head: str) -> None:
    assert hangs(text)[word] == (dep, head)
