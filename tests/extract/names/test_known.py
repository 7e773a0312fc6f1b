"""Names that do not say of themselves what they name: bodies, state firms and media, from the reviewed tables."""

import csv

import pytest

from clew.extract import Extractor
from clew.extract.languages import names_of
from clew.extract.names.known import load_known, load_media
from clew.extract.names.lexicon import load_lexicon
from clew.extract.parse.english import Parsed
from clew.extract.tables import text_of
from clew.vocabulary import EntityType
from tests.extract.conftest import document_of


def types_in(extractor: Extractor, text: str, language: str) -> dict[str, EntityType]:
    ((document, parsed),) = extractor.parsers.parse([document_of(text, language)])
    assert isinstance(parsed, Parsed)
    register, _ = names_of(document, parsed)
    return {span.name: span.type for spans in register.names for span in spans}


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("SECO", EntityType.PUBLIC_BODY),
        ("FinCEN", EntityType.PUBLIC_BODY),
        ("Rosoboronexport", EntityType.COMPANY),
        ("Homeland Security Investigations", EntityType.PUBLIC_BODY),
        ("RUSI", EntityType.ORGANIZATION),
        ("Handelsblatt", EntityType.ORGANIZATION),
    ],
)
def test_an_english_name_of_the_table_has_the_type_of_its_row(
    extractor: Extractor, name: str, kind: EntityType
) -> None:
    assert types_in(extractor, f"The list is long. {name} has a site of its own.", "en")[name] is kind


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Своего сайта у ведомства нет, а Росгвардия его открыла.", "Росгвардия"),
        ("Это сайт Росгвардии.", "Росгвардии"),
        ("Об этом говорится в ответе Генпрокуратуры Казахстана.", "Генпрокуратуры Казахстана"),
        ("Книга посвящена КСИРу.", "КСИРу"),
        ("Приём прошёл в Белом доме.", "Белом доме"),
        (
            "Решение приняло Управление по контролю за иностранными активами.",
            "Управление по контролю за иностранными активами",
        ),
    ],
)
def test_a_russian_body_is_known_in_every_case_and_with_its_state(extractor: Extractor, text: str, name: str) -> None:
    assert types_in(extractor, text, "ru")[name] is EntityType.PUBLIC_BODY


@pytest.mark.parametrize("text", ["Рад был встрече с коллегами.", "Для чад и домочадцев купили дом."])
def test_common_words_that_look_like_a_name_are_none(extractor: Extractor, text: str) -> None:
    assert types_in(extractor, text, "ru") == {}


@pytest.mark.parametrize("name", ["Новой Зеландией", "Саудовской Аравии", "Мальту", "Кабула"])
def test_states_are_known_in_every_case(name: str) -> None:
    lexicon = load_lexicon("ru")
    assert name.lower() in lexicon.countries.keys() | lexicon.capitals.keys()


def test_a_medium_is_one_under_all_its_names() -> None:
    lexicon = load_lexicon()
    assert lexicon.medium("FT") == lexicon.medium("the Financial Times") == "financial times"
    assert lexicon.is_media("The Hill")
    assert not lexicon.is_media("Hill")


@pytest.mark.parametrize("table", ["bodies.csv", "media.csv"])
def test_every_row_names_something_and_a_site_where_it_is_called_so(table: str) -> None:
    rows = list(csv.DictReader(text_of(table).splitlines()))
    assert all(row["english"] or row["russian"] for row in rows)
    assert all("." in row["site"] and None not in row for row in rows)


def test_no_name_stands_for_two_types() -> None:
    for language in ("english", "russian"):
        assert not {name.lower() for name in load_known(language)} & {name.lower() for name in load_media(language)}


@pytest.mark.parametrize("name", ["Олег Сенатов", "Юрий Европолов", "Мария Кабминова", "Пётр Сеймов"])
def test_a_family_name_is_no_body(extractor: Extractor, name: str) -> None:
    assert types_in(extractor, f"{name} основал завод «Вельмар».", "ru")[name] is EntityType.PERSON
