"""Which share of an asset a statement gives its owner: "40 percent by A", "A (40 percent)", "60 percent of B"."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from clew.extract.clause import Clause, Filler
from clew.extract.control import beside, tells_each_apart
from clew.extract.parties import Scene
from clew.extract.reading import QualifierWords, Reading, is_here, load_qualifier_words
from clew.extract.sentence import NameSpan, Sentence
from clew.vocabulary import EntityType, Predicate

_FAR = 6
"""Words between a percentage and the name beside it that it goes with."""
_LESS_SURE = 0.8
"""How much less sure an owner is of whom only the share is told."""
_BORDERS = frozenset({".", ",", ";", ":", ")", "!", "?", "and", "but", "while", "и", "а", "но"})
"""What may stand behind a share that is told without a verb."""


def share(at: Reading, lower: int, upper: int) -> str:
    """The share that goes with owner and asset, of those told in the stretch from token `lower` to `upper`.

    It is the one at the owner's place in a list of as many ("respectively"), else the owner's or the asset's own, which
    is told right beside either, else the last one before the asset, else the first; none that is told right beside
    another name, or of something else ("20% of the votes"). Where it changed, it is what it became ("from 30% to 51%");
    of who has "the rest" nothing is told.
    """
    sentence, owner, asset = at.sentence, at.clause.subject, at.clause.object
    told = _Percentages(sentence, sorted(at.names, key=lambda span: span.first), asset, at.words)
    places = list(told.places())
    if is_here(owner, sentence) and tells_each_apart(sentence, at.clause.trigger) and len(places) > 1:
        owners = sorted((owner.head, *beside(sentence, owner.head)))
        return told.words_at(at, places[owners.index(owner.head)]) if len(owners) == len(places) else ""
    if is_here(owner, sentence) and told.is_rest(owner):
        return ""
    by_owner: list[int] = []
    by_asset: list[int] = []
    others: set[int] = set()
    for index in places:
        holder, part = told.holder(index), told.part(index)
        if (holder and not _is_it(owner, holder, sentence)) or (part and not _is_it(asset, part, sentence)):
            others.add(index)
        elif holder:
            by_owner.append(index)
        elif part and not _is_parted(at, index):
            by_asset.append(index)
    near = [i for i in range(lower, upper) if _tells_share(at, i) and not _is_parted(at, i) and i not in others]
    near = [told.now(i) if told.is_one(i) else i for i in near]
    near = [i for i in near if not told.is_one(i) or i in places]
    before = [index for index in near if is_here(asset, sentence) and index < asset.head]
    percents = [index for index in before or near if told.is_one(index)]
    chosen = (by_owner or by_asset)[:1] or (percents or near)[-1 if before else 0 :][:1]
    return told.words_at(at, chosen[0]) if chosen else ""


def further_owners(found: Sequence[Clause], scenes: Sequence[Scene]) -> Iterator[Clause]:
    """The owners of whom only the share is told: "A owns 75 percent of the bank and B 25 percent".

    Theirs is what the clause right before owns, if it tells a share and nothing else is said in between.
    """
    owned = [clause for clause in found if clause.predicate is Predicate.OWNS and clause.object and clause.subject]
    for number in sorted({clause.index for clause in owned}):
        scene = scenes[number]
        sentence, words = scene.sentence, load_qualifier_words(scene.sentence.language)
        here = [clause for clause in owned if clause.index == number]
        known = [each for clause in here for each in (clause.subject, clause.object)]
        names = sorted(scene.names.values(), key=lambda span: span.first)
        told = _Percentages(sentence, names, None, words)
        for index in told.places():
            holder = told.lone_holder(index)
            if holder is None or any(_is_it(each, holder, sentence) for each in known):
                continue
            first = min(holder.first, told.first(index))
            clause = max((each for each in here if each.trigger < first), key=lambda each: each.trigger, default=None)
            fillers = [each for each in scene.standing() if holder.first <= each.head < holder.last]
            if clause is not None and fillers and _goes_on(clause, first, told):
                quote = (clause.quote[0], max(clause.quote[1], index + 1, holder.last))
                yield replace(clause, subject=fillers[0], quote=quote, trust=_LESS_SURE * clause.trust)


def _goes_on(clause: Clause, first: int, told: "_Percentages") -> bool:
    """Whether a clause that tells a share goes on with what begins at token `first`: no verb, no border in between."""
    sentence = clause.sentence
    between = sentence.tokens[clause.trigger + 1 : first]
    opened = bool(between) and (between[-1].pos == "CCONJ" or between[-1].text == ",")
    alone = not any(each.pos in {"VERB", "AUX"} or each.text == ";" for each in between)
    shared = any(clause.quote[0] <= index < first for index in told.places())
    return opened and alone and shared and not any(True for _ in sentence.below(clause.trigger, "neg"))


def _is_it(filler: Filler | None, span: NameSpan, sentence: Sentence) -> bool:
    """Whether a name stands for a party, or in its words: "the company A"."""
    if not is_here(filler, sentence):
        return False
    return (filler.first < span.last and span.first < filler.last) or filler.mention.name == span.name


def _tells_share(at: Reading, index: int) -> bool:
    token = at.sentence.tokens[index]
    return not at.words["share_words"].isdisjoint({token.lemma, token.text.lower()})


def _is_parted(at: Reading, index: int) -> bool:
    """Whether a semicolon stands between a word and the one that carries the statement."""
    first, last = sorted((index, at.clause.trigger))
    return any(token.text == ";" for token in at.sentence.tokens[first:last])


@dataclass(frozen=True)
class _Percentages:
    """The percentages of a sentence and the names, in the order of the text, that each goes with by its place."""

    sentence: Sentence
    names: Sequence[NameSpan]
    asset: Filler | None
    words: QualifierWords

    def is_one(self, index: int) -> bool:
        """Whether a word is the unit of a percentage."""
        token = self.sentence.tokens[index]
        return not self.words["share_units"].isdisjoint({token.lemma, token.text.lower()})

    def places(self) -> Iterator[int]:
        """Where percentages stand that may be shares, in order, without those that another one took the place of."""
        for index in range(1, len(self.sentence.tokens)):
            if self.is_one(index) and not self._is_of_another_thing(index) and self.now(index) == index:
                yield index

    def now(self, index: int) -> int:
        """The percentage that one has become, itself where it has not changed: "from 30% to | 51%"."""
        if not self._opens_with(index, "share_then"):
            return index
        behind = range(index + 1, min(index + _FAR, len(self.sentence.tokens)))
        return next((i for i in behind if self.is_one(i) and self._opens_with(i, "share_now")), index)

    def _opens_with(self, index: int, key: str) -> bool:
        """Whether a word of a set stands right before the number of a percentage."""
        tokens = self.sentence.tokens
        first = index
        while first and tokens[first - 1].pos == "NUM":
            first -= 1
        return first > 0 and tokens[first - 1].text.lower() in self.words[key]

    def is_rest(self, owner: Filler) -> bool:
        """Whether an owner has what others leave: "A holding the rest"."""
        for token in self.sentence.tokens[owner.last : owner.last + _FAR]:
            if token.text in {";", ".", ","} or token.text.lower() in self.words["share_rest"]:
                return token.text not in {";", ".", ","}
        return False

    def first(self, index: int) -> int:
        """Where the words of a percentage begin: "more than 40 percent"."""
        tokens = self.sentence.tokens
        first = index
        while first and (tokens[first - 1].pos == "NUM" or tokens[first - 1].text.lower() in self.words["share_about"]):
            first -= 1
        return first + (tokens[first].text.lower() in self.words["share_now"])

    def words_at(self, at: Reading, index: int) -> str:
        """The words of a share: those of the whole percentage, else the word itself ("half")."""
        return at.says(self.first(index) if self.is_one(index) else index, index + 1)

    def holder(self, index: int) -> NameSpan | None:
        """Whose it is: "40 percent by A", "40 percent belongs to A", "A (40 percent)", "A, who holds 40 percent"."""
        behind, before = self._behind(index), self._before(index)
        if behind is not None and self._leads(index + 1, behind.first, "share_to"):
            return behind
        if before is None or self.part(index) is not None or _is_it(self.asset, before, self.sentence):
            return None
        return before if self._leads(before.last, self.first(index), "share_between", may_touch=True) else None

    def lone_holder(self, index: int) -> NameSpan | None:
        """Whose it is where no verb says so but one of belonging: "B the remaining 40 percent", "40 percent is B's"."""
        behind, before = self._behind(index), self._before(index)
        if behind is not None and self._leads(index + 1, behind.first, "share_to"):
            return behind if behind.type is not EntityType.PLACE else None
        if before is None or before.type is EntityType.PLACE:
            return None
        follows = self.sentence.tokens[index + 1].text.lower() if index + 1 < len(self.sentence.tokens) else "."
        touches = self._leads(before.last, self.first(index), "share_alone", may_touch=True)
        return before if touches and follows in _BORDERS else None

    def part(self, index: int) -> NameSpan | None:
        """What it is a part of: "40 percent of A", "40 percent of the shares in A"."""
        behind = self._behind(index)
        touching = self.sentence.language == "ru"
        if behind is not None and self._leads(index + 1, behind.first, "share_of", may_touch=touching):
            return behind
        return None

    def _is_of_another_thing(self, index: int) -> bool:
        """Whether it measures something else than a share: "20% of the votes", "25% growth"."""
        tokens = self.sentence.tokens
        behind = self._behind(index)
        follows = tokens[behind.last].text if behind is not None and behind.last < len(tokens) else ""
        if (
            behind is not None
            and follows in {"'s", "’s", "'", "’"}
            and self._leads(index + 1, behind.first, "share_of")
        ):
            return True
        for token in tokens[index + 1 : behind.first if behind is not None else len(tokens)][:_FAR]:
            if token.text.lower() in self.words["share_of"] or token.pos in {"DET", "ADJ", "PRON"}:
                continue
            return token.pos in {"NOUN", "PROPN"}
        return False

    def _behind(self, index: int) -> NameSpan | None:
        """The next name behind a word."""
        at = bisect_right(self.names, index, key=lambda span: span.first)
        return self.names[at] if at < len(self.names) else None

    def _before(self, index: int) -> NameSpan | None:
        """The last name before a word."""
        at = bisect_left(self.names, index, key=lambda span: span.first) - 1
        return self.names[at] if at >= 0 and self.names[at].last <= index else None

    def _leads(self, first: int, last: int, key: str, *, may_touch: bool = False) -> bool:
        """Whether all words between two places, but quotation marks, are of a set; none if the two may touch."""
        if last - first > _FAR:
            return False
        words = [token.text.lower() for token in self.sentence.tokens[first:last] if token.text != '"']
        return (may_touch or bool(words)) and self.words[key].issuperset(words)
