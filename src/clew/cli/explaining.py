"""Tell in words why an entry of a list was, or was not, found for a name."""

from collections.abc import Iterator, Sequence

from clew.cli.output import plain
from clew.screen import Explanation, ListIndex, Query, Step, Thresholds, explain, find_entries


def explained(index: ListIndex, told: str, queries: Sequence[Query], limit: int, threshold: float) -> str:
    """For each name: what came of the entry that `told` numbers or names, the score it has and what that is made of."""
    entries = find_entries(index, told)
    if not entries:
        lists = ", ".join(version.name for version in index.versions)
        return plain(f"no entry of {lists} is numbered {told}, and no name is near to it")
    lines = [
        line
        for query in queries
        for entry in entries
        for line in _lines(explain(index, query, entry, limit, threshold), threshold)
    ]
    return "\n".join(map(plain, lines))


def _lines(found: Explanation, threshold: float) -> Iterator[str]:
    listing, best = found.listing, found.best
    yield f"“{found.query.name}” and entry {listing.id} of {found.version.name}, “{listing.caption}”:"
    if found.step is Step.FOUND:
        yield f"  {found.step}, number {found.rank}"
    elif found.step is Step.BELOW:
        yield f"  not found: {found.step} of {threshold:.4f}"
    elif found.step is Step.BEYOND and found.last is not None:
        yield f"  not found: {found.step} (the last one has {found.last:.4f}); ask for more with --limit"
    else:
        yield f"  not found: {found.step}"
    if best is None:
        return
    yield f"  score {best.score:.4f}, with the listed name “{best.listed_name}”:"
    for one in best.signals:
        sides = " / ".join(side for side in (one.left, one.right) if side)
        yield f"  {one.value:+.4f}  {one.says}  {sides}".rstrip()
    yield f"  in a case it would be {_in_a_case(found)}"


def _in_a_case(found: Explanation) -> str:
    """What `clew screen` makes of it, by the thresholds that hold where none are set."""
    review, match = Thresholds().of(found.version.name)
    best = found.best
    assert best is not None, "only a score is told"
    if best.exact and best.score >= match:
        return f"a match: every word stands in the listed name and {best.score:.2f} is not below {match:.2f}"
    if best.score >= review:
        return f"for review: {best.score:.2f} is not below {review:.2f}"
    return f"no hit: {best.score:.2f} is below {review:.2f}, from where near names are shown for review"
