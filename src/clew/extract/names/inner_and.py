"""Tell whether "and" stands inside a name or between two."""

from collections.abc import Sequence

from clew.extract.names.lexicon import Lexicon
from clew.extract.sentence import Token
from clew.names import WordKind, generic_words, is_generic
from clew.vocabulary import EntityType

LEGAL_TAIL = frozenset({"ltd", "ltd.", "inc", "inc.", "llc", "l.l.c.", "s.a.", "limited", "corp", "corp."})
"""Legal forms that may stand behind a comma."""
LEGAL_FORMS = LEGAL_TAIL | {"llp", "gmbh", "ag", "plc", "bv", "fze", "sa", "dmcc", "fzco", "ooo", "jsc"}
"""Words that end a firm's name and leave no doubt that it is one."""
_COMPLETE = frozenset(
    {EntityType.PUBLIC_BODY, EntityType.ORGANIZATION, EntityType.FACILITY, EntityType.PLACE, EntityType.EVENT}
)


def stands_inside(tokens: Sequence[Token], first: int, last: int, lexicon: Lexicon) -> bool:
    """Whether "and" joins two words inside a name: "Bureau of Industry and Security", "Orlan Research and Supply"."""
    if _goes_on(tokens, last, lexicon):
        return True
    small = [i for i in range(first, last) if tokens[i].text.lower() in {"of", "for"}]
    if not small or tokens[small[-1] - 1].text.lower() not in lexicon.openers:
        return False
    after = tokens[last + 1].text.lower()
    return last - small[-1] <= 3 and after not in lexicon.countries and after not in lexicon.openers


def _goes_on(tokens: Sequence[Token], last: int, lexicon: Lexicon) -> bool:
    """Whether behind "and" stand only common words of names up to one that tells its type, which name nobody alone.

    What stands before it must not be complete already, as "Foreign Ministry" is.
    """
    before = tokens[last - 1].text.lower()
    if not is_generic(before) or before.strip(".") in LEGAL_FORMS or lexicon.name_words.get(before) in _COMPLETE:
        return False
    stop = last + 1
    while stop < len(tokens) and tokens[stop].text[:1].isupper():
        stop += 1
    words = [token.text.lower() for token in tokens[last + 1 : stop]]
    while len(words) > 1 and words[-1].strip(".") in LEGAL_FORMS | {"co"}:
        words.pop()
    plain = [word.removesuffix("s") for word in words]
    telling = bool({words[-1], plain[-1]} & lexicon.name_words.keys()) if words else False
    return stop - last > 2 and telling and all(is_generic(word) and not _is_place(word) for word in plain[:-1])


def _is_place(word: str) -> bool:
    return word in generic_words() and generic_words()[word].kind in {WordKind.PLACE, WordKind.CITY, WordKind.COUNTRY}
