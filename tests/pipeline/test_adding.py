"""What is added gives the same ledger however it is portioned, and what changes or goes meanwhile costs only itself."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from clew.checks import run_checks
from clew.extract import Extractor, ExtractorOptions, load_extractor
from clew.ledger import View, new_case, sha256
from clew.pipeline import AddOptions, add_documents, erase_holders, holders_of, withdraw_document
from clew.read import Found, read_document
from clew.records import Given, Reading
from clew.vocabulary import DocumentState
from tests.hardening import seeds
from tests.read.formats.making import a_zip

SENTENCE = "Delm Freight LLC sent forty pumps to the Harl shipyard in May 2025, according to a packing list.\n"


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return load_extractor(ExtractorOptions())


def put(folder: Path, **files: str) -> list[Found]:
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        (folder / f"{name}.txt").write_text(content)
    return [Found(path, path.name, Given()) for path in sorted(folder.iterdir())]


def read(files: Iterable[Found]) -> Iterator[tuple[Found, Reading]]:
    return ((found, read_document(found.path, found.name, found.given)) for found in files)


def test_portions_make_no_difference(tmp_path: Path, extractor: Extractor) -> None:
    files = put(tmp_path / "in", a=SENTENCE, b=SENTENCE, c=f"{SENTENCE}The yard was silent.\n", d=SENTENCE)
    hashes = set()
    for batch in (1, 2, 32):
        case = new_case(tmp_path / f"case-{batch}")
        list(add_documents(case, read(files), extractor, AddOptions("ana", batch)))
        assert list(run_checks(View(case))) == []
        hashes.add(View(case).content_hash)
    assert len(hashes) == 1


def test_a_file_that_changes_or_goes_while_it_is_read_costs_only_itself(tmp_path: Path, extractor: Extractor) -> None:
    files = put(tmp_path / "in", a=SENTENCE, b="The yard was silent.\n", c="The port said nothing of it.\n")

    def meanwhile() -> Iterator[tuple[Found, Reading]]:
        for found, reading in read(files):
            if found.name == "a.txt":
                found.path.write_text("other words")
            if found.name == "b.txt":
                found.path.unlink()
            yield found, reading

    case = new_case(tmp_path / "case")
    states = {one.doc: one.state for one in add_documents(case, meanwhile(), extractor, AddOptions("ana"))}
    assert states == {"a.txt": DocumentState.BROKEN, "b.txt": DocumentState.BROKEN, "c.txt": DocumentState.READ}
    assert list(run_checks(View(case))) == []


def test_what_was_withdrawn_is_not_taken_in_again(tmp_path: Path, extractor: Extractor) -> None:
    files = put(tmp_path / "in", a=SENTENCE, b="The yard was silent.\n")
    mail = tmp_path / "in" / "c.eml"
    mail.write_bytes(seeds.mail())
    files.append(Found(mail, "c.eml", Given()))
    case = new_case(tmp_path / "case")
    list(add_documents(case, read(files), extractor, AddOptions("ana")))
    for name in ("a.txt", "c.eml"):
        withdraw_document(case, name, "court order", "ana")
    held = View(case).content_hash
    blobs = {path.name for path in case.blobs.folder.rglob("*") if path.is_file()}
    states = {one.doc: (one.state, one.new) for one in add_documents(case, read(files), extractor, AddOptions("ana"))}
    assert states["a.txt"] == states["c.eml"] == (DocumentState.WITHDRAWN, False)
    assert states["b.txt"] == (DocumentState.READ, False)
    assert View(case).content_hash == held
    assert {path.name for path in case.blobs.folder.rglob("*") if path.is_file()} == blobs
    assert not {sha256(SENTENCE.encode()), sha256(seeds.mail())} & blobs


def test_an_archive_whose_bytes_were_erased_is_not_kept_again(tmp_path: Path, extractor: Extractor) -> None:
    archive = tmp_path / "in.zip"
    archive.write_bytes(a_zip({"a.txt": SENTENCE, "b.txt": "The yard was silent.\n"}))
    files = [Found(archive, "in.zip", Given())]
    case = new_case(tmp_path / "case")
    list(add_documents(case, read(files), extractor, AddOptions("ana")))
    withdraw_document(case, "in.zip/a.txt", "court order", "ana")
    holders = holders_of(case, sha256(SENTENCE.encode()), read)
    erase_holders(case, (sha256(SENTENCE.encode()), "in.zip/a.txt"), holders, "court order", "ana")
    assert [one.digest for one in holders] == [sha256(archive.read_bytes())]
    list(add_documents(case, read(files), extractor, AddOptions("ana")))
    assert not case.blobs.path(holders[0].digest).exists()
    assert [document.name for document in View(case).documents] == ["in.zip/b.txt"]
    assert list(run_checks(View(case))) == []
