"""Screen a case: note in its ledger which versions of which lists it is held against."""

from collections.abc import Sequence

from clew.ledger import Case, append, screening_draft
from clew.records import ListVersion
from clew.screen import Library


def screen_case(case: Case, library: Library, names: Sequence[str] | None, actor: str) -> tuple[ListVersion, ...]:
    """Append which lists the case is screened against from now on, and return them.

    `names` of None takes the newest version of every list in the library. Raises `NoSuchList` where a named
    list, or any at all, is missing. The hits themselves are findings: `derive` gives them.
    """
    versions = library.newest(names)
    append(case, [screening_draft(versions, {})], actor)
    return versions
