"""Compare pairs of nodes: signals that speak for and against their being one party, and add up to a score."""

from collections.abc import Iterable, Iterator

from rapidfuzz.distance import DamerauLevenshtein

from clew.names import Script, compare_all, fold, generic_words, is_generic, script_of
from clew.records import Match, Signal, combine
from clew.resolve.form import Form, Sort
from clew.resolve.nodes import Node
from clew.resolve.short_forms import goes_on_behind, shortening
from clew.resolve.tables import Tables
from clew.vocabulary import EntityType

THRESHOLD = 0.8
"""Nodes are joined from this score on; see docs/reference/resolution.md."""

DOUBTFUL = 0.65
"""From this score on a pair is looked at again once the parties beside it are joined."""

_MIXED_SORTS = {
    frozenset((Sort.BODY, Sort.PLACE)),
    frozenset((Sort.STATE, Sort.PLACE)),
    frozenset((Sort.STATE, Sort.BODY)),
}
_BESIDE = 0.15
"""What it adds that two names stand beside the same party."""

_FURTHER_WORD = "same name with a further word"
_INITIALS = "same surname, and the initials fit"
_CODE = "same model code"
SHORTER = frozenset({_FURTHER_WORD, _INITIALS, _CODE})
"""What says that a name may be a shorter form of another one."""

_LEAST_CODE = 3
_LEAST_WORD = 5
_NEAR_WORD = 0.8


def compare_nodes(
    pairs: Iterable[tuple[Node, Node, frozenset[str]]], tables: Tables
) -> Iterator[tuple[Node, Node, Match]]:
    """The signals between two nodes and the score that they add up to, for those pairs that may be one party's.

    Each pair is given with the parties that stand beside both. Names of companies are compared word by word all at
    once, behind the others. What cannot come to the threshold with a party beside both is left out.
    """
    waiting: list[tuple[Node, Node, frozenset[str], list[Signal]]] = []
    for left, right, shared in pairs:
        signals = _names(left, right)
        if signals is None:
            apart = _apart(left.form, right.form, tables)
            if 1.0 + sum(signal.value for signal in apart) + _BESIDE >= THRESHOLD:
                waiting.append((left, right, shared, apart))
        elif signals:
            yield left, right, _match(left, right, shared, signals)
    names = [(left.form.name, right.form.name) for left, right, _, _ in waiting]
    matches = compare_all(names, EntityType.COMPANY, THRESHOLD - _BESIDE)
    for (left, right, shared, apart), match in zip(waiting, matches, strict=True):
        if match:
            legal = _legal(left.form, right.form, counted=any("legal forms" in one.says for one in match.signals))
            yield left, right, _match(left, right, shared, [*match.signals, *apart, *legal])


def _match(left: Node, right: Node, shared: frozenset[str], signals: list[Signal]) -> Match:
    """Signals between names with those of what stands around them."""
    told = (*signals, *_context(left, right, frozenset(left.near & right.near) | shared))
    return Match(combine(told), told, left.form.name, right.form.name)


def _names(left: Node, right: Node) -> list[Signal] | None:
    """What two names have in common, None where they have to be compared word by word."""
    ours, theirs = left.form, right.form
    if ours.sort is not theirs.sort:
        return _across_sorts(left, right)
    if ours.key != theirs.key and ours.sort is not Sort.STATE and _is_inflected(ours, theirs):
        return [Signal("same name but for case endings", 0.9, ours.name, theirs.name)]
    match ours.sort:
        case Sort.STATE:
            return [Signal("names of one state", 1.0, ours.name, theirs.name)] if ours.state == theirs.state else []
        case Sort.PRODUCT:
            return _products(ours, theirs)
        case Sort.PERSON:
            return _persons(ours, theirs)
        case Sort.BODY:
            return _bodies(ours, theirs)
        case Sort.PLACE | Sort.PROGRAMME:
            return [Signal("same name", 0.95, ours.name, theirs.name)] if ours.key == theirs.key else []


def _is_inflected(ours: Form, theirs: Form) -> bool:
    """Whether two names, one of them Cyrillic, are equal without case endings; a surname alone is not enough."""
    if ours.stems != theirs.stems or Script.CYRILLIC not in {script_of(ours.name), script_of(theirs.name)}:
        return False
    return ours.sort is not Sort.PERSON or len(ours.stems) > 1


def _across_sorts(left: Node, right: Node) -> list[Signal]:
    """A country may be typed as a public body or as a place; all other sorts exclude each other."""
    ours, theirs = left.form, right.form
    if ours.key != theirs.key or frozenset((ours.sort, theirs.sort)) not in _MIXED_SORTS:
        return []
    types = {left.type, right.type}
    if types <= {EntityType.PUBLIC_BODY, EntityType.PLACE}:
        return [Signal("same name, of a state as a place and as a body", 0.9, ours.name, theirs.name)]
    return []


def _products(ours: Form, theirs: Form) -> list[Signal]:
    if ours.key == theirs.key:
        return [Signal("same name", 1.0, ours.name, theirs.name)]
    if ours.codes != theirs.codes:
        if set(ours.core) < set(theirs.core) or set(theirs.core) < set(ours.core):
            return []
        return [Signal("different model codes", -1.0, " ".join(ours.codes), " ".join(theirs.codes))]
    if ours.translation and ours.translation == theirs.translation:
        return [Signal("one code name, transliterated and translated", 0.9, ours.name, theirs.name)]
    code = max(ours.codes, key=len, default="")
    if len(code) >= _LEAST_CODE and not code.isdigit():
        if own_words(ours, theirs) and own_words(theirs, ours):
            return []
        return [Signal(_CODE, 0.85, ours.name, theirs.name)]
    return _spelling(ours, theirs)


def _spelling(ours: Form, theirs: Form) -> list[Signal]:
    """Words that pair one to one, all of them equal or nearly equally spelled, digits equal."""
    if len(ours.core) != len(theirs.core):
        return []
    likeness = 1.0
    for a, b in zip(ours.core, theirs.core, strict=True):
        if a == b:
            continue
        if a.isdigit() or b.isdigit() or min(len(a), len(b)) < _LEAST_WORD:
            return []
        near = float(DamerauLevenshtein.normalized_similarity(a, b))
        if near < _NEAR_WORD:
            return []
        likeness = min(likeness, near)
    return [Signal("nearly the same spelling", round(likeness, 4), ours.name, theirs.name)]


def _persons(ours: Form, theirs: Form) -> list[Signal]:
    if len(ours.core) < 2 or len(theirs.core) < 2:
        return []
    if ours.key == theirs.key:
        return [Signal("same name", 0.95, ours.name, theirs.name)]
    if set(ours.core) == set(theirs.core):
        return [Signal("same words in another order", 0.95, ours.name, theirs.name)]
    short, long = sorted((ours, theirs), key=lambda form: len(form.core))
    if all(len(word) > 1 for word in short.core) and set(short.core) < set(long.core):
        return [Signal(_FURTHER_WORD, 0.88, ours.name, theirs.name)]
    if _initials_fit(ours.core, theirs.core) or _initials_fit(theirs.core, ours.core):
        return [Signal(_INITIALS, 0.7, ours.name, theirs.name)]
    return [] if _are_man_and_woman(ours, theirs) else _spelling(ours, theirs)


def _are_man_and_woman(ours: Form, theirs: Form) -> bool:
    """Whether two names differ as a man's and a woman's do: "Aleksandr Orlov", "Aleksandra Orlova"."""
    if len(ours.core) != len(theirs.core):
        return False
    pairs = [(a, b) for a, b in zip(ours.core, theirs.core, strict=True) if a != b]
    return len(pairs) > 1 and (all(a == f"{b}a" for a, b in pairs) or all(b == f"{a}a" for a, b in pairs))


def _initials_fit(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether a name with initials may be a full name: same surname, initials its first letters in order."""
    letters = [word for word in short if len(word) == 1]
    rest = [word for word in short if len(word) > 1]
    if not letters or len(rest) != 1 or rest[0] not in {long[0], long[-1]}:
        return False
    names = [word for word in long if word != rest[0]]
    return bool(names) and all(word[0] == letter for word, letter in zip(names, letters, strict=False))


def _bodies(ours: Form, theirs: Form) -> list[Signal] | None:
    if ours.body and theirs.body:
        same = ours.body == theirs.body and ours.body[1]
        return [Signal("same public body of the same state", 0.95, ours.name, theirs.name)] if same else []
    if ours.key == theirs.key:
        return [Signal("same name", 1.0, ours.name, theirs.name), *_legal(ours, theirs)]
    brand = _brand(ours, theirs) or _brand(theirs, ours)
    if brand:
        return [Signal("the name in quotation marks is the other's own", 0.85, ours.name, theirs.name)]
    if _numbers(ours) != _numbers(theirs):
        return [Signal("different numbers", -1.0, ours.name, theirs.name)]
    if shortening(ours, theirs) or shortening(theirs, ours):
        return []  # a short form is joined only where no other party fits it: see `resolver`
    return None


def _apart(ours: Form, theirs: Form, tables: Tables) -> list[Signal]:
    """What words that only one of two names has say against their being one party's."""
    mine, yours = own_words(ours, theirs), own_words(theirs, ours)
    if mine and yours:
        return [Signal("each name has a word of its own", -0.4, " ".join(mine), " ".join(yours))]
    if goes_on_behind(ours, theirs) or goes_on_behind(theirs, ours):
        return [Signal("one goes on behind a whole name", -0.4, ours.name, theirs.name)]
    return _one_sided(mine or yours, tables)


def _brand(ours: Form, theirs: Form) -> bool:
    """Whether a quoted name is all that the other name tells, beside initials and generic words ("NPZ Gorka")."""
    size = len(ours.brand)
    if not size or is_generic(" ".join(ours.brand)):
        return False
    if theirs.brand:
        return ours.brand == theirs.brand and is_generic(" ".join(theirs.core[:-size]))
    rest = theirs.core[:-size] if theirs.core[-size:] == ours.brand else None
    capitals = {fold(word) for word in theirs.name.split() if word.isupper()}
    return rest is not None and all(is_generic(word) or word in capitals for word in rest)


def _numbers(form: Form) -> frozenset[str]:
    return frozenset(word for word in form.core if word.isdigit())


def own_words(ours: Form, theirs: Form) -> tuple[str, ...]:
    """The words of one name that no word of the other is like, in spelling or in meaning."""
    known = generic_words()
    concepts = {known[word].concept for word in theirs.core if word in known}

    def found(word: str) -> bool:
        if word in theirs.core or (word in known and known[word].concept in concepts):
            return True
        return len(word) >= _LEAST_WORD and any(
            DamerauLevenshtein.normalized_similarity(word, other) >= _NEAR_WORD for other in theirs.core
        )

    return tuple(word for word in ours.core if not found(word))


def _one_sided(words: tuple[str, ...], tables: Tables) -> list[Signal]:
    """What it means that one name has further words: a division, a branch or a part are other parties."""
    known = generic_words()
    signals = []
    for word in words:
        if word in tables.divisions:
            signals.append(Signal("one names a line of business", -0.3, word, ""))
        elif word in tables.offices:
            signals.append(Signal("one names a part of a body", -0.3, word, ""))
        elif word not in known and word not in tables.capitals:
            signals.append(Signal("one has a telling word more", -0.4, word, ""))
        elif word in tables.capitals or known[word].kind.value in {"place", "city", "country"}:
            signals.append(Signal("one names a place", -0.25, word, ""))
    return signals


def _legal(ours: Form, theirs: Form, *, counted: bool = False) -> list[Signal]:
    if not counted and ours.legal and theirs.legal and ours.legal != theirs.legal:
        return [Signal("legal forms differ", -0.25, ours.legal, theirs.legal)]
    return []


def _context(left: Node, right: Node, shared: frozenset[str]) -> list[Signal]:
    signals = []
    if shared:
        signals.append(Signal("stand beside the same party", _BESIDE, min(shared), min(shared)))
    if left.countries and right.countries and not left.countries & right.countries and left.form.sort is not Sort.STATE:
        signals.append(Signal("in different countries", -0.3, min(left.countries), min(right.countries)))
    bodies = {EntityType.COMPANY, EntityType.PUBLIC_BODY}
    if {left.type, right.type} == bodies:
        signals.append(Signal("a company and a public body", -0.1, left.type, right.type))
    return signals
