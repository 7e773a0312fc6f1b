"""Parties that a clause leaves out: what the frame lets stand in for them, taken from elsewhere in the document."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from clew.extract.clause import Clause, Filler
from clew.extract.frames import Frame, FrameTable
from clew.extract.hearers import told_names
from clew.extract.memory import Referents
from clew.extract.names.lexicon import Lexicon
from clew.extract.sentence import NameSpan, ParsedText
from clew.extract.source_words import load_source_words
from clew.records import Mention
from clew.vocabulary import EntityType

CARRY = 8
"""Sentences over which a party that is not repeated stays in force."""


def complete(
    found: Sequence[Clause], table: FrameTable, text: ParsedText, referents: Referents, lexicon: Lexicon
) -> Iterator[Clause]:
    """The clauses with their unsaid parties filled where the frame allows it; those that stay without one are dropped.

    A fallback "authority" is the authority of the latest clause with the predicate, else of the first, else the latest
    public body named before, "accuser" the same or one that is only described ("prosecutors"); "good" is the latest
    good spoken of before; "publisher" is the first medium that the sentence names, else the one that
    the text names more often than all others together, "country" the state that it
    names most, if it is also the latest named. A party under `carry` is that of
    the latest clause with the predicate, up to `CARRY` sentences back.
    """
    frames: Mapping[str, Frame] = {frame.id: frame for frame in table.frames}
    known = _Known(tuple(found), frames, text, referents, lexicon, _medium(text, lexicon))
    for clause in found:
        frame = frames[clause.frame]
        told = known.told(clause, dict(frame.fallback))
        if told is None or (told.subject and told.object and told.subject.mention.name == told.object.mention.name):
            continue
        carried = known.carried(told, frame)
        if carried is not None:
            yield carried


@dataclass(frozen=True)
class _Known:
    """What the document offers to stand in for an unsaid party."""

    found: tuple[Clause, ...]
    frames: Mapping[str, Frame]
    text: ParsedText
    referents: Referents
    lexicon: Lexicon
    medium: NameSpan | None

    def told(self, clause: Clause, fallback: Mapping[str, str]) -> Clause | None:
        """The clause with what its frame falls back on; None where a fallback that it needs is not found."""
        told = clause
        if clause.subject is None and fallback.get("subject") in {"authority", "accuser"}:
            filler = self.authority(clause, fallback["subject"] == "accuser")
            if filler is not None:
                told = replace(told, subject=_unsaid(filler), trust=clause.trust * 0.8)
        if clause.object is None and fallback.get("object") == "publisher":
            told = replace(told, object=self.outlet(clause))
        if clause.object is None and fallback.get("object") == "country":
            country = self.country(clause)
            if country is None:
                return None
            told = replace(told, object=Filler(clause.trigger, clause.trigger, clause.trigger + 1, country))
        if clause.object is None and fallback.get("object") == "good":
            filler = self.good(clause)
            if filler is None:
                return None
            told = replace(told, object=_unsaid(filler), trust=clause.trust * 0.8)
        return told

    def outlet(self, clause: Clause) -> Filler | None:
        """The medium that is taken to have asked: named in the sentence, else more often than all others together."""
        own = [span for span in self.text.names[clause.index] if self.lexicon.is_media(span.name)]
        asker = own[0] if own else self.medium
        if asker is None:
            return None
        mark = clause.trigger
        return Filler(mark, mark, mark, Mention(asker.name, EntityType.COMPANY, resolved=True))

    def good(self, clause: Clause) -> Filler | None:
        """The latest good spoken of before the clause's trigger."""
        for index in range(clause.index, max(-1, clause.index - CARRY), -1):
            mentions = self.referents.mentions[index]
            for head in sorted(mentions, reverse=True):
                if mentions[head].type is EntityType.PRODUCT and (index < clause.index or head < clause.trigger):
                    return Filler(head, head, head + 1, mentions[head])
        return None

    def country(self, clause: Clause) -> Mention | None:
        """The country that the document speaks of most, if it is also the latest one spoken of before the clause."""
        count: Counter[str] = Counter()
        latest = ""
        for index, sentence in enumerate(self.text.sentences):
            for head, token in enumerate(sentence.tokens):
                mention = self.referents.mentions[index].get(head)
                named = mention is not None and mention.name.lower() in self.lexicon.countries
                name = (
                    mention.name if mention is not None and named else self.lexicon.adjectives.get(token.text.lower())
                )
                if name is None:
                    continue
                count[name] += 1
                latest = name if (index, head) < (clause.index, clause.trigger) else latest
        spoken = bool(count) and count[latest] == max(count.values())
        return Mention(latest, EntityType.PLACE, resolved=True) if spoken else None

    def authority(self, clause: Clause, described: bool) -> Filler | None:
        """Who is taken to have acted where the clause does not say it."""
        first: Filler | None = None
        latest: Filler | None = None
        for other in self.found:
            if other.predicate is not clause.predicate or other.subject is None:
                continue
            if not self.frames[other.frame].fallback:
                continue
            first = first or other.subject
            if (other.index, other.trigger) <= (clause.index, clause.trigger):
                latest = other.subject
        return latest or first or self._body(clause, described)

    def _body(self, clause: Clause, described: bool) -> Filler | None:
        """The latest public body named (or described) before the clause that is not what the clause is about."""
        about = clause.object.mention.name if clause.object else ""
        for index in range(clause.index, -1, -1):
            mentions = self.referents.mentions[index]
            for head in sorted(mentions, reverse=True):
                mention = mentions[head]
                fits = mention.type is EntityType.PUBLIC_BODY and mention.name != about
                if fits and (described or not mention.described):
                    return Filler(head, head, head + 1, mention)
        return None

    def carried(self, clause: Clause, frame: Frame) -> Clause | None:
        """The clause with a party carried over; None where it needs one and none is near."""
        missing = [side for side in ("subject", "object") if getattr(clause, side) is None and side in frame.carry]
        if not missing:
            return clause
        side = missing[0]
        place = (clause.index, clause.trigger)
        taken = "object" if side == "subject" and _from_there(clause) else side
        earlier = [
            other
            for other in self.found
            if other.predicate is clause.predicate
            and getattr(other, taken) is not None
            and clause.index - other.index <= CARRY
            and (other.index, other.trigger) < place
        ]
        if earlier:
            filler: Filler = getattr(max(earlier, key=lambda other: (other.index, other.trigger)), taken)
            given = clause.object if side == "subject" else clause.subject
            if given is None or given.mention.name == filler.mention.name:
                return None
            trust = clause.trust * 0.7
            if side == "subject":
                return replace(clause, trust=trust, subject=_unsaid(filler))
            return replace(clause, trust=trust, object=_unsaid(filler))
        return clause if side in frame.lacking else None


def _from_there(clause: Clause) -> bool:
    """Whether what is told starts where the last of it went: "shipped to A and delivered from there to B"."""
    sentence = clause.sentence
    return any(
        sentence.tokens[i].text.lower() == "there" and sentence.case(i) == "from"
        for i in sentence.below(clause.trigger, "obl", "advmod", "nmod")
    )


def _unsaid(filler: Filler) -> Filler:
    mention = filler.mention
    return replace(filler, mention=Mention(mention.name, mention.type, described=mention.described, resolved=True))


def _medium(text: ParsedText, lexicon: Lexicon) -> NameSpan | None:
    """The medium that the text names more often than all others together."""
    words = load_source_words(text.sentences[0].language) if text.sentences else None
    named = told_names(text, lexicon, words) if words else frozenset[str]()
    told = frozenset(name for name in named if words and name.lower() not in words.kinds)
    media = (span for names in text.names for span in names if lexicon.is_media(span.name) or span.name in told)
    spans = {span.name: span for span in media}
    count = Counter(span.name for names in text.names for span in names if span.name in spans)
    if not count:
        return None
    name, times = count.most_common(1)[0]
    return spans[name] if 2 * times > count.total() else None
