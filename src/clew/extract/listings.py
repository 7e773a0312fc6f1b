"""Listings that go on: sentences behind an announcement that name some of those whom it lists.

"The Treasury sanctioned five firms. Also on the list is Orlan Cargo." The words that tell it stand in a table.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import cache

from clew.extract.clause import Clause, Filler, carried
from clew.extract.parties import Scene
from clew.extract.sentence import ParsedText, Sentence, Token
from clew.extract.tables import table_of
from clew.vocabulary import EntityType, Predicate, Status

_BACK = 4
"""Sentences that may stand between a listing, or the last one that went on with it, and the next that does."""
_FRAME = "sanctions.list"
"""The frame by which a listing that only announces itself stands."""
_TRUST = 0.55
_FIRST = 0xE000
_MOST = 0x400
"""Parties of a sentence that are told apart at most."""
_PARTY = f"[{chr(_FIRST)}-{chr(_FIRST + _MOST - 1)}]"
NO_MEMBERS = frozenset({EntityType.PLACE, EntityType.PRODUCT, EntityType.EVENT, EntityType.PROGRAMME})
"""Types of which nobody is listed."""
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_RELATIVE = frozenset({"WDT", "WP", "WP$", "WRB"})
_OWNED = frozenset({"nmod", "nmod:poss", "compound", "amod"})
_NEAR = 12
"""Characters behind the words that add somebody within which it may be denied: "they are | neither A nor B"."""


@dataclass(frozen=True, slots=True)
class _Cues:
    """The wordings of a language (tables/listings.yaml, which tells what each key is)."""

    announcing: tuple[re.Pattern[str], ...]
    not_announcing: tuple[re.Pattern[str], ...]
    by_itself: tuple[re.Pattern[str], ...]
    behind: tuple[re.Pattern[str], ...]
    at_once: tuple[re.Pattern[str], ...]
    before: tuple[re.Pattern[str], ...]
    led: tuple[re.Pattern[str], ...]
    denying: tuple[re.Pattern[str], ...]
    turning: tuple[re.Pattern[str], ...]
    joining: tuple[re.Pattern[str], ...]
    described: tuple[re.Pattern[str], ...]


@dataclass(frozen=True, slots=True)
class _Line:
    """A sentence as words of lower case, each party one private character.

    `things` leads these to what they stand for, `tokens` each character to its token.
    """

    text: str
    things: Mapping[str, Filler]
    tokens: tuple[int, ...]


@cache
def _load_cues() -> Mapping[str, _Cues]:
    def compiled(told: Mapping[str, Sequence[str]], key: str) -> tuple[re.Pattern[str], ...]:
        return tuple(re.compile(each.replace("◆", _PARTY[1:-1])) for each in told[key])

    def cues(told: Mapping[str, Sequence[str]]) -> _Cues:
        return _Cues(*(compiled(told, field.name) for field in fields(_Cues)))

    return {language: cues(told) for language, told in table_of("listings.yaml").items()}


def further_listed(
    found: Sequence[tuple[Clause, Status]], text: ParsedText, scenes: Sequence[Scene]
) -> Iterator[Clause]:
    """Yield the listings that a sentence adds to the one before it, by the same authority.

    A listing is opened by a verb that lists somebody (`found`, with the status of each) or by a sentence that
    announces one; it stays open for a few sentences behind it.
    """
    cues = _load_cues().get(text.sentences[0].language) if text.sentences else None
    if cues is None:
        return
    by_sentence: dict[int, list[tuple[Clause, Status]]] = {}
    for each, status in found:
        by_sentence.setdefault(each.index, []).append((each, status))
    acts: tuple[Clause, ...] = ()
    latest = -_BACK
    for index, scene in enumerate(scenes):
        told = by_sentence.get(index, [])
        line = _line_of(scene)
        if (not acts or index - latest > _BACK) and any(each.match(line.text) for each in cues.by_itself):
            acts, latest = tuple(_unsaid(scenes, index)), index
        if acts and index - latest <= _BACK:
            known = {_names(each) for each, _ in told}
            added = list(_added(line, scene, index, acts, cues, right_behind=index == latest + 1))
            for clause in added:
                latest = index
                if _names(clause) not in known:
                    known.add(_names(clause))
                    yield clause
        opened = tuple(each for each, status in told if _opens(each, status))
        opened = opened or tuple(_announced(line, scene, index, cues))
        if opened:
            acts, latest = opened, index


def _names(clause: Clause) -> tuple[str, str]:
    subject, object_ = (each.mention.name.casefold() if each else "" for each in (clause.subject, clause.object))
    return subject, object_


def _opens(clause: Clause, status: Status) -> bool:
    """Whether a clause is the act of listing itself, told by a verb, and not a listing that is only spoken of."""
    acts = clause.subject is not None and clause.sentence.tokens[clause.trigger].pos == "VERB"
    return acts and status is Status.ASSERTED


def _announced(line: _Line, scene: Scene, index: int, cues: _Cues) -> Iterator[Clause]:
    """The listing that a sentence announces without naming anybody, by the first authority in it."""
    match = next((match for each in cues.announcing if (match := each.search(line.text))), None)
    if match is None or any(each.search(line.text) for each in cues.not_announcing):
        return
    standing = [each for each in scene.standing() if not each.mention.described]
    public = [each for each in standing if each.mention.type is EntityType.PUBLIC_BODY]
    for body in (public or [each for each in standing if scene.is_country(each.mention)])[:1]:
        yield _act(scene, index, line.tokens[match.start()], body)


def _unsaid(scenes: Sequence[Scene], index: int) -> Iterator[Clause]:
    """The listing of whom the text named last that may list somebody, where a sentence speaks of one by itself."""
    for at in range(index, max(-1, index - _BACK), -1):
        scene = scenes[at]
        bodies = [
            each
            for each in scene.standing()
            if not each.mention.described
            and (each.mention.type is EntityType.PUBLIC_BODY or (at < index and scene.is_country(each.mention)))
        ]
        if bodies:
            yield _act(scene, at, bodies[0].head, carried(bodies[0]))
            return


def _act(scene: Scene, index: int, trigger: int, authority: Filler) -> Clause:
    """That an authority lists somebody whom the sentence does not name."""
    return Clause(scene.sentence, index, trigger, Predicate.SANCTIONS, _FRAME, authority, None, trust=_TRUST)


def _added(
    line: _Line, scene: Scene, index: int, acts: Sequence[Clause], cues: _Cues, *, right_behind: bool
) -> Iterator[Clause]:
    """The listings of those whom a sentence adds."""
    start, end, members = _members(line, scene, cues, right_behind=right_behind)
    own = {act.subject.mention.name.casefold() for act in acts if act.subject is not None}
    members = [each for each in members if each.mention.name.casefold() not in own]
    if not members:
        return
    trigger = _trigger(scene.sentence, [line.tokens[at] for at in range(start, end)], members)
    taken = [line.tokens[start], line.tokens[end - 1], *(at for each in members for at in (each.first, each.last - 1))]
    for act in {_names(each)[0]: each for each in acts}.values():
        assert act.subject is not None
        for member in members:
            yield replace(
                act,
                sentence=scene.sentence,
                index=index,
                trigger=trigger,
                subject=carried(act.subject),
                object=member,
                slots=(),
                fixed=(),
                trust=_TRUST,
                quote=(min(taken), max(taken) + 1),
            )


def _members(line: _Line, scene: Scene, cues: _Cues, *, right_behind: bool) -> tuple[int, int, list[Filler]]:
    """The stretch of the line that adds to a listing, and who stands there."""
    for each in (*cues.behind, *(cues.at_once if right_behind else ())):
        match = each.match(line.text)
        if match is not None and not _denied(line.text[: match.end() + _NEAR], cues):
            return match.start(), match.end(), list(_run(line, scene, match.end(), cues))
    for each in cues.before:
        match = each.search(line.text)
        if match is not None and match.start() > 0 and not _denied(line.text[: match.end()], cues):
            return match.start() + 1, match.end(), _subjects(line, scene, match.start(), cues)
    return 0, 0, []


def _denied(said: str, cues: _Cues) -> bool:
    return any(each.search(said) for each in cues.denying)


def _run(line: _Line, scene: Scene, at: int, cues: _Cues) -> Iterator[Filler]:
    """The parties named from a place of the line on, but for what is told of them: "A, which sells valves; B"."""
    tokens = scene.sentence.tokens
    told = False
    before, behind = None, at
    led: set[str] = set()
    given: list[Filler] = []
    for place in range(at, len(line.text)):
        token = tokens[line.tokens[place]]
        filler = line.things.get(line.text[place])
        told = (told or _tells(token, cues)) and token.text != ";"
        if filler is None or told:
            continue
        aside = any(each.search(line.text, behind, place) for each in cues.led)
        if filler.mention.name in led or aside or not _may_be_listed(scene, filler, cues):
            led.add(filler.mention.name)
            continue
        if before is not None and _is_one(line.text[behind:place], before, filler, cues):
            if before.mention.described and not filler.mention.described:
                given[-1] = before = filler
                behind = place + 1
            continue
        given.append(filler)
        before, behind = filler, place + 1
    yield from {each.mention.name.casefold(): each for each in given}.values()


def _is_one(between: str, before: Filler, filler: Filler, cues: _Cues) -> bool:
    """Whether two parties with no more than a comma between them are one: "its director, Ilya Dorn"."""
    told = before.mention.described is not filler.mention.described
    return told and any(each.fullmatch(between) for each in cues.described)


def _subjects(line: _Line, scene: Scene, at: int, cues: _Cues) -> list[Filler]:
    """The parties that the words before a place of the line are about: the last one there, and those beside it."""
    placed = [(i, line.things[c]) for i, c in enumerate(line.text[:at]) if c in line.things]
    sentence = scene.sentence
    subjects = [each for _, each in placed if sentence.tokens[each.head].dep in {"nsubj", "nsubj:pass"}]
    if not subjects:
        subjects = [each for _, each in placed[:1]]
    heads = {each.head for each in subjects[-1:]}
    heads |= {i for head in heads for i in sentence.below(head, "conj")}
    return [each for _, each in placed if each.head in heads and _may_be_listed(scene, each, cues)]


def _may_be_listed(scene: Scene, filler: Filler, cues: _Cues) -> bool:
    """Whether it is a party, and not one that only tells of which another is: "the owner of A"."""
    sentence, token = scene.sentence, scene.sentence.tokens[filler.head]
    mention = filler.mention
    if mention.type in NO_MEMBERS or scene.is_country(mention) or scene.lexicon.is_media(mention.name):
        return False
    return token.dep not in _OWNED or any(each.fullmatch(sentence.case(filler.head)) for each in cues.joining)


def _tells(token: Token, cues: _Cues) -> bool:
    """Whether a word begins what is told of the one before it, or takes somebody out."""
    if any(each.fullmatch(token.text.lower()) for each in cues.turning):
        return True
    return token.tag in _FINITE | _RELATIVE or "VerbForm=Fin" in token.morph


def _trigger(sentence: Sentence, tokens: Sequence[int], members: Sequence[Filler]) -> int:
    """The word that adds them: the last verb there, else what the first of them hangs on."""
    verbs = [i for i in tokens if sentence.tokens[i].pos in {"VERB", "AUX"}]
    return verbs[-1] if verbs else sentence.tokens[members[0].head].head


def _line_of(scene: Scene) -> _Line:
    """A scene as a line; of what stands one in the other the longer stretch counts."""
    standing = sorted(scene.standing(), key=lambda each: (each.first, -each.last))
    starts: dict[int, Filler] = {}
    end = 0
    for filler in standing:
        pronoun = scene.sentence.tokens[filler.head].pos == "PRON"
        if filler.first >= end and not pronoun and filler.mention.type not in NO_MEMBERS:
            starts[filler.first] = filler
            end = filler.last
    text: list[str] = []
    places: list[int] = []
    things: dict[str, Filler] = {}
    at = 0
    while at < len(scene.sentence.tokens):
        standing_here = starts.get(at)
        said = scene.sentence.tokens[at].text.lower()
        if standing_here is not None and len(things) < _MOST:
            said = chr(_FIRST + len(things))
            things[said] = standing_here
        text.append(said + " ")
        places += [at] * (len(said) + 1)
        at = standing_here.last if standing_here is not None else at + 1
    return _Line("".join(text), things, tuple(places))
