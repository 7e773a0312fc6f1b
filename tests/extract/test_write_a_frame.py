"""The page on writing frames holds: its example loads and draws what it says, and it names every key and class."""

import re
from pathlib import Path

from clew.extract import ExtractorOptions, extract_claims, load_extractor
from clew.extract.frames import KEYS, Fits
from clew.vocabulary import Predicate, Qualifier
from tests.extract.conftest import document_of

PAGE = (Path(__file__).parents[2] / "docs" / "how-to" / "write-a-frame.md").read_text(encoding="utf-8")


def test_the_example_draws_what_the_page_says(tmp_path: Path) -> None:
    (table,) = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    (tmp_path / "own.yaml").write_text(table, encoding="utf-8")
    extractor = load_extractor(ExtractorOptions(frames=(tmp_path / "own.yaml",)))
    (sentence,) = re.findall(r'From "(.*?)" this frame draws', PAGE)
    (claim,) = next(extract_claims([document_of(sentence)], extractor)).claims
    assert claim.subject is not None
    assert claim.object is not None
    assert (claim.subject.name, claim.predicate, claim.object.name) == (
        "Veles Cargo",
        Predicate.SUPPLIES,
        "Baltic Avia",
    )
    assert claim.qualifiers[Qualifier.PRODUCT] == "engines"


def test_every_class_and_key_is_explained() -> None:
    assert not [fits for fits in Fits if f"`{fits}`" not in PAGE]
    assert not [key for key in KEYS - set(Qualifier) if f"`{key}`" not in PAGE]
