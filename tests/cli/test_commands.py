"""The commands, run as a user runs them, on a small case of our own."""

import csv
import io
import json
import shutil
from pathlib import Path

import pytest

from clew.cli import COMMANDS
from clew.ledger import View, open_case
from clew.vocabulary import Verdict
from tests.cli.conftest import ARTICLE, LISTED, Run


@pytest.fixture
def case(screened_once: Path, settled: Path) -> Path:
    """A case with one article, screened against a list of one party."""
    shutil.copytree(screened_once, settled, dirs_exist_ok=True)
    return Path("case")


def test_every_command_has_help(run: Run) -> None:
    told = run("--help")
    assert told.code == 0
    for name, _ in COMMANDS:
        assert f" {name} " in told.out
        assert run(name, "--help").code == 0


def test_adding_twice_adds_nothing(run: Run, case: Path) -> None:
    before = run("verify", case).out
    ran = run("add", case, "wire.txt", "--published", "2023-04-02", "--publisher", "Harbour Wire")
    assert "read 1 documents (0 new), 0 claims" in ran.out
    assert run("verify", case).out == before


def test_where_nothing_failed_in_a_way_retrying_it_says_so(run: Run, case: Path) -> None:
    ran = run("add", case, "--retry", "encrypted")
    assert ran.code == 0
    assert ran.out == "nothing in the case waits to be read again as encrypted\n"


def test_claims_are_printed_in_the_binding_form(run: Run, case: Path) -> None:
    lines = run("claims", case, "--format", "jsonl", "--predicate", "supplies").out.splitlines()
    claim = json.loads(lines[0])
    assert claim["doc"] == "wire.txt"
    assert claim["subject"]["name"] == "Orlan Trading"
    assert claim["object"]["name"] == "Baltic Avia"
    assert ARTICLE[claim["start"] : claim["end"]] == claim["quote"]
    assert {"id", "document", "status", "sources", "qualifiers", "confidence", "extractor"} <= set(claim)


def test_documents_say_who_published_and_when(run: Run, case: Path) -> None:
    row = json.loads(run("documents", case, "--format", "jsonl").out)
    assert (row["doc"], row["publisher"], row["published"], row["state"]) == (
        "wire.txt", "Harbour Wire", "2023-04-02", "read",
    )  # fmt: skip


def test_entities_say_which_list_names_them(run: Run, case: Path) -> None:
    rows = [json.loads(line) for line in run("entities", case, "--format", "jsonl").out.splitlines()]
    listed = {row["name"]: [hit["id"] for hit in row["listed"]] for row in rows}
    assert listed["Baltic Avia"] == ["x-1"]
    assert listed["Orlan Trading"] == []
    assert {"doc": "wire.txt", "name": "Orlan Trading"} in next(
        r["mentions"] for r in rows if r["name"] == "Orlan Trading"
    )


def test_trace_shows_the_step_and_its_words(run: Run, case: Path) -> None:
    row = json.loads(run("trace", case, "Orlan Trading", "--format", "jsonl").out.splitlines()[0])
    assert row["to_name"] == "Baltic Avia"
    assert row["exposure"] == "supplies listed"
    assert "supplied pumps to Baltic Avia" in row["steps"][0]["claims"][0]["quote"]


def test_tables_go_to_a_file_and_spreadsheets_run_nothing(run: Run, case: Path) -> None:
    Path("odd.txt").write_text("=HYPERLINK Trading supplied pumps to Baltic Avia.\n")
    run("add", case, "odd.txt", "--publisher", "=cmd|calc")
    assert run("documents", case, "--format", "csv", "-o", "t.csv").code == 0
    rows = list(csv.DictReader(io.StringIO(Path("t.csv").read_text())))
    assert [row["publisher"] for row in rows] == ["Harbour Wire", "'=cmd|calc"]


def test_a_decision_is_kept_and_can_be_taken_back_ten_times(run: Run, case: Path) -> None:
    run("export", case, "--to", "json", "-o", "before.json")
    for _ in range(10):
        assert run("judge", case, "false-alarm", "Baltic Avia", "x-1", "--why", "another firm").code == 0
        rejected = json.loads(run("screen", case, "--format", "jsonl").out)
        assert rejected["state"] == "rejected"
        assert run("undo", case).code == 0
    run("export", case, "--to", "json", "-o", "after.json")
    assert Path("after.json").read_bytes() == Path("before.json").read_bytes()
    told = run("log", case).out
    assert told.count("another firm") == 10
    assert run("verify", case).code == 0


def test_a_decision_that_waits_for_a_second_person_is_told_so(run: Run, case: Path) -> None:
    waits = "counts when a second person decides the same"
    assert run("screen", case, "--four-eyes").code == 0
    assert run("judge", case, "false-alarm", "Baltic Avia", "x-1", "--why", "another firm").code == 0
    assert waits in " ".join(run("log", case).out.split())
    assert run("screen", case, "--two-eyes").code == 0
    assert waits not in " ".join(run("log", case).out.split())


def test_parties_can_be_joined_and_kept_apart_again(run: Run, case: Path) -> None:
    def names() -> list[str]:
        lines = run("entities", case, "--format", "jsonl").out.splitlines()
        return sorted(json.loads(line)["name"] for line in lines)

    before = names()
    assert run("judge", case, "same", "Orlan Trading", "Baltic Avia", "--why", "one owner").code == 0
    assert len(names()) == len(before) - 1
    assert run("undo", case).code == 0
    assert names() == before


def test_parties_that_were_joined_are_held_apart_by_a_later_decision_which_the_log_tells(run: Run, case: Path) -> None:
    assert run("judge", case, "same", "Orlan Trading", "Baltic Avia").code == 0
    told = run("judge", case, "different", "Orlan Trading", "Baltic Avia", "--why", "two registers")
    assert "decided different: Orlan Trading / Baltic Avia (" in told.out
    names = [json.loads(line)["name"] for line in run("entities", case, "--format", "jsonl").out.splitlines()]
    assert {"Orlan Trading", "Baltic Avia"} <= set(names)
    for words in (
        ("rename", "Orlan Trading", "Orlan Group"),
        ("set-type", "Baltic Avia", "PublicBody"),
        ("reliability", "Harbour Wire", "B"),
        ("false-alarm", "Baltic Avia", "x-1"),
    ):
        assert run("judge", case, *words).code == 0
    assert run("undo", case).code == 0
    says = [row["says"] for row in map(json.loads, run("log", case, "--format", "jsonl").out.splitlines())]
    assert says[-6:] == [
        "decided different: Orlan Trading / Baltic Avia — two registers",
        "decided rename: Orlan Trading → Orlan Group",
        "decided set type: Baltic Avia → PublicBody",
        "decided reliability: Harbour Wire → B",
        "decided false alarm: Baltic Avia → north/x-1",
        "took back false alarm: Baltic Avia → north/x-1",
    ]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("same", "Orlan Trading", "orlan trading"), "are one name of one party"),
        (("copy-of", "wire.txt", "wire.txt"), "cannot be a copy of itself"),
        (("rename", "Orlan Trading", " "), "needs a name that is not empty"),
        (("reliability", "Harbor Wire", "B"), "the case has no publisher or source 'Harbor Wire'"),
    ],
)
def test_a_decision_that_can_mean_nothing_is_refused(run: Run, case: Path, words: tuple[str, ...], says: str) -> None:
    told = run("judge", case, *words)
    assert told.code in {2, 3}
    assert says in told.err


def test_the_past_can_be_asked_for(run: Run, case: Path) -> None:
    assert run("claims", case, "--as-of", "2001-01-01", "--format", "jsonl").out == ""
    assert "the case was held against no list by then" in run("screen", case, "--as-of", "2001-01-01").out


def test_a_withdrawn_document_leaves_no_words(run: Run, case: Path) -> None:
    assert run("withdraw", case, "wire.txt", "--why", "court order").code == 0
    assert run("claims", case, "--format", "jsonl").out == ""
    kept = b"".join(path.read_bytes() for path in case.rglob("*") if path.is_file() and "-wal" not in path.name)
    assert b"supplied pumps" not in kept
    assert "court order" in run("log", case).out
    assert run("verify", case).code == 0


def test_a_name_that_two_documents_came_under_withdraws_neither(run: Run, case: Path) -> None:
    Path("other").mkdir()
    Path("other/wire.txt").write_text("Delm Freight sold lathes to Harl Works.\n")
    assert run("add", case, "other/wire.txt").code == 0
    refused = run("withdraw", case, "wire.txt", "--why", "court order")
    assert refused.code != 0
    ids = [one.id for one in View(open_case(case)).documents]
    assert len(ids) == 2
    assert all(one in refused.err for one in ids)


def test_a_document_is_withdrawn_though_one_of_its_name_was_before(run: Run, case: Path) -> None:
    assert run("withdraw", case, "wire.txt", "--why", "court order").code == 0
    Path("wire.txt").write_text("Delm Freight sold lathes to Harl Works.\n")
    assert run("add", case, "wire.txt").code == 0
    assert "withdrew wire.txt" in run("withdraw", case, "wire.txt", "--why", "another order").out
    assert View(open_case(case)).documents == ()
    assert "is withdrawn already" in run("withdraw", case, "wire.txt", "--why", "again").out


def test_a_case_goes_to_a_file_and_back(run: Run, case: Path) -> None:
    assert run("backup", case, "case.tar").code == 0
    assert run("restore", "case.tar", "again").code == 0
    assert run("verify", "again").out == run("verify", case).out


def test_match_says_why(run: Run) -> None:
    Path("north.ftm.json").write_text(LISTED)
    run("lists", "add", "north.ftm.json")
    Path("names.csv").write_text("name,our id\nBaltik Avia,7\n")
    row = json.loads(run("match", "--names", "names.csv").out)
    hit = row["hits"][0]
    assert (row["qid"], hit["id"], hit["name"]) == ("1", "x-1", "Baltic Avia LLC")
    assert round(sum(signal["value"] for signal in hit["signals"]), 4) == hit["score"]
    assert "our id" in run("match", "--names", "names.csv", "--format", "csv").out.splitlines()[0]


def test_compare_shows_its_signals(run: Run) -> None:
    told = json.loads(run("compare", "Orlan Trading LLC", "ООО Орлан Трейдинг", "--format", "jsonl").out)
    assert round(sum(signal["value"] for signal in told["signals"]), 4) == told["score"]


def test_doctor_names_what_is_installed(run: Run) -> None:
    assert "SQLite" in run("doctor").out


def test_lists_tell_what_changed_and_whom_it_touches(run: Run, case: Path) -> None:
    assert "only one version is kept" in run("lists", "changes").out
    Path("north.ftm.json").write_text(LISTED + LISTED.replace("x-1", "x-2").replace("Baltic Avia LLC", "Orlan Trading"))
    assert run("lists", "add", "north.ftm.json").code == 0
    rows = [json.loads(line) for line in run("lists", "changes", "--case", case, "--format", "jsonl").out.splitlines()]
    assert [(row["list"], row["change"], row["id"]) for row in rows] == [("north", "added", "x-2")]
    assert [(one["case"], one["party"], one["hit"]) for one in rows[0]["touches"]] == [
        ("case", "Orlan Trading", "is a hit")
    ]
    assert "Orlan Trading" in run("lists", "changes", "north").out


def test_lists_are_fetched_only_from_where_they_may_be(run: Run) -> None:
    told = run("lists", "fetch", "ca-sema", "--address", "ca-sema=http://127.0.0.1:9/list.xml")
    assert (told.code, told.out) == (3, "")
    assert "the list in force stays as it was" in told.err
    assert run("lists", "fetch", "atlantis").code == 3
    assert run("lists", "fetch", "uk", "--address", "somewhere").code == 2


def test_a_list_that_shrinks_is_refused_without_consent(run: Run) -> None:
    many = "".join(LISTED.replace("x-1", f"x-{n}").replace("Baltic", f"Baltic {n}") for n in range(20))
    Path("north.ftm.json").write_text(many)
    assert run("lists", "add", "north.ftm.json").code == 0
    Path("north.ftm.json").write_text(LISTED)
    told = run("lists", "add", "north.ftm.json")
    assert told.code == 3
    assert "--accept-shrinking" in told.out
    assert run("lists", "add", "north.ftm.json", "--accept-shrinking").code == 0


def test_thresholds_are_kept_with_the_case_and_an_old_screening_can_be_shown(run: Run, case: Path) -> None:
    def hits(*more: str) -> list[str]:
        return [json.loads(line)["party"] for line in run("screen", case, "--format", "jsonl", *more).out.splitlines()]

    assert hits() == ["Baltic Avia"]
    assert hits("--match", "north=1", "--review", "north=1") == []
    assert hits() == [], "the case keeps its thresholds"
    assert hits("--match", "north=default", "--review", "north=default") == ["Baltic Avia"]
    for number in range(5):
        renamed = LISTED.replace("Baltic Avia LLC", f"Somebody Else {number}")
        Path("north.ftm.json").write_text(renamed)
        assert run("lists", "add", "north.ftm.json").code == 0
        assert hits() == []
    assert run("screen", case, "--review", "2").code == 2
    assert run("screen", case, "--as-of", "2026-01-01", "--review", "0.9").code == 2


def test_a_false_alarm_returns_when_the_listing_changes(run: Run, case: Path) -> None:
    def hit() -> dict[str, object]:
        return dict(json.loads(run("screen", case, "--format", "jsonl").out.splitlines()[0]))

    assert run("judge", case, "false-alarm", "Baltic Avia", "north/x-1", "--why", "another firm").code == 0
    assert (hit()["state"], hit()["changed"]) == ("rejected", [])
    Path("north.ftm.json").write_text(LISTED.replace('"topics"', '"country":["lv"],"topics"'))
    assert run("lists", "add", "north.ftm.json").code == 0
    assert (hit()["state"], hit()["changed"]) == ("review", ["listing countries: now also lv"])
    assert "changed since" in run("screen", case).out.replace("\n", " ").replace("  ", " ")


@pytest.mark.usefixtures("case")
def test_match_says_why_an_entry_was_not_found(run: Run) -> None:
    found = run("match", "Baltic Avia", "--explain", "x-1").out
    assert "it is found, number 1" in found
    assert "in a case it would be a match" in found
    lost = run("match", "Harbour Wire", "--why-not", "Baltic Avia").out
    assert "not found: no word of the entry is like a word of the name" in lost
    below = run("match", "Baltic Sea Fleet", "--why-not", "x-1", "--threshold", "0.95").out
    assert "it scores below the threshold of 0.9500" in below
    assert "no name is near" in run("match", "Baltic Avia", "--why-not", "Qzxw").out


def test_documents_tell_their_custody_and_their_twins(run: Run, case: Path, tmp_path: Path) -> None:
    text = " ".join(f"The yard in Harl received pump {number} from Delm Freight." for number in range(12))
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(text)
    (tmp_path / "in" / "b.html").write_text(f"<html><body><p>{text.upper()}</p></body></html>")
    run("add", case, tmp_path / "in")
    told = run("documents", case, "--twins", "--format", "jsonl").out.splitlines()
    rows = {row["doc"]: row for row in map(json.loads, told)}
    assert rows["b.html"]["twin"] == {"doc": "a.txt", "likeness": "same words", "share": 1.0}
    assert rows["a.txt"]["twin"] is None
    assert (rows["a.txt"]["by"], rows["a.txt"]["bytes"]) == ("ana", len(text))
    assert rows["a.txt"]["received"].startswith("20")
    assert rows["a.txt"]["reader"]


def test_a_decision_of_every_kind_taken_back_leaves_the_findings_as_they_were(run: Run, case: Path) -> None:
    Path("copy.txt").write_text(f"Seen in the harbour.\n\n{ARTICLE}")
    assert run("add", case, "copy.txt", "--published", "2023-04-05", "--publisher", "Sabira Gazette").code == 0
    claim = json.loads(run("claims", case, "--format", "jsonl").out.splitlines()[0])["id"]
    run("export", case, "--to", "json", "-o", "before.json")
    decisions = (
        ("same", "Orlan Trading", "Baltic Avia"),
        ("different", "Orlan Trading", "Baltic Avia"),
        ("accept", claim),
        ("reject", claim),
        ("copy-of", "copy.txt", "wire.txt"),
        ("true-hit", "Baltic Avia", "x-1"),
        ("false-alarm", "Baltic Avia", "x-1"),
        ("unsure", "Baltic Avia", "x-1"),
        ("rename", "Baltic Avia", "Baltic Avia JSC"),
        ("set-type", "Baltic Avia", "PublicBody"),
        ("reliability", "Harbour Wire", "D"),
    )
    assert {decision[0] for decision in decisions} == {one.replace(" ", "-") for one in Verdict} - {"undo"}
    for decision in decisions:
        assert run("judge", case, *decision, "--why", "for now").code == 0, decision
        assert run("undo", case).code == 0
    run("export", case, "--to", "json", "-o", "after.json")
    assert Path("after.json").read_bytes() == Path("before.json").read_bytes()


def test_of_two_people_who_decide_differently_both_are_kept_and_the_later_counts_visibly(
    run: Run, case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLEW_ACTOR", "ana")
    assert run("judge", case, "same", "Orlan Trading", "Baltic Avia", "--why", "one owner").code == 0
    monkeypatch.setenv("CLEW_ACTOR", "ben")
    assert run("judge", case, "different", "Orlan Trading", "Baltic Avia", "--why", "two registers").code == 0
    monkeypatch.setenv("CLEW_ACTOR", "ana")
    assert run("judge", case, "reliability", "Harbour Wire", "B").code == 0
    monkeypatch.setenv("CLEW_ACTOR", "ben")
    assert run("judge", case, "reliability", "Harbour Wire", "D").code == 0
    said = [json.loads(line) for line in run("log", case, "--format", "jsonl").out.splitlines()]
    grades = [row for row in said if "Harbour Wire" in row["says"] and row["kind"] == "judgement"]
    assert [row["actor"] for row in grades] == ["ana", "ben"]
    assert "no longer counts: ben decided otherwise" in grades[0]["says"]
    assert "no longer counts" not in grades[1]["says"]
