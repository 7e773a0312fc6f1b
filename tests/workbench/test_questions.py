"""A question about a hit is that of one list's entry: another list may have an entry of the same number."""

from dataclasses import replace

from clew.records import Entity, Hit, Judgement, ListedName, Listing, ListVersion, decided_again
from clew.vocabulary import EntityType, HitState, Verdict
from clew.workbench.questions import Asked, Question, questions_of

VOLNA = Entity("e1", EntityType.COMPANY, "Volna Shipping", ("Volna Shipping",))


def hit_of(name: str) -> Hit:
    listing = Listing("17", name, (ListedName("Volna Shipping"),))
    version = ListVersion(name, "0" * 64, "2025-01-01", "csv", 1, 1, "Northern Office")
    return Hit("e1", listing, version, "Volna Shipping", "Volna Shipping", 0.9, (), HitState.MATCH)


def question(name: str) -> Question:
    return Question(Asked.HIT, "e1", "17", ("Volna Shipping",), 1.0, VOLNA, hit_of(name))


NORTH, SOUTH = question("north"), question("south")


def answer(asked: Question, verdict: Verdict, id: str = "j1") -> Judgement:
    told = asked.decision(verdict, "looked at the register")
    return Judgement(id, verdict, told.left, told.right, "ana", "2025-02-01", names=told.names, seen=told.seen)


def test_an_answer_on_one_lists_entry_leaves_the_other_lists_open() -> None:
    assert NORTH.key != SOUTH.key
    given = answer(NORTH, Verdict.FALSE_ALARM)
    assert (NORTH.answered_by(given), SOUTH.answered_by(given)) == (True, False)
    assert questions_of([NORTH, SOUTH], [given]) == (SOUTH,)


def test_an_old_entry_that_kept_no_list_answers_for_both() -> None:
    given = replace(answer(NORTH, Verdict.FALSE_ALARM), seen=())
    assert NORTH.answered_by(given)
    assert SOUTH.answered_by(given)
    assert questions_of([NORTH, SOUTH], [given]) == ()


def test_answers_on_two_lists_entries_do_not_overrule_each_other() -> None:
    given = [answer(NORTH, Verdict.FALSE_ALARM, "j1"), answer(SOUTH, Verdict.TRUE_HIT, "j2")]
    assert decided_again(given) == {}
    assert set(decided_again([*given, answer(NORTH, Verdict.UNSURE, "j3")])) == {"j1"}
