"""One file becomes one document with what it says of itself, or one typed failure."""

import hashlib
import io
import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clew.read import read_bytes, read_document
from clew.records import Document, Given
from clew.vocabulary import DocumentState

NOTHING = Given()
SENTENCE = "A freight firm in Brackwater sent forty pumps to the Harl shipyard, according to a packing list."


def the_document(content: bytes | str, name: str = "a.txt", given: Given = NOTHING) -> Document:
    reading = read_bytes(content.encode() if isinstance(content, str) else content, name, given)
    assert not reading.failures
    return reading.documents[0]


def test_the_text_is_the_decoded_bytes_and_the_id_their_hash(tmp_path: Path) -> None:
    content = f"\ufeffHeadline of the day\r\n\r\n{SENTENCE}\rOld line end\n".encode()
    (tmp_path / "a.txt").write_bytes(content)
    document = read_document(tmp_path / "a.txt", "a.txt", NOTHING).documents[0]
    assert document.id == hashlib.sha256(content).hexdigest()
    assert document.text == content.decode("utf-8-sig")
    assert document.language == "en"
    lines = {place.part: document.text[place.start : place.end] for place in document.places}
    assert lines == {"line 1": "Headline of the day", "line 3": SENTENCE, "line 4": "Old line end"}


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=500))
def test_any_text_is_read_exactly_with_spans_and_places_inside_it(text: str) -> None:
    reading = read_bytes(text.encode(), "a.txt", NOTHING)
    for document in reading.documents:
        assert document.text == text.removeprefix("\ufeff")
        spans = [(one.start, one.end) for one in document.prose] + [(one.start, one.end) for one in document.places]
        assert all(0 <= start < end <= len(text) for start, end in spans)
    assert len(reading.documents) + len(reading.failures) == 1


PAGE = f"""Home | World | Business | Sport
Pumps for the yard: what the list says
By Ada Lent | 4 May 2025 | 3 min read
{SENTENCE}
{SENTENCE.replace("forty", "fifty")}
© 2025 The Brackwater Courier. All rights reserved."""


def test_a_saved_text_states_its_title_date_and_publisher() -> None:
    document = the_document(PAGE)
    assert (document.title, document.published) == ("Pumps for the yard: what the list says", "2025-05-04")
    assert document.publisher == "The Brackwater Courier"


def test_what_the_user_says_outweighs_the_text() -> None:
    document = the_document(PAGE, given=Given("2024", "Herald", "https://h.example.org", "Pumps"))
    assert (document.title, document.published, document.publisher) == ("Pumps", "2024", "Herald")
    assert document.url == "https://h.example.org"


@pytest.mark.parametrize(
    ("line", "published", "publisher"),
    [
        ("Posted on September 25, 2025", "2025-09-25", None),
        ("Published: 12 March 2025 by the desk", "2025-03-12", None),
        ("Опубликовано: 12 марта 2025", "2025-03-12", None),
        ("发布时间：2025-03-12 来源：", "2025-03-12", None),
        ("Published by The Brackwater Courier", None, "The Brackwater Courier"),
        ("Source: The Courier | 4 May", None, "The Courier"),
        ("BRACKWATER, May 4 (Meridian Wire) - Pumps went to the yard.", None, None),
        ("The yard was put on the list on 4 May 2025.", None, None),
        ("Last updated: January 21, 2026", None, None),
        ("Notice 17 of 8 October 2024", "2024-10-08", None),
    ],
)
def test_only_lines_that_say_so_date_a_text_or_name_its_publisher(
    line: str, published: str | None, publisher: str | None
) -> None:
    document = the_document(f"Pumps for the yard in spring\n{line}\n{SENTENCE}\n")
    assert (document.published, document.publisher) == (published, publisher)


HTML = """<!doctype html><html><head><meta charset="windows-1251"><title>Насосы | Курьер</title>
<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Насосы для верфи",
"datePublished": "2025-05-04T08:00:00Z", "publisher": {"@type": "Organization", "name": "Курьер"}}</script>
<link rel="canonical" href="https://courier.example.org/pumps"><script>var a = "never";</script></head>
<body><nav><a href="/">Главная</a> <a href="/w">Мир</a></nav><article><h1>Насосы для верфи</h1>
<p>Верфь в Харле получила сорок насосов, <b>сообщил</b>
чиновник порта.</p>
<p>Компания &laquo;Дельм&raquo; отказалась отвечать на вопросы газеты о поставке.<br>
Верфь промолчала, как и её владелец.</p></article>
<footer><p>Все права защищены</p></footer></body></html>"""


def test_a_page_gives_its_text_in_order_its_article_as_prose_and_its_own_data() -> None:
    document = the_document(HTML.encode("cp1251"), "page.html")
    assert document.text.splitlines() == [
        "Главная Мир",
        "Насосы для верфи",
        "Верфь в Харле получила сорок насосов, сообщил чиновник порта.",
        "Компания «Дельм» отказалась отвечать на вопросы газеты о поставке.",
        "Верфь промолчала, как и её владелец.",
        "Все права защищены",
    ]
    prose = "\n".join(document.text[span.start : span.end] for span in document.prose)
    assert prose == "\n".join(document.text.splitlines()[1:5])
    assert (document.published, document.publisher, document.title, document.language, document.url) == (
        "2025-05-04",
        "Курьер",
        "Насосы для верфи",
        "ru",
        "https://courier.example.org/pumps",
    )


def test_a_page_without_an_article_is_scored_by_lines() -> None:
    document = the_document(f"<p>Home</p><p>Search</p><p>{SENTENCE}</p><p>All rights reserved</p>", "page.htm")
    assert SENTENCE in document.text
    assert any(document.text[span.start : span.end] == SENTENCE for span in document.prose)


@pytest.mark.parametrize(
    ("content", "name", "state", "word"),
    [
        (b"", "a.txt", DocumentState.EMPTY, "empty"),
        (b" \r\n\t\n", "a.txt", DocumentState.EMPTY, "blanks"),
        (b"\xff\xfe", "a.txt", DocumentState.EMPTY, "blanks"),
        (bytes(range(256)) * 8, "a.txt", DocumentState.UNSUPPORTED, "unknown kind"),
        (b"\x7fELF" + bytes(60), "a.txt", DocumentState.UNSUPPORTED, "program"),
        (b"7z\xbc\xaf\x27\x1c" + bytes(60), "a.txt", DocumentState.UNSUPPORTED, "7-Zip"),
        (b"<html><body><script>draw()</script></body></html>", "a.html", DocumentState.EMPTY, "no text"),
    ],
)
def test_what_cannot_be_read_says_what_it_is_and_what_to_do(
    content: bytes, name: str, state: DocumentState, word: str
) -> None:
    reading = read_bytes(content, name, NOTHING)
    assert not reading.documents
    failure = reading.failures[0]
    assert (failure.state, failure.document) == (state, hashlib.sha256(content).hexdigest())
    assert word in failure.problem.says
    assert failure.problem.fix


def test_broken_bytes_and_hidden_signs_are_told() -> None:
    reading = read_bytes("Острек — завод\u202e, «верфь»".encode() + b"\xff", "a.txt", NOTHING)
    assert reading.documents[0].text.endswith("»\\xff")
    assert len(reading.problems) == 2


HOSTILE = {
    "one line without a full stop": "pump " * 200_000,
    "question marks": "?" * 100_000,
    "open brackets": "(" * 200_000,
    "addresses": "a@" * 200_000,
    "digits": "2025-03-" * 50_000,
    "blanks": "a" + " " * 300_000 + "b",
    "NULs among words": ("pump yard list firm crate " * 5 + "\0") * 3_000,
    "line ends": "a\r\n\r" * 100_000,
    "combining": "e" + "\u0301" * 100_000,
    "bidi": "\u202epump\u202c " * 30_000,
    "bars": "a | " * 60_000,
    "bullets": "• " * 100_000,
    "short lines": "Share\n" * 60_000,
    "angle brackets": "<" * 100_000,
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_text_is_read_exactly_and_in_time(kind: str) -> None:
    content = HOSTILE[kind].encode()
    started = time.process_time()
    document = the_document(content)
    assert document.text == HOSTILE[kind]
    assert time.process_time() - started < 10


def test_a_page_of_very_many_paragraphs_is_read_in_time() -> None:
    started = time.process_time()
    document = the_document(f"<article>{f'<p>{SENTENCE}</p>' * 20_000}</article>", "a.html")
    assert document.text.count(SENTENCE) == 20_000
    assert time.process_time() - started < 20


def test_deeply_nested_elements_do_not_exhaust_the_stack() -> None:
    document = the_document("<div>" * 5_000 + SENTENCE + "</div>" * 5_000, "a.html")
    assert SENTENCE in document.text


def test_an_archive_of_unknown_members_is_called_an_archive() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.bin", b"x")
    assert read_bytes(buffer.getvalue()[:-5], "a.zip", NOTHING).failures[0].state is not DocumentState.READ
