"""Chinese words: where 国 belongs, and that every word stands where it says."""

import pytest

from clew.extract.parse.chinese import ChineseParser
from clew.records import Document, Span


@pytest.fixture(scope="module")
def parser() -> ChineseParser:
    return ChineseParser()


def words_of(text: str, parser: ChineseParser) -> list[str]:
    document = Document("0" * 64, "a.txt", "text/plain", "zh", text, (Span(0, len(text)),))
    ((_, parsed),) = parser.parse([document])
    return [text[word.start : word.end] for sentence in parsed.sentences for word in sentence.words]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("该国商务部将岚屿贸易公司列入清单。", ["该国", "商务部"]),
        ("据该国国防部介绍，发动机由北桥航空提供。", ["该国", "国防部"]),
        ("我国海关总署表示关切。", ["我国", "海关总署"]),
        ("该国有企业向工厂出售发动机。", ["该", "国有企业"]),
        ("该国际组织表示关切。", ["该", "国际", "组织"]),
        ("该国防部向北桥航空采购发动机。", ["该", "国防部"]),
    ],
)
def test_the_word_for_a_state_belongs_to_the_one_that_tells_which(
    text: str, words: list[str], parser: ChineseParser
) -> None:
    found = words_of(text, parser)
    assert " ".join(words) in " ".join(found)


def test_words_are_in_order_and_do_not_overlap(parser: ChineseParser) -> None:
    text = "该国国防部和我国外交部称，该国有企业与该国商务部往来。"
    assert "".join(words_of(text, parser)) == text
