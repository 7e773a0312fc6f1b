"""Sentences behind an announcement name those whom it lists, in English and Russian."""

from collections.abc import Callable

import pytest

from clew.records import Document, Extraction
from clew.vocabulary import Predicate
from tests.extract.conftest import document_of

Extract = Callable[[Document], Extraction]

ENGLISH = "The US Treasury sanctioned five companies on Monday. "
ANNOUNCED = "The US Treasury announced new sanctions on Monday. "
RUSSIAN = "Минфин США ввёл санкции против пяти компаний. "


def listed(extraction: Extract, text: str, language: str = "en") -> set[str]:
    """Whom the text says somebody lists, by name."""
    claims = extraction(document_of(text, language)).claims
    found = [c.object for c in claims if c.predicate is Predicate.SANCTIONS and c.subject and c.object]
    return {mention.name for mention in found if not mention.described}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (ENGLISH + "Also on the list is Tollan Ferries, a barge operator.", "Tollan Ferries"),
        (ENGLISH + "Tollan Ferries is on the list, too.", "Tollan Ferries"),
        (ENGLISH + "Among them are Tollan Ferries and Corlan Shipping Ltd.", "Tollan Ferries|Corlan Shipping Ltd."),
        (ENGLISH + "They include Tollan Ferries and Corlan Shipping Ltd.", "Tollan Ferries|Corlan Shipping Ltd."),
        (ENGLISH + "The targets are Tollan Ferries and Corlan Shipping Ltd.", "Tollan Ferries|Corlan Shipping Ltd."),
        (ENGLISH + "So is Corlan Shipping Ltd.", "Corlan Shipping Ltd."),
        (ANNOUNCED + "Also listed were Tollan Ferries and Corlan Shipping Ltd.", "Tollan Ferries|Corlan Shipping Ltd."),
        (
            ENGLISH + "Designated in May were Tollan Ferries, of Riga; two firms in Oslo, Brenta Marine and Corlan "
            "Shipping Ltd; and Ilya Dorn, its director.",
            "Tollan Ferries|Brenta Marine|Corlan Shipping Ltd|Ilya Dorn",
        ),
    ],
)
def test_an_english_listing_goes_on(extraction: Extract, text: str, names: str) -> None:
    assert listed(extraction, text) == set(names.split("|"))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (RUSSIAN + "Это «Толлан Ферриз», «Корлан Шиппинг» и завод «Нордвик».", "Толлан Ферриз|Корлан Шиппинг|Нордвик"),
        (RUSSIAN + "«Толлан Ферриз» тоже в списке.", "Толлан Ферриз"),
        (RUSSIAN + "Речь идёт о «Толлан Ферриз» и «Корлан Шиппинг».", "Толлан Ферриз|Корлан Шиппинг"),
        ("Минфин США объявил о новых санкциях. В списке — «Толлан Ферриз».", "Толлан Ферриз"),
        (
            "Минфин США опубликовал новый санкционный список. В него вошли «Толлан Ферриз» и «Корлан Шиппинг».",
            "Толлан Ферриз|Корлан Шиппинг",
        ),
    ],
)
def test_a_russian_listing_goes_on(extraction: Extract, text: str, names: str) -> None:
    assert listed(extraction, text, "ru") == set(names.split("|"))


@pytest.mark.parametrize(
    "text",
    [
        "They include Tollan Ferries and Corlan Shipping Ltd.",
        "The man evaded US sanctions. They include Tollan Ferries and Corlan Shipping Ltd.",
        ENGLISH + "It rained. " * 6 + "Among them are Tollan Ferries and Corlan Shipping Ltd.",
        ENGLISH + "Tollan Ferries is not on the list.",
        ENGLISH + "Among those who welcomed the step was Ilya Dorn.",
        ENGLISH + "The list was published by Tollan Ferries.",
        ENGLISH + "Tollan Ferries joined the list of critics.",
        "The Treasury published a list of licensed exporters. Also on the list is Tollan Ferries.",
        "The Treasury has not imposed sanctions yet. Also on the list is Tollan Ferries.",
        "The Treasury denied that it had sanctioned five firms. Also on the list is Tollan Ferries.",
    ],
    ids=[
        "nothing announced",
        "only spoken of",
        "far behind",
        "not on it",
        "who welcomed it",
        "who published it",
        "another list",
        "no list of sanctions",
        "not yet",
        "denied",
    ],
)
def test_who_is_not_told_to_be_listed_is_not(extraction: Extract, text: str) -> None:
    assert not listed(extraction, text)
