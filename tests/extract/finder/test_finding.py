"""What the finder sees in Chinese texts about invented parties, and that its offsets are the document's."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clew.extract.finder.finding import load_finder, spotted_in
from clew.extract.finder.spotted import Spotted
from clew.extract.parse.chinese import ChineseParser
from clew.vocabulary import EntityType
from tests.extract.conftest import document_of

PARSER = ChineseParser()


def spotted(text: str) -> dict[str, Spotted]:
    ((document, parsed),) = PARSER.parse([document_of(text, "zh")])
    found = list(spotted_in(load_finder(), document.text, parsed.sentences))
    for number, each in found:
        sentence = parsed.sentences[number]
        assert sentence.start <= each.start < each.end <= sentence.end
    return {text[each.start : each.end]: each for _, each in found}


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("阿斯塔纳商人叶尔兰·托克塔罗夫把服务器卖给了谢维光学。", "叶尔兰·托克塔罗夫", EntityType.PERSON),
        ("該公司把聲納換能器賣給伊朗的帕爾桑海洋工程。", "聲納換能器", EntityType.PRODUCT),
        ("俄罗斯商人谢尔盖在瓦迪纳尔设立了贸易公司。", "瓦迪纳尔", EntityType.PLACE),
        ("俄罗斯商人谢尔盖在瓦迪纳尔设立了贸易公司。", "贸易公司", EntityType.COMPANY),
    ],
)
def test_what_a_text_names_is_seen_with_its_type(text: str, words: str, kind: EntityType) -> None:
    found = spotted(text)
    assert words in found
    assert found[words].type is kind


def test_what_follows_a_window_keeps_its_place() -> None:
    text = "岚汐微电子把镜头卖给了谢维光学。" * 60
    ((document, parsed),) = PARSER.parse([document_of(text, "zh")])
    found = [each for _, each in spotted_in(load_finder(), document.text, parsed.sentences)]
    names = [text[each.start : each.end] for each in found]
    assert names.count("岚汐微电子") == names.count("谢维光学") == 60


def test_marks_alone_name_nothing() -> None:
    assert spotted("？？？！！——……" * 50) == {}


@settings(max_examples=30, deadline=None)
@given(st.text(alphabet="岚汐公司向，。“”《》 \n￼\u200b\u202eAb1某", max_size=400))
def test_no_text_breaks_it(text: str) -> None:
    spotted(text + "。")
