"""The network that graph tools get: nodes and edges with plain attributes, the same for every graph form."""

from collections.abc import Iterator

from clew.records import Findings
from clew.report.exports.rows import NOT_STATED, edge_row, edges, entity_row, listed

NODE_KEYS: dict[str, type] = {
    "label": str,
    "type": str,
    "names": str,
    "countries": str,
    "listed": str,
    "documents": int,
    "described": int,
}
EDGE_KEYS: dict[str, type] = {
    "label": str,
    "status": str,
    "documents": int,
    "origins_low": int,
    "origins_high": int,
    "denied": int,
    "dates": str,
    "claims": str,
    "weight": float,
}
"""Attributes of nodes and edges with their types; an edge's weight is its least number of independent origins."""

Values = dict[str, str | int | float]


def node_values(findings: Findings) -> Iterator[tuple[str, Values]]:
    """Id and attributes of each node; one more stands for parties that texts leave out, where there are any."""
    hits = listed(findings)
    for entity in findings.entities:
        row = entity_row(entity, hits.get(entity.id, ()))
        yield entity.id, {"label": row["name"], **{key: row[key] for key in NODE_KEYS if key != "label"}}
    if any(None in (relation.subject, relation.object) for relation in findings.relations):
        blank: Values = {key: kind() for key, kind in NODE_KEYS.items()}
        yield NOT_STATED, {**blank, "label": "not stated", "described": 1}


def edge_values(findings: Findings) -> Iterator[tuple[str, str, str, Values]]:
    """Id, source, target and attributes of each edge."""
    for edge in edges(findings):
        row = edge_row(edge)
        values = {key: row[key] for key in EDGE_KEYS if key in row}
        weight = float(edge.support.low) if edge.support else 0.0
        ends = str(row["source"]), str(row["target"])
        yield edge.relation.id, *ends, {"label": row["predicate"], **values, "weight": weight}
