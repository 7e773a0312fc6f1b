"""One claim of a record in a published form, and the problem of a record that cannot be used."""

from collections.abc import Mapping

from clew.records import Claim, Document, Mention, Problem, Quote
from clew.vocabulary import Predicate, ProblemKind, Qualifier, Status

SURE = 0.98
"""How sure a claim of a structured record is: the record says it; what it says may be out of date."""


def claim_of(
    document: Document,
    place: tuple[int, int],
    predicate: Predicate,
    parties: tuple[Mention | None, Mention | None],
    told: Mapping[Qualifier, tuple[str, str | None]],
    version: str,
    status: Status = Status.ASSERTED,
) -> Claim:
    """A claim whose quote is the record at `place`; `told` gives for each qualifier its words and its normal form."""
    start, end = place
    return Claim(
        doc=document.name,
        quote=Quote(document.id, start, end),
        text=document.text[start:end],
        predicate=predicate,
        subject=parties[0],
        object=parties[1],
        status=status,
        qualifiers={key: words for key, (words, _) in told.items()},
        values={key: value for key, (_, value) in told.items() if value is not None},
        confidence=SURE,
        extractor=version,
        origin="table",
    )


def bad_record(document: Document, place: tuple[int, int], says: str) -> Problem:
    """The problem of one record."""
    fix = "correct the record and add the file again"
    return Problem(ProblemKind.ROW, says, fix, document.name, Quote(document.id, *place))


def note(document: Document, says: str, fix: str) -> Problem:
    """A problem of the file as a whole."""
    return Problem(ProblemKind.ROW, says, fix, document.name)
