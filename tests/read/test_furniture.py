"""Labels, calls, captions and disclaimers of a page are known by their wording."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clew.read.furniture import furniture_in, is_furniture, load_furniture


def test_no_wording_is_missed_for_want_of_a_hint() -> None:
    calls = (
        "Subscribe to get our daily briefing.|The morning newsletter is here.|Get the latest news in your mail.|"
        "All of it straight to your inbox.|Follow us!|Join us on the harbour channel.|Download our app.|"
        "Support independent journalism.|Become a member.|Please consider making a donation.|Donate today.|Click here.|"
        "This website uses cookies.|By clicking this you agree.|Read our privacy policy.|Please enable javascript.|"
        "All rights reserved.|© 2025 The Courier|Copyright the Courier|Terms of use and privacy|"
        "This site is protected by recaptcha.|Reproduction prohibited.|You can read it for free.|"
        "Two free articles left this month.|You have read three articles.|Already have an account?|"
        "Create an account to go on.|Подпишитесь на канал газеты|Все права защищены|Нашли опечатку? Пишите нам|"
        "Перепечатка без ссылки запрещена|Підпишіться на наш канал|Усі права захищено|"
        "版权所有|未经许可不得转载|关注我们的公众号"
    )
    missed = [line for line in calls.split("|") if not is_furniture(line, furniture_in(line))]
    assert not missed
    disclaimers = (
        "Nothing here is financial advice, and the views expressed are those of the writers alone.|"
        "This content is for information purposes only; we cannot guarantee that it is right.|"
        "Our partners are affiliate networks and third-party sellers, for whom we are not responsible.|"
        "The Courier is an independent newspaper with news, analysis and more for the harbour.|"
        "Articles published on this site may not be copied without the prior written consent of the owner."
    )
    missed = [line for line in disclaimers.split("|") if not is_furniture(line, furniture_in(line))]
    assert not missed


@pytest.mark.parametrize("line", ["Delm Freight logo", "- The Courier's logo |", "logo"])
def test_the_caption_of_a_mark_is_no_prose(line: str) -> None:
    assert is_furniture(line, furniture_in(line))


@pytest.mark.parametrize(
    "line", ["The technologo", f"{'a pump and ' * 6} a logo", "The logo of the yard was on each pump"]
)
def test_a_line_that_only_holds_the_word_or_is_long_is_no_caption(line: str) -> None:
    assert not is_furniture(line, furniture_in(line))


@given(st.from_regex(load_furniture().labelled, fullmatch=True))
def test_nothing_that_a_label_fits_begins_with_letters_that_are_foreign_to_labels(line: str) -> None:
    assert line[:3] not in load_furniture().foreign
