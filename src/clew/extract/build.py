"""From the clauses of a parsed text to its claims: sources, status, qualifiers, confidence, and what stands unsaid."""

from collections.abc import Sequence

from clew.extract.attribution import Attributor
from clew.extract.clause import LINKED, Clause
from clew.extract.confidence import confidence
from clew.extract.engine import clauses
from clew.extract.first_person import is_first_person
from clew.extract.frames import FrameTable
from clew.extract.grammar import load_grammar
from clew.extract.linker.linking import least_alone, linked
from clew.extract.listed import listed_goods
from clew.extract.listings import further_listed
from clew.extract.memory import Referents
from clew.extract.names.lexicon import Lexicon
from clew.extract.names.register import Alias
from clew.extract.parties import Scene
from clew.extract.qualifiers import qualifiers_of
from clew.extract.reading import is_here
from clew.extract.resolver import resolve
from clew.extract.retyping import retyped
from clew.extract.sentence import ParsedText
from clew.extract.shares import further_owners
from clew.extract.source_words import load_source_words
from clew.extract.status import statuses
from clew.extract.stretches import trimmed
from clew.extract.unsaid import complete
from clew.measures.normal import normal_forms
from clew.records import Claim, Mention, Quote, Source
from clew.vocabulary import EntityType, Predicate, Qualifier, Status


def claims_of(
    text: ParsedText,
    aliases: Sequence[Alias],
    table: FrameTable,
    lexicon: Lexicon,
    version: str,
    *,
    by_linker: bool = True,
) -> list[Claim]:
    """All claims of a document before repeats are merged; `by_linker` is whether the linker is asked."""
    referents = resolve(text, lexicon)
    read = stated(text, referents, table, lexicon, by_linker=by_linker)
    found = [clause for clause in read if clause.frame != LINKED or confidence(clause) >= least_alone(clause.predicate)]
    given = statuses(found, text, lexicon)
    attributor = Attributor(text, referents.mentions, lexicon)
    claims = []
    for clause, status in zip(found, given, strict=True):
        particulars = qualifiers_of(clause, text.document.text, text.names[clause.index], lexicon)
        claims.append(_claim(clause, text, status, attributor.sources(clause), particulars, version))
    return claims + [
        _alias_claim(alias, text, version)
        for alias in aliases
        if alias.type not in {EntityType.PERSON, EntityType.PLACE}
    ]


def stated(
    text: ParsedText, referents: Referents, table: FrameTable, lexicon: Lexicon, *, by_linker: bool = True
) -> list[Clause]:
    """All that the document states by the frames and, if it is asked, by the linker."""
    scenes = scenes_of(text, referents, lexicon)
    found = clauses_of(text, referents, scenes, table, lexicon)
    if not by_linker or not text.sentences:
        return found
    read = linked(found, text, scenes, table)
    return [clause for clause in read if clause.frame != LINKED or _states(clause, text)]


def scenes_of(text: ParsedText, referents: Referents, lexicon: Lexicon) -> list[Scene]:
    """The document's sentences, each with all that is known of who stands where in it."""
    return [
        Scene.of(sentence, mentions, names, lexicon, goods, referents.groups)
        for sentence, mentions, names, goods in zip(
            text.sentences, referents.mentions, text.names, referents.goods, strict=True
        )
    ]


def clauses_of(
    text: ParsedText, referents: Referents, scenes: Sequence[Scene], table: FrameTable, lexicon: Lexicon
) -> list[Clause]:
    """All that the document states by the frames, with its unsaid parties filled, before attribution."""
    found: list[Clause] = []
    for index, scene in enumerate(scenes):
        found += clauses(scene, index, table)
    found = [clause for clause in found if _states(clause, text)]
    found = list(complete(found, table, text, referents, lexicon))
    found += listed_goods(found, text, table)
    found += further_owners(found, scenes)
    listed = [clause for clause in found if clause.predicate is Predicate.SANCTIONS]
    found += further_listed(list(zip(listed, statuses(listed, text, lexicon), strict=True)), text, scenes)
    return retyped(found, text, table)


def _states(clause: Clause, text: ParsedText) -> bool:
    """Whether the clause states something of its own: not a negation, nor a heading about unnamed parties."""
    sentence = clause.sentence
    if _not_done(clause):
        return False
    negated = any(True for _ in sentence.below(clause.trigger, "neg")) or _of_nobody(clause)
    if negated and clause.predicate is not Predicate.RESPONDS and not _reported(clause):
        return False
    ends = sentence.tokens[-1].text
    first = clause.index == 0 or text.sentences[clause.index - 1].paragraph != sentence.paragraph
    heading = first and not any(mark in ends for mark in '.?!":;,)')
    parties = [filler.mention for filler in (clause.subject, clause.object) if filler]
    return not (heading and any(mention.described for mention in parties))


def _not_done(clause: Clause) -> bool:
    """Whether the verb of a Russian noun that carries the statement is negated: "не вводила санкции"."""
    sentence = clause.sentence
    token = sentence.tokens[clause.trigger]
    done = sentence.language == "ru" and token.pos == "NOUN" and token.dep in {"obj", "nsubj:pass"}
    return done and any(True for _ in sentence.below(token.head, "neg"))


def _of_nobody(clause: Clause) -> bool:
    """Whether who would have done it is nobody: "neither A nor B delivered", "no firm delivered"."""
    subject = clause.subject
    if subject is None or not is_here(subject, clause.sentence) or clause.sentence.language != "en":
        return False
    sentence = clause.sentence
    tokens, words = sentence.tokens, load_grammar()["nobody"]
    first = tokens[subject.head].head if tokens[subject.head].dep == "conj" else subject.head
    beside = {subject.first - 1, *sentence.children[subject.head], *sentence.children[first]}
    return any(i >= 0 and tokens[i].text.lower() in words for i in beside)


def _reported(clause: Clause) -> bool:
    """Whether somebody is said to say it, or says it himself ("we"), so that a negation is a denial."""
    sentence, trigger = clause.sentence, clause.trigger
    if any(sentence.tokens[above].dep in {"ccomp", "xcomp"} for above in (trigger, *sentence.ancestors(trigger))):
        return True
    subject = clause.subject
    if subject is not None and subject.mention.resolved and is_first_person(sentence, subject.head):
        return True
    says = load_source_words(sentence.language).says
    return any(
        sentence.tokens[verb].lemma in says and any(True for _ in sentence.below(verb, "nsubj"))
        for verb in sentence.below(trigger, "parataxis")
    )


def _claim(
    clause: Clause,
    text: ParsedText,
    status: Status,
    sources: tuple[Source, ...],
    particulars: dict[Qualifier, str],
    version: str,
) -> Claim:
    document = text.document
    first, last = clause.quote
    start, end = trimmed(document.text, clause.sentence.tokens[first].start, clause.sentence.tokens[last - 1].end)
    return Claim(
        doc=document.name,
        quote=Quote(document.id, start, end),
        text=document.text[start:end],
        predicate=clause.predicate,
        subject=clause.subject.mention if clause.subject else None,
        object=clause.object.mention if clause.object else None,
        status=status,
        qualifiers=particulars,
        values=normal_forms(particulars, document.published, clause.sentence.language),
        sources=sources,
        confidence=confidence(clause),
        extractor=version,
        origin=LINKED if clause.frame == LINKED else "rules",
    )


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
