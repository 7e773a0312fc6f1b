"""What people decide: judgements, appended with who, when and why."""

from collections.abc import Iterable
from dataclasses import dataclass

from clew.vocabulary import Verdict


@dataclass(frozen=True, slots=True)
class Judgement:
    """One decision of one person.

    `left` and `right` name what it is about, by verdict: two entity ids (same, different), a claim id
    (accept, reject), an entity id and the new name or type (rename, set type), two documents or publishers
    (copy of), a publisher and a grade (reliability), an entity id and a listing id (true hit, false alarm,
    unsure), the id of an earlier judgement (undo). `after` is the id of the judgement before it in the
    ledger, so that the same decision made again is a new entry. `at` is an ISO 8601 instant in UTC.
    `names` keeps the names that the parties had then, so that the decision still finds them if an id splits.
    `seen` is what was known of a hit's party and listing when it was decided (fact, value), so that a change shows.
    """

    id: str
    verdict: Verdict
    left: str
    right: str | None
    by: str
    at: str
    why: str = ""
    after: str | None = None
    names: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    seen: tuple[tuple[str, str], ...] = ()

    @property
    def list(self) -> str | None:
        """The list whose entry a decision on a hit is about, None for any other and where old entries do not tell."""
        return next((value for fact, value in self.seen if fact == "list"), None)

    @property
    def says(self) -> str:
        """What is decided, in words: the verdict, whom or what it is about, and what that is to be."""
        about = " / ".join(self.documents or self.names) or self.left
        if self.verdict in _SET and self.right is not None:
            return f"{self.verdict}: {about} → {f'{self.list}/' if self.list else ''}{self.right}"
        return f"{self.verdict}: {about}"


_SET = frozenset({Verdict.RENAME, Verdict.SET_TYPE, Verdict.RELIABILITY})
_SET |= {Verdict.TRUE_HIT, Verdict.FALSE_ALARM, Verdict.UNSURE}
"""Verdicts whose right side is no second party: a name, a type, a grade, an entry of a list."""


def in_force(judgements: Iterable[Judgement]) -> tuple[Judgement, ...]:
    """The judgements that nobody has taken back, in their order; `undo` entries themselves are left out.

    An undo can be undone: read from the newest back, an undo that still stands takes its target away.
    """
    order = tuple(judgements)
    gone: set[str] = set()
    for judgement in reversed(order):
        if judgement.verdict is Verdict.UNDO and judgement.id not in gone:
            gone.add(judgement.left)
    return tuple(one for one in order if one.id not in gone and one.verdict is not Verdict.UNDO)


_FAMILIES = (
    frozenset({Verdict.SAME, Verdict.DIFFERENT}),
    frozenset({Verdict.ACCEPT, Verdict.REJECT}),
    frozenset({Verdict.TRUE_HIT, Verdict.FALSE_ALARM, Verdict.UNSURE}),
)
"""Verdicts that answer one question; any other verdict is a question of its own."""

_OF_BOTH = _FAMILIES[0] | _FAMILIES[2]
"""Verdicts whose question is about both sides; the right side of any other is its answer."""


def decided_again(judgements: Iterable[Judgement]) -> dict[str, Judgement]:
    """Judgement in force → the newest one in force that answers the same question otherwise, and so counts instead."""
    newest: dict[tuple[object, ...], Judgement] = {}
    found: dict[str, Judgement] = {}
    for one in reversed(in_force(judgements)):
        question = question_of(one)
        later = newest.setdefault(question, one)
        if later is not one and _answer(later) != _answer(one):
            found[one.id] = later
    return found


def question_of(judgement: Judgement) -> tuple[object, ...]:
    """What a judgement decides: the same for judgements that contradict or repeat one another."""
    family = next((each for each in _FAMILIES if judgement.verdict in each), frozenset({judgement.verdict}))
    if judgement.verdict in _FAMILIES[0] and judgement.left == judgement.right:  # two names of one party
        return family, frozenset({judgement.left}), frozenset(judgement.names)
    if judgement.verdict in _FAMILIES[0]:
        return family, frozenset({judgement.left, judgement.right})
    return family, judgement.left, judgement.right if judgement.verdict in _OF_BOTH else None, judgement.list


def _answer(judgement: Judgement) -> tuple[Verdict, str | None]:
    """What a judgement says on its question."""
    return judgement.verdict, None if judgement.verdict in _OF_BOTH else judgement.right


def seconded(judgements: Iterable[Judgement]) -> tuple[tuple[Judgement, ...], tuple[Judgement, ...]]:
    """Judgements in force where hits take two persons: those that count, and the decisions that wait for a second.

    That a hit is true or a false alarm counts once another person has said the same of the same party and listing,
    with nothing else said in between; until then what two persons agreed on before holds. "Unsure" counts at once.
    """
    kept: list[Judgement] = []
    said: dict[tuple[str, str | None, str | None], tuple[Judgement, set[str]]] = {}
    for one in judgements:
        if one.verdict not in _FAMILIES[2]:
            kept.append(one)
            continue
        before = said.get((one.left, one.right, one.list))
        persons = {*before[1], one.by} if before and before[0].verdict is one.verdict else {one.by}
        said[one.left, one.right, one.list] = one, persons
        if one.verdict is Verdict.UNSURE or len(persons) > 1:
            kept.append(one)
    counted = {one.id for one in kept}
    return tuple(kept), tuple(one for one, _ in said.values() if one.id not in counted)
