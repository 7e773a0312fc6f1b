"""What is counted of a run is in the ledger, and nothing is done while work on it is open."""

from clew.pipeline import Added, Tally
from clew.vocabulary import DocumentState


def read(doc: str, new: bool = True) -> Added:
    return Added(doc, f"sha-{doc}", DocumentState.READ, 1, (), new)


def failed(doc: str, state: DocumentState) -> Added:
    return Added(doc, f"sha-{doc}", state, 0, (), True)


def counted(tally: Tally, *several: Added) -> tuple[int, int]:
    for one in several:
        tally.count(one)
    return tally.done, tally.total


def test_files_count_once_each_is_in_the_ledger_and_failures_by_kind() -> None:
    tally = Tally(("a.txt", "b.bin", "c.txt"))
    assert counted(tally) == (0, 3)
    assert counted(tally, read("a.txt")) == (1, 3)
    assert counted(tally, failed("b.bin", DocumentState.UNSUPPORTED), read("c.txt")) == (3, 3)
    assert tally.failed == {DocumentState.UNSUPPORTED: 1}
    assert tally.at_hand == "c.txt"


def test_what_is_packed_in_a_file_counts_as_it_comes_up_and_its_file_stays_open_until_the_next() -> None:
    tally = Tally(("in/letters.zip", "in/z.txt"))
    assert counted(tally, read("in/letters.zip/1.txt")) == (1, 3)
    assert counted(tally, read("in/letters.zip/2.txt")) == (2, 4)
    assert counted(tally, read("in/z.txt")) == (4, 4)


def test_a_copy_of_which_nothing_is_told_counts_with_the_file_after_it() -> None:
    tally = Tally(("a.txt", "copy of a.txt", "b.txt"))
    assert counted(tally, read("a.txt")) == (1, 3)
    assert counted(tally, read("b.txt")) == (3, 3)


def test_what_was_known_before_settles_nothing_before_it() -> None:
    tally = Tally(("a.txt", "b.txt"))
    assert counted(tally, read("b.txt", new=False)) == (1, 2)


def test_a_scan_stays_open_until_it_was_read_by_ocr() -> None:
    tally = Tally(("a.pdf", "b.txt"), twice=lambda: True)
    assert counted(tally, failed("a.pdf", DocumentState.NEEDS_OCR), read("a.pdf"), read("b.txt")) == (1, 2)
    assert tally.failed == {DocumentState.NEEDS_OCR: 1}
    tally.once_more()
    assert (tally.done, dict(tally.failed)) == (1, {})
    assert counted(tally, read("a.pdf")) == (2, 2)


def test_without_ocr_a_scan_is_done_and_stays_a_failure() -> None:
    tally = Tally(("a.pdf",))
    assert counted(tally, failed("a.pdf", DocumentState.NEEDS_OCR), read("a.pdf")) == (1, 1)
    assert tally.failed == {DocumentState.NEEDS_OCR: 1}
