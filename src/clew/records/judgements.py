"""What people decide: judgements, appended with who, when and why."""

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
