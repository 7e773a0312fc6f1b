"""Screen a case: note in its ledger which versions of which lists it is held against, and by which thresholds."""

from collections.abc import Mapping, Sequence

from clew.errors import UsageError
from clew.ledger import Case, View, append, screening_draft
from clew.records import ListVersion
from clew.screen import FOUR_EYES, Library, changed_settings


def screen_case(
    case: Case,
    library: Library,
    names: Sequence[str] | None,
    actor: str,
    thresholds: Mapping[str, Sequence[str]] | None = None,
    four_eyes: bool | None = None,
) -> tuple[ListVersion, ...]:
    """Append which lists the case is screened against from now on, and return them; those versions are kept for good.

    `names` of None takes the newest version of every list in the library. `thresholds` ("review" and "match", each with
    what was said of it, as `changed_settings` takes it) changes those of the screening before; without it they hold on.
    `four_eyes` says whether a hit's decision waits for a second person from now on; None leaves it as it is.
    Screening as before appends nothing. Raises `NoSuchList` where a named list, or any at all, is missing, and
    `UsageError`. The hits themselves are findings: `derive` gives them.
    """
    versions = library.newest(names)
    library.keep(versions)
    view = View(case)
    settings = changed_settings(view.settings, thresholds or {})
    if four_eyes is not None:
        settings |= _four_eyes(four_eyes)
    same = {(one.name, one.sha256) for one in view.lists} == {(one.name, one.sha256) for one in versions}
    if view.screening is None or not same or settings != view.settings:
        after = view.screening.id if view.screening else None
        append(case, [screening_draft(versions, settings, after)], actor)
    return versions


def set_four_eyes(case: Case, actor: str, *, four_eyes: bool) -> None:
    """Append whether a hit's decision waits for a second person from now on; the lists stay in their versions.

    Raises `UsageError` where the case has not been screened yet.
    """
    view = View(case)
    if view.screening is None:
        raise UsageError("the case has not been held against any list yet; run clew screen first")
    settings = {**view.settings, **_four_eyes(four_eyes)}
    if settings != view.settings:
        append(case, [screening_draft(view.lists, settings, view.screening.id)], actor)


def _four_eyes(wanted: bool) -> dict[str, str]:
    return {FOUR_EYES: "yes" if wanted else "no"}
