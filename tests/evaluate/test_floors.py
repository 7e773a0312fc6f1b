"""Extraction keeps above its floors: on the repository's own gold always, on the measuring material where it is."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from clew.cli.evaluate import halved, predict
from clew.evaluate import GoldClaim, GoldSet, gate, read_floors, read_gold, read_lowered, score_claims
from clew.extract import Extractor, load_extractor

REPOSITORY = Path(__file__).parent.parent.parent
FLOORS = REPOSITORY / "gold" / "floors.json"
DEVELOPMENT = {"development, English": "abcd", "development, Russian": ("ru",), "development, Chinese": ("zh",)}


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return load_extractor()


def below(
    extractor: Extractor, name: str, folders: Sequence[tuple[Path, Path]], half: str | None = None
) -> Sequence[str]:
    """What lies below its floor, in words; halves are told by the names of the texts."""
    gold = [halved(read_gold(folder, texts), half) for folder, texts in folders]
    predicted: list[GoldClaim] = []
    for each, (_, texts) in zip(gold, folders, strict=True):
        predicted += predict(each, texts, extractor)
    return [str(fault) for fault in gate(name, score_claims(_together(gold), predicted), read_floors(FLOORS))]


def _together(sets: Sequence[GoldSet]) -> GoldSet:
    claims = tuple(claim for one in sets for claim in one.claims)
    entities = tuple(entity for one in sets for entity in one.entities)
    return GoldSet(claims, entities, {name: text for one in sets for name, text in one.texts.items()})


@pytest.mark.parametrize("name", ["sample", "passages"])
def test_our_own_gold_stays_above_its_floors(name: str, extractor: Extractor) -> None:
    folder = REPOSITORY / "gold" / name
    assert below(extractor, name, [(folder, folder / "texts")]) == []


@pytest.mark.shared
@pytest.mark.parametrize("name", sorted(DEVELOPMENT))
def test_the_unread_half_stays_above_its_floors(name: str, shared: Path, extractor: Extractor) -> None:
    folders = [(shared / "gold/dev" / one, shared / "gold/dev" / one / "texts") for one in DEVELOPMENT[name]]
    assert below(extractor, name, folders, "odd") == []


@pytest.mark.shared
def test_the_first_articles_stay_above_their_floors(shared: Path, extractor: Extractor) -> None:
    assert below(extractor, "seeds", [(shared / "gold/seeds", shared / "seeds")]) == []


def test_a_lowered_floor_is_told_in_the_changelog() -> None:
    changelog = (REPOSITORY / "CHANGELOG.md").read_text(encoding="utf-8")
    assert [each for each in read_lowered(FLOORS) if each.because not in changelog] == []
