"""The article of a saved page is prose; menus, calls, notices and related items are not."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clew.read.decode import decode
from clew.read.prose import best_runs, find_prose

ARTICLE = """Freight firm denies sending pumps to Varnian yard

Brackwater, 4 May 2025

A freight firm in Brackwater sent forty pumps to a yard in Varnia last year, a packing list seen by the Courier shows.

The Harl shipyard, which has been under sanctions since 2023, received the pumps in two lots, the list shows.

WHAT THE FIRM SAYS

Delm Freight said in a letter that it had never dealt with the shipyard. The yard did not answer.

The pumps were packed as:
- Model P2
- Model P4

"We ship what we are asked to ship," a clerk of Delm Freight said."""

ABOVE = """Skip to content
Home
World
Business
Latest News
Sport
Log in
Search
The Courier is a leading online newspaper offering news, analysis, opinion and reviews to our readers.
Subscribe to our newsletter
Get the latest news straight to your inbox.
Home > World > Freight firm denies sending pumps to Varnian yard
"""

BELOW = """
Share on Facebook
Related articles
Ferry fares rise again in the spring
Plum dumplings: the recipe that everyone asks for
Image for Town hall gets a new roof
Town hall gets a new roof
We use cookies to improve your experience.
This website is for information purposes only and does not reflect the views of our partners.
© 2025 The Courier. All rights reserved.
"""


def prose_of(text: str) -> str:
    return "\n".join(text[span.start : span.end] for span in find_prose(text))


def test_a_plain_article_is_prose_as_a_whole() -> None:
    assert prose_of(ARTICLE) == ARTICLE


def test_a_saved_page_gives_the_article_with_its_headline_and_headings_and_nothing_else() -> None:
    text = ABOVE + ARTICLE + BELOW
    assert prose_of(text) == ARTICLE


def test_a_call_in_the_middle_is_left_out_and_both_halves_stay() -> None:
    first, second = ARTICLE.split("\n\nWHAT")
    text = f"{first}\n\nSign up for our daily newsletter and stay informed!\n\nWHAT{second}"
    assert "newsletter" not in prose_of(text)
    assert [text[span.start : span.end] for span in find_prose(text)] == [first, f"WHAT{second}"]


def test_a_box_of_other_items_in_the_middle_does_not_cut_off_the_second_half() -> None:
    first, second = ARTICLE.split("\n\nWHAT")
    box = "Most read\nFerry fares rise again in the spring\nTown hall gets a new roof\nPlum dumplings\nShare\nPrint"
    prose = prose_of(f"{ABOVE}{first}\n\n{box}\n\nWHAT{second}{BELOW}")
    assert "Ferry" not in prose
    assert "it had never dealt with the shipyard" in prose
    assert "forty pumps" in prose


def test_labels_of_the_page_stand_outside() -> None:
    headline, rest = ARTICLE.split("\n\nBrackwater, 4 May 2025\n\n")
    text = f"{ABOVE}{headline}\n\nPublished by The Courier\n\nPosted on May 4, 2025\n\n3 min read\n\n{rest}{BELOW}"
    assert prose_of(text) == f"{headline}\n{rest}"


@pytest.mark.parametrize(
    ("menu", "article", "foot"),
    [
        (
            "Главная\nПоиск\nВойти\nРеклама",
            "Завод в Желнограде получил двигатели из порта, сообщил чиновник.\nКомпания отказалась отвечать.",
            "Читайте также\nПогода на завтра\nПодпишитесь на наш канал в Telegram\nВсе права защищены",
        ),
        (
            "首页\n登录\n搜索",
            "据子午线通讯社报道，锦澜朔翎动力公司向机械厂供应了至少二百四十台发动机。\n该公司表示对此并不知情，也没有回应记者的提问。",
            "相关阅读\n明天天气\n分享到微信\n版权所有 未经授权不得转载",
        ),
    ],
)
def test_furniture_is_known_in_russian_and_chinese(menu: str, article: str, foot: str) -> None:
    assert prose_of(f"{menu}\n{article}\n{foot}") == article


def test_lists_and_letters_without_sentences_are_kept() -> None:
    text = "INVOICE 17\nSeller: Delm Freight\nBuyer: Harl shipyard\n40 pumps\nTotal 12,000"
    assert prose_of(text) == text


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=600))
def test_spans_lie_in_the_text_in_order_and_begin_and_end_with_words(text: str) -> None:
    last = -1
    for span in find_prose(text):
        assert last < span.start < span.end <= len(text)
        assert text[span.start : span.end] == text[span.start : span.end].strip()
        last = span.end


@given(st.lists(st.integers(-3, 3)))
def test_best_runs_are_apart_positive_and_hold_the_best(worths: list[int]) -> None:
    runs = list(best_runs(worths))
    sums = [sum(worths[start:end]) for start, end in runs]
    assert all(one > 0 for one in sums)
    assert all(one[1] <= other[0] for one, other in pairwise(runs))
    every = [sum(worths[a:b]) for a in range(len(worths)) for b in range(a + 1, len(worths) + 1)]
    assert max(sums, default=0) == max([0, *every])


@pytest.mark.shared
def test_the_saved_page_among_the_seeds_keeps_its_article_alone(seeds: Path) -> None:
    content = next(seeds.glob("000*.txt")).read_bytes()
    decoded = decode(content)
    assert decoded is not None
    prose = prose_of(decoded.text)
    for kept in (
        "DELIVERIES OF CHINESE ATTACK DRONES",
        "Key Takeaways",
        "1What is the nature",
        "an invoice and an account",
    ):
        assert kept in prose
    for left in (
        "Subscribe",
        "newsletter",
        "Tesla",
        "Magazine",
        "professional advice",
        "About Us",
        "More from",
        "Tags:",
    ):
        assert left not in prose


@pytest.mark.shared
@pytest.mark.parametrize("number", range(1, 5))
def test_the_other_seeds_are_prose_but_for_a_stray_label(seeds: Path, number: int) -> None:
    decoded = decode(next(seeds.glob(f"{number:03}*.txt")).read_bytes())
    assert decoded is not None
    assert len(prose_of(decoded.text)) >= len(decoded.text.strip()) - 10


def test_the_protocol_of_a_machine_is_no_prose() -> None:
    protocol = "\n".join(f"2025-05-04T08:00:{n:02}Z;{n};{n * 7};0.{n};ok;7;12;0x{n:08x};{n}" for n in range(9))
    letter = "Ostrek Optics sold 40 engines to Kestrin Trade in May 2024 for 192,000 dollars."
    assert prose_of(f"{protocol}\n{letter}\n{protocol}") == letter
    assert prose_of(f"{letter}\n40 engines, 12 pumps") == f"{letter}\n40 engines, 12 pumps"
