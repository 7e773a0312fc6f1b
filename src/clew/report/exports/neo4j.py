"""Neo4j: two CSV files of nodes and relations, and the Cypher script that loads them."""

from collections.abc import Iterator

from clew.records import Findings
from clew.report.exports.csv_tables import Row, written
from clew.report.exports.network import EDGE_KEYS, NODE_KEYS, edge_values, node_values

_SCRIPT = """// Put nodes.csv and relations.csv into the import folder of the database, then run this script.
CREATE CONSTRAINT party_id IF NOT EXISTS FOR (p:Party) REQUIRE p.id IS UNIQUE;
LOAD CSV WITH HEADERS FROM 'file:///nodes.csv' AS row
MERGE (p:Party {id: row.id})
SET p.name = row.label, p.type = row.type, p.names = split(row.names, '; '), p.countries = row.countries,
    p.listed = row.listed, p.documents = toInteger(row.documents), p.described = row.described = '1';
LOAD CSV WITH HEADERS FROM 'file:///relations.csv' AS row
MATCH (a:Party {id: row.source}), (b:Party {id: row.target})
MERGE (a)-[r:SAID_TO {id: row.id}]->(b)
SET r.predicate = row.label, r.status = row.status, r.documents = toInteger(row.documents),
    r.origins_low = toInteger(row.origins_low), r.origins_high = toInteger(row.origins_high),
    r.denied = toInteger(row.denied), r.dates = row.dates, r.claims = split(row.claims, ' ');
"""


def neo4j(findings: Findings) -> Iterator[tuple[str, bytes]]:
    """nodes.csv, relations.csv and load.cypher."""
    nodes: list[Row] = [{"id": id, **values} for id, values in node_values(findings)]
    links: list[Row] = [
        {"id": id, "source": source, "target": target, **values} for id, source, target, values in edge_values(findings)
    ]
    yield "nodes.csv", written(nodes, ["id", *NODE_KEYS]).encode()
    yield "relations.csv", written(links, ["id", "source", "target", *EDGE_KEYS]).encode()
    yield "load.cypher", _SCRIPT.encode()
