"""From the clauses of a parsed text to its claims: sources, status, qualifiers, confidence, and what stands unsaid."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from clew.extract.attribution import Attributor
from clew.extract.clause import Clause, Filler
from clew.extract.confidence import confidence
from clew.extract.engine import clauses
from clew.extract.frames import Frame, FrameTable
from clew.extract.names.lexicon import Lexicon
from clew.extract.names.register import Alias
from clew.extract.parties import Scene
from clew.extract.resolver import resolve
from clew.extract.sentence import ParsedText
from clew.extract.status import statuses
from clew.records import Claim, Mention, Quote, Source
from clew.vocabulary import Predicate, Qualifier, Status


_CARRY = 4
"""Sentences over which a party that is not repeated stays in force."""


def claims_of(
    text: ParsedText, aliases: Sequence[Alias], table: FrameTable, lexicon: Lexicon, version: str
) -> list[Claim]:
    """All claims of a document before repeats are merged."""
    referents = resolve(text, lexicon)
    found: list[Clause] = []
    for index, sentence in enumerate(text.sentences):
        scene = Scene.of(sentence, referents.mentions[index], text.names[index], lexicon)
        found += clauses(scene, index, table)
    found = list(_with_fallbacks(found, table, text, lexicon))
    given = statuses(found, text, lexicon)
    attributor = Attributor(text, referents.mentions, lexicon)
    claims = [
        _claim(clause, text, status, attributor.sources(clause), version)
        for clause, status in zip(found, given, strict=True)
    ]
    return claims + [_alias_claim(alias, text, version) for alias in aliases]


def _with_fallbacks(found: Sequence[Clause], table: FrameTable, text: ParsedText, lexicon: Lexicon) -> Iterator[Clause]:
    """Where a party is not said and the frame names a fallback: the authority that the document names for such acts."""
    frames: Mapping[str, Frame] = {frame.id: frame for frame in table.frames}
    latest: dict[Predicate, Filler] = {}
    first: dict[Predicate, Filler] = {}
    for clause in found:
        if clause.subject is not None and frames[clause.frame].fallback:
            first.setdefault(clause.predicate, clause.subject)
    outlet = _outlet(text, lexicon)
    for clause in found:
        if clause.subject is not None and frames[clause.frame].fallback:
            latest[clause.predicate] = clause.subject
        fallback = dict(frames[clause.frame].fallback)
        if clause.subject is None and fallback.get("subject") == "authority":
            filler = latest.get(clause.predicate) or first.get(clause.predicate)
            if filler is not None:
                clause = replace(clause, subject=_unsaid(filler), trust=clause.trust * 0.8)
        if clause.object is None and fallback.get("object") == "publisher" and outlet is not None:
            clause = replace(clause, object=Filler(clause.trigger, clause.trigger, clause.trigger, outlet))
        yield from _carried(clause, frames[clause.frame], found)


def _carried(clause: Clause, frame: Frame, found: Sequence[Clause]) -> Iterator[Clause]:
    """A party that the clause leaves out is that of the latest clause with the predicate, up to some sentences back."""
    missing = [side for side in ("subject", "object") if getattr(clause, side) is None and side in frame.carry]
    if not missing:
        yield clause
        return
    side = missing[0]
    earlier = [
        other
        for other in found
        if other.predicate is clause.predicate
        and getattr(other, side) is not None
        and 0 <= clause.index - other.index <= _CARRY
        and (other.index, other.trigger) < (clause.index, clause.trigger)
    ]
    if earlier:
        filler = getattr(max(earlier, key=lambda other: (other.index, other.trigger)), side)
        given = clause.object if side == "subject" else clause.subject
        if given is None or given.mention.name != filler.mention.name:
            yield replace(clause, trust=clause.trust * 0.7, **{side: _unsaid(filler)})
    elif side in frame.lacking:
        yield clause


def _unsaid(filler: Filler) -> Filler:
    mention = filler.mention
    return replace(filler, mention=Mention(mention.name, mention.type, described=mention.described, resolved=True))


def _outlet(text: ParsedText, lexicon: Lexicon) -> Mention | None:
    count = Counter((span.name, span.type) for names in text.names for span in names if lexicon.is_media(span.name))
    if not count:
        return None
    (name, kind), _ = count.most_common(1)[0]
    return Mention(name, kind, resolved=True)


def _claim(clause: Clause, text: ParsedText, status: Status, sources: tuple[Source, ...], version: str) -> Claim:
    document = text.document
    first, last = clause.quote
    start, end = clause.sentence.tokens[first].start, clause.sentence.tokens[last - 1].end
    return Claim(
        doc=document.name,
        quote=Quote(document.id, start, end),
        text=document.text[start:end],
        predicate=clause.predicate,
        subject=clause.subject.mention if clause.subject else None,
        object=clause.object.mention if clause.object else None,
        status=status,
        qualifiers=dict(_qualifiers(clause, text)),
        sources=sources,
        confidence=confidence(clause),
        extractor=version,
    )


def _qualifiers(clause: Clause, text: ParsedText) -> Iterator[tuple[Qualifier, str]]:
    for qualifier, heads in clause.slots:
        words = [text.document.text[clause.sentence.tokens[h].start : clause.sentence.tokens[h].end] for h in heads]
        yield qualifier, "; ".join(words)
    yield from clause.fixed


def _alias_claim(alias: Alias, text: ParsedText, version: str) -> Claim:
    tokens = text.sentences[alias.sentence].tokens
    start, end = tokens[alias.first].start, tokens[alias.last - 1].end
    return Claim(
        doc=text.document.name,
        quote=Quote(text.document.id, start, end),
        text=text.document.text[start:end],
        predicate=Predicate.SAME_AS,
        subject=Mention(alias.long, alias.type),
        object=Mention(alias.short, alias.type),
        confidence=0.9,
        extractor=version,
    )
