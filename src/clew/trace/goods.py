"""Goods by party: what each is said to send, receive, arrange, make or use, with codes, models and priority tier."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from clew.records import Claim, GoodsWay, PartyGoods
from clew.trace.graph import ExposureGraph
from clew.trace.tables import read_table
from clew.vocabulary import EntityType, Predicate, Qualifier, Status

_WAYS: Mapping[Predicate, tuple[GoodsWay | None, GoodsWay | None]] = {
    Predicate.SUPPLIES: (GoodsWay.SENDS, GoodsWay.RECEIVES),
    Predicate.INVOICES: (GoodsWay.SENDS, GoodsWay.RECEIVES),
    Predicate.PAYS: (GoodsWay.RECEIVES, GoodsWay.SENDS),
    Predicate.INTERMEDIATES: (GoodsWay.ARRANGES, None),
    Predicate.PRODUCES: (GoodsWay.MAKES, None),
    Predicate.DEVELOPS: (GoodsWay.MAKES, None),
    Predicate.USES: (GoodsWay.USES, None),
}
"""What the subject and the object of a claim do with its goods."""

_CODE = re.compile(
    r"(?:\b(?:HS|HTS|CN|TARIC)\b|ТН\s?ВЭД|海关编码|HS编码|\btariff\b|\bcustoms code\b)\s*(?:codes?|No\.?|№)?\s*[:(]?\s*"
    r"(\d{4}(?:[. ]?\d{2}){0,3})",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"\s*\(HS[^)]*\)")
_MODEL = re.compile(r"(?<![\w-])(?=[\w.-]*\d)(?=[\w.-]*[^\W\d_])[^\W\d_]{1,12}[-‑ ]?\d{1,6}[\w.-]{0,8}(?![\w-])")
_DIGITS = 6


@dataclass(frozen=True, slots=True)
class PriorityItem:
    """A code of the Common High Priority List: its tier, and what it is in words."""

    code: str
    tier: str
    says: str


@cache
def priority_items() -> Mapping[str, PriorityItem]:
    """The shipped table of priority items by six-digit code (data/priority_items.yaml)."""
    rows = read_table("priority_items.yaml")["items"]
    return {row["code"]: PriorityItem(row["code"], row["tier"], row["says"]) for row in rows}


def item_of(code: str) -> PriorityItem | None:
    """The priority item of a code of the Harmonised System, however it is dotted; None where it is none."""
    return priority_items().get(re.sub(r"\D", "", code)[:_DIGITS])


def codes_in(words: str) -> tuple[str, ...]:
    """The codes of the Harmonised System that words name, without dots and blanks, each once."""
    return tuple(dict.fromkeys(re.sub(r"\D", "", found) for found in _CODE.findall(words)))


def models_in(words: str) -> tuple[str, ...]:
    """The signs of models that words name: letters with figures ("SL-55", "RX2400")."""
    return tuple(dict.fromkeys(found.strip(" .-") for found in _MODEL.findall(_BRACKETED.sub("", words))))


@dataclass
class _Line:
    claims: list[str] = field(default_factory=list)
    partners: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)


def goods_by_party(graph: ExposureGraph, party: Mapping[tuple[str, str], str]) -> tuple[PartyGoods, ...]:
    """One line for each party, way and wording of goods; those on the priority list first, then by name.

    `party` gives the entity of each side of each claim. Denied claims are left out.
    """
    lines: dict[tuple[str, GoodsWay, str], _Line] = {}
    for claim in graph.claims.values():
        for entity, way, says, other in _told(graph, claim, party):
            line = lines.setdefault((entity, way, says), _Line())
            line.claims.append(claim.id)
            if other is not None and other not in line.partners:
                line.partners.append(other)
            line.codes += [code for code in _codes(claim) if code not in line.codes]
    found = [_goods(*key, line) for key, line in lines.items()]
    order = {item.tier: place for place, item in enumerate(priority_items().values())}
    return tuple(
        sorted(found, key=lambda one: (order.get(one.tier or "", 99), _name(graph, one.entity), one.way, one.says))
    )


def _goods(entity: str, way: GoodsWay, says: str, line: _Line) -> PartyGoods:
    items = sorted((item for code in line.codes if (item := item_of(code))), key=lambda item: item.tier)
    return PartyGoods(
        entity=entity,
        way=way,
        says=says,
        codes=tuple(line.codes),
        models=models_in(says),
        tier=items[0].tier if items else None,
        item=items[0].says if items else None,
        partners=tuple(line.partners),
        claims=tuple(line.claims),
    )


def _told(
    graph: ExposureGraph, claim: Claim, party: Mapping[tuple[str, str], str]
) -> Iterator[tuple[str, GoodsWay, str, str | None]]:
    """Party, way, goods in words and other side of one claim."""
    ways = _WAYS.get(claim.predicate)
    if ways is None or claim.status is Status.DENIED:
        return
    sides = [party.get((claim.id, slot)) for slot in ("subject", "object")]
    says = _BRACKETED.sub("", claim.qualifiers.get(Qualifier.PRODUCT, "")).strip(" ,;")
    named = claim.object if ways[1] is None and claim.object and claim.object.type is EntityType.PRODUCT else None
    says = says or (named.name if named else "")
    if not says and not _codes(claim):
        return
    for side, way in enumerate(ways):
        entity, other = sides[side], sides[1 - side]
        if entity is not None and entity in graph.number and way is not None:
            yield entity, way, says or "goods not described", None if named else other


def _codes(claim: Claim) -> Iterable[str]:
    """The codes that a claim's goods are given, else those of its words where they name a single one."""
    own = codes_in(claim.qualifiers.get(Qualifier.PRODUCT, ""))
    if own:
        return own
    near = codes_in(claim.text)
    return near if len(near) == 1 else ()


def _name(graph: ExposureGraph, entity: str) -> str:
    return graph.entities[graph.number[entity]].name
