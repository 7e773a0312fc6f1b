"""Give names of unsure type the type that the slots they fill ask for, one type for a name all over the document."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from clew.extract.clause import Clause, Filler
from clew.extract.frames import Fits, FrameTable, Slot
from clew.extract.sentence import ParsedText
from clew.vocabulary import EntityType

_ASKED: Mapping[Fits, EntityType] = {
    Fits.ORG: EntityType.ORGANIZATION,
    Fits.FIRM: EntityType.COMPANY,
    Fits.BODY: EntityType.ORGANIZATION,
    Fits.VENTURE: EntityType.ORGANIZATION,
    Fits.PERSON: EntityType.PERSON,
    Fits.PEOPLE: EntityType.PERSON,
    Fits.PLACE: EntityType.PLACE,
}
"""What a slot makes of a name that might be anything; slots open to several kinds say nothing."""

_PARTIES = frozenset({Fits.PARTY, Fits.NAMED, Fits.TARGET, Fits.RESPONDENT})


def retyped(found: Sequence[Clause], text: ParsedText, table: FrameTable) -> list[Clause]:
    """Let the slots vote on the types of unsure names, and give every mention of such a name the type that won.

    A name in a slot for parties that is held for a place or event becomes an organisation.
    """
    unsure = {span.name for spans in text.names for span in spans if not span.sure}
    if not unsure:
        return list(found)
    frames = {frame.id: frame for frame in table.frames}
    votes: dict[str, Counter[EntityType]] = defaultdict(Counter)
    for clause in found:
        frame = frames[clause.frame]
        for filler, slots in ((clause.subject, frame.subject), (clause.object, frame.object)):
            if filler is not None and filler.mention.name in unsure:
                votes[filler.mention.name].update(_asked(filler, slots))
    types = {name: count.most_common(1)[0][0] for name, count in votes.items() if count}
    return [
        replace(clause, subject=_retype(clause.subject, types), object=_retype(clause.object, types))
        for clause in found
    ]


def _asked(filler: Filler, slots: Sequence[Slot]) -> list[EntityType]:
    kinds = {_ASKED[slot.fits] for slot in slots if slot.fits in _ASKED}
    if len(kinds) == 1 and all(slot.fits in _ASKED for slot in slots):
        return list(kinds)
    odd = filler.mention.type in {EntityType.PLACE, EntityType.EVENT, EntityType.FACILITY}
    return [EntityType.ORGANIZATION] if odd and all(slot.fits in _PARTIES for slot in slots) else []


def _retype(filler: Filler | None, types: Mapping[str, EntityType]) -> Filler | None:
    if filler is None or filler.mention.name not in types:
        return filler
    return replace(filler, mention=replace(filler.mention, type=types[filler.mention.name]))
