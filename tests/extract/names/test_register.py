"""Names: found whole, typed once for a document, short forms tied to the fullest, aliases in brackets."""

from clew.extract import Extractor
from clew.extract.names.collect import LABELS, Marked
from clew.extract.names.lexicon import load_lexicon
from clew.extract.names.register import Register, register
from clew.vocabulary import EntityType
from tests.extract.conftest import document_of


def names_of(extractor: Extractor, text: str) -> Register:
    ((document, parsed),) = extractor.parsers.english.parse([document_of(text)])
    marked = [[Marked(e.first, e.last, LABELS.get(e.label)) for e in found] for found in parsed.entities]
    return register(parsed.sentences, marked, document.text, load_lexicon())


def found_in(extractor: Extractor, text: str) -> dict[str, EntityType]:
    return {span.name: span.type for spans in names_of(extractor, text).names for span in spans}


def test_legal_forms_make_companies(extractor: Extractor) -> None:
    found = found_in(extractor, "Veles Cargo Co., Ltd. and Orlan Trading LLC met in Minsk.")
    assert found["Veles Cargo Co., Ltd."] is EntityType.COMPANY
    assert found["Orlan Trading LLC"] is EntityType.COMPANY
    assert found["Minsk"] is EntityType.PLACE


def test_bodies_keep_the_whole_of_their_name(extractor: Extractor) -> None:
    found = found_in(extractor, "The Varnian Ministry of Trade and the Bureau of Industry and Security answered.")
    assert found["Varnian Ministry of Trade"] is EntityType.PUBLIC_BODY
    assert "Bureau of Industry and Security" in found


def test_model_codes_are_products(extractor: Extractor) -> None:
    found = found_in(extractor, "It flew the HW52V, the GA-21 and the REM 1.")
    assert {name for name, kind in found.items() if kind is EntityType.PRODUCT} == {"HW52V", "GA-21", "REM 1"}


def test_a_short_form_stands_for_the_fullest_name(extractor: Extractor) -> None:
    found = found_in(
        extractor, "Orlan Trading LLC sold drones. Later Orlan closed. Ivan Petrenko left; Petrenko is 41."
    )
    assert "Orlan" not in found
    assert "Petrenko" not in found


def test_brackets_give_an_alias(extractor: Extractor) -> None:
    (alias,) = names_of(extractor, "The National Export Agency (NEA) opened an inquiry.").aliases
    assert (alias.long, alias.short) == ("National Export Agency", "NEA")


def test_a_nationality_before_a_firm_is_no_part_of_its_name(extractor: Extractor) -> None:
    assert "Orlan Trading" in found_in(extractor, "The Russian Orlan Trading sold drones in Varnia.")
