"""Files below an argument are found in order, named by relative paths, with what a sidecar says of them."""

import os
from pathlib import Path

import pytest

from clew.errors import NoSuchPath
from clew.read import Found, walk
from clew.read.sandbox import Sandbox
from clew.records import Given, Problem

NOTHING = Given()


def put(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("A clerk billed the firm.")


def test_a_folder_is_walked_in_order_without_hidden_files_sidecars_and_links(tmp_path: Path) -> None:
    put(tmp_path, "b.txt", "a/z.txt", "a/c/d.txt", ".hidden", ".git/config", "a.txt", "metadata.csv")
    (tmp_path / "out").symlink_to("/etc")
    (tmp_path / "metadata.csv").write_text("path\n")
    assert [found.name for found in walk(tmp_path, NOTHING) if isinstance(found, Found)] == [
        "a/c/d.txt",
        "a/z.txt",
        "a.txt",
        "b.txt",
    ]


def test_links_and_pipes_are_passed_over_with_a_word_for_each_folder(tmp_path: Path) -> None:
    put(tmp_path / "case", "a.txt", "deep/b.txt")
    (tmp_path / "case" / "etc").symlink_to("/etc")
    (tmp_path / "case" / "gone").symlink_to("nowhere")
    (tmp_path / "case" / ".hidden").symlink_to("a.txt")
    os.mkfifo(tmp_path / "case" / "deep" / "pipe")
    told = [one for one in walk(tmp_path / "case", NOTHING) if isinstance(one, Problem)]
    assert [(one.doc, one.says, one.fix) for one in told] == [
        (
            "case",
            "etc is a link and is passed over (there are 2 such in this folder)",
            "add what it leads to by its own path",
        ),
        (
            "deep",
            "pipe is neither a file nor a folder (a pipe, socket or device) and is passed over",
            "copy what it gives into a file",
        ),
    ]


def test_one_file_is_named_by_its_name(tmp_path: Path) -> None:
    put(tmp_path, "folder/letter.txt")
    found = list(walk(tmp_path / "folder" / "letter.txt", Given(publisher="Gazette")))
    assert found == [Found(tmp_path / "folder" / "letter.txt", "letter.txt", Given(publisher="Gazette"))]


def test_a_name_in_the_letters_of_another_system_is_told_by_its_bytes(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xd0\xf3.txt")).write_text("Velmar Trade sold pumps.", encoding="utf-8")
    (tmp_path / "plain.txt").write_text("Velmar Trade sold pumps.", encoding="utf-8")
    found = [one for one in walk(tmp_path, Given()) if isinstance(one, Found)]
    assert sorted(one.name for one in found) == ["\\xd0\\xf3.txt", "plain.txt"]
    with Sandbox() as sandbox:
        read = [reading.documents[0].text for _, reading in sandbox.read_many(found)]
    assert read == ["Velmar Trade sold pumps."] * 2


def test_a_missing_path_says_so(tmp_path: Path) -> None:
    with pytest.raises(NoSuchPath, match="does not exist"):
        list(walk(tmp_path / "nowhere", NOTHING))


def test_a_sidecar_speaks_for_its_folder_and_the_user_outweighs_it(tmp_path: Path) -> None:
    put(tmp_path, "a.txt", "sub/b.txt", "sub/c.txt")
    (tmp_path / "metadata.csv").write_text(
        "\ufeffpath,published,publisher,url,title\r\na.txt,12 March 2025,Gazette,https://g.example.org,Crates\r\n"
        "sub/b.txt,2025-03,Gazette,,\r\n"
    )
    (tmp_path / "sub" / "metadata.csv").write_text("path,publisher\nc.txt,Courier\nb.txt,Courier\n")
    given = {one.name: one.given for one in walk(tmp_path, Given(publisher="Herald")) if isinstance(one, Found)}
    assert given["a.txt"] == Given("2025-03-12", "Herald", "https://g.example.org", "Crates")
    given = {one.name: one.given for one in walk(tmp_path, NOTHING) if isinstance(one, Found)}
    assert given["a.txt"].publisher == "Gazette"
    assert given["sub/b.txt"].publisher == "Courier"
    assert given["sub/c.txt"].publisher == "Courier"


def test_rows_that_are_no_good_are_told_and_the_others_hold(tmp_path: Path) -> None:
    put(tmp_path, "a.txt", "b.txt")
    (tmp_path / "metadata.csv").write_text(
        "path,published,publisher\na.txt,yesterday,Gazette\n../b.txt,2025,X\nmissing.txt,2025,X\n,2025,X\nb.txt,2025,Y,Z\n"
    )
    walked = list(walk(tmp_path, NOTHING))
    problems = [one for one in walked if isinstance(one, Problem)]
    assert [one.says.split(":")[0] for one in problems] == [f"metadata.csv, line {line}" for line in (2, 3, 4, 5, 6)]
    assert "'yesterday' is not a date" in problems[0].says
    given = {one.name: one.given for one in walked if isinstance(one, Found)}
    assert given["a.txt"] == Given(publisher="Gazette")
    assert given["b.txt"] == Given(published="2025", publisher="Y")


@pytest.mark.parametrize("content", [b"\0\1\2" * 40, b"name,date\na.txt,2025\n", b"", b'path\n"a.txt', b"\xff" * 9])
def test_a_sidecar_that_is_none_costs_nothing_but_a_word(tmp_path: Path, content: bytes) -> None:
    put(tmp_path, "a.txt")
    (tmp_path / "metadata.csv").write_bytes(content)
    found = [one for one in walk(tmp_path, NOTHING) if isinstance(one, Found)]
    assert [one.name for one in found] == ["a.txt"]
