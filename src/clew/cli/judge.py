"""`clew judge`: append what a person decided."""

from typing import Annotated

import typer

from clew.cli.findings import findings_of
from clew.cli.place import CaseArgument, actor, the_case
from clew.errors import UsageError
from clew.pipeline import decide
from clew.pipeline import judge as append_judgement
from clew.vocabulary import Verdict


def register(app: typer.Typer, panel: str) -> None:
    """Add the command to the application."""
    app.command(rich_help_panel=panel)(judge)


def judge(
    case: CaseArgument,
    verdict: Annotated[str, typer.Argument(metavar="VERDICT", help=", ".join(v.replace(" ", "-") for v in Verdict))],
    left: Annotated[str, typer.Argument(metavar="WHAT", help="A party, claim, document or publisher.")],
    right: Annotated[str | None, typer.Argument(metavar="[OTHER]", help="The other side, where there is one.")] = None,
    why: Annotated[str, typer.Option("--why", help="The reason; it is kept.")] = "",
) -> None:
    """Decide: same, different, accept, reject, rename, set-type, copy-of, reliability, true-hit, false-alarm, unsure.

    same A B, different A B · accept CLAIM, reject CLAIM · rename A NAME, set-type A TYPE · copy-of DOC DOC ·
    reliability PUBLISHER GRADE · true-hit A LISTING, false-alarm A LISTING, unsure A LISTING
    """
    try:
        what = Verdict(verdict.replace("-", " "))
    except ValueError:
        what = Verdict.UNDO
    if what is Verdict.UNDO:
        known = ", ".join(v.replace(" ", "-") for v in Verdict if v is not Verdict.UNDO)
        raise UsageError(f"{verdict!r} is no verdict; known: {known}")
    decision = decide(findings_of(case), what, left, right, why)
    made = append_judgement(the_case(case), decision, actor())
    print(f"decided {made.says} (take back with: clew undo {case})")
