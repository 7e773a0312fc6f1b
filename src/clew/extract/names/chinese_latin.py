"""Names in Latin letters of a Chinese text."""

import re
from collections.abc import Iterator

from clew.extract.names.chinese_goods import CODE
from clew.extract.names.chinese_words import Found
from clew.extract.parse.chinese import Segmented
from clew.vocabulary import EntityType

_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9.&'’/-]*(?: [A-Za-z&][A-Za-z0-9.&'’/-]*)*(?:, (?:Ltd|Inc|Co)\.?)*")
_ACRONYM_OF_GOODS = re.compile(
    r"(?:OLED|LED|LCD|GPS|GPU|CPU|FPGA|CNC|AI|PCB|IC|RF|LNG|FPV|UAV|NAND|DRAM|SD|USB|5G|SIM|MEMS|IMU)(?![A-Za-z])"
)
"""Latin letters that tell a kind of goods, no firm."""


def latin_in(text: str, sentence: Segmented) -> Iterator[Found]:
    """Names in Latin letters: codes are goods, others bodies."""
    for match in _LATIN.finditer(text, sentence.start, sentence.end):
        if CODE.fullmatch(match.group()):
            continue
        if (
            len(match.group()) > 1
            and not match.group().islower()
            and not _ACRONYM_OF_GOODS.match(text, match.start(), sentence.end)
        ):
            kind = EntityType.PERSON if _is_person(sentence, match) else EntityType.COMPANY
            yield Found(match.start(), match.end(), match.end(), kind)


def _is_person(sentence: Segmented, match: re.Match[str]) -> bool:
    """Whether lac takes each word of a name in Latin letters for a person's."""
    inside = [word for word in sentence.words if match.start() <= word.start < match.end()]
    return len(inside) > 1 and inside[-1].end == match.end() and all(word.tag == "PER" for word in inside)
