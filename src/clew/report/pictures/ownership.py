"""Draw who owns whom: shares on the lines, listed owners apart, each party once, loops said and not followed."""

from collections import Counter, deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from clew.records import Relation, isolated
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

MOST = 150
"""How many parties a picture shows."""

_NO_ASSETS = frozenset({EntityType.PRODUCT, EntityType.PERSON, EntityType.EVENT})
_LEAST = 640.0


@dataclass(frozen=True, slots=True)
class Holding:
    """One line of the picture: owner, asset, the relation, and the share in the documents' words."""

    owner: str
    asset: str
    relation: Relation
    share: str


def draw_ownership(arranged: Arranged, entity: str | None = None, links: Links | None = None, most: int = MOST) -> str:
    """Draw owners above what they are said to own, for one entity and all above and below it, or for the whole case.

    Empty where nobody is said to own anything. Denied ownership is drawn dotted, what is only possible dashed. Of more
    than `most` parties those are kept that stand nearest to the entity; without one, those around the listed, then
    around the best supported holdings. The picture says what is left out.
    """
    found = _holdings(arranged) if entity is None else _around(arranged, entity)
    kept = _grown(arranged, found, most) if entity is None else _within(arranged, found, most)
    if not kept:
        return ""
    holdings = [_holding(arranged, relation) for relation in kept]
    places = stand([(one.owner, one.asset) for one in holdings])
    open_at = links or NoLinks()
    parts = [_line(arranged, one, places, open_at) for one in holdings]
    for party, box in places.items():
        parts.append(_party(arranged, party, box, open_at))
    parts += _chips(holdings, places)
    width = max(max(box.x + box.width / 2 for box in places.values()) + 10, _LEAST)
    height = max(box.y + box.height / 2 for box in places.values()) + 12
    if left_out := len(found) - len(kept):
        said = f"{counted(left_out, 'holding')} left out of the picture."
        parts.append(svg.text(10, height + 12, said, "note strong", "start"))
        height += 24
    says = (
        f"Who is said to own whom: {counted(len(holdings), 'holding')} among {counted(len(places), 'party', 'parties')}"
    )
    return svg.picture(width, height, parts, says)


def _holdings(arranged: Arranged) -> list[Relation]:
    return [relation for relation in arranged.relations if _is_holding(arranged, relation)]


def _is_holding(arranged: Arranged, relation: Relation) -> bool:
    if relation.predicate is not Predicate.OWNS:
        return False
    owner, asset = (arranged.entities.get(end or "") for end in (relation.subject, relation.object))
    return owner is not None and asset is not None and asset.type not in _NO_ASSETS


def _holding(arranged: Arranged, relation: Relation) -> Holding:
    shares: dict[str, str] = {}
    for claim in (*arranged.statements(relation), *arranged.denials(relation)):
        if said := claim.qualifiers.get(Qualifier.SHARE):
            shares.setdefault(claim.values.get(Qualifier.SHARE, said), said)
    return Holding(*_ends(relation), relation, " / ".join(list(shares.values())[:2]))


def _around(arranged: Arranged, entity: str) -> list[Relation]:
    """The holdings among all that stand above and below an entity, the nearest first."""
    steps = {entity: 0}
    for up in (True, False):
        reached, edge = {entity}, deque([entity])
        while edge:
            at = edge.popleft()
            for relation in arranged.naming.get(at, ()):
                near, far = reversed(_ends(relation)) if up else _ends(relation)
                if near == at and far not in reached and _is_holding(arranged, relation):
                    reached.add(far)
                    edge.append(far)
                    steps[far] = min(steps[at] + 1, steps.get(far, steps[at] + 1))
    held = {
        relation.id: relation
        for party in steps
        for relation in arranged.naming.get(party, ())
        if _is_holding(arranged, relation) and steps.keys() >= set(_ends(relation))
    }
    order = {one.id: max(steps[end] for end in _ends(one)) for one in held.values()}
    return sorted(held.values(), key=lambda one: (order[one.id], arranged.rank[one.id]))


def _within(arranged: Arranged, holdings: Sequence[Relation], most: int) -> list[Relation]:
    """The first of some holdings, as long as not too many parties are in them; then in the order of the case."""
    parties: set[str] = set()
    kept = []
    for one in holdings:
        if len(parties | set(_ends(one))) <= most:
            parties |= set(_ends(one))
            kept.append(one)
    return sorted(kept, key=lambda one: arranged.rank[one.id])


def _grown(arranged: Arranged, holdings: Sequence[Relation], most: int) -> list[Relation]:
    """Some holdings of a case: those of the listed and outwards from them, then from the best supported on."""
    if len({end for one in holdings for end in _ends(one)}) <= most:
        return list(holdings)
    near: dict[str, list[Relation]] = {}
    for one in holdings:
        for end in _ends(one):
            near.setdefault(end, []).append(one)
    grave = [one for one in holdings if any(state_of(arranged, end) != "plain" for end in _ends(one))]
    parties: set[str] = set()
    kept: dict[str, Relation] = {}
    for first in (grave, *([one] for one in holdings)):
        edge = deque(first)
        while edge and len(parties) < most:
            one = edge.popleft()
            if one.id in kept or len(parties | set(_ends(one))) > most:
                continue
            kept[one.id] = one
            edge += [other for end in _ends(one) if end not in parties for other in near[end]]
            parties |= set(_ends(one))
        if len(parties) >= most:
            break
    return [one for one in holdings if one.id in kept]


def _ends(relation: Relation) -> tuple[str, str]:
    return relation.subject or "", relation.object or ""


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
    told = svg.title(f"{isolated(entity.name)}, {standing}" if standing else entity.name)
    first = box.y - 7.5 * (len(lines) - 1) + 4
    label = [svg.text(box.x, first + 15 * at, isolated(said), f"name {state}") for at, said in enumerate(lines)]
    return svg.link(links.party(party), told + outline_of(entity.type, box, f"node {state}") + "".join(label))
