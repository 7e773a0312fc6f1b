"""Decisions made at the same moment: each is made in the face of those before it, whichever process wrote them."""

import threading
from collections.abc import Sequence
from pathlib import Path

import pytest

from clew.errors import NotTheLastDecision
from clew.ledger import Case, View, new_case, open_case
from clew.pipeline import Decision, judge, judge_knowing, undo
from clew.records import Judgement, in_force
from clew.vocabulary import Verdict


class TakenError(Exception):
    """Somebody has decided."""


def at_once(cases: Sequence[Case], look_of: Sequence[Decision]) -> list[str]:
    """Have each of several servers (each with the case open for itself) decide, unless another has; what came of it."""
    came: list[str] = []
    barrier = threading.Barrier(len(cases))

    def decide(case: Case, decision: Decision, actor: str) -> None:
        def look(before: Sequence[Judgement]) -> Decision:
            if any(one.left == decision.left for one in before):
                raise TakenError
            return decision

        barrier.wait()
        try:
            judge_knowing(case, look, actor)
            came.append("made")
        except TakenError:
            came.append("taken")

    threads = [
        threading.Thread(target=decide, args=(case, decision, f"person {number}"))
        for number, (case, decision) in enumerate(zip(cases, look_of, strict=True))
    ]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return came


def test_of_many_who_decide_one_question_at_once_one_does(tmp_path: Path) -> None:
    new_case(tmp_path / "case").close()
    servers = [open_case(tmp_path / "case") for _ in range(4)]
    for number in range(5):
        verdicts = (Verdict.ACCEPT, Verdict.REJECT, Verdict.ACCEPT, Verdict.REJECT)
        came = at_once(servers, [Decision(verdict, f"claim {number}") for verdict in verdicts])
        assert sorted(came) == ["made", "taken", "taken", "taken"]
    assert len(View(servers[0]).judgements) == 5


def test_each_decision_names_the_one_before_it(tmp_path: Path) -> None:
    new_case(tmp_path / "case").close()
    servers = [open_case(tmp_path / "case") for _ in range(6)]
    came = at_once(servers, [Decision(Verdict.ACCEPT, f"claim {number}") for number in range(6)])
    assert came == ["made"] * 6
    judgements = View(servers[0]).judgements
    assert [one.after for one in judgements] == [None, *(one.id for one in judgements[:-1])]


def test_the_same_decision_made_again_is_a_new_entry(tmp_path: Path) -> None:
    case = new_case(tmp_path / "case")
    for _ in range(2):
        judge(case, Decision(Verdict.ACCEPT, "a"), "ana")
    assert len(View(case).judgements) == 2


def test_what_is_taken_back_is_the_last_in_force(tmp_path: Path) -> None:
    case = new_case(tmp_path / "case")
    with pytest.raises(NotTheLastDecision):
        undo(case, "ana", judgement="nothing")
    first, second = (judge(case, Decision(Verdict.ACCEPT, left), "ana") for left in ("a", "b"))
    with pytest.raises(NotTheLastDecision):
        undo(case, "ben", judgement=first.id)
    assert undo(case, "ben", judgement=second.id) == second
    assert undo(case, "ben") == first
    assert not in_force(View(case).judgements)


def test_a_reason_that_no_utf8_can_hold_is_kept_as_far_as_it_can_be(tmp_path: Path) -> None:
    case = new_case(tmp_path / "case")
    judge(case, Decision(Verdict.RENAME, "a", "Kestrin\udcff", why="seen \ud800 there"), "ana")
    kept = View(case).judgements[0]
    assert (kept.right, kept.why) == ("Kestrin?", "seen ? there")
