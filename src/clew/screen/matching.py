"""Names against lists from Python, without a case: `from clew import match`."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from clew.screen.importing import import_list
from clew.screen.list_index import Candidate, ListIndex, Query, open_imported

_CHUNK = 512


def match(
    names: Iterable[str | Query],
    lists: Sequence[str | Path] | ListIndex,
    *,
    limit: int = 10,
    threshold: float = 0.0,
) -> Iterator[tuple[Candidate, ...]]:
    """Yield for each name, in order, the nearest listings, best first, each with its score and signals.

    `lists` are list files in any form that `clew lists add` takes, or lists that are open already (`Library.open`).
    A `Query` says what kind of party a name is; `threshold` is the least score, `limit` the most listings of a name.
    Names are taken a chunk at a time, so that there may be any number. Raises what `import_list` raises.
    """
    if not isinstance(lists, ListIndex):
        read = [import_list([Path(file)]) for file in lists]
        lists = ListIndex(tuple(open_imported(one.version, one.listings) for one in read))
    queries = (name if isinstance(name, Query) else Query(name) for name in names)
    while chunk := list(islice(queries, _CHUNK)):
        yield from lists.search(chunk, limit, threshold)
