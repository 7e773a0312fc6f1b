"""Where lac cuts Chinese names wrongly: two bodies taken for one, a body with its verb, a surname without the rest."""

import re
from collections.abc import Iterator, Mapping, Sequence

from clew.extract.parse.chinese import Word
from clew.vocabulary import EntityType

_WHOLE = re.compile(
    "(?:工业|科学|经济|安全|犯罪|战略|贸易|发展|国防|研究)[与和及](?:安全|信息|工业|国防|发展|贸易|技术|国际|恐怖)"
)
"""Names of bodies with a conjunction inside."""
_PREPOSITIONS = frozenset("从同与和向由被对及跟经")
_VERBS = re.compile(
    r"(?<=公司|集团)(?:派|把|用|让|请|借)|派出|派遣|绕道|借道|取道|通过|透过|经由|委托|收购|伙同|隶属于|起诉|指责|未|没有|否认|表示|宣布|声称|拒绝|指控|涉嫌|遭到|遭|被|透露|指出"
)
_LETTERS = frozenset({"f", "v", "n", "a", "q", "nz", "nr", "PER"})
"""Tags that lac gives the last character of a transliterated name."""
_JOINT = re.compile(r"(?:(?<=公司|集团|银行|大学|学院)[从同与和向由被对及跟系]|(?<=厂|局|部|所)[从同与向由被对跟])")


def ends_as_body(text: str, suffixes: Mapping[str, EntityType | None]) -> EntityType | None:
    """The type by the longest suffix of a body that a text ends in; None where it ends in none."""
    return next((suffixes[text[-size:]] for size in range(min(5, len(text)), 0, -1) if text[-size:] in suffixes), None)


def parted(text: str, start: int, end: int, suffixes: Mapping[str, EntityType | None]) -> Iterator[tuple[int, int]]:
    """Two bodies that lac took for one, joined by a preposition: 机械厂|同|贸易公司."""
    for match in () if _WHOLE.search(text, start, end) else _JOINT.finditer(text, start, end):
        if match.start() > start + 2 and match.end() < end - 2 and ends_as_body(text[match.end() : end], suffixes):
            yield start, match.start()
            yield match.end(), end
            return
    if _WHOLE.search(text, start, end):
        return
    verb = _VERBS.search(text, start + 3, end - 1)
    if verb is not None:
        yield start, verb.start()
        if ends_as_body(text[verb.end() : end], suffixes):
            yield verb.end(), end
    elif text[end - 1 : end] in _PREPOSITIONS and ends_as_body(text[start : end - 1], suffixes):
        yield start, end - 1


def trailing_verb(name: str, suffixes: Mapping[str, EntityType | None], verbs: frozenset[str]) -> int:
    """How many characters of a verb lac took for the end of a body's name: 2 in 斯卡拉基金会|出资; 0 where none."""
    ends = (len(verb) for verb in verbs if name.endswith(verb) and ends_as_body(name[: -len(verb)], suffixes))
    return max(ends, default=0)


def given_name(text: str, tokens: Sequence[Word], index: int) -> int:
    """Where a name ends whose surname lac cut off: 罗|既明; 0 where none follows."""
    if index + 1 >= len(tokens) or not _is_chinese(text[tokens[index].start : tokens[index].end]):
        return 0
    following = tokens[index + 1]
    fits = following.tag not in {"w", "u", "p", "m", "TIME", "ORG"} and following.end - following.start <= 2
    return following.end if fits and tokens[index].end == following.start else 0


def name_rest(text: str, tokens: Sequence[Word], index: int, verbs: frozenset[str]) -> int:
    """How many characters of a name lac took for the start of a verb: 1 in 罗既|明持有; 0 where none."""
    token = tokens[index]
    if index + 1 >= len(tokens) or token.end - token.start != 2 or not _is_chinese(text[token.start : token.end]):
        return 0
    following = tokens[index + 1]
    word = text[following.start : following.end]
    return int(following.start == token.end and word not in verbs and len(word) > 2 and word[1:] in verbs)


def foreign_rest(text: str, tokens: Sequence[Word], index: int, letters: frozenset[str]) -> int:
    """How many characters of a transliterated name lac parted from it: 1 in 阿米|里; 0 where none."""
    token = tokens[index]
    if index + 1 >= len(tokens) or not all(character in letters for character in text[token.start : token.end]):
        return 0
    following = tokens[index + 1]
    single = following.start == token.end and following.end - following.start == 1
    return int(single and following.tag in _LETTERS and text[following.start] in letters)


def _is_chinese(word: str) -> bool:
    return all("\u4e00" <= character <= "\u9fff" for character in word)
