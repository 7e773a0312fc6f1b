"""Draw who owns whom: shares on the lines, listed owners apart, each party once, loops said and not followed."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from clew.records import Findings, Relation
from clew.report.links import Links, NoLinks
from clew.report.model import Arranged
from clew.report.pictures import svg
from clew.report.pictures.choosing import is_only_denied, is_sure
from clew.report.pictures.labels import broken, shortened, width_of
from clew.report.pictures.layout import Box
from clew.report.pictures.network import border, outline_of, state_of
from clew.report.pictures.tiers import WIDE, stand
from clew.report.words import counted, what_is_said
from clew.vocabulary import EntityType, Predicate, Qualifier

_NO_ASSETS = frozenset({EntityType.PRODUCT, EntityType.PERSON, EntityType.EVENT})
_LEAST = 640.0


@dataclass(frozen=True, slots=True)
class Holding:
    """One line of the picture: owner, asset, the relation, and the share in the documents' words."""

    owner: str
    asset: str
    relation: Relation
    share: str


def draw_ownership(findings: Findings, entity: str | None = None, links: Links | None = None) -> str:
    """Draw owners above what they are said to own, for one entity and all above and below it, or for the whole case.

    Empty where nobody is said to own anything. Denied ownership is drawn dotted, what is only possible dashed.
    """
    arranged = Arranged(findings)
    holdings = _around(_holdings(arranged), entity)
    if not holdings:
        return ""
    places = stand([(one.owner, one.asset) for one in holdings])
    open_at = links or NoLinks()
    parts = [_line(arranged, one, places, open_at) for one in holdings]
    for party, box in places.items():
        parts.append(_party(arranged, party, box, open_at))
    parts += _chips(holdings, places)
    width = max(max(box.x + box.width / 2 for box in places.values()) + 10, _LEAST)
    height = max(box.y + box.height / 2 for box in places.values()) + 12
    says = (
        f"Who is said to own whom: {counted(len(holdings), 'holding')} among {counted(len(places), 'party', 'parties')}"
    )
    return svg.picture(width, height, parts, says)


def _holdings(arranged: Arranged) -> list[Holding]:
    found = []
    for relation in arranged.relations:
        owner, asset = (arranged.entities.get(end or "") for end in (relation.subject, relation.object))
        if relation.predicate is not Predicate.OWNS or owner is None or asset is None or asset.type in _NO_ASSETS:
            continue
        claims = (*arranged.statements(relation), *arranged.denials(relation))
        shares: dict[str, str] = {}
        for claim in claims:
            if said := claim.qualifiers.get(Qualifier.SHARE):
                shares.setdefault(claim.values.get(Qualifier.SHARE, said), said)
        found.append(Holding(owner.id, asset.id, relation, " / ".join(list(shares.values())[:2])))
    return found


def _around(holdings: list[Holding], entity: str | None) -> list[Holding]:
    """The holdings above and below an entity."""
    if entity is None:
        return holdings
    wanted = {entity}
    for up in (True, False):
        reached, waiting = {entity}, [entity]
        while waiting:
            at = waiting.pop()
            for one in holdings:
                near, far = (one.asset, one.owner) if up else (one.owner, one.asset)
                if near == at and far not in reached:
                    reached.add(far)
                    waiting.append(far)
        wanted |= reached
    return [one for one in holdings if one.owner in wanted and one.asset in wanted]


def _line(arranged: Arranged, one: Holding, places: Mapping[str, Box], links: Links) -> str:
    start, end = border(places[one.owner], places[one.asset]), border(places[one.asset], places[one.owner])
    how = "" if is_sure((one.relation,)) else " denied" if is_only_denied((one.relation,)) else " unsure"
    told = svg.title(f"{what_is_said(arranged, one.relation)}: {one.share or 'share not stated'}")
    line = svg.line(*start, *end, f"tie hold{how}", ' stroke-width="1.6"') + svg.arrow_head(*start, *end, "head hold")
    return svg.link(links.relation(one.relation.id), told + line)


def _chips(holdings: list[Holding], places: Mapping[str, Box]) -> list[str]:
    """The shares, each on its line where it covers no party and no other share, as far as there is room."""
    taken = list(places.values())
    several = Counter(one.owner for one in holdings)
    parts = []
    for one in holdings:
        said = shortened(one.share, 120) if one.share else "share not stated"
        wide = width_of(said) * 0.92 + 12
        (x1, y1), (x2, y2) = border(places[one.owner], places[one.asset]), border(places[one.asset], places[one.owner])
        near = (0.7, 0.6, 0.5, 0.8, 0.4, 0.3) if several[one.owner] > 1 else (0.35, 0.5, 0.28, 0.6, 0.7, 0.45)
        tried = [Box(x1 + (x2 - x1) * share, y1 + (y2 - y1) * share, wide, 18) for share in near]
        chip = next((one for one in tried if not any(one.overlaps(other) for other in taken)), tried[0])
        taken.append(chip)
        parts.append(svg.box(chip.x - wide / 2, chip.y - 9, wide, 18, "chip", 9))
        parts.append(svg.text(chip.x, chip.y + 4, said, "note"))
    return parts


def _party(arranged: Arranged, party: str, box: Box, links: Links) -> str:
    entity = arranged.entities[party]
    lines = broken(entity.name, WIDE - 16, 2)
    state = state_of(arranged, party)
    standing = arranged.standing(party)
    told = svg.title(f"{entity.name}, {standing}" if standing else entity.name)
    first = box.y - 7.5 * (len(lines) - 1) + 4
    label = [svg.text(box.x, first + 15 * at, said, f"name {state}") for at, said in enumerate(lines)]
    return svg.link(links.party(party), told + outline_of(entity.type, box, f"node {state}") + "".join(label))
