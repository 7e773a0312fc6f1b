"""The same text is known again in other bytes, in another form, and with a few words changed."""

from clew.read.duplicates import Likeness, Twins, find_twins
from clew.records import Document

LETTER = " ".join(f"On day {number} the port of Brackwater sent {number} pumps to the yard." for number in range(40))


def a_document(name: str, text: str, digest: str) -> Document:
    return Document(digest, name, "text/plain", "en", text)


def test_twins_are_found_by_bytes_words_and_nearly_so() -> None:
    documents = [
        a_document("letter.txt", LETTER, "a"),
        a_document("copy.txt", LETTER, "a"),
        a_document("letter.pdf", LETTER.upper().replace(" ", "\n"), "b"),
        a_document("edited.txt", LETTER.replace("On day 3 ", "On the third day "), "c"),
        a_document("other.txt", LETTER.replace("pumps", "crates").replace("yard", "mill").replace("sent", "lent"), "d"),
        a_document("empty.txt", "", "e"),
        a_document("blank.txt", " ", "f"),
    ]
    twins = list(find_twins(documents))
    assert twins[:2] == [
        Twins("letter.txt", "copy.txt", Likeness.SAME_BYTES, 1.0),
        Twins("letter.txt", "letter.pdf", Likeness.SAME_WORDS, 1.0),
    ]
    assert [(one.left, one.right, one.likeness) for one in twins[2:]] == [("letter.txt", "edited.txt", Likeness.NEAR)]
