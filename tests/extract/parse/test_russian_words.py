"""Words of Russian sentences set right one by one: what each hangs on and as what."""

import pytest

from clew.extract.parse.russian import RussianParser
from clew.records import Document
from tests.extract.parse.conftest import Hangs


@pytest.mark.parametrize(
    ("text", "word", "dep", "head"),
    [
        (
            "Владелец фирмы Tarvel, продавшей в Варнию станки, которые позже нашли на складе, уехал.",
            "продавшей",
            "acl",
            "фирмы",
        ),
        ("Институт «Полюс», подведомственный министерству, разработал лазер.", "подведомственный", "acl", "Институт"),
        ("Аппарат представляет собой копию иранского дрона.", "копию", "xcomp", "представляет"),
        ("До этого Velmo принадлежала кипрской Veles Holdings.", "Veles", "iobj", "принадлежала"),
        ("До этого Velmo принадлежала кипрской Veles Holdings.", "Velmo", "nsubj", "принадлежала"),
        ("Известно следующее: моторы и насосы Варния собирает из привозных частей.", "моторы", "obj", "собирает"),
        ("Турецкий производитель станков Kestrin экспортировал их.", "Kestrin", "appos", "производитель"),
        ("Предприниматель, продававший России через свою фирму электронику, скрылся.", "России", "iobj", "продававший"),
        ("Завод, как подозревают следователи, закупал чипы.", "следователи", "nsubj", "подозревают"),
        ("Двигатель сделан фирмой Velmo, модуль — тайваньской Corven.", "Corven", "obl:agent", "—"),
        ("Санкции коснулись завода и его поставщика — компании «Кестрин».", "—", "punct", "компании"),
        ("Под санкциями оказались четыре фирмы, среди них Jinlan и Tarvel.", "Jinlan", "nmod", "фирмы"),
        ("Завод может выпускать до ста дронов в год.", "дронов", "obj", "выпускать"),
        ("Дроны несут китайские приёмники и моторы.", "приёмники", "obj", "несут"),
        ("Выпускает их фирма «Острек».", "их", "obj", "Выпускает"),
        ("Он учредил фирму Corvel, через которую хлопковая пряжа шла на завод.", "завод", "obl", "шла"),
        ("Он учредил фирму Corvel, через которую хлопковая пряжа шла на завод.", "пряжа", "nsubj", "шла"),
        ("Tarvel Cargo начиная с марта 2017 года снабжала Варнию чипами.", "марта", "obl", "снабжала"),
    ],
)
def test_a_word_hangs_where_grammar_puts_it(hangs: Hangs, text: str, word: str, dep: str, head: str) -> None:
    assert hangs(text)[word] == (dep, head)


def test_a_plain_noun_that_opens_a_sentence_is_no_name(parser: RussianParser) -> None:
    document = Document("0" * 64, "a.txt", "text/plain", "ru", "Поставку в Россию станков организовал Янез Крал.")
    ((_, parsed),) = list(parser.parse([document]))
    first = parsed.sentences[0].tokens[0]
    assert (first.pos, first.lemma) == ("NOUN", "поставка")
