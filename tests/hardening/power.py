"""Power cuts in the middle of appending: whatever the disk keeps, the ledger opens and holds all acknowledged."""

from pathlib import Path
from typing import Any

from sqlalchemy import event

from clew.checks.case import chain_is_whole, ids_match_bodies, store_is_whole
from clew.errors import LedgerError
from clew.ledger import Draft, View, append, new_case, open_case
from clew.vocabulary import EntryKind
from tests.hardening.proof import Outcome
from tests.ledger.power import replay, states

ENTRIES = 40


def ledger_statements(folder: Path, synchronous: str) -> list[tuple[str, tuple[object, ...]]]:
    """Every statement that a real ledger sends while entries are appended one by one, with its acknowledgements."""
    case = new_case(folder)
    said: list[tuple[str, tuple[object, ...]]] = [
        (f"PRAGMA {setting}", ()) for setting in ("journal_mode=WAL", f"synchronous={synchronous}", "mmap_size=0")
    ]
    with case.engine.connect() as connection:
        schema = connection.exec_driver_sql("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL").scalars().all()
    said.extend((statement, ()) for statement in schema)

    def note(_connection: Any, _cursor: Any, statement: str, values: Any, _context: Any, many: bool) -> None:
        said.extend((statement, tuple(row)) for row in (values if many else [values]))

    event.listen(case.engine, "before_cursor_execute", note)
    event.listen(case.engine, "commit", lambda _connection: said.append(("COMMIT", ())))
    for number in range(ENTRIES):
        body = {"number": number, "text": "words " * (number % 7) * 40, "erased": []}
        append(case, [Draft(EntryKind.WITHDRAWAL, str(number), body)], "ana")
        said.append(("ACK", ()))
    case.close()
    return said


def cut_the_power(folder: Path, count: int, seed: int, synchronous: str = "FULL") -> Outcome:
    """Rebuild `count` states that a power cut may leave, and open each."""
    outcome = Outcome()
    (folder / "log").mkdir()
    log = replay(folder / "log", ledger_statements(folder / "case", synchronous))
    case = open_case(folder / "case")
    case.head.unlink()
    case.close()
    for acknowledged, files in states(log, count, seed):
        outcome.done += 1
        if acknowledged == 0:
            outcome.note("before the first entry")
            continue
        for old in (folder / "case").glob("ledger.sqlite*"):
            old.unlink()
        for name, content in files.items():
            (folder / "case" / name).write_bytes(content)
        case = open_case(folder / "case")
        view = View(case)
        try:
            kept = {entry.about for entry in view.entries()}
        except LedgerError as error:
            outcome.faults.append(f"seed {seed}, state {outcome.done}: lost all ({error})")
            case.close()
            continue
        lost = {str(number) for number in range(acknowledged)} - kept
        if lost:
            outcome.faults.append(f"seed {seed}, state {outcome.done}: lost {len(lost)} entries")
        faults = [*store_is_whole(view), *ids_match_bodies(view)]
        faults += [fault for fault in chain_is_whole(view) if fault.doc != "head.json"]
        outcome.faults += [f"seed {seed}, state {outcome.done}: {fault.says}" for fault in faults]
        case.close()
    return outcome


def run(first: int, count: int, folder: Path) -> Outcome:
    """So many states from the seed `first` on."""
    return cut_the_power(folder, count, first)
