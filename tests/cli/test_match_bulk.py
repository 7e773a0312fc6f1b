"""`clew match` on files: the user's columns are kept, answers can be taken up again, hostile names do no harm."""

import csv
import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run

LISTED = '{"id":"x-1","schema":"Company","properties":{"name":["Baltic Avia LLC"],"topics":["sanction"]}}\n'
NAMES = "id,name,note\n" + "".join(f"{n},Name {n},\n" for n in range(1, 40)) + '40,Baltik Avia,"two\nlines"\n'


@pytest.fixture
def lists(run: Run) -> None:
    Path("north.ftm.json").write_text(LISTED)
    assert run("lists", "add", "north.ftm.json").code == 0


@pytest.mark.usefixtures("lists")
def test_columns_are_kept_and_every_name_has_a_row(run: Run) -> None:
    Path("names.csv").write_text(NAMES)
    assert run("match", "--names", "names.csv", "--format", "csv", "-o", "out.csv").code == 0
    with Path("out.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 40
    assert (rows[0]["own_id"], rows[0]["query"], rows[0]["id"], rows[0]["score"]) == ("1", "Name 1", "", "")
    assert (rows[-1]["own_id"], rows[-1]["note"], rows[-1]["id"]) == ("40", "two\nlines", "x-1")


@pytest.mark.usefixtures("lists")
@pytest.mark.parametrize("form", ["csv", "jsonl"])
@pytest.mark.parametrize("share", [0.0, 0.3, 0.97, 1.0])
def test_answers_cut_off_anywhere_are_taken_up_again(run: Run, form: str, share: float) -> None:
    Path("names.csv").write_text(NAMES)
    words = ("match", "--names", "names.csv", "--format", form, "-o")
    assert run(*words, "whole").code == 0
    whole = Path("whole").read_bytes()
    Path("part").write_bytes(whole[: int(share * len(whole))])
    assert run(*words, "part", "--resume").code == 0
    assert Path("part").read_bytes() == whole


@pytest.mark.usefixtures("lists")
def test_answers_to_other_names_are_not_taken_up(run: Run) -> None:
    Path("names.csv").write_text(NAMES)
    Path("part").write_text('{"qid": "other", "query": "x", "hits": []}\n')
    told = run("match", "--names", "names.csv", "-o", "part", "--resume")
    assert told.code == 2
    assert "other names" in told.err
    assert run("match", "Baltic", "--resume").code == 2


@pytest.mark.usefixtures("lists")
def test_hostile_names_are_answered(run: Run) -> None:
    hostile = ["", "a" * 100_000, "LLC", "x", "7", "12345 678", "Bаltiс Аviа", "\u202e", "Балтик Avia 航空", "' OR 1=1"]
    Path("names.jsonl").write_text("".join(json.dumps({"query": name}) + "\n" for name in hostile))
    told = run("match", "--names", "names.jsonl", "--threshold", "0.3")
    found = [[hit["id"] for hit in json.loads(line)["hits"]] for line in told.out.splitlines()]
    assert [bool(hits) for hits in found] == [name in {"Bаltiс Аviа", "Балтик Avia 航空"} for name in hostile]


def test_pairs_come_as_csv(run: Run) -> None:
    Path("pairs.csv").write_text("a,b\nOrlan Trading,Orlan Treyding\nOrlan,Verelin\n")
    scores = [json.loads(line)["score"] for line in run("compare", "--pairs", "pairs.csv").out.splitlines()]
    assert scores[0] > 0.8 > 0.3 > scores[1]


@pytest.mark.usefixtures("lists")
def test_a_name_that_names_nobody_is_answered_with_the_reason(run: Run) -> None:
    Path("names.csv").write_text("name\nLLC\nBaltic Avia\n" + "a" * 100_000 + "\n")
    told = [json.loads(line) for line in run("match", "--names", "names.csv").out.splitlines()]
    assert (told[0]["hits"], told[0]["note"]) == ([], "nothing is looked for: it is only a legal form")
    assert "note" not in told[1]
    assert "100,000 characters" in told[2]["note"]
    assert run("match", "--names", "names.csv", "--format", "csv", "-o", "out.csv").code == 0
    with Path("out.csv").open(newline="") as file:
        assert next(csv.DictReader(file))["says"] == told[0]["note"]
    alone = run("match", "LLC")
    assert ("only a legal form" in alone.err, "nothing near" in alone.out) == (True, True)
    assert len(run("match", "Baltic " + "a" * 100_000).out) < 5_000
