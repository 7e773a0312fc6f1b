"""Names are found in any script and spelling, every score adds up from its signals, generic words find nobody."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clew import match
from clew.names import compare_names, kernels, score_kernels, strip_legal_form, tokens
from clew.names.arrays import Rules
from clew.names.compiled import machine_code, plain_code
from clew.names.prepare import Preparer
from clew.records import Entity, Judgement, combine
from clew.screen import (
    Library,
    ListIndex,
    Query,
    import_list,
    index_kernels,
    open_imported,
    screen_entities,
    search_kernels,
)
from clew.screen.name_index import build_index, pack_batch
from clew.vocabulary import EntityType, HitState, Verdict
from tests.screen.material import ENTITIES, ftm_file


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> ListIndex:
    imported = import_list([ftm_file(tmp_path_factory.mktemp("lists") / "north.ftm.json")])
    return ListIndex((open_imported(imported.version, imported.listings),))


def an_entity(name: str, type: EntityType = EntityType.COMPANY, *more: str) -> Entity:
    return Entity(f"id of {name}", type, name, (name, *more))


@pytest.mark.parametrize(
    ("name", "listing"),
    [
        ("Orlan Trading", "cu-1"),
        ("ORLAN TRADING, LLC", "cu-1"),
        ("Орлан Трейдинг", "cu-1"),
        ("Orlan Treyding OOO", "cu-1"),
        ("Trading Orlan", "cu-1"),
        ("OrlanTrading", "cu-1"),
        ("0rlan Trаding", "cu-1"),
        ("Verelin Anton", "cu-2"),
        ("A. Verelin", "cu-2"),
        ("Shuoling Dongli Keji", "cu-3"),
        ("朔翎动力", "cu-3"),
        ("Tarvil Cargo", "cu-4"),
    ],
)
def test_the_listing_is_the_first_one_found(index: ListIndex, name: str, listing: str) -> None:
    hits = next(iter(index.search([Query(name)])))
    assert hits[0].listing.id == listing


@settings(max_examples=150)
@given(st.text(max_size=40))
def test_every_score_is_the_sum_of_its_signals(index: ListIndex, text: str) -> None:
    for hit in next(iter(index.search([Query(text), Query(f"{text} Orlan Trading")]))):
        assert combine(hit.signals) == hit.score
        assert 0 <= hit.score <= 1


@pytest.mark.parametrize("name", ["", "LLC", "x", "7", "Company", "a" * 100_000, "\u200b\u202e", "ООО", "有限公司"])
def test_names_that_say_nothing_find_nobody_and_cost_nothing(index: ListIndex, name: str) -> None:
    hits = screen_entities([an_entity(name)], index)
    assert hits == ()


def test_a_generic_word_in_common_is_no_hit(index: ListIndex) -> None:
    assert screen_entities([an_entity("Southern Trading Company"), an_entity("Trading House Volga")], index) == ()


def test_the_same_name_is_a_match_and_a_near_one_waits_for_a_person(index: ListIndex) -> None:
    hits = screen_entities([an_entity("Orlan Trading"), an_entity("Tarvel Cargo")], index)
    states = {hit.name: hit.state for hit in hits}
    assert states == {"Orlan Trading": HitState.MATCH, "Tarvel Cargo": HitState.REVIEW}


def test_a_spelling_that_was_joined_by_likeness_is_no_match(index: ListIndex) -> None:
    hits = screen_entities([an_entity("Tarvel Cargo", EntityType.COMPANY, "Tarvil Kargo")], index)
    assert [hit.state for hit in hits] == [HitState.REVIEW]


def test_goods_places_and_descriptions_are_not_screened(index: ListIndex) -> None:
    described = Entity("e", EntityType.COMPANY, "Orlan Trading", ("Orlan Trading",), described=True)
    assert screen_entities([an_entity("Orlan Trading", EntityType.PRODUCT), described], index) == ()


def test_a_false_alarm_stays_silent_and_says_who_said_so(index: ListIndex) -> None:
    party = an_entity("Orlan Trading")
    decided = Judgement("j1", Verdict.FALSE_ALARM, party.id, "cu-1", "ana", "2026-01-01", names=(party.name,))
    hit = screen_entities([party], index, [decided])[0]
    assert (hit.state, hit.judgement) == (HitState.REJECTED, "j1")


def test_an_index_read_from_disk_finds_the_same(tmp_path: Path, index: ListIndex) -> None:
    library = Library(tmp_path / "home")
    library.add(import_list([ftm_file(tmp_path / "north.ftm.json")]))
    opened = library.open(library.newest())
    names = [Query(name) for one in ENTITIES for name in one["properties"]["name"]]  # type: ignore[index]
    assert [[hit.score for hit in hits] for hits in opened.search(names)] == [
        [hit.score for hit in hits] for hits in index.search(names)
    ]


@pytest.mark.slow
def test_machine_code_gives_the_same_numbers() -> None:
    preparer = Preparer()
    entries = [
        (f"Orlan {word} Trading {n}", EntityType.COMPANY, n) for n, word in enumerate(["North", "Sud", "Øst"] * 5)
    ]
    found = []
    modules = (kernels, score_kernels, index_kernels, search_kernels)
    for functions in (plain_code(*modules), machine_code(*modules)):
        built = build_index(entries, preparer)
        batch = pack_batch([preparer.prepare("Orlan Sud Treding")], [EntityType.COMPANY])
        found.append(built.search(functions, batch, 5, Rules()))
    assert found[0].best.tolist() == found[1].best.tolist()
    assert found[0].rows.tolist() == found[1].rows.tolist()


@pytest.mark.shared
@pytest.mark.slow
def test_the_parties_of_the_seeds_are_found_on_the_real_lists(shared: Path) -> None:
    lists = shared / "data" / "lists"
    opened = [import_list([lists / path]) for path in ("us-ofac/ofac_sdn.json", "eu-fsf/eu_fin.json")]
    ofac, both = (ListIndex(tuple(open_imported(o.version, o.listings) for o in some)) for some in (opened[:1], opened))
    names = ("IEMZ Kupol", "TSK Vektor", "Redlepus TSK Vector Industrial", "Sichuan AEE", "Hunan Haotianyi")
    hits = screen_entities([an_entity(name) for name in names], both)
    states = {(hit.name, hit.listing.list, hit.listing.id): hit.state for hit in hits}
    assert states["IEMZ Kupol", "ofac_sdn", "46431"] is HitState.MATCH
    assert states["TSK Vektor", "ofac_sdn", "46441"] is HitState.MATCH
    assert states["Redlepus TSK Vector Industrial", "ofac_sdn", "51265"] is HitState.MATCH
    assert states["Sichuan AEE", "eu_fin", "5915"] is HitState.MATCH
    assert states["Hunan Haotianyi", "eu_fin", "5911"] is HitState.REVIEW
    assert screen_entities([an_entity("Sichuan AEE"), an_entity("Hunan Haotianyi")], ofac) == ()


@given(st.text(max_size=40))
@settings(max_examples=60)
def test_only_identical_names_reach_one(index: ListIndex, text: str) -> None:
    for hit in next(iter(index.search([Query(text), Query(f"Trading Orlan {text}")]))):
        if hit.score == 1:
            assert tokens(strip_legal_form(text)[0]) == tokens(strip_legal_form(hit.listed_name)[0])


def test_a_pair_scores_as_it_does_in_a_list(index: ListIndex) -> None:
    for name in ("Orlan Treyding OOO", "Verelin Anton", "A. Verelin", "TarvilKargo", "Tarvil Cargo", "朔翎动力"):
        hit = next(iter(index.search([Query(name)])))[0]
        assert compare_names(name, hit.listed_name).score == hit.score


def test_names_are_matched_from_python(tmp_path: Path) -> None:
    found = list(match(["Orlan Trading", ""], [ftm_file(tmp_path / "north.ftm.json")], limit=2))
    assert [hits[0].listing.id if hits else None for hits in found] == ["cu-1", None]


@pytest.mark.parametrize(
    ("written", "latin"),
    [
        ("جواد", "Javad"),
        ("جواد", "Jawad"),
        ("تهامی", "Tahami"),
        ("رضایی", "Rezaei"),
        ("رضا", "Rida"),
        ("سپهر", "Sepehr"),
        ("خديجة", "Khadija"),
        ("غلام", "Gholam"),
        ("چمران", "Chamran"),
    ],
)
def test_arabic_and_persian_words_have_the_consonants_of_their_latin_forms(written: str, latin: str) -> None:
    preparer = Preparer()
    (word,), (other,) = preparer.prepare(written, person=True).tokens, preparer.prepare(latin, person=True).tokens
    assert word.skeleton == other.skeleton


def test_names_that_repeat_a_word_like_one_of_ours_do_not_crowd_out_the_right_one() -> None:
    crowd = [
        (f"Mahmud Muhammad Ahmad {word}", EntityType.PERSON, n) for n, word in enumerate(["Tal", "Sur", "Kem"] * 30)
    ]
    built = build_index([*crowd, ("Mohamed Lahbus", EntityType.PERSON, len(crowd))], Preparer())
    batch = pack_batch([Preparer().prepare("محمد لحبوس", person=True)], [EntityType.PERSON])
    found = built.search(plain_code(kernels, score_kernels, index_kernels, search_kernels), batch, 5, Rules())
    assert built.listing_of(int(found.best[0, 0, 0]))[0] == len(crowd)


def test_words_of_trades_are_known_in_their_own_script() -> None:
    (trading,) = Preparer().prepare("تجاري").tokens
    (english,) = Preparer().prepare("trading").tokens
    assert (trading.concept, trading.weight) == (english.concept, english.weight)
