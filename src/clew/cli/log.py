"""`clew log`: who did and decided what, and when."""

from collections.abc import Iterator, Mapping

import typer

from clew.cli.output import Column, Format, FormatOption, OutputOption, Row, emit
from clew.cli.place import AsOfOption, CaseArgument, the_case
from clew.ledger import Entry, View
from clew.records import Judgement, decided_again, in_force, seconded
from clew.screen import takes_two
from clew.vocabulary import EntryKind, Verdict

COLUMNS = (
    Column("when", lambda row: row["at"][:19].replace("T", " ")),
    Column("who", lambda row: row["actor"]),
    Column("what", lambda row: row["says"]),
)


def register(app: typer.Typer, panel: str) -> None:
    """Add the command to the application."""
    app.command(rich_help_panel=panel)(log)


def log(
    case: CaseArgument, form: FormatOption = Format.TABLE, output: OutputOption = None, as_of: AsOfOption = None
) -> None:
    """Show what was read, screened, decided and taken back, by whom and when."""
    emit(rows_of(View(the_case(case), as_of)), COLUMNS, form, output, "nothing has been done yet")


def rows_of(view: View) -> Iterator[Row]:
    """Yield one row an entry; claims are counted in their document's extraction."""
    again = decided_again(view.judgements)
    waiting = {one.id for one in seconded(in_force(view.judgements))[1]} if takes_two(view.settings) else frozenset()
    judgements = {one.id: one for one in view.judgements}
    for entry in view.entries():
        if entry.kind is not EntryKind.CLAIM:
            row = {"seq": entry.seq, "at": entry.at, "actor": entry.actor, "kind": entry.kind, "id": entry.id}
            later = again.get(entry.id)
            otherwise = f" (no longer counts: {later.by} decided otherwise on {later.at[:10]})" if later else ""
            alone = " (counts when a second person decides the same)" if entry.id in waiting else ""
            yield {**row, "says": _in_words(entry, judgements) + otherwise + alone}


def _in_words(entry: Entry, judgements: Mapping[str, Judgement]) -> str:
    if not entry.body:
        return f"{entry.kind} of a document that was withdrawn"
    told = entry.told
    match entry.kind:
        case EntryKind.DOCUMENT:
            return f"read {told['name']}"
        case EntryKind.FAILURE:
            return f"could not read {told['doc']} ({told['state']}): {told['problem']['says']}"
        case EntryKind.EXTRACTION:
            return f"extracted {len(told['claims'])} claims from document {told['document'][:12]}"
        case EntryKind.SCREENING:
            return "screened against " + ", ".join(
                f"{one['name']} ({one['date'] or 'undated'})" for one in told["lists"]
            )
        case EntryKind.JUDGEMENT:
            made = judgements[entry.id]
            taken = judgements.get(made.left) if made.verdict is Verdict.UNDO else None
            says = f"took back {taken.says}" if taken else f"decided {made.says}"
            return says + (f" — {made.why}" if made.why else "")
        case EntryKind.WITHDRAWAL:
            files = len(told.get("containers", ()))
            also = f" (with the bytes of {files} file{'s' if files > 1 else ''} that held it)" if files else ""
            return f"withdrew {told['doc']}{also}: {told['why']}"
        case EntryKind.CASE | EntryKind.CLAIM:
            return str(entry.kind)
