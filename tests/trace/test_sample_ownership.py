"""The sample case's ownership table under each rule, on the day of its register."""

import csv
import json
import re
from collections.abc import Iterator
from datetime import date
from importlib.resources import files

import pytest
from tests.trace.world import claim, graph_of, listed, party

from clew.records import Claim, Entity, Hit, ListVersion
from clew.trace import ExposureGraph, owners
from clew.vocabulary import EntityType, Measure, Predicate, Qualifier, Regime

SAMPLE = files("clew.sample")
MEASURES = {
    "Asset freeze": Measure.ASSET_FREEZE,
    "Travel ban": Measure.TRAVEL_BAN,
    "Export control": Measure.EXPORT_CONTROL,
    "Port entry ban": Measure.OTHER,
}
DAY = date(2025, 2, 1)


def statements() -> Iterator[Claim]:
    table = SAMPLE.joinpath("documents", "ownership.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(table.splitlines()):
        owner, owned = party(row["owner"], EntityType.ORGANIZATION), party(row["owned"])
        number = re.search(r"\d+", row["share"])
        high = "100" if "at least" in row["share"] or number is None else number[0]
        values = {Qualifier.WHEN: f"{row['from']}/{row['to'] or '..'}"}
        qualifiers = {Qualifier.ROLE: row["kind"]}
        if number is not None:
            values[Qualifier.SHARE] = f"{number[0]}..{high}"
            qualifiers[Qualifier.SHARE] = row["share"]
        yield claim(",".join(row.values()), owner, Predicate.OWNS, owned, qualifiers=qualifiers, values=values)


@pytest.fixture(scope="module")
def world() -> tuple[ExposureGraph, list[Hit]]:
    told = list(statements())
    names = {mention.name for one in told for mention in (one.subject, one.object) if mention}
    entities: list[Entity] = [party(name) for name in sorted(names)]
    hits = []
    list_file = next(one for one in SAMPLE.joinpath("lists").iterdir() if one.name.endswith(("json", "jsonl")))
    rows = [json.loads(line) for line in list_file.read_text(encoding="utf-8").splitlines() if line.strip()]
    sanctions = {row["properties"]["entity"][0]: row["properties"] for row in rows if row["schema"] == "Sanction"}
    version = ListVersion(
        "coastal-union", "0" * 64, None, "ftm", len(rows), len(rows), "Coastal Union Sanctions Authority"
    )
    for row in rows:
        found = {*row["properties"].get("name", []), *row["properties"].get("alias", [])} & names
        if row["id"] in sanctions and found:
            told_of = sanctions[row["id"]]
            measures = tuple(MEASURES[one] for one in told_of["provisions"])
            since = told_of["startDate"][0]
            hits.append(listed(party(min(found)), version=version, measures=measures, since=since))
    return graph_of(entities, told), hits


@pytest.mark.parametrize(
    ("name", "ofac", "eu", "uk"),
    [
        pytest.param("Lissen Avionics LLC", "blocked", "presumed frozen", "no", id="caught by aggregation only"),
        pytest.param("Corvel Holding JSC", "blocked", "presumed frozen", "no", id="exactly half"),
        pytest.param("Corvel Shipping LLC", "blocked", "presumed frozen", "no", id="half of a half"),
        pytest.param("Zhelnograd Components Plant LLC", "blocked", "presumed frozen", "frozen", id="four fifths"),
        pytest.param("Brisen Metals LLC", "cannot tell", "cannot tell", "no", id="a share that is not stated"),
        pytest.param("Sabira Bunkering LLC", "no", "no", "no", id="sold before the listing"),
        pytest.param("Morvak Press House LLC", "no", "cannot tell", "frozen", id="control without ownership"),
        pytest.param("Solvey Studio LLC", "no", "no", "no", id="all of it, but by one under a travel ban"),
        pytest.param("Orvane Service Ltd", "no", "no", "no", id="by one under export control"),
        pytest.param("Halver Partners Ltd", "no", "no", "no", id="a cross-holding of nobody listed"),
    ],
)
def test_what_the_rules_make_of_the_sample(
    world: tuple[ExposureGraph, list[Hit]], name: str, ofac: str, eu: str, uk: str
) -> None:
    graph, hits = world
    words = [owners(graph, party(name).id, regime, DAY, hits).answer for regime in (Regime.OFAC, Regime.EU, Regime.UK)]
    assert words == [ofac, eu, uk]


def test_the_share_that_decides_on_brisen_metals(world: tuple[ExposureGraph, list[Hit]]) -> None:
    graph, hits = world
    found = owners(graph, "brisen-metals-llc", Regime.OFAC, DAY, hits)
    assert (found.low, found.high) == (35, 60)
    assert any(one.party == "lev-karvanov" and "from 15 % on blocked" in one.says for one in found.missing)


def test_a_service_firm_of_a_party_under_export_control_while_the_affiliates_rule_ran(
    world: tuple[ExposureGraph, list[Hit]],
) -> None:
    graph, hits = world
    found = owners(graph, "orvane-service-ltd", Regime.BIS, date(2025, 10, 1), hits)
    assert found.answer == "licence required"
    assert any("as if it were this regime's own" in one for one in found.warnings)
