"""Match frames in a sentence: the engine walks trigger words, looks up slots, and knows no predicate."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import product

from clew.extract.arguments import Roles, case_role, noun_roles, verb_roles
from clew.extract.clause import Clause, Filler
from clew.extract.control import climbing, is_passive, tells_each_apart
from clew.extract.enumerations import opens_bracket
from clew.extract.frames import Fits, Frame, FrameTable, Kind, Slot, Voice
from clew.extract.parties import Scene
from clew.extract.russian_roles import russian_roles
from clew.extract.sentence import Sentence
from clew.vocabulary import EntityType, Predicate, Qualifier

MOST_PAIRS = 60
LONGEST_SENTENCE = 400
_KINDS = {"VERB": Kind.VERB, "AUX": Kind.VERB, "NOUN": Kind.NOUN, "PROPN": Kind.NOUN, "ADJ": Kind.ADJECTIVE}
_HELPING = frozenset({"aux", "aux:pass", "cop"})
_CLIMB = "climb"
_SAID_OF = frozenset({"holder", "self"})
_POSSESSORS = {"poss": ("nmod:poss",), "mod": ("amod", "compound", "nmod")}


def clauses(scene: Scene, index: int, table: FrameTable) -> Iterator[Clause]:
    """All matches of frames in one sentence, in the order of their triggers."""
    sentence = scene.sentence
    if len(sentence.tokens) > LONGEST_SENTENCE:
        return
    inside = {i for span in scene.names.values() for i in range(span.first, span.last)}
    for trigger, token in enumerate(sentence.tokens):
        if trigger in scene.names:
            kind, frames = Kind.NAME, table.at(Kind.NAME, scene.names[trigger].type)
        elif token.pos in _KINDS and trigger not in inside and token.dep not in _HELPING:
            kind = _KINDS[token.pos]
            frames = _frames(sentence, trigger, kind, table)
        else:
            continue
        if not frames:
            continue
        roles = dict(verb_roles(sentence, trigger) if kind is Kind.VERB else noun_roles(sentence, trigger))
        if kind is Kind.NAME and (noun := _named_noun(sentence, trigger)) is not None:
            roles = {**noun_roles(sentence, noun), "self": (trigger,)}
        if sentence.language == "ru":
            roles = russian_roles(sentence, trigger, roles)
        if any(slot.role == _CLIMB for frame in frames for slot in (*frame.subject, *frame.object)):
            roles[_CLIMB] = tuple(dict.fromkeys(climbing(sentence, trigger)))
        yield from _best(scene, index, trigger, roles, frames)


def _named_noun(sentence: Sentence, name: int) -> int | None:
    """The common noun that a name stands before: "the firm's HW52 drone" says of the HW52 what it says of the drone."""
    token = sentence.tokens[name]
    noun = sentence.tokens[token.head]
    before = token.dep in {"compound", "amod", "nmod"} and token.head > name
    return token.head if before and noun.pos == "NOUN" and not sentence.case(name) else None


def _best(scene: Scene, index: int, trigger: int, roles: Roles, frames: Sequence[Frame]) -> Iterator[Clause]:
    """For each predicate the first frame that fills both parties, else the first that may leave one out."""
    done: set[Predicate] = set()
    partial: list[tuple[Predicate, list[Clause]]] = []
    for frame in frames:
        if (frame.predicate in done and not frame.fixed) or not _conditions(scene, trigger, roles, frame):
            continue
        found = list(_match(scene, index, trigger, roles, frame))
        if found and all(clause.subject and clause.object for clause in found):
            done.add(frame.predicate)
            yield from found
        elif found:
            partial.append((frame.predicate, found))
    for predicate, found in partial:
        if predicate not in done:
            done.add(predicate)
            yield from found


def _frames(sentence: Sentence, trigger: int, kind: Kind, table: FrameTable) -> tuple[Frame, ...]:
    lemma = sentence.tokens[trigger].lemma
    particles = [sentence.tokens[i].text.lower() for i in sentence.below(trigger, "compound:prt")]
    found = tuple(frame for particle in particles for frame in table.at(kind, f"{lemma} {particle}"))
    if found or (particles and kind is Kind.VERB):
        return found or table.at(kind, lemma)
    if trigger >= 2 and sentence.tokens[trigger - 1].text == "-":
        whole = table.at(kind, f"{sentence.tokens[trigger - 2].text.lower()}-{lemma}")
        if whole:
            return whole
    return table.at(kind, lemma)


def _conditions(scene: Scene, trigger: int, roles: Roles, frame: Frame) -> bool:
    sentence = scene.sentence
    voiced = frame.kind is Kind.VERB and frame.voice is not Voice.EITHER
    if voiced and is_passive(sentence, trigger) is not (frame.voice is Voice.PASSIVE):
        return False
    if frame.only and not any(_holds(scene, trigger, roles, role, words) for role, words in frame.only):
        return False
    return not any(_holds(scene, trigger, roles, role, words) for role, words in frame.unless)


def _holds(scene: Scene, trigger: int, roles: Roles, role: str, words: frozenset[str]) -> bool:
    if role == "case":
        return scene.sentence.case(trigger) in words
    tokens = scene.sentence.tokens
    for index in roles.get(role, ()):
        filler_class = next((word for word in words if word.startswith(":")), None)
        if filler_class is not None and any(
            index not in scene.goods and scene.admits(filler, Fits(filler_class[1:])) for filler in scene.fillers(index)
        ):
            return True
        if tokens[index].lemma in words or tokens[index].text.lower() in words:
            return True
        for inner in scene.sentence.below(index, "nmod", "compound", "obl"):
            if tokens[index].lemma in scene.lexicon.measures and tokens[inner].lemma in words:
                return True
    return False


def _indexes(scene: Scene, roles: Roles, frame: Frame, role: str) -> Iterator[int]:
    """The head words at a role; "on.poss" goes on from the fillers of "on" to whose they are."""
    lightly = any(_light(scene.sentence, verb) & frame.light for verb in roles.get("light", ()))
    if role in {"giver", "lighttheme"} and not lightly:
        return
    outer, _, inner = role.partition(".")
    if not inner:
        yield from roles.get(role, ())
        if lightly:
            yield from roles.get(f"~{role}", ())
        return
    for index in roles.get(outer, ()):
        if inner == "maker":
            yield from scene.makers(index)
            continue
        for child in scene.sentence.children[scene.counted(index)]:
            token = scene.sentence.tokens[child]
            if inner in _POSSESSORS:
                if inner == "mod" and token.dep == "compound" and token.pos == "NOUN":
                    yield from scene.sentence.below(child, "compound", "amod")
                if token.dep in _POSSESSORS[inner] and not scene.sentence.case(child).strip("'s "):
                    yield child
            elif token.dep in {"nmod", "obl", "obl:agent"} and case_role(scene.sentence, child) == inner:
                yield child


def _light(sentence: Sentence, verb: int) -> set[str]:
    lemma = sentence.tokens[verb].lemma
    particles = {f"{lemma} {sentence.tokens[i].text.lower()}" for i in sentence.below(verb, "compound:prt")}
    return {lemma} | particles


def _fill(scene: Scene, trigger: int, roles: Roles, frame: Frame, slots: Sequence[Slot]) -> list[Filler]:
    """The fillers by the first slot that has any admissible ones.

    What a singular noun is said of is one party: "the director A and B" makes A the director.
    """
    plural = scene.sentence.tokens[trigger].tag in {"NNS", "NNPS"}
    nobodys = "subject" not in frame.lacking and _is_described(scene.sentence, trigger)
    for slot in slots:
        if slot.role == _CLIMB and nobodys:
            continue
        found: list[Filler] = []
        for index in _indexes(scene, roles, frame, slot.role):
            spread = (plural or slot.role not in _SAID_OF) and not _is_bracketed_off(scene.sentence, trigger, index)
            for filler in scene.fillers(index, spread=spread):
                if scene.admits(filler, slot.fits) and filler not in found:
                    found.append(filler)
            if found:
                break
        if found:
            return _alike(found)
    return []


def _is_bracketed_off(sentence: Sentence, trigger: int, index: int) -> bool:
    """Whether a word stands in brackets behind a party, and so speaks of it alone: "A (listed by Varnia), B and C"."""
    return index < trigger and opens_bracket(sentence.tokens[index:trigger])


def _is_described(sentence: Sentence, trigger: int) -> bool:
    """Whether a Russian participle only tells what was done to its noun: who acts above it did not do that."""
    described = sentence.language == "ru" and sentence.tokens[trigger].dep in {"acl", "amod"}
    return described and is_passive(sentence, trigger)


def _alike(fillers: list[Filler]) -> list[Filler]:
    """Without places that only say where the other parties are: "firms and a man in Iran, Turkey and China"."""
    others = [filler for filler in fillers if filler.mention.type is not EntityType.PLACE]
    return others or fillers


def _match(scene: Scene, index: int, trigger: int, roles: Roles, frame: Frame) -> Iterator[Clause]:
    subjects: list[Filler | None] = list(_fill(scene, trigger, roles, frame, frame.subject))
    if not subjects and ("subject" in frame.lacking or "subject" in frame.carry):
        subjects = [None]
    if not subjects:
        return
    objects: list[Filler | None] = list(_fill(scene, trigger, roles, frame, frame.object))
    if not objects and ("object" in frame.lacking or "object" in frame.carry):
        objects = [None]
    if not objects or (subjects == [None] and objects == [None]):
        return
    slots = tuple(_qualifier_slots(scene, trigger, roles, frame))
    pairs: Iterable[tuple[Filler | None, Filler | None]] = product(subjects, objects)
    if len(subjects) == len(objects) > 1 and tells_each_apart(scene.sentence, trigger):
        pairs = zip(subjects, objects, strict=True)
    for count, (subject, object_) in enumerate(pairs):
        if count >= MOST_PAIRS:
            return
        if subject is None and object_ is None:
            continue
        if subject and object_ and subject.mention.name.casefold() == object_.mention.name.casefold():
            continue
        yield Clause(
            sentence=scene.sentence,
            index=index,
            trigger=trigger,
            predicate=frame.predicate,
            frame=frame.id,
            subject=subject,
            object=object_,
            slots=slots,
            fixed=frame.fixed,
            status=frame.status,
            trust=frame.trust,
            quote=extent(scene.sentence, trigger, (subject, object_), slots),
        )


def _qualifier_slots(
    scene: Scene, trigger: int, roles: Roles, frame: Frame
) -> Iterator[tuple[Qualifier, tuple[int, ...]]]:
    for qualifier, slots in frame.qualifiers:
        for slot in slots:
            if slot.fits is Fits.ANY:
                heads = tuple(_indexes(scene, roles, frame, slot.role))
            else:
                heads = tuple(filler.head for filler in _fill(scene, trigger, roles, frame, (slot,)))
            if heads:
                yield qualifier, heads
                break


def placed(
    scene: Scene, trigger: int, predicate: Predicate, table: FrameTable
) -> tuple[tuple[Qualifier, tuple[int, ...]], ...]:
    """What the frames of a word that may carry a predicate place as particulars, whoever the parties are."""
    sentence = scene.sentence
    kind = _KINDS.get(sentence.tokens[trigger].pos)
    if kind is None:
        return ()
    roles = dict(verb_roles(sentence, trigger) if kind is Kind.VERB else noun_roles(sentence, trigger))
    for frame in _frames(sentence, trigger, kind, table):
        if frame.predicate is predicate and _conditions(scene, trigger, roles, frame):
            return tuple(_qualifier_slots(scene, trigger, roles, frame))
    return ()


def extent(
    sentence: Sentence,
    trigger: int,
    parties: Sequence[Filler | None],
    slots: Sequence[tuple[Qualifier, tuple[int, ...]]],
) -> tuple[int, int]:
    """The tokens from the first to the last word that makes the statement."""
    marks = [trigger, trigger + 1]
    for filler in parties:
        if filler is not None:
            marks += [filler.first, filler.last]
    marks += [edge for _, heads in slots for head in heads for edge in (head, head + 1)]
    for child in sentence.children[trigger]:
        if sentence.tokens[child].dep in {"obl", "obl:npmod", "nmod", "aux", "aux:pass", "neg", "advmod", "obj", "cop"}:
            below = sentence.subtree(child)
            if len(below) <= 12:
                marks += [below[0], below[-1] + 1]
    return min(marks), max(marks)
