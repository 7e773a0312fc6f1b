"""Bring in the names that documents hold and no claim does: parties of whom nothing is said but that they are named."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from clew.names import Script, is_generic, script_of, strip_legal_form
from clew.records import Document, Mention
from clew.resolve.form import form_of
from clew.resolve.occurrences import Occurrence, is_named, reads_as_name
from clew.resolve.tables import tables
from clew.resolve.text_names import PLACE_WORDS
from clew.resolve.text_words import Folded
from clew.vocabulary import EntityType

_LEFT_OUT = frozenset({EntityType.EVENT, EntityType.PROGRAMME})
_BY_NOUN = frozenset({EntityType.PUBLIC_BODY, EntityType.FACILITY, EntityType.ORGANIZATION})
"""What a common noun can name together with a name: "Varnian embassy", "Orlan nuclear plant"."""
_LEAST = 2
_BEFORE = 16
_PLACING = PLACE_WORDS | {"of"}
_SMALL = frozenset({"of", "and", "the", "for", "in", "on", "&", "de", "des", "du", "la", "von", "van", "и", "по"})
_COINED = re.compile(r"[a-zа-я][A-ZА-Я]|[A-ZА-Я]{2,}[a-zа-я]{3}|-\d")
"""Capitals inside a word and figures behind a hyphen, as no common word and no surname has them."""
_POSSESSIVE = ("'s", "’s")
_MOST = 400
"""Of a document that names more than so many parties beside its claims, the first are taken."""


_Taken = tuple[int, Occurrence]
"""What a name of a document is taken for, with the number of the wording that says so."""


class _Asked(NamedTuple):
    """A name that a document holds beside its claims, in all its wordings with the types that they were read with.

    `wordings` begin with the number that each has among all of the document.
    """

    doc: str
    folded: str
    wordings: tuple[tuple[int, str, EntityType], ...]
    text: str


class Unclaimed:
    """The names of documents beside their claims, and the types that claims of the case give to them.

    A name has the type that claims of the case give it, where they name it, alone or with the nouns of a good. Where a
    document's text is known, a name's own words at its place are taken as well: "Orlan" beside "Orlan Trading LLC".
    Single words are taken with care, for they may be common words at the head of a sentence, surnames, or places.
    """

    def __init__(self) -> None:
        self._folded = Folded()
        self._claimed: dict[str, EntityType] = {}
        self._published: dict[str, EntityType] = {}
        self._goods: dict[str, EntityType] = {}
        self._asked: dict[str, list[tuple[_Asked, _Taken | None]]] = {}

    def note(self, claimed: Sequence[Occurrence], published: Sequence[Occurrence]) -> set[str]:
        """Note the types of the names that claims hold and of publishers; the folded names that have another now."""
        changed: set[str] = set()
        goods: dict[str, None] = {}
        for types, parts in ((self._claimed, claimed), (self._published, published)):
            for part in parts:
                if not part.described:
                    changed |= self._note(types, self._folded[part.name], part.type)
                    if part.type is EntityType.PRODUCT:
                        goods[part.name] = None
        for name in goods:
            core = " ".join(form_of(name, EntityType.PRODUCT, tables()).core)
            changed |= self._note(self._goods, core, EntityType.PRODUCT)
        return changed

    def _note(self, types: dict[str, EntityType], folded: str, type: EntityType) -> set[str]:
        before = self._type(folded)
        types.setdefault(folded, type)
        return {folded} if self._type(folded) is not before else set()

    def _type(self, folded: str) -> EntityType | None:
        return self._claimed.get(folded) or self._published.get(folded) or self._goods.get(folded)

    def differ(self, changed: Iterable[str]) -> bool:
        """Whether names whose type has changed would now be taken otherwise in documents that were taken in."""
        return any(
            self._occurrence(asked) != found for folded in changed for asked, found in self._asked.get(folded, ())
        )

    def of(
        self, found: Sequence[Occurrence], names: Mapping[str, Sequence[Mention]], documents: Sequence[Document]
    ) -> list[Occurrence]:
        """The names of each document that none of its occurrences has yet, each wording once."""
        if not any(names.values()):
            return []
        said: dict[str, set[str]] = {}
        for part in found:
            said.setdefault(part.doc, set()).add(self._folded[part.name])
        texts = {document.name: document.text for document in documents}
        taken: list[Occurrence] = []
        for doc, mentions in names.items():
            known, text = said.get(doc, set()), texts.get(doc, "")
            wordings: dict[str, list[tuple[int, str, EntityType]]] = {}
            here: list[_Taken] = []
            for at, (name, told) in enumerate(_wordings(mentions, text)):
                folded = self._folded[name]
                if folded not in known and not (told in _BY_NOUN and _lies(folded, known)):
                    wordings.setdefault(folded, []).append((at, name, told))
            for folded, told_so in wordings.items():
                asked = _Asked(doc, folded, tuple(told_so), text)
                occurrence = self._occurrence(asked)
                self._asked.setdefault(folded, []).append((asked, occurrence))
                if occurrence:
                    here.append(occurrence)
            taken += [occurrence for _, occurrence in sorted(here)]
        return taken

    def _occurrence(self, asked: _Asked) -> _Taken | None:
        """The first wording of a name in a document by which it can be taken for one."""
        known = self._type(asked.folded)
        is_capital = asked.folded in tables().capitals
        for at, name, told in asked.wordings:
            type = known or told
            if type in _LEFT_OUT or not _is_telling(name, asked.folded, type):
                continue
            if " " not in name and not known and not is_capital and not _stands_alone(name, type, asked.text):
                continue
            acts = _stands_for_its_state(name, asked.text) if is_capital else type is not EntityType.PLACE
            return at, Occurrence(asked.doc, name, type, acts=acts)
        return None


def _lies(folded: str, known: AbstractSet[str]) -> bool:
    """Whether a name is but the beginning of a known one that goes on to say where it lies."""
    return any(
        name.startswith(folded) and name[len(folded) :].startswith((" in ", " near ", " outside ")) for name in known
    )


def _wordings(mentions: Sequence[Mention], text: str) -> Iterator[tuple[str, EntityType]]:
    """The names, and beside each the words of the text that stand for it."""
    for mention in mentions[:_MOST]:
        yield mention.name, mention.type
        if mention.start is not None and mention.end is not None and 0 <= mention.start < mention.end <= len(text):
            yield " ".join(text[mention.start : mention.end].split()), mention.type


def _stands_alone(word: str, type: EntityType, text: str) -> bool:
    """Whether a single word names somebody: no surname, no common word of the text, and not only the name of a place.

    A word in another script than those with capitals is taken as it is.
    """
    if type is EntityType.PERSON or not strip_legal_form(word)[0].strip():
        return False
    if script_of(word) not in {Script.LATIN, Script.CYRILLIC} or word.isupper() or _COINED.search(word):
        return True
    if re.search(rf"(?<!\w){re.escape(word.lower())}s?(?!\w)", text):
        return False
    return type is EntityType.PLACE or (bool(text) and not _is_placed(_words_before(word, text), 0.5))


def _words_before(name: str, text: str) -> list[str]:
    """The word before each place where a name stands by itself and not in a longer one, in small letters.

    None is given before a possessive: "in Moscow's view" speaks of no city.
    """
    found = re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)(?! [A-ZА-Я])", text)
    return [
        ""
        if text.startswith(_POSSESSIVE, one.end())
        else (text[max(0, one.start() - _BEFORE) : one.start()].lower().split() or [""])[-1]
        for one in found
    ]


def _is_placed(before: Sequence[str], share: float) -> bool:
    """Whether so great a share of the words before a name make it a place."""
    return sum(1 for word in before if word in _PLACING) >= share * len(before)


def _stands_for_its_state(capital: str, text: str) -> bool:
    """Whether a text uses a capital's name mostly for the state, and not for the city ("in Beijing", "to Moscow")."""
    before = _words_before(capital, text)
    return bool(before) and not _is_placed(before, 0.5)


def _is_telling(name: str, folded: str, type: EntityType) -> bool:
    """Whether words name somebody by themselves.

    Single words of trades and offices do not; places, and several capitalised words together ("State Department"), do.
    """
    if len(folded) < _LEAST:
        return False
    if not reads_as_name(name):
        return type in _BY_NOUN and " " in name and is_named(name, EntityType.PUBLIC_BODY)
    words = [word for word in name.split() if word.lower() not in _SMALL]
    several = len(words) > 1 and all(word[0].isupper() for word in words)
    return type is EntityType.PLACE or several or not is_generic(name)
