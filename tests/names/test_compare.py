"""Names are compared over scripts and forms, and the score is what its signals add up to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clew.names import compare_all, compare_names, fold, name_key, romanise, tokens
from clew.records import combine
from clew.vocabulary import EntityType

PAIRS = [
    ("Kestrin Trade LLC", "Kestrin Trading JSC"),
    ("ООО «Кестрин Трейд»", "OOO Kestrin Treyd"),
    ("Hunan Maotianyi", "Hunan Maotyanyi Technology Co., Ltd."),
    ("Ostrek Machine Works", "Brevnik"),
    ("Lev Karvanov", "Karvanov, L."),
]


@given(st.text(max_size=60), st.text(max_size=60))
def test_the_score_is_the_sum_of_its_signals(left: str, right: str) -> None:
    match = compare_names(left, right)
    assert match.score == combine(match.signals)


@given(st.text(max_size=80))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=80))
def test_every_text_has_words_and_a_key(text: str) -> None:
    assert " ".join(tokens(text)) == fold(text)
    assert isinstance(name_key(text), str)


@pytest.mark.parametrize("letter", ["ڭ", "ێ", "ڠ", "ۋ", "ݢ", "ࢦ"])
def test_letters_that_only_some_languages_write_are_compared_too(letter: str) -> None:
    match = compare_names(f"شركة {letter}ود", "Sharikat Kud")
    assert match.score == combine(match.signals)


def test_look_alikes_and_hidden_signs_are_seen_through() -> None:
    assert fold("Kolo\u200bkоl") == fold("kolokol")  # a zero-width space and a Cyrillic о
    assert fold("\u202eOrlan\u202c") == "orlan"


def test_noughts_for_letters_are_seen_through_and_codes_stay() -> None:
    assert fold("0rlan C0rporation") == "orlan corporation"
    assert fold("К0рунд") == fold("Корунд")
    codes = ("a100", "t0", "0805", "sl0 5", "x20mm", "30rounds")
    assert tuple(map(fold, codes)) == codes


def test_one_key_over_scripts_and_forms() -> None:
    assert name_key("ООО «ТСК Полюс»") == name_key("TSK Polyus LLC") == "tsk polyus"


def test_chinese_is_cut_into_words() -> None:
    assert romanise("深圳红鹤实业有限公司").split()[0] == "Shenzhen"


def test_many_pairs_are_compared_as_each_alone() -> None:
    assert list(compare_all(PAIRS, EntityType.COMPANY)) == [compare_names(*pair, EntityType.COMPANY) for pair in PAIRS]
    assert list(compare_all([])) == []


def test_pairs_below_a_score_are_left_out() -> None:
    scores = [compare_names(*pair).score for pair in PAIRS]
    told = list(compare_all(PAIRS, least=sorted(scores)[2]))
    assert [match is not None for match in told] == [score >= sorted(scores)[2] for score in scores]


@pytest.mark.slow
def test_so_many_pairs_that_they_are_compared_by_machine_code_give_the_same() -> None:
    alone = [compare_names(*pair) for pair in PAIRS]
    assert list(compare_all(PAIRS * 2_001)) == alone * 2_001


def test_letters_with_dots_are_one_word_and_dots_behind_words_part_them() -> None:
    assert fold("S.A.L. Orlan. A. Kabir v1.5 Ф. Дремин") == "sal orlan a kabir v1 5 ф дремин"
