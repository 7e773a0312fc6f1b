"""Recognise the legal form in a company's name, in Latin, Cyrillic, Chinese and Arabic script."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from clew.names.fold import fold
from clew.names.scripts import Script, script_of_character
from clew.names.tables import rows

_EDGES = " ,;:-–—/\"'«»“”„‚’‘"
_QUOTES = str.maketrans(dict.fromkeys("«»“”„"))
FORM_CLASSES = (
    "company",
    "cooperative",
    "establishment",
    "fze",
    "inc",
    "jsc",
    "llc",
    "ltd",
    "partnership",
    "pjsc",
    "sole trader",
    "state enterprise",
    "state institution",
)
"""The classes of legal forms in `data/legal_forms.csv`."""
_CHUNK = re.compile(r"[^\s（）()]+|[（）()]")


@dataclass(frozen=True, slots=True)
class _Forms:
    """Folded forms as words → (class, where it may stand), the most words that one has, and Chinese endings."""

    by_words: Mapping[tuple[str, ...], tuple[str, str]]
    longest: int
    first_words: frozenset[str]
    joined: tuple[tuple[str, str], ...]


@cache
def _forms() -> _Forms:
    by_words: dict[tuple[str, ...], tuple[str, str]] = {}
    joined: list[tuple[str, str]] = []
    for row in rows("legal_forms"):
        for form in row["forms"].split("|"):
            folded = fold(form)
            by_words.setdefault(tuple(folded.split()), (row["class"], row["where"]))
            if script_of_character(folded[0]) in {Script.HAN, Script.HANGUL}:
                joined.append((folded, row["class"]))
    joined.sort(key=lambda pair: -len(pair[0]))
    words = frozenset(words[0] for words in by_words)
    return _Forms(by_words, max(map(len, by_words)), words, tuple(joined))


def _form_at(words: Sequence[str], at: int) -> tuple[int, str] | None:
    """The longest legal form that begins at a word, as its length and class, if it may stand there."""
    forms = _forms()
    if words[at] not in forms.first_words:
        return None
    for size in range(min(forms.longest, len(words) - at), 0, -1):
        found = forms.by_words.get(tuple(words[at : at + size]))
        if found is None:
            continue
        form, where = found
        first, last = at == 0, at + size == len(words)
        if (
            where == "any"
            or (where == "edge" and (first or last))
            or (where == "end" and last)
            or (where == "start" and first)
        ):
            return size, form
    return None


def split_form(words: Sequence[str]) -> tuple[tuple[str, ...], str | None]:
    """Folded words without the words of legal forms, and the class of the form (the fullest one), None without one.

    A name that consists of nothing but a legal form gives no words.
    """
    rest, found = list(words), ""
    while rest:
        before = len(rest)
        at = 0
        while at < len(rest):
            form = _form_at(rest, at)
            if form:
                del rest[at : at + form[0]]
                found = found if found and form[1] == "company" else found or form[1]
                found = form[1] if found == "company" else found
            else:
                at += 1
        if len(rest) == before:
            break
    rest, joined = _split_joined(rest)
    return tuple(rest), (found or joined or None)


def _split_joined(words: list[str]) -> tuple[list[str], str]:
    """Chinese and Korean words without the legal form that is written onto their end or start."""
    found = ""
    rest: list[str] = []
    for word in words:
        bare = word
        if not word.isascii() and script_of_character(word[0]) in {Script.HAN, Script.HANGUL}:
            for form, kind in _forms().joined:
                if word.endswith(form) or word.startswith(form):
                    found = kind
                    bare = word.removesuffix(form) if word.endswith(form) else word.removeprefix(form)
                    break
        if bare:
            rest.append(bare)
    return rest, found


def strip_legal_form(name: str) -> tuple[str, str | None]:
    """A name without its legal form, as it is written, and the class of the form ("llc", "jsc"), None without one.

    "ООО «ТСК Орлан»" gives ("ТСК Орлан", "llc"), "NPZ Gorka, JSC" ("NPZ Gorka", "jsc"). A name that is
    nothing but a legal form gives an empty one. The forms and their classes stand in `data/legal_forms.csv`.
    """
    chunks = [(match.span(), fold(match.group()).split()) for match in _CHUNK.finditer(name)]
    rest, form = split_form([word for _, parts in chunks for word in parts])
    if form is None:
        return name.strip(), None
    kept: list[str] = []
    left, after = list(rest), 0
    for (start, end), parts in chunks:
        kept.append(name[after:start])
        after = end
        if not parts or parts == left[: len(parts)]:
            kept.append(name[start:end])
            del left[: len(parts)]
        elif left and left[0] in parts[0] and not parts[0].isascii():
            kept.append(left.pop(0))
    text = " ".join("".join([*kept, name[after:]]).replace("()", " ").split()).strip(_EDGES)
    if text.count("«") != text.count("»") or text.count("“") != text.count("”"):
        text = text.translate(_QUOTES)
    if text.count("(") != text.count(")") or text.count("（") != text.count("）"):
        text = text.strip("()（） ")
    return text, form
