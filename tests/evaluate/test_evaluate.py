"""Scoring follows the guideline: who met whom, what counts as right, which floor was broken."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from clew.errors import BadGold
from clew.evaluate import Cause, GoldClaim, GoldSet, faults, gate, read_gold, read_lowered, score_claims, write_floors
from clew.evaluate.names import Aliases, same_party, scoring_key
from clew.vocabulary import Predicate, Status

TEXT = "Orlan Trading LLC supplied pumps to Baltic Avia in 2023. The shipper also visited Port Sabira."
ENTITIES = (
    (frozenset({"Orlan Trading LLC", "Orlan", "The shipper"}), False),
    (frozenset({"Baltic Avia"}), False),
    (frozenset({"Port Sabira"}), False),
)


def a_claim(subject: str, predicate: Predicate, object_: str, quote: str, **more: object) -> GoldClaim:
    start = TEXT.index(quote)
    base = GoldClaim("a.txt", start, start + len(quote), quote, predicate, subject, object_, Status.ASSERTED, {}, ())
    return replace(base, **more)  # type: ignore[arg-type]


SUPPLY = a_claim(
    "Orlan Trading LLC",
    Predicate.SUPPLIES,
    "Baltic Avia",
    "Orlan Trading LLC supplied pumps to Baltic Avia in 2023",
    qualifiers={"product": "pumps", "when": "in 2023"},
    sources=("an invoice",),
)
VISIT = a_claim("Orlan Trading LLC", Predicate.VISITS, "Port Sabira", "The shipper also visited Port Sabira")
GOLD = GoldSet((SUPPLY, VISIT), ENTITIES, {"a.txt": TEXT})


def test_the_gold_itself_scores_one() -> None:
    score = score_claims(GOLD, GOLD.claims)
    assert (score.core.precision, score.core.recall, score.core.f1) == (1, 1, 1)
    assert (score.status, score.quote, score.sources.f1, score.qualifiers.f1) == (1, 1, 1, 1)


def test_any_name_of_an_entity_will_do() -> None:
    assert score_claims(GOLD, [replace(SUPPLY, subject="Orlan"), replace(VISIT, subject="the shipper")]).core.f1 == 1


def test_supplies_and_intermediates_may_stand_for_one_another() -> None:
    score = score_claims(GOLD, [replace(SUPPLY, predicate=Predicate.INTERMEDIATES)])
    assert score.core.found == 1
    assert score.predicate == 0


def test_a_party_may_be_left_out_only_where_the_gold_allows_it() -> None:
    assert score_claims(GOLD, [replace(SUPPLY, object="")]).core.found == 0
    unstated = GoldSet((replace(SUPPLY, unstated=True),), ENTITIES, GOLD.texts)
    assert score_claims(unstated, [replace(SUPPLY, object="")]).core.found == 1


def test_one_prediction_meets_one_gold_claim() -> None:
    twice = GoldSet((SUPPLY, SUPPLY), ENTITIES, GOLD.texts)
    assert score_claims(twice, [SUPPLY]).core.recall == 0.5


@pytest.mark.parametrize(
    ("left", "right", "unnamed", "same"),
    [
        ("Orlan Trading LLC", "orlan trading", False, True),
        ("the Orlan Works", "Orlan Works JSC", False, True),
        ("Trading Company", "Orlan Trading", False, False),
        ("Chinese drone experts", "experts", True, True),
        ("Chinese drone experts", "Chinese drone parts", True, True),
        ("three officials", "two engineers", True, False),
        ("Завод «Острек»", "заводом «Острек»", False, True),
        ("锦澜朔翎动力科技有限公司", "朔翎动力科技", False, True),
    ],
)
def test_when_names_are_the_same(left: str, right: str, unnamed: bool, same: bool) -> None:
    assert same_party(scoring_key(left), scoring_key(right), unnamed) is same


def test_an_unknown_lower_case_name_is_taken_for_a_description() -> None:
    assert Aliases(()).same("a factory in the north", "the north")


def test_errors_are_told_by_cause() -> None:
    predicted = [replace(SUPPLY, object="Port Sabira"), replace(VISIT, predicate=Predicate.LOCATED_IN)]
    score = score_claims(GOLD, predicted)
    told = [(fault.missed, fault.cause) for fault in faults(GOLD, predicted, score)]
    assert told == [
        (True, Cause.OBJECT),
        (True, Cause.PREDICATE),
        (False, Cause.OBJECT),
        (False, Cause.PREDICATE),
    ]


def test_what_is_said_already_is_told_as_such() -> None:
    predicted = [SUPPLY, VISIT, SUPPLY]
    score = score_claims(GOLD, predicted)
    assert [fault.cause for fault in faults(GOLD, predicted, score)] == [Cause.TWICE]


def test_floors_only_rise(tmp_path: Path) -> None:
    path = tmp_path / "floors.json"
    floors = write_floors(path, "own", score_claims(GOLD, GOLD.claims))
    half = score_claims(GOLD, [SUPPLY])
    assert [fault.figure for fault in gate("own", half, floors)] == ["core_f1"]
    assert write_floors(path, "own", half)["own"]["core_f1"] == 1
    assert read_lowered(path) == ()
    assert write_floors(path, "own", half, "visits are read no more")["own"]["core_f1"] < 1
    assert [(each.figure, each.was, each.because) for each in read_lowered(path)] == [
        ("core_f1", 1.0, "visits are read no more")
    ]


def test_a_gold_line_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    line = {"doc": "a.txt", "quote": "words of nobody", "predicate": "visits", "subject": "A", "object": "B"}
    (tmp_path / "claims.jsonl").write_text(json.dumps(line))
    (tmp_path / "entities.jsonl").write_text("")
    with pytest.raises(BadGold, match=r"claims\.jsonl:1: the quote does not stand in a\.txt"):
        read_gold(tmp_path, tmp_path)
