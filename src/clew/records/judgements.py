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
