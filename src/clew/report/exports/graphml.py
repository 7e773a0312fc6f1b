"""GraphML: parties as nodes and relations as edges, with dates, status and support (graphml.graphdrawing.org)."""

from lxml import etree

from clew.records import Findings
from clew.report.exports.network import EDGE_KEYS, NODE_KEYS, edge_values, node_values

_SPACE = "http://graphml.graphdrawing.org/xmlns"
_TYPES = {str: "string", int: "int", float: "double"}


def graphml(findings: Findings) -> bytes:
    """The network of the case as a directed graph; parallel relations are edges of their own."""
    root = etree.Element(_in("graphml"), nsmap={None: _SPACE})  # type: ignore[dict-item]
    for kind, keys in (("node", NODE_KEYS), ("edge", EDGE_KEYS)):
        for name, type_ in keys.items():
            attributes = {"id": f"{kind}-{name}", "for": kind, "attr.name": name, "attr.type": _TYPES[type_]}
            etree.SubElement(root, _in("key"), attributes)
    graph = etree.SubElement(root, _in("graph"), {"id": "case", "edgedefault": "directed"})
    for id, values in node_values(findings):
        _data(etree.SubElement(graph, _in("node"), {"id": id}), "node", values)
    for id, source, target, values in edge_values(findings):
        _data(etree.SubElement(graph, _in("edge"), {"id": id, "source": source, "target": target}), "edge", values)
    told: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return told


def _data(element: etree._Element, kind: str, values: dict[str, str | int | float]) -> None:
    for name, value in values.items():
        etree.SubElement(element, _in("data"), {"key": f"{kind}-{name}"}).text = str(value)


def _in(tag: str) -> str:
    """A tag in the name space of the format."""
    return f"{{{_SPACE}}}{tag}"
