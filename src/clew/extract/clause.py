"""A clause: where a frame matched in a sentence, and which words fill its slots."""

from dataclasses import dataclass, replace

from clew.extract.sentence import Sentence
from clew.records import Mention
from clew.vocabulary import Predicate, Qualifier, Status

LINKED = "linker"
"""What stands for a frame's id where no frame matched, and the origin of such a claim."""


@dataclass(frozen=True, slots=True)
class Filler:
    """What fills a slot: the head token, the tokens `first` to `last` (exclusive), and the party they stand for."""

    head: int
    first: int
    last: int
    mention: Mention


def carried(filler: Filler) -> Filler:
    """A party taken over from another sentence: it stands for itself, and no words of this one stand for it."""
    return replace(filler, mention=replace(filler.mention, start=None, end=None, resolved=True))


@dataclass(frozen=True, slots=True)
class Clause:
    """One match of a frame, before attribution, status and qualifiers are worked out.

    `index` is the sentence's place in the document, `trigger` the token that carries the predicate (verb, noun or
    adjective), `frame` the frame's id. `subject` and `object` are None where the text leaves the party out.
    `slots` are head tokens of qualifiers that the frame itself places (goods of `supplies` in PRODUCT, an
    intermediary in VIA); `fixed` qualifiers come from the frame, as does `status` where it is not None.
    `quote` is the stretch of tokens (exclusive end) that makes the statement. `linked` is how likely the linker holds
    it, None where it was not asked; a clause that the linker alone found carries `LINKED` as its frame.
    """

    sentence: Sentence
    index: int
    trigger: int
    predicate: Predicate
    frame: str
    subject: Filler | None
    object: Filler | None
    slots: tuple[tuple[Qualifier, tuple[int, ...]], ...] = ()
    fixed: tuple[tuple[Qualifier, str], ...] = ()
    status: Status | None = None
    trust: float = 1.0
    quote: tuple[int, int] = (0, 0)
    linked: float | None = None
