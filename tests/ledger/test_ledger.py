"""The ledger appends, never changes, and shows when something was altered."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path

import pytest
from sqlalchemy import delete, func, inspect, update

from clew.checks import run_checks
from clew.errors import BadBackup, CaseExists, CaseTooNew, LedgerDamaged, NotACase, StoreUnreachable
from clew.ledger import (
    Case,
    View,
    append,
    back_up,
    claim_draft,
    document_draft,
    extraction_draft,
    failure_draft,
    new_case,
    open_case,
    restore_case,
    sha256,
    withdrawal_draft,
)
from clew.ledger.schema import FORMAT, by_kind, entries
from clew.pipeline.withdrawing import erase_holders, holders_of, same_words, withdraw_document, withdrawn_before
from clew.read import Found, read_document
from clew.records import Claim, Document, Failure, Given, Mention, Problem, Quote, Reading, Source, Span
from clew.vocabulary import DocumentState, EntityType, Predicate, ProblemKind, Qualifier, SourceKind, Status
from tests.read.formats.making import a_zip

TEXT = "Orlan Trading billed Baltic Avia 1.2 million yuan, an invoice shows."


def a_document(text: str = TEXT, name: str = "orlan.txt") -> Document:
    digest = sha256(text.encode("utf-8", "surrogatepass"))
    return Document(digest, name, "text/plain", "en", text, (Span(0, len(text)),), published="2024-03-01")


def a_claim(document: Document, extractor: str = "x1", status: Status = Status.ASSERTED) -> Claim:
    end = document.text.index(",")
    return Claim(
        doc=document.name,
        quote=Quote(document.id, 0, end),
        text=document.text[:end],
        predicate=Predicate.INVOICES,
        subject=Mention("Orlan Trading", EntityType.COMPANY, 0, 13),
        object=Mention("Baltic Avia", EntityType.COMPANY, 21, 32),
        status=status,
        qualifiers={Qualifier.AMOUNT: "1.2 million yuan"},
        values={Qualifier.AMOUNT: "1200000 CNY"},
        sources=(Source("an invoice", SourceKind.DOCUMENT),),
        confidence=0.8,
        extractor=extractor,
    )


def put(case: Case, document: Document, *claims: Claim, extractor: str = "x1") -> int:
    case.blobs.put(document.text.encode())
    text = case.blobs.put_text(document.text)
    drafts = [document_draft(document, text), *(claim_draft(claim) for claim in claims)]
    return append(case, [*drafts, extraction_draft(document.id, extractor, claims, ())], "ana")


@pytest.fixture(params=["sqlite", "postgres"])
def store(request: pytest.FixtureRequest) -> str | None:
    """The address of the store: every test of this file runs on both."""
    return None if request.param == "sqlite" else str(request.getfixturevalue("postgres"))


@pytest.fixture
def case(tmp_path: Path, store: str | None) -> Case:
    return new_case(tmp_path / "orlan", store)


def test_what_goes_in_comes_out(case: Case) -> None:
    document = a_document()
    claim = a_claim(document)
    assert put(case, document, claim) == 3
    view = View(case)
    assert view.documents == (document,)
    assert view.claims == (claim,)
    assert view.claims[0].id == claim.id


def test_adding_twice_adds_nothing(case: Case) -> None:
    document = a_document()
    put(case, document, a_claim(document))
    before = View(case).chain_hash
    assert put(case, document, a_claim(document)) == 0
    assert View(case).chain_hash == before


def test_content_hash_leaves_out_time_person_and_store(tmp_path: Path, store: str | None) -> None:
    document = a_document()
    hashes = []
    for name, address in (("one", None), ("two", store)):
        case = new_case(tmp_path / name, address)
        put(case, document, a_claim(document))
        hashes.append((View(case).content_hash, View(case).chain_hash))
    assert hashes[0][0] == hashes[1][0]
    assert hashes[0][1] != hashes[1][1]


def test_a_newer_extractor_supersedes_what_it_does_not_repeat(case: Case) -> None:
    document = a_document()
    kept, dropped = a_claim(document), a_claim(document, status=Status.PLANNED)
    put(case, document, kept, dropped)
    put(case, document, replace(kept, extractor="x2"), extractor="x2")
    view = View(case)
    assert [claim.id for claim in view.claims] == [kept.id]
    assert sum(1 for _ in view.entries()) == 5, "document, two claims, two extractions: nothing was deleted"


def test_the_past_can_be_seen_again(case: Case) -> None:
    document = a_document()
    put(case, document, a_claim(document))
    assert View(case, as_of="2001-01-01").claims == ()
    assert len(View(case, as_of="2999-01-01").claims) == 1


def test_a_view_is_of_one_moment_whatever_is_appended_while_it_is_read(case: Case) -> None:
    first, second = a_document(), a_document("Baltic Avia paid Orlan Trading, a ledger shows.", "paid.txt")
    put(case, first, a_claim(first))
    view = View(case)
    assert [one.id for one in view.documents] == [first.id]
    put(case, second, a_claim(second))
    assert [one.doc for one in view.claims] == ["orlan.txt"]
    assert list(view.extractions) == [first.id]
    assert len(View(case).claims) == 2


def test_a_name_that_is_taken_is_told_apart(case: Case) -> None:
    put(case, a_document())
    other = a_document("Something else was said.")
    put(case, other)
    assert [document.name for document in View(case).documents] == ["orlan.txt", f"orlan.txt~{other.id[:8]}"]


def test_a_withdrawn_document_is_gone_from_all_views(case: Case) -> None:
    document = a_document()
    put(case, document, a_claim(document))
    append(case, [withdrawal_draft(document.id, document.name, "court order")], "ana")
    view = View(case)
    assert view.documents == ()
    assert view.claims == ()


def test_a_failure_stays_until_the_file_is_read(case: Case) -> None:
    document = a_document()
    problem = Problem(ProblemKind.READING, "the file is empty", "send it again", document.name)
    append(case, [failure_draft(Failure(document.name, document.id, DocumentState.EMPTY, problem))], "ana")
    assert View(case).failures[0].problem == problem
    put(case, document)
    assert View(case).failures == ()


def test_a_failure_stays_where_a_run_was_stopped_between_the_text_and_its_claims(case: Case) -> None:
    early, late = a_document(), a_document("Orlan Trading paid Baltic Avia, the books show.", "late.txt")
    problem = Problem(ProblemKind.READING, "reading it took too long", "read it again", early.name)
    append(case, [failure_draft(Failure(early.name, early.id, DocumentState.TIME, problem))], "ana")
    append(case, [document_draft(early, case.blobs.put_text(early.text))], "ana")
    assert [one.document for one in View(case).failures] == [early.id]
    append(case, [extraction_draft(early.id, "x1", (), ())], "ana")
    assert View(case).failures == ()
    scan = Failure(early.name, early.id, DocumentState.NEEDS_OCR, problem)
    text = case.blobs.put_text(late.text)
    append(case, [failure_draft(scan), document_draft(replace(early, text=late.text), text)], "ana")
    assert [one.state for one in View(case).failures] == [DocumentState.NEEDS_OCR]
    append(case, [extraction_draft(early.id, "x1", (), (), text=text)], "ana")
    assert View(case).failures == ()


def test_a_folder_without_ledger_is_no_case(tmp_path: Path) -> None:
    with pytest.raises(NotACase, match="clew new"):
        open_case(tmp_path)


def test_a_full_folder_is_not_made_a_case(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(CaseExists):
        new_case(tmp_path)


def test_a_case_of_a_newer_version_is_refused(case: Case) -> None:
    (case.folder / "case.json").write_text(json.dumps({"format": 99, "ledger": None}))
    with pytest.raises(CaseTooNew, match="99"):
        open_case(case.folder)


def test_a_whole_case_has_no_faults(case: Case) -> None:
    document = a_document()
    put(case, document, a_claim(document))
    assert list(run_checks(View(case))) == []


@pytest.mark.parametrize("column", ["body", "digest", "about", "id", "at", "actor", "hash", "kind"])
def test_one_changed_character_of_an_entry_is_found(case: Case, column: str) -> None:
    document = a_document()
    put(case, document, a_claim(document))
    with case.engine.connect().execution_options(writes=True) as connection, connection.begin():
        at = entries.c[column]
        changed = func.substr(at, 1, func.length(at) - 1) + "~"
        connection.execute(update(entries).where(entries.c.seq == 2).values({column: changed}))
    says = [problem.says for problem in run_checks(View(case))]
    assert any("entry 2" in line or "entry 3" in line for line in says), says


def test_a_cut_off_end_is_found(case: Case) -> None:
    document = a_document()
    put(case, document, a_claim(document))
    with case.engine.connect().execution_options(writes=True) as connection, connection.begin():
        connection.execute(delete(entries).where(entries.c.seq == 3))
    assert any("ends before entry 3" in problem.says for problem in run_checks(View(case)))


def test_an_altered_original_is_found(case: Case) -> None:
    document = a_document()
    put(case, document)
    path = case.blobs.path(document.id)
    path.chmod(0o644)
    path.write_bytes(path.read_bytes().replace(b"1.2", b"1.3"))
    assert any("altered" in problem.says and problem.doc == "orlan.txt" for problem in run_checks(View(case)))


def test_a_back_up_restores_to_the_letter(case: Case, tmp_path: Path) -> None:
    document = a_document()
    put(case, document, a_claim(document))
    assert back_up(case, tmp_path / "orlan.tar") == 3
    restored = restore_case(tmp_path / "orlan.tar", tmp_path / "again")
    assert View(restored).chain_hash == View(case).chain_hash
    assert View(restored).claims == View(case).claims
    assert list(run_checks(View(restored))) == []


def test_a_broken_back_up_is_refused(case: Case, tmp_path: Path) -> None:
    document = a_document()
    put(case, document, a_claim(document))
    back_up(case, tmp_path / "orlan.tar")
    content = (tmp_path / "orlan.tar").read_bytes()
    (tmp_path / "cut.tar").write_bytes(content[: len(content) // 3])
    with pytest.raises(BadBackup):
        restore_case(tmp_path / "cut.tar", tmp_path / "again")


def test_text_that_no_utf8_can_hold_comes_back(case: Case) -> None:
    document = a_document("Orlan \ud800 said \x00 nothing.")
    case.blobs.put(b"raw")
    append(case, [document_draft(document, case.blobs.put_text(document.text))], "ana")
    odd = replace(a_claim(a_document()), quote=Quote(document.id, 0, 7), text=document.text[:7])
    append(case, [claim_draft(odd), extraction_draft(document.id, "x1", [odd], ())], "ana")
    assert View(case).documents == (document,)
    assert View(case).claims[0].text == "Orlan \ud800"


def test_a_server_that_is_not_there_is_said_to_be(tmp_path: Path) -> None:
    with pytest.raises(StoreUnreachable, match="cannot be reached"):
        new_case(tmp_path / "far", "postgresql://clew@127.0.0.1:1/none")


def older(case: Case) -> None:
    """Turn a case into what the first Clew wrote, on either store."""
    with case.engine.connect().execution_options(writes=True) as connection, connection.begin():
        by_kind.drop(connection)
    settings = json.loads((case.folder / "case.json").read_text())
    (case.folder / "case.json").write_text(json.dumps({**settings, "format": 1}))


def test_an_older_case_is_brought_forward_with_a_copy_kept(case: Case) -> None:
    document = a_document()
    put(case, document, a_claim(document))
    before = View(case).chain_hash
    older(case)
    opened = open_case(case.folder)
    assert View(opened).chain_hash == before
    assert list(run_checks(View(opened))) == []
    assert json.loads((case.folder / "case.json").read_text())["format"] == FORMAT
    assert {index["name"] for index in inspect(opened.engine).get_indexes("entries", schema=schema_of(opened))} >= {
        "entries_by_kind"
    }
    assert copies(opened) == 1


def test_what_is_withdrawn_lives_on_nowhere(case: Case, store: str | None) -> None:
    document, other = a_document(), a_document("Delm Freight said nothing of it.", "delm.txt")
    older(case)
    put(case, other)
    put(case, document, a_claim(document))
    opened = open_case(case.folder)
    (case.folder / "alerts.jsonl").write_text(
        json.dumps({"doc": document.name, "quote": "Orlan Trading billed"}) + "\n" + json.dumps({"doc": "b"}) + "\n"
    )
    withdraw_document(opened, document.name, "court order", "ana")
    assert list(run_checks(View(opened))) == []
    assert [one.name for one in View(opened).documents] == [other.name]
    assert copies(opened) == 0
    assert (case.folder / "alerts.jsonl").read_text() == '{"doc": "b"}\n'
    if store is None:
        for path in (path for path in case.folder.rglob("*") if path.is_file()):
            assert b"billed Baltic Avia" not in path.read_bytes(), path


def schema_of(case: Case) -> str | None:
    told = json.loads((case.folder / "case.json").read_text())["schema"]
    assert told is None or isinstance(told, str)
    return told


def copies(case: Case) -> int:
    tables = inspect(case.engine).get_table_names(schema=schema_of(case))
    return len(list(case.folder.glob("ledger.format-*.sqlite"))) + sum("_format_" in name for name in tables)


def test_a_back_up_takes_along_what_programs_noted_beside_the_ledger(case: Case, tmp_path: Path) -> None:
    (case.folder / "proposals.jsonl").write_text('{"id": "p"}\n')
    put(case, a_document())
    back_up(case, tmp_path / "orlan.tar")
    restored = restore_case(tmp_path / "orlan.tar", tmp_path / "again")
    assert (restored.folder / "proposals.jsonl").read_text() == '{"id": "p"}\n'


def test_a_changed_body_or_text_is_never_served(case: Case) -> None:
    document = a_document()
    put(case, document, a_claim(document))
    path = case.blobs.path(document.id)
    path.chmod(0o644)
    path.write_bytes(path.read_bytes().replace(b"1.2", b"1.3"))
    with pytest.raises(LedgerDamaged, match="clew restore"):
        _ = View(case).documents
    with case.engine.connect().execution_options(writes=True) as connection, connection.begin():
        body = entries.c.body
        connection.execute(update(entries).where(entries.c.seq == 2).values(body=func.replace(body, "Orlan", "Harla")))
    with pytest.raises(LedgerDamaged, match="entry 2"):
        _ = View(case).claims


def test_going_back_to_an_earlier_extractor_is_written_down(case: Case) -> None:
    document = a_document()
    put(case, document, a_claim(document), extractor="x1")
    put(case, document, extractor="x2")
    assert View(case).claims == ()
    put(case, document, a_claim(document), extractor="x1")
    assert len(View(case).claims) == 1
    assert put(case, document, a_claim(document), extractor="x1") == 0
    assert list(run_checks(View(case))) == []


def packed_case(case: Case, folder: Path) -> dict[str, bytes]:
    """A case with an archive in an archive, and an e-mail with one of its letters; the files that hold it, by name."""
    letter, other = f"{TEXT}\n".encode(), b"Delm Freight said nothing of it.\n"
    mail = EmailMessage()
    mail["Subject"] = "The letter"
    mail.set_content("Here is the letter that you asked for.\n")
    mail.add_attachment(letter.decode(), filename="letter.txt")
    inner = a_zip({"0112.txt": letter})
    files = {"letters.zip": a_zip({"note.txt": other, "more.zip": inner}), "mail.eml": mail.as_bytes()}
    for name, content in files.items():
        (folder / name).write_bytes(content)
        case.blobs.put(content)
        reading = read_document(folder / name, name, Given())
        for _, packed in reading.packed:
            case.blobs.put(packed)
        drafts = [document_draft(one, case.blobs.put_text(one.text)) for one in reading.documents]
        append(case, [*drafts, *(extraction_draft(one.id, "x1", (), ()) for one in reading.documents)], "ana")
    return {**files, "more.zip": inner}


def read_kept(files: Iterable[Found]) -> Iterator[tuple[Found, Reading]]:
    return ((found, read_document(found.path, found.name, found.given)) for found in files)


def test_all_kept_files_that_hold_a_withdrawn_document_are_named_and_erased_on_request(
    case: Case, tmp_path: Path
) -> None:
    files = packed_case(case, tmp_path)
    letter = sha256(f"{TEXT}\n".encode())
    withdraw_document(case, "letters.zip/more.zip/0112.txt", "court order", "ana")
    holders = holders_of(case, letter, read_kept)
    assert {one.digest for one in holders} == set(map(sha256, files.values()))
    assert [one.name for one in holders] == ["letters.zip", "letters.zip/more.zip", "mail.eml"]
    assert withdrawn_before(View(case), letter) == (letter, "letters.zip/more.zip/0112.txt")
    erase_holders(case, (letter, "letters.zip/more.zip/0112.txt"), holders, "court order", "ana")
    assert holders_of(case, letter, read_kept) == ()
    assert list(run_checks(View(case))) == []
    assert [one.name for one in View(case).documents] == ["letters.zip/note.txt", "mail.eml"]
    for path in (path for path in case.blobs.folder.rglob("*") if path.is_file()):
        assert b"billed Baltic Avia" not in path.read_bytes()
        assert not any(path.read_bytes() == content for content in files.values())


def test_a_text_that_another_document_has_as_well_stays_with_that_one(case: Case) -> None:
    document, twin = a_document(), replace(a_document(), id=sha256(b"other bytes"), name="orlan.html")
    put(case, document, a_claim(document))
    case.blobs.put(b"other bytes")
    put(case, twin)
    assert same_words(View(case), document) == ("orlan.html",)
    withdraw_document(case, document.name, "court order", "ana")
    assert [one.text for one in View(case).documents] == [TEXT]
    withdraw_document(case, twin.name, "court order", "ana")
    assert not case.blobs.path(sha256(TEXT.encode())).exists()
    assert list(run_checks(View(case))) == []
