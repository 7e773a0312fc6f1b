"""Names of one party are joined, and names of two are not."""

import pytest

from clew.records import Claim, Document, Mention, combine
from clew.resolve import resolve_entities
from clew.vocabulary import EntityType, Predicate, Qualifier, Status, Verdict
from tests.resolve.writing import claim, entity, judgement, together

SUPPLIES = Predicate.SUPPLIES
PRODUCES = Predicate.PRODUCES


def two(left: str, right: str) -> list[Claim]:
    """One claim on each name, in two documents, beside different parties."""
    return [
        claim("a.txt", left, Predicate.PARTNERS_WITH, "co:Morvak Textile Union"),
        claim("b.txt", right, Predicate.PARTNERS_WITH, "co:Halvest Grain"),
    ]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("co:Kestrin Trade LLC", "co:Kestrin Trade"),
        ("co:ООО «Кестрин Трейд»", "co:OOO Kestrin Treyd"),
        ("co:ООО «Кестрин Трейдинг»", "co:Kestrin Trading LLC"),
        ("co:Велмар Системс", "co:Velmar Systems"),
        ("co:TSK Brevnik", "co:TSK Brevnic"),
        ("co:IZTM Rubezh", "co:Ostrek Turbine Plant “Rubezh”"),
        ("co:Hunan Maotianyi", "co:Hunan Maotyanyi"),
        ("body:China's foreign ministry", "body:China’s Ministry of Foreign Affairs"),
        ("body:МИД Китая", "body:中国外交部"),
        ("body:Ministry of Commerce of Jinlan", "body:锦澜商务部"),
        ("body:Beijing", "body:China"),
        ("body:Commerce Department", "body:U.S. Department of Commerce"),
        ("body:United Nations", "body:U.N."),
        ("place:United Nations", "body:UN"),
        ("body:European Union", "body:欧盟"),
        ("body:UN Security Council", "body:United Nations Security Council"),
        ("place:N. Korea", "body:North Korea"),
        ("body:Chinese government", "place:China"),
        ("place:Varnia", "body:Varnia"),
        ("good:Sviristel-2", "good:Waxwing-2 attack drone"),
        ("good:«Свиристель-2»", "good:Sviristel-2 drones"),
        ("good:SL-55", "good:SL55 engine"),
        ("good:A200s", "good:A200"),
        ("man:Lev Karvanov", "man:Karvanov Lev"),
        ("man:Oleg Petrovich Dremin", "man:Oleg Dremin"),
        ("man:President Anton Verelin", "man:Anton Verelin"),
    ],
)
def test_names_of_one_party_are_joined(left: str, right: str) -> None:
    resolution = resolve_entities(two(left, right))
    assert together(resolution, left.split(":")[1], right.split(":")[1])


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("man:Irina Solvey", "man:Pavel Solvey"),
        ("man:Solvey", "man:Irina Solvey"),
        ("co:Corvel Holding", "co:Corvel Shipping"),
        ("co:Volna", "co:Volna Bank"),
        ("co:Pan Ferro", "co:Pan Ferro Pyongyang"),
        ("co:Trading Company", "co:Northern Trading Company"),
        ("co:Plant No. 5", "co:Plant No. 7"),
        ("body:United Nations", "body:UN Security Council"),
        ("body:European Union", "body:EU Reporter"),
        ("co:Orlan LLC", "co:Orlan JSC"),
        ("man:Viktor Orlan", "co:Viktor Orlan LLC"),
        ("good:A100", "good:A200"),
        ("good:Garpiya", "good:Garpiya-3"),
        ("good:Garpiya-A1", "good:Garpiya-3"),
        ("body:Chinese foreign ministry", "body:Chinese commerce ministry"),
        ("body:Russian defence ministry", "body:Chinese defence ministry"),
        ("org:Harbour Council", "org:Harbour Council Safety Committee"),
        ("good:Orlan", "co:Orlan"),
    ],
)
def test_names_of_two_parties_are_not_joined(left: str, right: str) -> None:
    resolution = resolve_entities(two(left, right))
    ours, theirs = left.split(":")[1], right.split(":")[1]
    if ours == theirs:
        assert len([one for one in resolution.entities if ours in one.names]) == 2
    else:
        assert not together(resolution, ours, theirs)


def test_a_short_form_is_joined_inside_its_document() -> None:
    resolution = resolve_entities(
        [
            claim("a.txt", "co:Jinlan Shuoling Power Technology Co., Ltd.", SUPPLIES, "co:Ostrek Machine Works"),
            claim("a.txt", "co:Shuoling", Predicate.INVOICES, "co:Tarvel Cargo FZE"),
            claim("a.txt", "co:Tarvel Cargo FZE", Predicate.LOCATED_IN, "place:Jinlan"),
            claim("a.txt", "man:Lev Karvanov", Predicate.LEADS, "co:Ostrek"),
            claim("a.txt", "man:Karvanov", Predicate.OWNS, "co:Tarvel Cargo FZE"),
        ]
    )
    assert together(resolution, "Shuoling", "Jinlan Shuoling Power Technology Co., Ltd.")
    assert together(resolution, "Ostrek", "Ostrek Machine Works")
    assert together(resolution, "Karvanov", "Lev Karvanov")


def test_short_forms_are_found_in_quotes() -> None:
    resolution = resolve_entities(
        [
            claim(
                "a.txt",
                "co:TSK Brevnik",
                SUPPLIES,
                "co:Ostrek Machine Works",
                quote="Brevnik sent it to Ostrek's plant.",
            )
        ]
    )
    assert together(resolution, "Brevnik", "TSK Brevnik")
    assert together(resolution, "Ostrek", "Ostrek Machine Works")


def test_a_short_form_that_fits_two_parties_is_joined_to_neither() -> None:
    resolution = resolve_entities(
        [
            claim("a.txt", "co:Orvane Electronics Ltd", SUPPLIES, "co:Kestrin Trade"),
            claim("b.txt", "co:Orvane Service Ltd", SUPPLIES, "co:Lissen Avionics"),
            claim("c.txt", "co:Orvane", SUPPLIES, "co:Brisen Metals"),
        ]
    )
    assert (
        len({entity(resolution, name).id for name in ("Orvane", "Orvane Electronics Ltd", "Orvane Service Ltd")}) == 3
    )


def test_a_short_form_of_another_document_is_joined_where_only_one_party_fits() -> None:
    resolution = resolve_entities(
        [
            claim("a.txt", "co:TSK Brevnik", Predicate.PARTNERS_WITH, "co:Redwald TSK Brevnik Industrial"),
            claim("b.txt", "co:Brevnic", SUPPLIES, "co:Ostrek"),
        ]
    )
    assert together(resolution, "Brevnic", "TSK Brevnik")
    assert not together(resolution, "Brevnic", "Redwald TSK Brevnik Industrial")


def test_a_document_that_says_two_names_are_one_joins_them() -> None:
    resolution = resolve_entities(
        [
            claim("a.txt", "co:Northern Lights", Predicate.SAME_AS, "co:Harbour Nine"),
            claim("b.txt", "co:Harbour Nine", Predicate.EMPLOYS, "man:Marta Quell"),
        ]
    )
    assert together(resolution, "Harbour Nine", "Northern Lights")
    reasons = [signal.says for join in entity(resolution, "Harbour Nine").joins for signal in join.signals]
    assert "the document says that they are the same" in reasons


def test_initials_need_a_party_in_common() -> None:
    apart = resolve_entities(two("man:I. P. Solvey", "man:Irina Solvey"))
    assert not together(apart, "I. P. Solvey", "Irina Solvey")
    beside = resolve_entities(
        [
            claim("a.txt", "man:I. P. Solvey", Predicate.LEADS, "co:Kestrin Trade"),
            claim("b.txt", "man:Irina Solvey", Predicate.LEADS, "co:Kestrin Trade"),
        ]
    )
    assert together(beside, "I. P. Solvey", "Irina Solvey")


def test_seller_and_buyer_are_two_whatever_their_names() -> None:
    resolution = resolve_entities([claim("a.txt", "co:Kestrin Trade", Predicate.OWNS, "co:Kestrin Tradex")])
    assert not together(resolution, "Kestrin Trade", "Kestrin Tradex")


def test_countries_that_exclude_each_other_keep_namesakes_apart() -> None:
    resolution = resolve_entities(
        [
            claim("a.txt", "co:Sunrise Trading", Predicate.LOCATED_IN, "place:Turkey"),
            claim("b.txt", "co:Sunrise Trading", Predicate.LOCATED_IN, "place:China"),
        ]
    )
    assert entity(resolution, "Sunrise Trading", "a.txt").id != entity(resolution, "Sunrise Trading", "b.txt").id


def test_described_parties_belong_to_one_document() -> None:
    resolution = resolve_entities(
        [
            claim("a.txt", "org:*Chinese experts", Predicate.VISITS, "co:Ostrek"),
            claim("b.txt", "org:*Chinese experts", Predicate.VISITS, "co:Ostrek"),
        ]
    )
    ours, theirs = entity(resolution, "Chinese experts", "a.txt"), entity(resolution, "Chinese experts", "b.txt")
    assert ours.id != theirs.id
    assert ours.described


def test_names_inside_qualifiers_and_sources_are_covered() -> None:
    resolution = resolve_entities(
        [
            claim(
                "a.txt",
                "co:Shuoling",
                SUPPLIES,
                "co:Ostrek",
                qualifiers={
                    Qualifier.PRODUCT: "SL-55; A900 engines",
                    Qualifier.VIA: "Tarvel Cargo",
                    Qualifier.WHERE: "Zhelnograd, Varnia",
                },
            )
        ]
    )
    for name in ("SL-55", "A900", "Tarvel Cargo", "Zhelnograd"):
        assert entity(resolution, name).mentions[0].doc == "a.txt"
    assert entity(resolution, "SL-55").type is EntityType.PRODUCT


def test_every_join_has_signals_that_add_up() -> None:
    resolution = resolve_entities(
        [*two("co:Kestrin Trade LLC", "co:Kestrin Trade"), claim("c.txt", "co:Kestrin", SUPPLIES, "co:Ostrek")]
    )
    joins = entity(resolution, "Kestrin Trade").joins
    assert joins
    for join in joins:
        assert join.score == combine(join.signals)


def test_ids_stay_when_documents_arrive() -> None:
    first = two("co:Kestrin Trade LLC", "co:Ostrek Machine Works")
    later = [
        claim("c.txt", "co:Kestrin", SUPPLIES, "co:Ostrek"),
        claim("d.txt", "co:Kestrin Trade", SUPPLIES, "co:Brisen"),
    ]
    before, after = resolve_entities(first), resolve_entities([*first, *later])
    assert before == resolve_entities(first)
    for one in before.entities:
        assert entity(after, one.name).id == one.id


def test_a_party_is_found_by_claim_and_side() -> None:
    told = claim("a.txt", "co:Kestrin Trade", SUPPLIES, "co:Ostrek Machine Works", status=Status.PLANNED)
    resolution = resolve_entities([told])
    assert resolution.party[told.id, "subject"] == entity(resolution, "Kestrin Trade").id
    assert resolution.party[told.id, "object"] == entity(resolution, "Ostrek Machine Works").id


def test_a_person_can_join_and_take_it_back() -> None:
    told = two("co:Kestrin Trade", "co:Northern Lights")
    plain = resolve_entities(told)
    left, right = entity(plain, "Kestrin Trade").id, entity(plain, "Northern Lights").id
    same = judgement(Verdict.SAME, left, right, n=1)
    joined = resolve_entities(told, [same])
    assert together(joined, "Kestrin Trade", "Northern Lights")
    assert "j1" in {join.judgement for join in entity(joined, "Kestrin Trade").joins}
    assert resolve_entities(told, [same, judgement(Verdict.UNDO, "j1", None, n=2)]) == plain


def test_a_person_can_hold_apart() -> None:
    told = two("co:Kestrin Trade LLC", "co:Kestrin Trade")
    plain = resolve_entities(told)
    one = entity(plain, "Kestrin Trade").id
    split = judgement(Verdict.DIFFERENT, one, one, names=("Kestrin Trade LLC", "Kestrin Trade"))
    assert not together(resolve_entities(told, [split]), "Kestrin Trade LLC", "Kestrin Trade")


def test_a_short_form_can_be_held_apart() -> None:
    told = [
        claim("a.txt", "co:TSK Brevnik", SUPPLIES, "co:Ostrek"),
        claim("a.txt", "co:Brevnik", SUPPLIES, "co:Kestrin"),
    ]
    one = entity(resolve_entities(told), "Brevnik").id
    split = judgement(Verdict.DIFFERENT, one, one, names=("Brevnik", "TSK Brevnik"))
    assert not together(resolve_entities(told, [split]), "Brevnik", "TSK Brevnik")


def test_of_contradicting_judgements_the_later_counts_and_the_other_is_named() -> None:
    told = two("co:Kestrin Trade", "co:Northern Lights")
    plain = resolve_entities(told)
    ids = entity(plain, "Kestrin Trade").id, entity(plain, "Northern Lights").id
    same, different = judgement(Verdict.SAME, *ids, n=1), judgement(Verdict.DIFFERENT, *ids, by="ben", n=2)
    after = resolve_entities(told, [same, different])
    assert not together(after, "Kestrin Trade", "Northern Lights")
    assert after.overruled == ("j1",)
    again = resolve_entities(told, [same, different, judgement(Verdict.SAME, *ids, n=3)])
    assert together(again, "Kestrin Trade", "Northern Lights")
    assert again.overruled == ("j2",)


def test_a_judgement_finds_its_parties_by_name_when_their_ids_are_gone() -> None:
    told = two("co:Kestrin Trade", "co:Northern Lights")
    old = judgement(Verdict.SAME, "gone", "gone too", names=("Kestrin Trade", "Northern Lights"))
    assert together(resolve_entities(told, [old]), "Kestrin Trade", "Northern Lights")


def test_a_decision_on_a_party_that_splits_goes_with_the_name_that_was_seen() -> None:
    one_party = [
        claim("a.txt", "co:Kestrin", Predicate.PARTNERS_WITH, "co:Morvak Textile Union"),
        claim("b.txt", "co:Kestrin Trade", Predicate.PARTNERS_WITH, "co:Halvest Grain"),
    ]
    whole = entity(resolve_entities(one_party), "Kestrin")
    assert (whole.name, set(whole.names)) == ("Kestrin Trade", {"Kestrin", "Kestrin Trade"})
    two_parties = [*one_party, claim("c.txt", "co:Kestrin Vostok", Predicate.PARTNERS_WITH, "co:Ostrek")]
    seen = judgement(Verdict.RENAME, whole.id, "Polar Trade", names=(whole.name,))
    split = resolve_entities(two_parties, [seen])
    assert not together(split, "Kestrin", "Kestrin Trade")
    assert entity(split, "Kestrin Trade").name == "Polar Trade"
    assert (entity(split, "Kestrin").id, entity(split, "Kestrin").name) == (whole.id, "Kestrin")
    founder = judgement(Verdict.RENAME, whole.id, "The Founder", names=("Kestrin",))
    assert entity(resolve_entities(two_parties, [founder]), "Kestrin").name == "The Founder"
    assert entity(resolve_entities(one_party, [seen]), "Kestrin").name == "Polar Trade"


def test_renaming_and_setting_the_type() -> None:
    told = two("co:Kestrin Trade", "co:Northern Lights")
    one = entity(resolve_entities(told), "Northern Lights").id
    after = resolve_entities(
        told, [judgement(Verdict.RENAME, one, "Polar Lights", n=1), judgement(Verdict.SET_TYPE, one, "Facility", n=2)]
    )
    changed = entity(after, "Northern Lights")
    assert (changed.id, changed.name, changed.type) == (one, "Polar Lights", EntityType.FACILITY)


def test_identifiers_are_kept_where_their_check_digits_hold() -> None:
    resolution = resolve_entities(
        [
            claim(
                "a.txt",
                "co:Kestrin Trade",
                SUPPLIES,
                "co:Ostrek",
                quote="Kestrin Trade (INN 7707083893) sold to Ostrek (INN 7707083894)",
            )
        ]
    )
    assert entity(resolution, "Kestrin Trade").identifiers == (("INN", "7707083893"),)
    assert entity(resolution, "Ostrek").identifiers == ()


def names_in(doc: str, name: str, text: str, *claims: Claim) -> set[str]:
    """What a document is noted to call the party of a name."""
    document = Document(doc, doc, "text/plain", "en", text)
    found = entity(resolve_entities(list(claims), (), [document]), name)
    return {mention.name for mention in found.mentions if mention.doc == doc}


def test_goods_are_noted_with_the_nouns_behind_them_and_without_the_nation_before() -> None:
    told = claim("b.txt", "co:Ostrek", PRODUCES, "good:Sviristel")
    text = "The Sviristel VTOL drone - and later Varnian Sviristel drones, it said - flew."
    found = names_in(
        "a.txt", "Sviristel", text, told, claim("a.txt", "co:Ostrek", PRODUCES, "good:Russian Sviristel drones")
    )
    assert {"Sviristel", "Sviristel VTOL drone"} <= found
    assert not [name for name in found if name.endswith("-")]
    found = names_in(
        "a.txt",
        "Sviristel",
        "They are modelled on Iranian Sviristel drones.",
        told,
        claim("a.txt", "co:Ostrek", PRODUCES, "good:Iranian Sviristel drones"),
    )
    assert "Sviristel drones" in found


def test_a_good_named_with_one_noun_is_also_named_with_the_one_behind_it() -> None:
    text = "Sviristel VTOL was shown. The Sviristel VTOL drone flew."
    document = Document("0" * 64, "a.txt", "text/plain", "en", text)
    told = claim("a.txt", "co:TSK Brevnik", PRODUCES, "good:Sviristel VTOL", quote="Sviristel VTOL was shown.")
    found = {one.name for one in entity(resolve_entities([told], (), [document]), "Sviristel VTOL").mentions}
    assert {"Sviristel", "Sviristel VTOL", "Sviristel VTOL drone"} <= found


def test_a_place_is_noted_without_where_it_lies() -> None:
    told = [
        claim("a.txt", "co:Ostrek", Predicate.LOCATED_IN, "place:the Tarvel region of Sabira Province"),
        claim("a.txt", "man:Lev Karvanov", Predicate.VISITS, "place:Zhelnograd airport in Varnia"),
        claim("a.txt", "man:Lev Karvanov", Predicate.VISITS, "place:Port of Sabira"),
    ]
    text = "Ostrek sits in the Tarvel region of Sabira Province, Zhelnograd airport in Varnia, Port of Sabira."
    assert "Tarvel region" in names_in("a.txt", "the Tarvel region of Sabira Province", text, *told)
    assert "Zhelnograd airport" in names_in("a.txt", "Zhelnograd airport in Varnia", text, *told)
    assert "Port" not in names_in("a.txt", "Port of Sabira", text, *told)


def test_a_bare_name_beside_a_good_of_that_name_is_the_good() -> None:
    text = "Russia's Sviristel loitering munition was shown. Sviristel flew."
    document = Document("a.txt", "a.txt", "text/plain", "en", text)
    told = claim("a.txt", "co:Ostrek", PRODUCES, "good:Russia's Sviristel loitering munition")
    names = {"a.txt": (Mention("Sviristel", EntityType.COMPANY),)}
    resolution = resolve_entities([told], (), [document], names)
    assert together(resolution, "Sviristel", "Russia's Sviristel loitering munition")
    assert entity(resolution, "Sviristel").type is EntityType.PRODUCT


def test_a_body_whose_state_is_told_is_nobodys_short_name() -> None:
    told = [
        claim("a.txt", "body:UN", Predicate.SANCTIONS, "co:Ostrek"),
        claim("a.txt", "body:Sol Jon Un", Predicate.PARTNERS_WITH, "co:Kestrin"),
    ]
    assert not together(resolve_entities(told), "UN", "Sol Jon Un")
