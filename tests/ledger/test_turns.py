"""Writers of one case take turns: each waits in line, and none for ever."""

import fcntl
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from clew.errors import LedgerBusy, LedgerGrew, NotACase
from clew.ledger import Case, Draft, Newest, View, append, new_case, open_case, writer
from clew.vocabulary import EntryKind


def note(case: Case, about: str) -> int:
    return append(case, [Draft(EntryKind.WITHDRAWAL, about, {"about": about, "erased": []})], "ana")


@contextmanager
def another_writer(case: Case) -> Iterator[None]:
    """Somebody else whose turn it is."""
    folder = os.open(case.folder, os.O_RDONLY)
    fcntl.flock(folder, fcntl.LOCK_EX)
    try:
        yield
    finally:
        os.close(folder)


def test_who_waits_writes_when_the_other_is_done(tmp_path: Path) -> None:
    case = new_case(tmp_path / "case")
    with another_writer(case):
        waiting = threading.Thread(target=note, args=(case, "late"))
        waiting.start()
        assert [entry.about for entry in View(case).entries()] == []
    waiting.join()
    assert [entry.about for entry in View(case).entries()] == ["late"]


def test_who_lost_patience_does_not_keep_the_others_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    case = new_case(tmp_path / "case")
    with monkeypatch.context() as hurried:
        hurried.setattr(writer, "_PATIENCE", 0.01)
        with another_writer(case), pytest.raises(LedgerBusy):
            note(case, "given up")
    assert note(case, "next") == 1
    assert [entry.about for entry in View(case).entries()] == ["next"]


def test_many_threads_lose_nothing(tmp_path: Path) -> None:
    case = new_case(tmp_path / "case")
    writers = [threading.Thread(target=note, args=(case, str(number))) for number in range(24)]
    for one in writers:
        one.start()
    for one in writers:
        one.join()
    assert sorted(int(entry.about) for entry in View(case).entries()) == list(range(24))


def test_who_looked_before_another_wrote_writes_nothing(tmp_path: Path) -> None:
    case = new_case(tmp_path / "case")
    note(case, "first")
    seen = Newest(EntryKind.WITHDRAWAL, next(View(case).entries()).id)
    late = Draft(EntryKind.WITHDRAWAL, "late", {"about": "late", "erased": []})
    note(open_case(case.folder), "second")
    for old in (seen, Newest(EntryKind.WITHDRAWAL, None)):
        with pytest.raises(LedgerGrew):
            append(case, [late], "ana", newest=old)
    *_, newest = View(case).entries()
    assert append(case, [late], "ana", newest=Newest(EntryKind.WITHDRAWAL, newest.id)) == 1
    assert append(case, [Draft(EntryKind.CLAIM, "c", {})], "ana", newest=Newest(EntryKind.CLAIM, None)) == 1


def test_nothing_is_written_to_a_case_that_another_has_replaced(tmp_path: Path) -> None:
    case = new_case(tmp_path / "case")
    note(case, "first")
    case.folder.rename(tmp_path / "moved")
    with pytest.raises(NotACase):
        note(case, "into nothing")
    new_case(tmp_path / "case").close()
    with pytest.raises(NotACase):
        note(case, "into the wrong one")
    assert [entry.about for entry in View(open_case(tmp_path / "moved")).entries()] == ["first"]
    assert not list(View(open_case(tmp_path / "case")).entries())
