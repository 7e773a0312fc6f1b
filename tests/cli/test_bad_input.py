"""Wrong use and bad material get one clear sentence and an exit code; nothing is lost and the rest goes on."""

import os
from pathlib import Path

import pytest

from tests.cli.conftest import Run

GOOD = "Orlan Trading supplied pumps to Baltic Avia in March 2023. Baltic Avia paid Orlan Trading in April 2023."


@pytest.fixture
def case(run: Run) -> Path:
    assert run("new", "case").code == 0
    return Path("case")


def test_a_missing_path_is_said_and_the_rest_is_read(run: Run, case: Path) -> None:
    Path("good.txt").write_text(GOOD)
    ran = run("add", case, "good.txt", "nowhere.txt")
    assert ran.code == 0
    assert "read 1 documents (1 new)" in ran.out
    assert "nowhere.txt does not exist" in ran.out


def test_nothing_but_a_missing_path_could_not_be_done(run: Run, case: Path) -> None:
    assert run("add", case, "nowhere.txt").code == 3


def test_an_empty_file_is_said_to_be_empty(run: Run, case: Path) -> None:
    Path("folder").mkdir()
    Path("folder/empty.txt").write_bytes(b"")
    Path("folder/good.txt").write_text(GOOD)
    ran = run("add", case, "folder")
    assert ran.code == 0
    assert "empty.txt" in ran.out
    assert run("add", case, "folder", "--strict").code == 1


def test_binary_passed_as_text_is_refused_by_name(run: Run, case: Path) -> None:
    Path("picture.txt").write_bytes(bytes(range(256)) * 40)
    ran = run("add", case, "picture.txt")
    assert ran.code == 3
    assert "picture.txt" in ran.out


def test_broken_encoding_is_kept_and_read(run: Run, case: Path) -> None:
    Path("broken.txt").write_bytes(GOOD.encode() + b" \xff\xfe\x80 " + GOOD.encode())
    assert run("add", case, "broken.txt").code == 0
    assert run("verify", case).code == 0


def test_a_case_that_is_none_is_refused(run: Run) -> None:
    Path("folder").mkdir()
    ran = run("claims", "folder")
    assert ran.code == 3
    assert ran.err.count("\n") == 1
    assert "is not a case" in ran.err


def test_a_list_of_unknown_form_is_refused_and_the_others_go_in(run: Run) -> None:
    Path("page.xml").write_text("<html><body>404 not found</body></html>")
    listed = '{"id":"x-1","schema":"Company","properties":{"name":["Orlan Trading"],"topics":["sanction"]}}\n'
    Path("own.ftm.json").write_text(listed)
    ran = run("lists", "add", "page.xml", "own.ftm.json")
    assert ran.code == 3
    assert "page.xml is not" in ran.out
    assert "1 entries" in ran.out
    assert "own" in run("lists").out


def test_a_list_that_is_not_there_is_said_with_those_that_are(run: Run, case: Path) -> None:
    Path("good.txt").write_text(GOOD)
    run("add", case, "good.txt")
    ran = run("screen", case)
    assert ran.code == 3
    assert "clew lists add" in ran.err


def test_an_unknown_command_is_wrong_use(run: Run) -> None:
    assert run("frobnicate").code == 2


def test_an_unknown_party_is_said_with_near_ones(run: Run, case: Path) -> None:
    Path("good.txt").write_text(GOOD)
    run("add", case, "good.txt")
    ran = run("trace", case, "Orlan Trad")
    assert ran.code == 3
    assert "Orlan Trading" in ran.err


def test_a_day_that_is_none_is_wrong_use(run: Run, case: Path) -> None:
    ran = run("claims", case, "--as-of", "last week")
    assert ran.code == 2
    assert "is no day" in ran.err


def test_a_file_that_is_no_back_up_is_refused_in_one_line(run: Run) -> None:
    Path("words.tar").write_text("not a back-up")
    ran = run("restore", "words.tar", "again")
    assert ran.code == 3
    assert ran.err.count("\n") == 1


def test_a_dossier_of_unknown_ending_is_refused(run: Run, case: Path) -> None:
    Path("good.txt").write_text(GOOD)
    run("add", case, "good.txt")
    assert run("report", case, "-o", "d.exe").code == 3


def test_terminal_commands_in_file_names_are_not_obeyed(run: Run, case: Path) -> None:
    Path("a\x1b[31mred.txt").write_bytes(b"")
    ran = run("add", case, os.fspath(next(Path().glob("a*.txt"))))
    assert "\x1b" not in ran.out


def test_screening_without_lists_says_how_to_add_one(run: Run) -> None:
    run("new", "case")
    ran = run("screen", "case")
    assert (ran.code, ran.err) == (
        3,
        "clew: no list has been added yet, so there is nothing to screen against; add one with: clew lists add FILE\n",
    )


def test_a_folder_that_is_not_there_is_not_called_a_full_disk(run: Run) -> None:
    run("new", "case")
    ran = run("claims", "case", "-o", "nowhere/claims.csv")
    assert ran.code == 3
    assert "No such file or directory; see that its folder is there" in ran.err


def test_the_version_is_told(run: Run) -> None:
    assert run("--version").out.startswith("clew 0.")
