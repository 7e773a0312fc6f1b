"""A Chinese sentence is cut down to its main words: relative clauses and possessors go, names and offsets stay."""

import pytest

from clew.extract.names.chinese import find
from clew.extract.names.chinese_words import load_chinese_words
from clew.extract.names.short_forms import names_in
from clew.extract.parse.chinese import ChineseParser
from clew.extract.patterns.encoding import Encoded, encode
from clew.extract.patterns.reducing import reduced, unpossessed
from tests.extract.conftest import document_of


@pytest.fixture(scope="module")
def parser() -> ChineseParser:
    return ChineseParser()


def _encoded(parser: ChineseParser, text: str) -> Encoded:
    ((_, parsed),) = parser.parse([document_of(text, "zh")])
    (sentence,) = parsed.sentences
    words = load_chinese_words()
    found = find(parsed.simplified, sentence, words, names_in(parsed, words).types)
    return encode(parsed.simplified, sentence.start, sentence.end, found)


def _words(encoded: Encoded) -> str:
    return "".join(
        encoded.text[thing.start : thing.end] if (thing := encoded.things.get(character)) else character
        for character in encoded.line
    )


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("天隼贸易公司通过罗既明控股的岚屿物流公司购买芯片。", "天隼贸易公司通过岚屿物流公司购买芯片。"),
        ("向俄罗斯出口芯片的天隼贸易公司已被制裁。", "天隼贸易公司已被制裁。"),
        ("海岸联盟制裁了总部设在香港的天隼贸易公司。", "海岸联盟制裁了天隼贸易公司。"),
        ("海岸联盟制裁了遭美国列入名单的天隼贸易公司。", "海岸联盟制裁了天隼贸易公司。"),
        ("他向天隼贸易公司的采购代理岚屿物流公司付款。", "他向岚屿物流公司付款。"),
    ],
)
def test_what_only_describes_a_named_party_is_left_out(parser: ChineseParser, text: str, left: str) -> None:
    main = reduced(_encoded(parser, text))
    assert main is not None
    assert _words(main) == left
    for at, character in enumerate(main.line):
        if character not in main.things:
            assert main.text[main.starts[at]] == character


def test_a_possessor_goes_and_a_relative_clause_stays(parser: ChineseParser) -> None:
    encoded = _encoded(parser, "天隼贸易公司董事长罗既明会见了罗既明控股的岚屿物流公司。")
    assert _words(unpossessed(encoded)) == "罗既明会见了罗既明控股的岚屿物流公司。"


def test_a_plain_sentence_has_nothing_to_leave_out(parser: ChineseParser) -> None:
    encoded = _encoded(parser, "天隼贸易公司购买芯片。")
    assert reduced(encoded) is None
    assert unpossessed(encoded) is encoded
