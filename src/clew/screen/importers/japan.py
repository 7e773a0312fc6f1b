"""Japan's lists of end users under export restrictions (METI and MOFA notices), as the text of the published PDF."""

import re
from collections.abc import Iterator
from pathlib import Path

from clew.errors import BrokenList
from clew.records import Listing, Problem
from clew.screen.formats import decode
from clew.screen.gathering import listed, unique
from clew.screen.importers.names_json import no_names
from clew.vocabulary import NameKind

_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
_PLACE = "所在地"
_ALSO = re.compile(r"別\s*[称名]\s*[：:、,]?")
_JAPANESE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_ALIASES = re.compile(r"a\.?k\.?a|[-—–―]|(?:the )?following|alias|別\s*[称名]", re.IGNORECASE)
_CUT = re.compile(r"(.*[\u3001-\u30ff\u3400-\u9fff）])\s*([A-Z][^\u3001-\u30ff\u3400-\u9fff]{5,})", re.DOTALL)
_SENTENCE = re.compile(r"(?:\S+\s+){2}\S*[a-z]{3}")
_BULLET = re.compile(r"(?:^|(?<=[;:]))\s*[-—–―・]\s*", re.MULTILINE)
_AKA = re.compile(r",?\s*a\.?k\.?a\.?,?(?:\s*(?:the\s+)?following\s+[\w-]+\s+alias(?:es)?)?\s*:?\s*", re.IGNORECASE)
_END = re.compile(r"[\s;,.]*(?:;|,)?\s*(?:\band\b)?[\s;,.]*$")


def read_japan(path: Path, content: bytes, list_name: str) -> Iterator[Listing | Problem]:
    """The numbered entries: Japanese name, English name, aliases in both, address. Raises `BrokenList` without any."""
    whole = decode(content).translate(_DIGITS)
    country = "Russia" if "ロシア連邦の団体" in whole[:2_000] else ""
    number, place = 1, _start(whole, 1, 0)
    if place is None:
        raise BrokenList(path, "it holds no numbered entry")
    while place is not None:
        following = _start(whole, number + 1, place[1])
        entry = whole[place[1] : following[0] if following else len(whole)]
        listing = _listing(number, entry, country, list_name)
        yield listing if listing.names else no_names(path, number)
        number, place = number + 1, following


def _start(whole: str, number: int, after: int) -> tuple[int, int] | None:
    """Where an entry begins and its words do: its number, then Japanese words before the line ends.

    A page of the PDF may end in the middle of a line, so that the number stands right behind the address.
    """
    mark = re.compile(rf"(?<!\d){number}[ \u3000\t]+(?=[^\n,]{{0,60}}?[\u3040-\u30ff\u3400-\u9fff])")
    for found in mark.finditer(whole, after):
        before = whole[max(0, found.start() - 1) : found.start()]
        if before in {"", "\n", ".", ")", "）", ";", "。", "\f"} or before.isalpha():
            return found.start(), found.end()
    return None


def _listing(number: int, entry: str, country: str, list_name: str) -> Listing:
    named, _, place = entry.partition(_PLACE)
    japanese, english = _languages(named)
    names = [*_english(english), *_japanese(japanese)]
    address = " ".join(place.lstrip("：:").split()).rstrip(".;")
    last = address.rpartition(",")[2].strip(" .")
    countries = unique((country, last if last.isascii() and last.replace(" ", "").isalpha() else ""))
    return Listing(
        str(number),
        list_name,
        listed(names),
        countries=countries,
        addresses=unique(part.strip(" .") for part in re.split(r";\s*(?:and\b)?", address)),
        source_line=number,
    )


def _languages(named: str) -> tuple[str, str]:
    """The Japanese part and the English part: Japanese lines come first, a line of both is cut behind the last sign."""
    lines = named.split("\n")
    at = next((n for n, line in enumerate(lines) if _ends_japanese(line, lines[:n])), len(lines))
    first, rest = "\n".join(lines[:at]).rstrip(), "\n".join(lines[at:])
    cut = _CUT.fullmatch(first)
    alone = not rest.strip() or _ALIASES.match(rest.strip())
    if cut and (alone or _SENTENCE.match(cut.group(2))) and cut.group(1).count("（") == cut.group(1).count("）"):
        return cut.group(1), f"{cut.group(2)}\n{rest}"
    return first, rest


def _ends_japanese(line: str, before: list[str]) -> bool:
    """Whether a line is the first English one: no Japanese in it, and no bracket of the lines before still open."""
    open_brackets = sum(one.count("（") - one.count("）") for one in before)
    return bool(line.strip()) and not _JAPANESE.search(line) and open_brackets <= 0


def _japanese(part: str) -> Iterator[tuple[str, NameKind]]:
    joined = "".join(line.strip() for line in part.split("\n"))
    name, _, rest = joined.partition("（")
    yield name.rstrip("。、 "), NameKind.ORIGINAL_SCRIPT
    if not _ALSO.match(rest):
        return
    told = _ALSO.sub("", rest.rpartition("）")[0] or rest, count=1)
    for alias in re.split(r"、|及び|並びに", told):
        yield alias.strip("） "), NameKind.ALIAS


def _english(part: str) -> Iterator[tuple[str, NameKind]]:
    """Yield the name, then its aliases: behind "a.k.a.", with a dash each, or behind the Japanese word for it."""
    head, *also = _ALSO.split(part, maxsplit=1)
    flat = _BULLET.sub("\x00", head)
    name, *aliases = flat.split("\x00")
    before, *inline = _AKA.split(" ".join(name.split()), maxsplit=1)
    yield _end(before), NameKind.PRIMARY
    for alias in (*inline, *aliases):
        yield _end(alias), NameKind.ALIAS
    for alias in re.split(r"[;\n]", also[0]) if also else ():
        yield _end(alias), NameKind.ALIAS


def _end(name: str) -> str:
    """A name without the sign and the "and" that follow it in an enumeration; the dot of "Ltd." stays."""
    shown = " ".join(name.split()).lstrip("-—–― ")
    cut = _END.sub("", shown)
    return cut + "." if shown[len(cut) :].startswith(".") and re.search(r"\b(?:Co|Ltd|Inc|Corp|S\.A)$", cut) else cut
