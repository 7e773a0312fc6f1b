"""Names are compared over scripts and forms, and the score is what its signals add up to."""

from hypothesis import given, settings
from hypothesis import strategies as st

from clew.names import compare_names, fold, name_key, romanise, tokens
from clew.records import combine


@settings(deadline=None)
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


def test_look_alikes_and_hidden_signs_are_seen_through() -> None:
    assert fold("Kolo\u200bkоl") == fold("kolokol")  # a zero-width space and a Cyrillic о
    assert fold("\u202eOrlan\u202c") == "orlan"


def test_one_key_over_scripts_and_forms() -> None:
    assert name_key("ООО «ТСК Полюс»") == name_key("TSK Polyus LLC") == "tsk polyus"


def test_chinese_is_cut_into_words() -> None:
    assert romanise("深圳红鹤实业有限公司").split()[0] == "Shenzhen"
