"""Forms of Ukrainian words by their first form, each with what it marks, and the Russian form that marks the same.

Endings are those of general Ukrainian grammar; the Russian forms come from the dictionary of pymorphy2.
"""

from collections.abc import Iterator
from typing import Any

from clew.extract.tables import table_of

Marks = frozenset[str]

_NOUNS: tuple[tuple[str, str], ...] = (
    ("ння", "ння:sn ння:sg ння:sa нню:sd нням:sb нні:sl ння:pn нь:pg ннями:pb ннях:pl"),
    ("ття", "ття:sn ття:sg ття:sa ттю:sd ттям:sb тті:sl ття:pn ть:pg ттями:pb ттях:pl"),
    ("ість", "ість:sn ості:sg ість:sa ості:sd істю:sb ості:sl ості:pn остей:pg остям:pd остями:pb остях:pl"),
    ("ія", "ія:sn ії:sg ію:sa ії:sd ією:sb ії:sl ії:pn ій:pg іям:pd іями:pb іях:pl"),
    ("ець", "ець:sn ця:sg цю:sd цеві:sd цем:sb ці:pn ців:pg цям:pd цями:pb цях:pl"),
    ("нин", "нин:sn нина:sg нину:sd нинові:sd нином:sb ни:pn н:pg нам:pd нами:pb нах:pl"),
    ("ій", "ій:sn ія:sg ію:sd ієві:sd ієм:sb ії:sl ії:pn іїв:pg іям:pd іями:pb іях:pl"),
    ("я", "я:sn і:sg ю:sa і:sd ею:sb і:sl і:pn ь:pg ей:pg ям:pd ями:pb ях:pl"),
    ("ка", "ка:sn ки:sg ку:sa ці:sd кою:sb ці:sl ки:pn ок:pg кам:pd ками:pb ках:pl"),
    ("ок", "ок:sn ка:sg ку:sg ку:sd кові:sd ком:sb ку:sl ки:pn ків:pg кам:pd ками:pb ках:pl"),
    ("а", "а:sn и:sg у:sa і:sd ою:sb ею:sb і:sl и:pn і:pn :pg ам:pd ами:pb ах:pl"),
    ("о", "о:sn а:sg у:sd ом:sb і:sl а:pn :pg ам:pd ами:pb ах:pl"),
    ("ь", "ь:sn я:sg і:sg ь:sa ю:sd ем:sb лю:sb і:sl і:pn ів:pg ей:pg ям:pd ями:pb ях:pl"),
    ("и", "и:pn ів:pg :pg ам:pd ами:pb ах:pl"),
    ("й", "й:sn ого:sg ому:sd им:sb ому:sl і:pn их:pg им:pd ими:pb их:pl"),
    ("", ":sn а:sg у:sg :sa у:sd ові:sd ом:sb ем:sb і:sl ові:sl и:pn ів:pg ам:pd ами:pb ах:pl"),
)
_ADJECTIVE = (
    "ий:msn ого:msg ому:msd им:msb ому:msl ім:msl а:fsn ої:fsg ій:fsd у:fsa ою:fsb ій:fsl "
    "е:nsn і:pn их:pg им:pd ими:pb их:pl"
)
_MARKS = {
    "s": "sing",
    "p": "plur",
    "n": "nomn",
    "g": "gent",
    "d": "datv",
    "a": "accs",
    "b": "ablt",
    "l": "loct",
}
_GENDERS = {"m": "masc", "f": "femn", "n": "neut"}
_PRESENT: tuple[tuple[str, str, str], ...] = (
    ("увати", "ує уває", "ують увають"),
    ("ювати", "ює", "юють"),
    ("ати", "ає", "ають"),
    ("яти", "яє", "яють"),
    ("ити", "ить", "ять лять ать"),
    ("іти", "іє", "іють"),
    ("нути", "не", "нуть"),
    ("ти", "е", "уть"),
)
_PASSIVE: tuple[tuple[str, str], ...] = (
    ("увати", "ован"),
    ("ювати", "ьован"),
    ("ати", "ан"),
    ("яти", "ян"),
    ("ити", "ен"),
    ("ити", "лен"),
    ("сти", "сен"),
    ("зти", "зен"),
)


def table_forms(vocabulary: Any) -> dict[str, list[tuple[str, Marks]]]:
    """Every form of the words of the table with the Russian forms that it may stand for, the likeliest first.

    The marks are those of pymorphy2 ("gent", "past"), and "verb" on every form of a verb.
    """
    table = table_of("ukrainian.yaml")
    found: dict[str, list[tuple[str, Marks]]] = {}
    for kind, forms in (("nouns", _noun), ("names", _noun), ("adjectives", _adjective), ("verbs", _verb)):
        for pair in str(table[kind]).split():
            ukrainian, _, russian = pair.partition(":")
            for form, word, marks in forms(vocabulary, ukrainian, russian):
                told = marks | {"verb"} if kind == "verbs" else marks
                options = found.setdefault(form, [])
                if word not in {known for known, _ in options}:
                    options.append((word, told))
    for form, word in table["words"].items():
        found[str(form)] = [(str(word), frozenset())]
    return found


def _of(vocabulary: Any, word: str, *kinds: str) -> Any:
    """The dictionary's entry of a Russian first form; None where it has none of the kind."""
    parsed = [each for each in vocabulary.parse(word) if str(each.tag.POS) in kinds]
    return next((each for each in parsed if each.normal_form == word), parsed[0] if parsed else None)


def _inflected(entry: Any, marks: set[str]) -> str | None:
    form = entry.inflect(marks) if entry is not None else None
    return None if form is None else str(form.word)


def _noun(vocabulary: Any, ukrainian: str, russian: str) -> Iterator[tuple[str, str, Marks]]:
    entry = _of(vocabulary, russian, "NOUN", "ADJF")
    ending, forms = next(each for each in _NOUNS if ukrainian.endswith(each[0]))
    stem = ukrainian[: len(ukrainian) - len(ending)]
    yield ukrainian, russian, frozenset({"sing", "nomn"})
    for each in forms.split():
        form, _, code = each.partition(":")
        marks = {_MARKS[code[0]], _MARKS[code[1]]}
        living = entry is not None and str(entry.tag.animacy) == "anim"
        if code == "sa" and living and ending in {"", "ь"}:
            continue
        word = _inflected(entry, marks)
        for begin in _stems(stem) if form and not ending else [stem]:
            if word is not None:
                yield begin + form, word, frozenset(marks)


def _stems(stem: str) -> list[str]:
    """A stem, and with the vowel that it has in open syllables: "договір" and "договор", "покупець" aside."""
    at = stem.rfind("і")
    closed = at >= 0 and not set(stem[at + 1 :]) & set("аеиоуюяєї")
    return [stem, stem[:at] + "о" + stem[at + 1 :], stem[:at] + "е" + stem[at + 1 :]] if closed else [stem]


def _adjective(vocabulary: Any, ukrainian: str, russian: str) -> Iterator[tuple[str, str, Marks]]:
    entry = _of(vocabulary, russian, "ADJF", "PRTF")
    yield from _declined(entry, ukrainian[:-2])


def _declined(entry: Any, stem: str, *further: str) -> Iterator[tuple[str, str, Marks]]:
    for each in _ADJECTIVE.split():
        form, _, code = each.partition(":")
        marks = {_MARKS[mark] for mark in code[-2:]} | {_GENDERS[mark] for mark in code[:-2]}
        word = _inflected(entry, {*marks, *further})
        if word is not None:
            yield stem + form, word, frozenset(marks)


def _verb(vocabulary: Any, ukrainian: str, russian: str) -> Iterator[tuple[str, str, Marks]]:
    reflexive = ukrainian.endswith("ся")
    infinitive = ukrainian.removesuffix("ся")
    entry = _of(vocabulary, russian, "INFN", "VERB")
    if reflexive:
        yield from _conjugated(entry, infinitive, reflexive=True)
        return
    yield from _conjugated(entry, infinitive, reflexive=False)
    middle = russian + "ся"
    if vocabulary.word_is_known(middle):
        yield from _conjugated(_of(vocabulary, middle, "INFN", "VERB"), infinitive, reflexive=True)
    yield from _passive(entry, infinitive)


def _conjugated(entry: Any, infinitive: str, *, reflexive: bool) -> Iterator[tuple[str, str, Marks]]:
    stem = infinitive.removesuffix("ти")
    cut, one, several = next(each for each in _PRESENT if infinitive.endswith(each[0]))
    base = infinitive[: len(infinitive) - len(cut)]
    forms = [
        (infinitive, {"INFN"}),
        (stem + "в", {"past", "masc"}),
        (stem + "ла", {"past", "femn"}),
        (stem + "ло", {"past", "neut"}),
        (stem + "ли", {"past", "plur"}),
        *((base + each, {"3per", "sing"}) for each in one.split()),
        *((base + each, {"3per", "plur"}) for each in several.split()),
        *((base + each.removesuffix("ть") + "чи", {"GRND"}) for each in several.split()[:1]),
        (stem + "вши", {"GRND", "past"}),
    ]
    for form, marks in forms:
        word = _inflected(entry, set(marks))
        if word is None:
            continue
        for each in _reflexive(form) if reflexive else [form]:
            yield each, word, frozenset(marks)


def _reflexive(form: str) -> list[str]:
    if form.endswith(("є", "е")):
        return [form + "ться"]
    return [form + "ся", form + "сь"]


def _passive(entry: Any, infinitive: str) -> Iterator[tuple[str, str, Marks]]:
    """Passive participles; the form in -но that names nobody ("внесено до списку") is "внесли" in Russian."""
    several = _inflected(entry, {"past", "plur"})
    for cut, mark in _PASSIVE:
        if not infinitive.endswith(cut):
            continue
        base = infinitive[: len(infinitive) - len(cut)]
        yield from _declined(entry, base + mark, "PRTF", "past", "pssv")
        if several is not None:
            yield base + mark + "о", several, frozenset({"past", "plur"})
