"""A hostile file costs a typed failure and nothing else; honest ones go through the sandbox unchanged."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from clew.read import Found, Limits, read_document
from clew.read.sandbox import Sandbox, Wall, sandbox_strength
from clew.records import Given, Reading
from clew.vocabulary import DocumentState
from tests.read.formats.making import a_docx, a_pdf, a_zip, pdf_lines

SENTENCE = "Delm Freight sent forty pumps to the Harl shipyard."
LIMITS = Limits(seconds=1.5, memory=400 << 20)


def put(folder: Path, content: bytes, name: str = "a.txt") -> Found:
    (folder / name).write_bytes(content)
    return Found(folder / name, name, Given(publisher="Courier"))


@pytest.fixture(scope="module")
def hostile() -> Iterator[Sandbox]:
    with Sandbox(LIMITS, workers=1, reader=("tests.read.sandbox.hostile", "read")) as sandbox:
        yield sandbox


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(workers=2) as sandbox:
        yield sandbox


def state(reading: Reading) -> DocumentState:
    assert not reading.documents
    return reading.failures[0].state


@pytest.mark.parametrize(
    ("deed", "expected"),
    [
        ("sleep", DocumentState.TIME),
        ("spin", DocumentState.TIME),
        ("swallow", DocumentState.MEMORY),
        ("grow", DocumentState.MEMORY),
        ("segfault", DocumentState.CRASH),
        ("exit", DocumentState.CRASH),
        ("raise", DocumentState.CRASH),
        ("recurse", DocumentState.CRASH),
        ("babble", DocumentState.CRASH),
        ("lie", DocumentState.CRASH),
        ("stray", DocumentState.CRASH),
    ],
)
def test_a_reader_gone_wrong_costs_its_own_document_only(
    hostile: Sandbox, tmp_path: Path, deed: str, expected: DocumentState
) -> None:
    started = time.monotonic()
    reading = hostile.read(put(tmp_path, deed.encode()))
    assert state(reading) is expected
    assert reading.failures[0].problem.fix
    assert time.monotonic() - started < LIMITS.seconds + 10
    assert hostile.read(put(tmp_path, SENTENCE.encode())).documents[0].text == SENTENCE


@pytest.mark.parametrize("deed", ["open", "write", "socket", "exec", "run", "fork", "session", "signal", "trace"])
def test_a_reader_can_do_nothing_but_read(hostile: Sandbox, tmp_path: Path, deed: str) -> None:
    missing = sandbox_strength()
    if Wall.LANDLOCK in missing or Wall.SECCOMP in missing:
        pytest.fail(f"sandbox weaker on this system, without {', '.join(missing)}")
    reading = hostile.read(put(tmp_path, f"probe {deed}".encode()))
    assert reading.failures[0].problem.says != "done"


def test_no_process_is_left_behind(tmp_path: Path) -> None:
    before = children()
    with Sandbox(LIMITS, workers=2, reader=("tests.read.sandbox.hostile", "read")) as sandbox:
        sandbox.read(put(tmp_path, b"sleep"))
        assert children() - before
    assert not children() - before


def children() -> set[str]:
    return set(Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text().split())


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", SENTENCE.encode()),
        ("a.html", f"<article><h1>Pumps</h1><p>{SENTENCE}</p></article>".encode()),
        ("a.pdf", a_pdf(pdf_lines(SENTENCE))),
        ("a.docx", a_docx(f"<w:p><w:r><w:t>{SENTENCE}</w:t></w:r></w:p>")),
        ("a.zip", a_zip({"b.txt": SENTENCE, "c/d.md": "# Pumps of the Harl yard\n", "e.bin": bytes(range(256))})),
        ("a.bin", bytes(range(256))),
        ("empty.txt", b""),
    ],
)
def test_what_comes_out_of_the_sandbox_is_what_the_reader_reads(
    sandbox: Sandbox, tmp_path: Path, name: str, content: bytes
) -> None:
    found = put(tmp_path, content, name)
    assert sandbox.read(found) == read_document(found.path, found.name, found.given)


def test_many_files_come_back_in_their_order(sandbox: Sandbox, tmp_path: Path) -> None:
    files = [put(tmp_path, f"{SENTENCE} {number}".encode(), f"{number:02}.txt") for number in range(40)]
    assert [(found.name, reading.documents[0].name) for found, reading in sandbox.read_many(files)] == [
        (found.name, found.name) for found in files
    ]


def test_a_large_text_goes_through(sandbox: Sandbox, tmp_path: Path) -> None:
    content = (SENTENCE + "\n").encode() * 20_000
    (document,) = sandbox.read(put(tmp_path, content)).documents
    assert document.text.encode() == content


def test_only_with_ocr_may_a_program_run_and_then_only_that_door_is_open(tmp_path: Path) -> None:
    picture = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + (600).to_bytes(4, "big") + (800).to_bytes(4, "big") + b"\x08\2\0\0\0"
    found = put(tmp_path, picture, "a.png")
    with Sandbox(Limits(ocr=("/bin/echo", "eng")), workers=1) as sandbox:
        assert state(sandbox.read(found)) is DocumentState.EMPTY
    with Sandbox(Limits(seconds=3, ocr=("/bin/echo", "eng")), 1, ("tests.read.sandbox.hostile", "read")) as sandbox:
        for deed in ("open", "write", "socket", "session", "trace"):
            reading = sandbox.read(put(tmp_path, f"probe {deed}".encode()))
            assert reading.failures[0].problem.says != "done"
