"""Where a hit takes two persons, one decision counts for nothing yet, and both stand in the log."""

from dataclasses import replace
from pathlib import Path

import pytest

from clew.errors import UsageError
from clew.ledger import View, new_case
from clew.pipeline import set_four_eyes
from clew.records import Judgement, seconded
from clew.screen import import_list
from clew.vocabulary import HitState, Verdict
from clew.workbench.questions import Asked, questions_of
from tests.screen.material import ftm_file
from tests.workbench.conftest import HOST, Bench, open_bench
from tests.workbench.test_pages import first_of


def said(number: int, verdict: Verdict, by: str, right: str = "L1") -> Judgement:
    return Judgement(str(number), verdict, "party", right, by, "2026-01-01")


@pytest.mark.parametrize(
    ("told", "counted", "waiting"),
    [
        ([("false alarm", "ana")], [], ["0"]),
        ([("false alarm", "ana"), ("false alarm", "ana")], [], ["1"]),
        ([("false alarm", "ana"), ("false alarm", "ben")], ["1"], []),
        ([("false alarm", "ana"), ("true hit", "ben")], [], ["1"]),
        ([("false alarm", "ana"), ("true hit", "ben"), ("true hit", "ana")], ["2"], []),
        ([("false alarm", "ana"), ("false alarm", "ben"), ("true hit", "ana")], ["1"], ["2"]),
        ([("unsure", "ana")], ["0"], []),
        ([("same", "ana")], ["0"], []),
    ],
)
def test_what_two_agree_on_counts(told: list[tuple[str, str]], counted: list[str], waiting: list[str]) -> None:
    kept, open_ones = seconded([said(at, Verdict(verdict), by) for at, (verdict, by) in enumerate(told)])
    assert ([one.id for one in kept], [one.id for one in open_ones]) == (counted, waiting)


def state_of(bench: Bench, listing: str | None) -> set[HitState]:
    return {hit.state for hit in bench.desk.snapshot().findings.hits if hit.listing.id == listing}


def test_that_it_takes_two_leaves_the_lists_in_their_versions(bench: Bench, tmp_path: Path) -> None:
    held = View(bench.desk.case).lists
    newer = import_list([ftm_file(tmp_path / "north.ftm.json")])
    version = replace(newer.version, name=held[0].name, sha256="f" * 64)
    bench.desk.library.add(replace(newer, version=version))
    assert version.sha256 in {one.sha256 for one in bench.desk.library.newest()}
    bench.post("/settings/four-eyes", four_eyes="yes")
    assert bench.desk.four_eyes
    assert View(bench.desk.case).lists == held


def test_before_any_list_nothing_takes_two(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="clew screen"):
        set_four_eyes(new_case(tmp_path / "case"), "ana", four_eyes=True)


def test_a_hit_waits_for_a_second_person(bench: Bench) -> None:
    assert "counts at once" in bench.client.get("/settings").text
    bench.post("/settings/four-eyes", four_eyes="yes")
    assert "second person confirms" in bench.client.get("/settings").text
    ben = open_bench(bench.case.parent, "ben")
    question = first_of(bench, Asked.HIT)
    before = state_of(bench, question.right)
    bench.post("/decide", question=question.key, verdict=Verdict.FALSE_ALARM, why="another firm", seen="")
    assert state_of(bench, question.right) == before
    shown = bench.client.get("/screening").text
    assert "awaits a second person" in shown
    assert "another firm" in shown
    judgements = View(bench.desk.case).judgements
    mine = {one.key for one in questions_of(bench.desk.snapshot().questions, judgements, True, "ana")}
    bens = {one.key for one in questions_of(bench.desk.snapshot().questions, judgements, True, "ben")}
    assert bens - mine == {question.key}
    assert "awaits a second person" in ben.client.get("/review?only=hit").text
    ben.post("/decide", question=question.key, verdict=Verdict.FALSE_ALARM, why="seen too", seen=judgements[-1].id)
    assert state_of(bench, question.right) == {HitState.REJECTED}
    log = bench.client.get("/log").text
    assert "another firm" in log
    assert "seen too" in log
    bench.post("/settings/four-eyes", four_eyes="no")
    assert "counts at once" in bench.client.get("/settings").text


def test_who_may_only_read_changes_no_setting(reading: Bench) -> None:
    answer = reading.client.post("/settings/four-eyes", data={"four_eyes": "yes"}, headers={"origin": HOST})
    assert answer.status_code == 403
    assert not reading.desk.four_eyes


def test_a_form_that_does_not_say_how_many_persons_changes_nothing(bench: Bench) -> None:
    bench.post("/settings/four-eyes", four_eyes="yes")
    for told in ({}, {"four_eyes": "perhaps"}):
        answer = bench.client.post("/settings/four-eyes", data={**told, "proof": bench.proof}, headers={"origin": HOST})
        assert answer.status_code == 422
    assert bench.desk.four_eyes
