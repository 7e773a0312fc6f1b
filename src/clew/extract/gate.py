"""The quote gate: a claim whose words do not stand exactly so in the text does not exist."""

from collections.abc import Iterable, Iterator

from clew.records import Claim, Document, Mention, Problem
from clew.vocabulary import ProblemKind


def hold_to_text(claims: Iterable[Claim], document: Document) -> Iterator[Claim | Problem]:
    """Each claim whose quote and mentions are exact; for any other the problem that it is."""
    for claim in claims:
        start, end = claim.quote.start, claim.quote.end
        exact = 0 <= start < end <= len(document.text) and document.text[start:end] == claim.text
        if (
            exact
            and claim.quote.document == document.id
            and _inside(claim.subject, document)
            and _inside(claim.object, document)
        ):
            yield claim
        else:
            yield Problem(
                ProblemKind.QUOTE,
                f"a claim ({claim.predicate}) quotes words that do not stand so at {start}–{end}",
                "nothing to do: the claim was left out",
                document.name,
            )


def _inside(mention: Mention | None, document: Document) -> bool:
    if mention is None or mention.start is None or mention.end is None:
        return True
    return 0 <= mention.start < mention.end <= len(document.text)
