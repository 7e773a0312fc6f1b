"""An Outlook message gives its head lines and body with places; a torn one is a typed failure."""

import pytest

from clew.read import read_bytes
from clew.records import Given
from clew.vocabulary import DocumentState
from tests.read.formats.outlook_file import a_message

BODY = "Delm Freight sent forty pumps to the Harl shipyard.\r\nThe yard was silent."
MESSAGE = a_message("Pumps for the yard", "Ada Lent", "ada@delm.example", BODY, 1_746_345_600)


def test_a_message_gives_its_heads_and_its_body() -> None:
    (document,) = read_bytes(MESSAGE, "a.msg", Given()).documents
    assert "Subject: Pumps for the yard" in document.text
    assert "Delm Freight sent forty pumps to the Harl shipyard." in document.text
    assert (document.title, document.published) == ("Pumps for the yard", "2025-05-04")
    parts = {place.part: document.text[place.start : place.end] for place in document.places}
    assert parts["body, line 2"] == "The yard was silent."


@pytest.mark.parametrize("cut", range(100, len(MESSAGE), 397))
def test_a_torn_message_ends_in_one_state(cut: int) -> None:
    reading = read_bytes(MESSAGE[:cut], "a.msg", Given())
    assert reading.documents or reading.failures[0].state in (
        DocumentState.BROKEN,
        DocumentState.EMPTY,
        DocumentState.UNSUPPORTED,
    )
