"""What the finder sees in a Chinese sentence, as names and descriptions."""

from collections.abc import Iterator

from clew.extract.names.chinese_words import ChineseWords, Found, body_type
from clew.extract.parse.chinese import Segmented
from clew.vocabulary import EntityType

_CLOSING = (")", "）", ",", ".")


def spotted_in(text: str, sentence: Segmented, words: ChineseWords) -> Iterator[Found]:
    """What the finder sees, the surest first, where it is more than a word that takes up or tells a kind of party.

    Latin letters all in lower case (dual-use) are no name.
    """
    bare = words["anaphors"] | words["roles"] | words["titles"] | words["kinds_of_goods"]
    for each in sorted(sentence.spotted, key=lambda each: (-each.sure, each.start)):
        said = text[each.start : each.end]
        stray = said.isascii() and (said.islower() or said.endswith(_CLOSING))
        if len(said) > 1 and said not in bare and not stray:
            country = said in words["countries"]
            kind = body_type(said, words) if each.type is EntityType.ORGANIZATION else None
            yield Found(
                each.start, each.end, each.end, kind or each.type, each.described and not country, country=country
            )
