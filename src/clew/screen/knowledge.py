"""What listings do: authority, measures, legal basis and dates from reviewed tables, where the source does not say."""

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

import yaml

from clew.names import name_key
from clew.records import Listing
from clew.screen.formats import ListForm
from clew.vocabulary import EntityType, Measure


@dataclass(frozen=True, slots=True)
class Rule:
    """Listings of these lists and programmes: who lists them, what it does to them, by which act."""

    list: re.Pattern[str]
    programme: re.Pattern[str]
    nonsdn: bool
    authority: str
    measures: tuple[Measure, ...]
    basis: str
    notice: bool = False
    """Whether the source's own reference (a notice in a gazette) is told behind the basis, not in its place."""


@dataclass(frozen=True, slots=True)
class Designation:
    """When and by which act a party was listed, for copies of lists that leave the date out."""

    since: str
    programme: str
    legal_basis: str


@dataclass(frozen=True, slots=True)
class Knowledge:
    """The reviewed tables `data/measures.yml` and `data/designations.csv`, ready for use."""

    rules: tuple[Rule, ...]
    publishers: tuple[tuple[str, str], ...]
    words: tuple[tuple[re.Pattern[str], Measure], ...]
    designations: Mapping[tuple[str, str], Designation]


@cache
def knowledge() -> Knowledge:
    """Read the shipped tables."""
    folder = files("clew.screen").joinpath("data")
    table = yaml.load(folder.joinpath("measures.yml").read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506 - a safe one
    rules = tuple(
        Rule(
            re.compile(rule["list"], re.IGNORECASE),
            re.compile(rule["programme"], re.IGNORECASE),
            rule.get("only") == "nonsdn",
            rule["authority"],
            tuple(Measure(measure) for measure in rule["measures"]),
            rule["basis"],
            bool(rule.get("notice")),
        )
        for rule in table["rules"]
    )
    words = tuple((re.compile(row["words"], re.IGNORECASE), Measure(row["measure"])) for row in table["words"])
    publishers = tuple((row["source"], row["list"]) for row in table["publishers"])
    rows = csv.DictReader(folder.joinpath("designations.csv").read_text(encoding="utf-8").splitlines())
    designations = {
        (row["authority"], name_key(row["name"])): Designation(row["since"], row["programme"], row["legal_basis"])
        for row in rows
    }
    return Knowledge(rules, publishers, words, designations)


_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def measures_in(*accounts: str) -> tuple[Measure, ...]:
    """The measures that a list's own words name, in the order of the vocabulary."""
    found = {measure for account in accounts for pattern, measure in knowledge().words if pattern.search(account)}
    return tuple(measure for measure in Measure if measure in found)


def family(name: str, form: ListForm, source: str = "") -> str:
    """What the rules know a list by: the publisher that its own source line names, else its name and form."""
    known = next((family for mark, family in knowledge().publishers if mark.lower() in source.lower()), None)
    if known:
        return known
    return form.value if form in _PUBLISHERS else f"{name} {form.value}"


_PUBLISHERS = frozenset(
    {
        ListForm.CSL_CSV,
        ListForm.CSL_JSON,
        ListForm.EU_XML,
        ListForm.EU_CSV,
        ListForm.UK_XML,
        ListForm.UK_CSV,
        ListForm.UN_XML,
        ListForm.CA_XML,
        ListForm.CH_XML,
        ListForm.JP_TEXT,
    }
)
"""Forms that are one publisher's own, so that the name of the file says nothing more about whose list it is."""


def describe(listing: Listing, known_by: str) -> Listing:
    """A listing with authority, measures, legal basis and date filled in where its source left them out."""
    rule = _rule(listing, known_by)
    if rule is not None:
        listing = replace(
            listing,
            authority=listing.authority or rule.authority,
            measures=listing.measures or _reaching(rule.measures, listing),
            legal_basis="; ".join(filter(None, (rule.basis, listing.legal_basis)))
            if rule.notice
            else listing.legal_basis or rule.basis,
        )
    if listing.since is None:
        listing = _dated(listing)
    return listing


def _reaching(measures: tuple[Measure, ...], listing: Listing) -> tuple[Measure, ...]:
    """Of several measures those that can reach the party: a travel ban is for people."""
    if len(measures) < 2 or listing.type is EntityType.PERSON:
        return measures
    return tuple(measure for measure in measures if measure is not Measure.TRAVEL_BAN)


def _rule(listing: Listing, known_by: str) -> Rule | None:
    nonsdn = "non" in known_by or "cons" in known_by
    for rule in knowledge().rules:
        if (rule.nonsdn and not nonsdn) or not rule.list.search(known_by):
            continue
        if any(rule.programme.search(programme) for programme in listing.programmes or ("",)):
            return rule
    return None


def _dated(listing: Listing) -> Listing:
    designations = knowledge().designations
    if not any(authority == listing.authority for authority, _ in designations):
        return listing
    for name in listing.names:
        found = designations.get((listing.authority, name_key(name.name)))
        if found:
            programmes = listing.programmes or (found.programme,)
            return replace(listing, since=found.since, programmes=programmes, legal_basis=found.legal_basis)
    return listing
