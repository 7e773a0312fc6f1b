"""Bytes become text exactly: no newline touched, no broken byte dropped, no binary taken for text."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clew.read.decode import decode

RUSSIAN = "ООО Кестрин Трейд поставило АО Острек 40 двигателей SL-55. Двигатели изготовлены компанией."
CHINESE = "据子午线通讯社报道，锦澜朔翎动力科技有限公司向瓦尔尼亚的奥斯特列克机械厂供应了至少二百四十台发动机。"
JAPANESE = "オストレク機械製作所は、少なくとも二百四十台のエンジンを受け取ったと報じられている。"
ENGLISH = "The firm’s “engine” costs €12 — a café owner said. Naïve façade."
POLISH = "Spółka dostarczyła silniki do zakładów w Żelnogradzie, powiedział urzędnik, który prosił o spokój."


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        *((RUSSIAN, name) for name in ("cp1251", "koi8_r", "cp866", "iso8859_5", "utf-16-le", "utf-16-be", "utf-16")),
        (CHINESE, "gb18030"),
        (JAPANESE, "shift_jis"),
        (ENGLISH, "cp1252"),
        (ENGLISH, "utf-8-sig"),
        (ENGLISH, "utf-32"),
        (POLISH, "cp1250"),
    ],
)
def test_an_encoding_is_told_from_the_bytes(text: str, encoding: str) -> None:
    decoded = decode(f"{text}\r\n{text}\n".encode(encoding))
    assert decoded is not None
    assert decoded.text == f"{text}\r\n{text}\n"
    assert decoded.broken == 0


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\r\n\t"), max_size=400))
def test_utf8_text_comes_back_unchanged_with_all_its_line_ends(text: str) -> None:
    content = text.encode()
    decoded = decode(content)
    assert decoded is not None
    assert decoded.text == text.removeprefix("\ufeff")


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=100))
def test_a_byte_order_mark_is_no_part_of_the_text(text: str) -> None:
    decoded = decode(codecs.BOM_UTF8 + text.encode())
    assert decoded is not None
    assert decoded.text == text


def test_broken_bytes_stay_visible_and_are_counted() -> None:
    decoded = decode("Orlan Trading — “six engines”, né".encode() + b"\xff\xfe!")
    assert decoded is not None
    assert decoded.text == "Orlan Trading — “six engines”, né\\xff\\xfe!"
    assert decoded.broken == 2


@given(st.binary(min_size=0, max_size=300))
def test_no_bytes_raise(content: bytes) -> None:
    decoded = decode(content)
    assert decoded is None or isinstance(decoded.text, str)


@pytest.mark.parametrize("content", [bytes(range(256)) * 4, b"\0\1\2\3" * 50, b"\x89PNG\r\n\x1a\n" + bytes(200)])
def test_binary_is_no_text(content: bytes) -> None:
    assert decode(content) is None


def test_a_stray_nul_stands_in_the_text() -> None:
    decoded = decode(b"Orlan Trading billed Baltic Avia 1.2 million yuan.\0 An invoice shows it, the clerk said.")
    assert decoded is not None
    assert decoded.text.index("\0") == 50


def test_what_a_page_declares_is_believed_unless_it_is_clean_utf8() -> None:
    declared = decode("Motoren für Öl".encode("cp1252"), "windows-1252")
    assert declared is not None
    assert declared.text == "Motoren für Öl"
    wrong = decode("Motoren für Öl".encode(), "windows-1251")
    assert wrong is not None
    assert wrong.text == "Motoren für Öl"
    unknown = decode("Motoren für Öl".encode("cp1252"), "base64")
    assert unknown is not None
