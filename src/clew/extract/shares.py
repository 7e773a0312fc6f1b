"""Which share of an asset a statement gives its owner: "40 percent by A", "A (40 percent)", "60 percent of B"."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from clew.extract.clause import Clause, Filler
from clew.extract.control import beside, tells_each_apart
from clew.extract.parties import Scene
from clew.extract.reading import QualifierWords, Reading, is_here, load_qualifier_words
from clew.extract.sentence import NameSpan, Sentence
from clew.vocabulary import Predicate

_FAR = 6
"""Words between a percentage and the name beside it that it goes with."""
_LESS_SURE = 0.8
"""How much less sure an owner is of whom only the share is told."""


def share(at: Reading, lower: int, upper: int) -> str:
    """The share that goes with owner and asset, of those told in the stretch from token `lower` to `upper`.

    It is the owner's or the asset's own where one is told right beside either, else the last one before the asset,
    else the first; none that is told right beside another name.
    """
    sentence, owner, asset = at.sentence, at.clause.subject, at.clause.object
    beside_names = _Percentages(sentence, at.names, asset, at.words)
    own: list[int] = []
    others: set[int] = set()
    for index in beside_names.places():
        holder, part = beside_names.holder(index), beside_names.part(index)
        if (holder and not _is_in(owner, holder, sentence)) or (part and not _is_in(asset, part, sentence)):
            others.add(index)
        elif holder:
            own.insert(0, index)
        elif part and not _is_parted(at, index):
            own.append(index)
    told = [i for i in range(lower, upper) if _tells_share(at, i) and not _is_parted(at, i) and i not in others]
    if not told and not own:
        return ""
    before = [index for index in told if is_here(asset, sentence) and index < asset.head]
    percents = [index for index in before or told if beside_names.is_one(index)]
    if is_here(owner, sentence) and tells_each_apart(sentence, at.clause.trigger):
        owners = sorted((owner.head, *beside(sentence, owner.head)))
        own = [percents[owners.index(owner.head)]] if len(owners) == len(percents) else own
    index = own[0] if own else (percents or told)[-1 if before else 0]
    return at.says(beside_names.first(index) if beside_names.is_one(index) else index, index + 1)


def further_owners(found: Sequence[Clause], scenes: Sequence[Scene]) -> Iterator[Clause]:
    """The owners of whom only the share is told: "A owns 75 percent of the bank and B 25 percent"."""
    owned = [clause for clause in found if clause.predicate is Predicate.OWNS and clause.object and clause.subject]
    for clause in {clause.index: clause for clause in reversed(owned)}.values():
        scene = scenes[clause.index]
        sentence, words = scene.sentence, load_qualifier_words(scene.sentence.language)
        known = [each for other in owned if other.index == clause.index for each in (other.subject, other.object)]
        beside_names = _Percentages(sentence, tuple(scene.names.values()), clause.object, words)
        for index in beside_names.places():
            holder = beside_names.holder(index)
            if holder is None or beside_names.part(index) or any(_is_in(each, holder, sentence) for each in known):
                continue
            first = min(holder.first, beside_names.first(index))
            opens = sentence.tokens[first - 1]
            fillers = [each for each in scene.standing() if holder.first <= each.head < holder.last]
            if fillers and first > clause.trigger and (opens.pos == "CCONJ" or opens.text in {",", ";"}):
                quote = (clause.quote[0], max(clause.quote[1], index + 1, holder.last))
                yield replace(clause, subject=fillers[0], quote=quote, trust=_LESS_SURE * clause.trust)


def _is_in(filler: Filler | None, span: NameSpan, sentence: Sentence) -> bool:
    return is_here(filler, sentence) and span.first <= filler.head < span.last


def _tells_share(at: Reading, index: int) -> bool:
    token = at.sentence.tokens[index]
    return not at.words["share_words"].isdisjoint({token.lemma, token.text.lower()})


def _is_parted(at: Reading, index: int) -> bool:
    """Whether a semicolon stands between a word and the one that carries the statement."""
    first, last = sorted((index, at.clause.trigger))
    return any(token.text == ";" for token in at.sentence.tokens[first:last])


@dataclass(frozen=True)
class _Percentages:
    """The percentages of a sentence and the names that each goes with by its place."""

    sentence: Sentence
    names: Sequence[NameSpan]
    asset: Filler | None
    words: QualifierWords

    def is_one(self, index: int) -> bool:
        """Whether a word is the unit of a percentage."""
        token = self.sentence.tokens[index]
        return not self.words["share_units"].isdisjoint({token.lemma, token.text.lower()})

    def places(self) -> Iterator[int]:
        """Where percentages stand, in order."""
        return (index for index in range(1, len(self.sentence.tokens)) if self.is_one(index))

    def first(self, index: int) -> int:
        """Where the words of a percentage begin: "more than 40 percent"."""
        tokens = self.sentence.tokens
        first = index
        while first and (tokens[first - 1].pos == "NUM" or tokens[first - 1].text.lower() in self.words["share_about"]):
            first -= 1
        return first

    def holder(self, index: int) -> NameSpan | None:
        """Whose it is: "40 percent by A", "40 percent belongs to A", "A (40 percent)", "A, who holds 40 percent"."""
        for span in self.names:
            if index < span.first and self._leads(index + 1, span.first, "share_to"):
                return span
        if self.part(index) is not None:
            return None
        for span in self.names:
            before = span.last <= index and not _is_in(self.asset, span, self.sentence)
            if before and self._leads(span.last, self.first(index), "share_between", or_none=True):
                return span
        return None

    def part(self, index: int) -> NameSpan | None:
        """What it is a part of: "40 percent of A", "40 percent of the shares in A"."""
        for span in self.names:
            named = self.sentence.language == "ru"
            if index < span.first and self._leads(index + 1, span.first, "share_of", or_none=named):
                return span
        return None

    def _leads(self, first: int, last: int, key: str, *, or_none: bool = False) -> bool:
        """Whether all words between two places, but quotation marks, are of a set; none if there may be none."""
        words = [token.text.lower() for token in self.sentence.tokens[first:last] if token.text != '"']
        return (or_none or bool(words)) and len(words) <= _FAR and self.words[key].issuperset(words)
