"""Bring in the names that documents hold and no claim does: parties of whom nothing is said but that they are named."""

import re
from collections.abc import Iterator, Mapping, Sequence

from clew.names import Script, is_generic, script_of, strip_legal_form
from clew.records import Document, Mention
from clew.resolve.form import form_of
from clew.resolve.occurrences import Occurrence, reads_as_name
from clew.resolve.tables import tables
from clew.resolve.text_names import PLACE_WORDS
from clew.resolve.text_words import Folded
from clew.vocabulary import EntityType

_LEFT_OUT = frozenset({EntityType.EVENT, EntityType.PROGRAMME})
_LEAST = 2
_BEFORE = 16
_PLACING = PLACE_WORDS | {"of"}
_SMALL = frozenset({"of", "and", "the", "for", "in", "on", "&", "de", "des", "du", "la", "von", "van", "и", "по"})
_MOST = 400
"""Of a document that names more than so many parties beside its claims, the first are taken."""


def unclaimed(
    found: Sequence[Occurrence], names: Mapping[str, Sequence[Mention]], documents: Sequence[Document]
) -> Iterator[Occurrence]:
    """The names of each document that none of its occurrences has yet, each wording once.

    A name has the type that claims of the case give it, where they name it, alone or with the nouns of a good. Where a
    document's text is known, a name's own words at its place are taken as well: "Orlan" beside "Orlan Trading LLC".
    Single words are taken with care, for they may be common words at the head of a sentence, surnames, or places.
    """
    if not any(names.values()):
        return
    capitals, folded_so_far = tables().capitals, Folded()
    said: dict[str, set[str]] = {}
    types: dict[str, EntityType] = {}
    for part in found:
        said.setdefault(part.doc, set()).add(folded_so_far[part.name])
        if not part.described:
            types.setdefault(folded_so_far[part.name], part.type)
    for name in {part.name: None for part in found if part.type is EntityType.PRODUCT and not part.described}:
        types.setdefault(" ".join(form_of(name, EntityType.PRODUCT, tables()).core), EntityType.PRODUCT)
    texts = {document.name: document.text for document in documents}
    for doc, mentions in names.items():
        known, text = said.setdefault(doc, set()), texts.get(doc, "")
        for name, told in _wordings(mentions, text):
            folded = folded_so_far[name]
            type = types.get(folded, told)
            if folded in known or type in _LEFT_OUT or not _is_telling(name, folded, type):
                continue
            if (
                " " not in name
                and folded not in types
                and folded not in capitals
                and not _stands_alone(name, type, text)
            ):
                continue
            known.add(folded)
            acts = _stands_for_its_state(name, text) if folded in capitals else type is not EntityType.PLACE
            yield Occurrence(doc, name, type, acts=acts)


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
    if script_of(word) not in {Script.LATIN, Script.CYRILLIC} or word.isupper():
        return True
    if re.search(rf"(?<!\w){re.escape(word.lower())}s?(?!\w)", text):
        return False
    return type is EntityType.PLACE or (bool(text) and not _is_placed(_words_before(word, text), 0.5))


def _words_before(name: str, text: str) -> list[str]:
    """The word before each place where a name stands by itself and not in a longer one, in small letters."""
    found = re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)(?! [A-ZА-Я])", text)
    return [(text[max(0, one.start() - _BEFORE) : one.start()].lower().split() or [""])[-1] for one in found]


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
    if len(folded) < _LEAST or not reads_as_name(name):
        return False
    words = [word for word in name.split() if word.lower() not in _SMALL]
    several = len(words) > 1 and all(word[0].isupper() for word in words)
    return type is EntityType.PLACE or several or not is_generic(name)


def in_order(found: Sequence[Occurrence], documents: Sequence[Document]) -> list[Occurrence]:
    """Occurrences in the order of the documents where these are known, so that ids do not hang on who has claims."""
    place = {document.name: number for number, document in enumerate(documents)}
    return sorted(found, key=lambda part: place.get(part.doc, len(place)))
