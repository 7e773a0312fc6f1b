"""Each rule of the grades can be met, and the reference shows each of them as it is shipped."""

import re
from pathlib import Path

import pytest

from clew.corroborate.grades import Support, propose, rules
from clew.measures.likelihood import chances
from clew.vocabulary import Likelihood, Reliability, Status

DOCS = (Path(__file__).parents[2] / "docs" / "reference" / "corroboration.md").read_text(encoding="utf-8")
STATED = frozenset({Status.ASSERTED})

MET = {
    "confirmed": Support(3, True, STATED, False, ["wire"], []),
    "probable": Support(2, True, STATED, False, ["wire"], []),
    "disputed": Support(2, True, STATED, True, ["wire"], []),
    "single": Support(1, True, STATED, False, ["cited"], []),
    "denied-single": Support(1, True, STATED, True, ["cited"], []),
    "planned": Support(1, True, frozenset({Status.PLANNED}), False, ["own"], []),
    "possible": Support(3, True, frozenset({Status.POSSIBLE, Status.PLANNED}), False, ["own"], []),
    "unverified": Support(1, True, frozenset({Status.UNVERIFIED}), False, ["own"], []),
    "only-denied": Support(1, True, frozenset({Status.DENIED}), True, ["record"], []),
    "unknown": Support(1, False, STATED, False, ["unknown"], []),
}


@pytest.mark.parametrize("rule", rules()["credibility"])
def test_every_rule_of_credibility_can_be_met(rule: str) -> None:
    grade, told = propose(MET[rule]), rules()["credibility"][rule]
    assert (grade.credibility, grade.likelihood) == (told.grade, told.likelihood)
    assert grade.rule.endswith(told.says)


def test_of_several_sources_the_most_reliable_counts_and_a_judgement_before_all() -> None:
    assert propose(Support(1, True, STATED, False, ["unknown", "wire", "own"], [])).reliability is Reliability.B
    assert propose(Support(1, True, STATED, False, [], [])).reliability is Reliability.F
    judged = propose(Support(1, True, STATED, False, ["record"], [Reliability.D, Reliability.E]))
    assert judged.reliability is Reliability.D
    assert "a person graded the publisher" in judged.rule


def test_more_origins_are_never_less_likely_and_a_denial_never_makes_it_likelier() -> None:
    order = list(chances())
    plain = [order.index(propose(Support(n, True, STATED, False, [], [])).likelihood) for n in (1, 2, 3)]
    denied = [order.index(propose(Support(n, True, STATED, True, [], [])).likelihood) for n in (1, 2, 3)]
    assert plain == sorted(plain)
    assert all(less <= more for less, more in zip(denied, plain, strict=True))


def test_the_reference_shows_every_rule_as_it_is_shipped() -> None:
    shown = {tuple(cell.strip() for cell in row.split("|")) for row in re.findall(r"^\| (.*) \|$", DOCS, re.MULTILINE)}
    for name, rule in rules()["credibility"].items():
        assert (f"`{name}`", rule.says, rule.grade, rule.likelihood) in shown
    for name, rule in rules()["reliability"].items():
        assert (f"`{name}`", rule.says, rule.grade or "as judged") in shown
    assert rules()["credibility"]["unknown"].likelihood == Likelihood.NOT_JUDGED
