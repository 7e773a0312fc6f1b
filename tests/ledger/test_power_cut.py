"""After a power cut at any moment the ledger opens and holds all that was acknowledged."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.exc import DatabaseError

from clew.checks.case import chain_is_whole, ids_match_bodies, store_is_whole
from clew.ledger import Draft, View, append, new_case, open_case
from clew.vocabulary import EntryKind
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


def cut_the_power(tmp_path: Path, count: int, seed: int, synchronous: str = "FULL") -> tuple[int, int]:
    """Rebuild `count` states that a power cut may leave; returns how many lost entries and how many did not hold."""
    log_folder = tmp_path / "log"
    log_folder.mkdir()
    log = replay(log_folder, ledger_statements(tmp_path / "case", synchronous))
    lost = broken = 0
    case = open_case(tmp_path / "case")
    case.head.unlink()
    case.close()
    for acknowledged, files in states(log, count, seed):
        if acknowledged == 0:
            continue
        for old in (tmp_path / "case").glob("ledger.sqlite*"):
            old.unlink()
        for name, content in files.items():
            (tmp_path / "case" / name).write_bytes(content)
        case = open_case(tmp_path / "case")
        view = View(case)
        try:
            kept = {entry.about for entry in view.entries()}
        except DatabaseError:
            lost += 1
            case.close()
            continue
        lost += not {str(number) for number in range(acknowledged)} <= kept
        faults = [*store_is_whole(view), *ids_match_bodies(view)]
        faults += [fault for fault in chain_is_whole(view) if fault.doc != "head.json"]
        broken += bool(faults)
        case.close()
    return lost, broken


def test_a_power_cut_loses_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    assert cut_the_power(tmp_path, 150, seed=1) == (0, 0)


def test_the_test_would_see_a_loss(tmp_path: Path) -> None:
    lost, _ = cut_the_power(tmp_path, 60, seed=1, synchronous="NORMAL")
    assert lost > 0, "a ledger that syncs less must lose entries here, or the test shows nothing"


@pytest.mark.hardening
def test_twenty_thousand_power_cuts(tmp_path: Path) -> None:
    assert cut_the_power(tmp_path, 20_000, seed=2) == (0, 0)
