"""Media of the table wherever a Chinese sentence names them, also where the segmenter parts them: 自由|亚洲|电台."""

import re
from collections.abc import Iterator
from functools import cache

from clew.extract.names.chinese_words import Found, load_chinese_words
from clew.extract.parse.chinese import Segmented
from clew.vocabulary import EntityType

_SHORTEST = 3
"""Characters of the shortest name that is looked for; shorter ones are other words too (上报)."""
_LONG = 5
"""From so many characters on also names that end as media do (自由亚洲电台), which else are found by their ending."""


def media_in(text: str, sentence: Segmented) -> Iterator[Found]:
    """The media of the table that a sentence names, with what tells their edition: 德国之声|中文网."""
    for match in _names().finditer(text, sentence.start, sentence.end):
        yield Found(match.start(), match.end(), match.end("name"), EntityType.ORGANIZATION)


@cache
def _names() -> re.Pattern[str]:
    words = load_chinese_words()
    endings = tuple(words["media_endings"])
    wanted = [
        name
        for name in words["media"]
        if len(name) >= _LONG or (len(name) >= _SHORTEST and not name.endswith(endings) and not name.isascii())
    ]
    longest_first = "|".join(sorted(map(re.escape, wanted), key=lambda name: (-len(name), name)))
    return re.compile(f"(?P<name>{longest_first})(?:中文网|中文部|新闻网|中文)?")
