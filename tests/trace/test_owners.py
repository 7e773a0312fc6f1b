"""Ownership rules: the regulators' worked examples, vague shares, dates, control, and what would decide."""

import random
from datetime import date

import pytest
from tests.trace.world import claim, graph_of, listed, party

from clew.errors import NoSuchName
from clew.records import Claim, Document, Entity, Hit, ListVersion, OwnershipAnswer
from clew.trace import ExposureGraph, OwnershipOptions, RuleState, build_graph, holdings_on, owners, rule_on
from clew.trace.owners import Ownership, answer, prepare_ownership
from clew.vocabulary import (
    EntityType,
    HitState,
    Interest,
    Measure,
    OwnershipWord,
    Predicate,
    ProblemKind,
    Qualifier,
    Regime,
    Status,
)

DAY = date(2025, 6, 1)
X, Y = party("Blocked Person X", EntityType.PERSON), party("Blocked Person Y", EntityType.PERSON)
A, B, C, OTHER = party("Entity A"), party("Entity B"), party("Entity C"), party("Anybody Else")
ALL = (X, Y, A, B, C, OTHER)

OFAC = ListVersion("sdn", "0" * 64, "2025-01-01", "ofac", 1, 1, "OFAC")
EU = ListVersion("eu", "1" * 64, "2025-01-01", "eu", 1, 1, "EU")
UK = ListVersion("uk", "2" * 64, "2025-01-01", "uk", 1, 1, "UK")
ENTITY_LIST = ListVersion("csl", "3" * 64, "2025-01-01", "csl", 1, 1, "BIS")
LIST_OF = {Regime.OFAC: OFAC, Regime.EU: EU, Regime.UK: UK}


def owns(
    owner: Entity,
    asset: Entity,
    share: str | None,
    when: str | None = None,
    status: Status = Status.ASSERTED,
    **more: str,
) -> Claim:
    """A claim that one party holds a share, given as the normal form `low..high`, of another."""
    words = more.get("says") or (f"{share} per cent" if share else "")
    return claim(
        f"{owner.name} owns {words} of {asset.name} ({when}{more})",
        owner,
        Predicate.OWNS,
        asset,
        status,
        {Qualifier.SHARE: words} if words else {},
        ({Qualifier.SHARE: share} if share else {}) | ({Qualifier.WHEN: when} if when else {}),
        doc=more.get("doc", "register.csv"),
    )


def asked(
    claims: list[Claim], asset: Entity, regime: Regime = Regime.OFAC, hits: list[Hit] | None = None, on: date = DAY
) -> OwnershipAnswer:
    if hits is None:
        hits = [listed(one, version=LIST_OF[regime]) for one in (X, Y)]
    return owners(graph_of(ALL, claims), asset.id, regime, on, hits)


# The examples of OFAC's FAQ 401 and 399, their facts in our own words.
WORKED_EXAMPLES = {
    "401-1: half of a half-owned company": ([owns(X, A, "50"), owns(A, B, "50")], B, "blocked"),
    "401-2: a quarter through each of two half-owned companies": (
        [owns(X, A, "50"), owns(X, B, "50"), owns(A, C, "25"), owns(B, C, "25")],
        C,
        "blocked",
    ),
    "401-3: a tenth directly and four tenths through a half-owned company": (
        [owns(X, A, "50"), owns(X, B, "10"), owns(A, B, "40")],
        B,
        "blocked",
    ),
    "401-4: a quarter through a company that is only quarter-owned does not count": (
        [owns(X, A, "50"), owns(X, B, "25"), owns(A, C, "25"), owns(B, C, "25")],
        C,
        "no",
    ),
    "401-5: halves held by two quarter-owned companies do not count": (
        [owns(X, A, "25"), owns(X, B, "25"), owns(A, C, "50"), owns(B, C, "50")],
        C,
        "no",
    ),
    "399: two blocked persons with a quarter each": ([owns(X, A, "25"), owns(Y, A, "25")], A, "blocked"),
    "399: under different programmes they are added up all the same": (
        [owns(X, A, "10"), owns(Y, A, "40")],
        A,
        "blocked",
    ),
    "399: together less than half": ([owns(X, A, "25"), owns(Y, A, "24.9")], A, "no"),
}


@pytest.mark.parametrize("example", WORKED_EXAMPLES)
def test_worked_examples_of_ofac(example: str) -> None:
    claims, asset, word = WORKED_EXAMPLES[example]
    found = asked(claims, asset)
    assert found.answer == word
    assert found.low == found.high
    assert found.says.endswith("not legal advice.")


def test_the_full_stake_counts_and_multiplication_is_only_shown() -> None:
    found = asked([owns(X, A, "50"), owns(A, B, "50")], B)
    assert (found.low, found.high) == (50, 50)
    assert list(found.multiplied) == [25, 25]
    assert [(one.owner, one.asset) for one in found.chain] == [
        ("entity-a", "entity-b"),
        ("blocked-person-x", "entity-a"),
    ]
    assert found.listed == ("blocked-person-x",)
    assert all(one.claims for one in found.chain)


def test_control_is_not_ownership_but_a_warning_under_ofac() -> None:
    """FAQ 398."""
    controls = claim("Blocked Person X controls Entity A", X, Predicate.OWNS, A)
    found = asked([controls], A)
    assert found.answer is OwnershipWord.NO
    assert [one.interest for one in found.control] == [Interest.CONTROL]
    assert any("FAQ 398" in one for one in found.warnings)
    assert asked([controls], A, Regime.EU).answer is OwnershipWord.CANNOT_TELL
    assert any("can be rebutted" in one for one in asked([controls], A, Regime.EU).warnings)
    assert asked([controls], A, Regime.UK).answer is OwnershipWord.FROZEN


def test_a_blocked_person_who_leads_is_a_warning() -> None:
    """FAQ 400."""
    found = asked([claim("Blocked Person X heads Entity A", X, Predicate.LEADS, A)], A)
    assert found.answer is OwnershipWord.NO
    assert any("FAQ 398, 400" in one for one in found.warnings)


def test_shares_sold_after_the_listing_are_a_warning() -> None:
    """FAQ 402."""
    claims = [owns(X, A, "60", "2017-03-01/2024-08-31"), owns(X, A, "40", "2024-09-01/..")]
    found = asked(claims, A)
    assert (found.answer, found.low) == (OwnershipWord.NO, 40)
    assert any("FAQ 402" in one for one in found.warnings)
    assert asked(claims, A, on=date(2024, 8, 1)).answer is OwnershipWord.BLOCKED, "before the sale"
    sold_before = [owns(X, A, "60", "2017-03-01/2024-04-30"), owns(X, A, "40", "2024-05-01/..")]
    hits = [listed(X, version=OFAC, since="2024-05-02")]
    assert not any("FAQ 402" in one for one in asked(sold_before, A, hits=hits).warnings)
    eu = asked(sold_before, A, Regime.EU, [listed(X, version=EU, since="2024-05-02")])
    assert any("within a year before it was listed" in one for one in eu.warnings)


def test_aggregation_catches_under_ofac_and_eu_but_not_under_the_uk_rule() -> None:
    claims = [owns(X, A, "30"), owns(Y, A, "25"), owns(OTHER, A, "45")]
    assert asked(claims, A).answer is OwnershipWord.BLOCKED
    assert asked(claims, A, Regime.EU).answer is OwnershipWord.PRESUMED_FROZEN
    uk = asked(claims, A, Regime.UK)
    assert (uk.answer, uk.low, uk.high) == (OwnershipWord.NO, 30, 30)
    assert any("act together" in one for one in uk.warnings)
    hits = [listed(X, version=UK), listed(Y, version=UK)]
    acting = OwnershipOptions(together=(frozenset({X.id, Y.id}),))
    assert owners(graph_of(ALL, claims), A.id, Regime.UK, DAY, hits, acting).answer is OwnershipWord.FROZEN


def test_exactly_half_is_caught_by_ofac_and_eu_now_but_not_by_the_uk_nor_by_the_eu_before_july_2024() -> None:
    claims = [owns(X, A, "50"), owns(OTHER, A, "50")]
    assert asked(claims, A).answer is OwnershipWord.BLOCKED
    assert asked(claims, A, Regime.UK).answer is OwnershipWord.NO
    hits = [listed(X, version=EU, since="2022-03-01")]
    assert asked(claims, A, Regime.EU, hits, date(2024, 7, 3)).answer is OwnershipWord.PRESUMED_FROZEN
    assert asked(claims, A, Regime.EU, hits, date(2024, 7, 2)).answer is OwnershipWord.NO


def test_the_uk_adds_up_what_one_party_holds_directly_and_through_what_it_owns_tier_by_tier() -> None:
    claims = [owns(X, A, "60"), owns(X, B, "70"), owns(A, C, "30"), owns(B, C, "20"), owns(X, C, "1")]
    found = asked(claims, C, Regime.UK)
    assert (found.answer, found.low) == (OwnershipWord.FROZEN, 51)
    below = [owns(X, A, "50"), owns(A, C, "100")]
    assert asked(below, C, Regime.UK).answer is OwnershipWord.NO, "half is not more than half"


def test_two_listed_parties_of_which_one_owns_the_other_stand_as_one_under_the_uk_rule() -> None:
    claims = [owns(X, A, "60"), owns(A, C, "30"), owns(X, C, "25")]
    hits = [listed(X, version=UK), listed(A, version=UK)]
    assert asked(claims, C, Regime.UK, hits).answer is OwnershipWord.FROZEN


def test_votes_count_for_the_uk_and_not_for_ofac() -> None:
    votes = owns(X, A, "60", says="60 per cent of the votes")
    assert asked([votes], A, Regime.UK).answer is OwnershipWord.FROZEN
    assert asked([votes], A).answer is OwnershipWord.NO


def test_an_unknown_share_is_bounded_by_what_others_hold_and_the_deciding_share_is_named() -> None:
    claims = [owns(X, A, "35"), owns(Y, A, None), owns(OTHER, A, "40..100", says="at least 40 per cent")]
    found = asked(claims, A)
    assert (found.answer, found.low, found.high) == (OwnershipWord.CANNOT_TELL, 35, 60)
    decides = {one.party: one.says for one in found.missing}
    assert "from 15 % on blocked, at 0 % no" in decides["blocked-person-y"]
    assert "share not stated" in decides["blocked-person-y"]
    assert "from 50.0001 % on no" in decides["anybody-else"], "if another holds more than half, they cannot"


def test_an_unknown_share_cannot_matter_where_others_surely_hold_more_than_half() -> None:
    found = asked([owns(X, A, None), owns(OTHER, A, "51")], A)
    assert (found.answer, found.high) == (OwnershipWord.NO, 49)


def test_a_majority_is_more_than_half() -> None:
    found = asked([owns(X, A, "50..100", says="a majority")], A, Regime.UK)
    assert found.answer is OwnershipWord.FROZEN
    assert asked([owns(X, A, "50..100", says="at least half")], A, Regime.UK).answer is OwnershipWord.CANNOT_TELL
    assert asked([owns(X, A, "50..100", says="at least half")], A).answer is OwnershipWord.BLOCKED


@pytest.mark.parametrize("status", [Status.POSSIBLE, Status.UNVERIFIED])
def test_a_hedged_holding_leaves_the_answer_open(status: Status) -> None:
    found = asked([owns(X, A, "80", status=status)], A)
    assert (found.answer, found.low, found.high) == (OwnershipWord.CANNOT_TELL, 0, 80)


@pytest.mark.parametrize("status", [Status.DENIED, Status.PLANNED])
def test_a_denied_or_planned_holding_is_none(status: Status) -> None:
    assert asked([owns(X, A, "80", status=status)], A).answer is OwnershipWord.NO


def test_a_denial_of_a_stated_holding_is_a_warning() -> None:
    found = asked([owns(X, A, "80"), owns(X, A, "80", status=Status.DENIED)], A)
    assert found.answer is OwnershipWord.BLOCKED
    assert "that Blocked Person X owns Entity A is denied by a source" in found.warnings


def test_a_hit_for_review_leaves_the_answer_open_and_says_so() -> None:
    found = asked([owns(X, A, "80")], A, hits=[listed(X, HitState.REVIEW, version=OFAC)])
    assert found.answer is OwnershipWord.CANNOT_TELL
    assert any("if so, blocked; if not, no" in one.says for one in found.missing)
    assert any("hit for review" in one for one in found.warnings)
    assert asked([owns(X, A, "80")], A, hits=[listed(X, HitState.REJECTED, version=OFAC)]).answer is OwnershipWord.NO


@pytest.mark.parametrize(
    "measure", [Measure.TRAVEL_BAN, Measure.SECTORAL, Measure.INVESTMENT, Measure.DEBARMENT, Measure.EXPORT_CONTROL]
)
def test_other_measures_make_no_owned_company_blocked(measure: Measure) -> None:
    found = asked([owns(X, A, "100")], A, hits=[listed(X, version=OFAC, measures=(measure,))])
    assert found.answer is OwnershipWord.NO
    assert any("not in a way from which this rule runs" in one for one in found.warnings)


def test_one_regime_does_not_run_from_another_ones_list_but_an_unknown_authority_is_taken_as_if() -> None:
    assert asked([owns(X, A, "100")], A, Regime.EU, [listed(X, version=OFAC)]).answer is OwnershipWord.NO
    found = asked([owns(X, A, "100")], A, Regime.EU, [listed(X)])
    assert found.answer is OwnershipWord.PRESUMED_FROZEN
    assert any("as if it were this regime's own" in one for one in found.warnings)


def test_a_listing_runs_from_its_date_to_its_end() -> None:
    hits = [listed(X, version=OFAC, since="2024-05-01")]
    assert asked([owns(X, A, "100")], A, hits=hits, on=date(2024, 4, 30)).answer is OwnershipWord.NO
    assert asked([owns(X, A, "100")], A, hits=hits, on=date(2024, 5, 1)).answer is OwnershipWord.BLOCKED


def test_the_state_of_the_bis_rule_by_date() -> None:
    claims = [owns(A, B, "60", "2020-01-01/..")]
    hits = [listed(A, version=ENTITY_LIST, measures=(Measure.EXPORT_CONTROL,), programmes=("Entity List (EL) - BIS",))]

    def on(day: date, options: OwnershipOptions | None = None) -> OwnershipAnswer:
        return owners(graph_of(ALL, claims), B.id, Regime.BIS, day, hits, options)

    assert on(date(2025, 9, 28)).answer is OwnershipWord.NO
    assert on(date(2025, 9, 29)).answer is OwnershipWord.LICENCE_REQUIRED
    assert on(date(2025, 11, 9)).answer is OwnershipWord.LICENCE_REQUIRED
    suspended = on(date(2025, 11, 10))
    assert suspended.answer is OwnershipWord.NO
    assert suspended.outcomes == (("in force", OwnershipWord.LICENCE_REQUIRED),)
    unset = on(date(2026, 11, 10))
    assert unset.answer is OwnershipWord.CANNOT_TELL
    assert dict(unset.outcomes) == {"in force": OwnershipWord.LICENCE_REQUIRED, "suspended": OwnershipWord.NO}
    back = OwnershipOptions(states={Regime.BIS: RuleState.IN_FORCE})
    assert on(date(2026, 11, 10), back).answer is OwnershipWord.LICENCE_REQUIRED
    assert on(date(2025, 11, 10), back).answer is OwnershipWord.NO, "what the table settles, nobody overrules"


def test_bis_runs_from_named_programmes_of_the_sdn_list_only_and_takes_an_unknown_share_as_a_red_flag() -> None:
    day = date(2025, 10, 15)

    def with_programme(programme: str) -> list[Hit]:
        return [listed(A, version=OFAC, programmes=(programme,))]

    graph = graph_of(ALL, [owns(A, B, None)])
    found = owners(graph, B.id, Regime.BIS, day, with_programme("RUSSIA-EO14024"))
    assert found.answer is OwnershipWord.CANNOT_TELL
    assert found.red_flag
    assert any("no pass" in one for one in found.warnings)
    assert owners(graph, B.id, Regime.BIS, day, with_programme("GLOMAG")).answer is OwnershipWord.NO
    unverified = [listed(A, version=ENTITY_LIST, measures=(Measure.EXPORT_CONTROL,), programmes=("Unverified List",))]
    assert owners(graph, B.id, Regime.BIS, day, unverified).answer is OwnershipWord.NO


def test_every_rule_cites_its_source_and_its_days_leave_no_overlap() -> None:
    for regime in Regime:
        for day in (date(2021, 1, 1), date(2024, 7, 2), date(2024, 7, 3), date(2026, 12, 1)):
            rule = rule_on(regime, day)
            assert rule is not None
            assert rule.source
    assert rule_on(Regime.UK, date(2020, 12, 30)) is None
    early = asked([owns(X, A, "100")], A, Regime.UK, on=date(2020, 1, 1))
    assert early.answer is OwnershipWord.CANNOT_TELL


def test_before_august_2014_ofac_spoke_of_one_blocked_person() -> None:
    hits = [listed(one, version=OFAC, since="2010-01-01") for one in (X, Y)]
    claims = [owns(X, A, "25"), owns(Y, A, "25")]
    assert asked(claims, A, hits=hits, on=date(2014, 8, 12)).answer is OwnershipWord.NO
    assert asked(claims, A, hits=hits, on=date(2014, 8, 13)).answer is OwnershipWord.BLOCKED


def test_cycles_and_cross_holdings_end_and_catch_nobody_by_itself() -> None:
    ring = [owns(A, B, "60"), owns(B, C, "60"), owns(C, A, "60")]
    assert asked(ring, A).answer is OwnershipWord.NO
    assert [asked([*ring, owns(X, A, "40")], one).answer for one in (A, B, C)] == [OwnershipWord.NO] * 3
    caught = [owns(A, B, "60"), owns(B, C, "60"), owns(C, A, "40"), owns(X, A, "50")]
    assert [asked(caught, one).answer for one in (A, B, C)] == [OwnershipWord.BLOCKED] * 3


def test_a_listed_party_is_caught_for_itself() -> None:
    found = asked([], X)
    assert found.answer is OwnershipWord.BLOCKED
    assert "is listed itself" in found.says


def test_the_latest_statement_holds_and_one_without_a_share_does_not_take_it_back() -> None:
    claims = [owns(X, A, "60", "2020"), owns(X, A, "30", "2023-04"), owns(X, A, None, "2024-01")]
    assert (asked(claims, A).low, asked(claims, A).high) == (30, 30)
    assert asked(claims, A, on=date(2022, 5, 1), hits=[listed(X, version=OFAC, since=None)]).low == 60


def test_statements_of_one_date_that_disagree_give_the_range_of_both() -> None:
    found = asked([owns(X, A, "49", "2023"), owns(X, A, "51", "2023", doc="other.txt")], A)
    assert (found.answer, found.low, found.high) == (OwnershipWord.CANNOT_TELL, 49, 51)


def test_a_holding_that_ended_is_over_whatever_an_older_undated_end_says() -> None:
    claims = [owns(X, A, "60", "2017-03-01/2024-05-31"), owns(X, A, None, "2019")]
    assert asked(claims, A).answer is OwnershipWord.NO


def test_an_undated_claim_counts_from_its_documents_publication_and_perhaps_before() -> None:
    told = owns(X, A, "80")
    document = Document(id=told.quote.document, name="register.csv", media_type="text/csv", language="en", text="…")
    relations = graph_of(ALL, [told]).relations
    dated = Document(**{**{name: getattr(document, name) for name in document.__slots__}, "published": "2024-09-01"})
    graph = build_graph(ALL, relations, [told], [], [dated])
    hits = [listed(X, version=OFAC, since="2020-01-01")]
    assert owners(graph, A.id, Regime.OFAC, date(2024, 9, 1), hits).answer is OwnershipWord.BLOCKED
    assert owners(graph, A.id, Regime.OFAC, date(2024, 8, 31), hits).answer is OwnershipWord.CANNOT_TELL


def problems_of(graph: ExposureGraph) -> list[str]:
    found = holdings_on(graph, DAY).problems
    assert all(one.kind is ProblemKind.OWNERSHIP and one.quote is not None and one.fix for one in found)
    return [one.says for one in found]


def test_faults_in_the_material_are_told_and_do_not_stop_the_rest() -> None:
    claims = [
        owns(X, A, "60"),
        owns(OTHER, A, "70"),
        owns(B, B, "10"),
        owns(X, B, "130"),
        owns(X, C, "-5"),
        owns(Y, C, "40", "2024-05-01/2020-01-01"),
    ]
    graph = graph_of(ALL, claims)
    assert problems_of(graph) == [
        "a party is said to own itself",
        "a share of 130 per cent cannot be",
        "a share of -5 per cent cannot be",
        "the holding ends before it begins (2024-05-01/2020-01-01)",
        "the shares of Entity A come to 130 per cent",
    ]
    assert asked(claims, A).answer is OwnershipWord.BLOCKED
    assert asked(claims, B).answer is OwnershipWord.CANNOT_TELL, "an impossible share is not known"


def test_an_unknown_party_is_told_by_name() -> None:
    with pytest.raises(NoSuchName, match="nobody"):
        owners(graph_of(ALL, []), "nobody", Regime.OFAC, DAY, [])


def web(seed: int, size: int, most: int) -> tuple[list[Entity], list[Claim], list[Hit]]:
    """Parties of which each is held by up to so many others at random, in cycles too; one in twelve is listed."""
    dice = random.Random(seed)
    parties = [party(f"Firm {number}") for number in range(size)]
    shares = ("100", "50", "25..75", "10..20", "0.5..50", None)
    claims = [
        owns(owner, asset, dice.choice(shares), says="board" if dice.random() < 0.1 else "")
        for asset in parties
        for owner in dice.sample(parties, dice.randrange(most))
        if owner is not asset
    ]
    states = (HitState.MATCH, HitState.REVIEW, HitState.REJECTED)
    return parties, claims, [listed(one, dice.choice(states), OFAC) for one in dice.sample(parties, size // 12)]


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("regime", Regime)
def test_a_party_above_which_nobody_listed_stands_has_the_answer_that_adding_up_gives(
    seed: int, regime: Regime, monkeypatch: pytest.MonkeyPatch
) -> None:
    parties, claims, hits = web(seed, 24, 2)
    prepared = prepare_ownership(graph_of(parties, claims), regime, DAY, hits)
    answers = [answer(prepared, one.id) for one in parties]
    everybody = frozenset(one.id for one in parties)
    assert prepared.reached < everybody
    monkeypatch.setattr(Ownership, "reached", everybody)
    assert [answer(prepared, one.id) for one in parties] == answers
