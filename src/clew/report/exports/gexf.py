"""GEXF 1.3 for Gephi: the network with attributes; a relation whose claims are dated has a span of time."""

from datetime import date

from lxml import etree

from clew.measures.edtf import OPEN_END, OPEN_START, span
from clew.records import Findings
from clew.report.exports.network import EDGE_KEYS, NODE_KEYS, Values, edge_values, node_values

_SPACE = "http://gexf.net/1.3"
_TYPES = {str: "string", int: "integer", float: "double"}


def gexf(findings: Findings) -> bytes:
    """The network of the case (gexf.net/1.3), relations with the days between which their claims put them."""
    root = etree.Element(_in("gexf"), {"version": "1.3"}, nsmap={None: _SPACE})  # type: ignore[dict-item]
    modes = {"defaultedgetype": "directed", "mode": "dynamic", "timeformat": "date"}
    graph = etree.SubElement(root, _in("graph"), modes)
    for kind, keys in (("node", NODE_KEYS), ("edge", EDGE_KEYS)):
        declared = etree.SubElement(graph, _in("attributes"), {"class": kind})
        for name, type_ in keys.items():
            if name not in {"label", "weight"}:
                attributes = {"id": f"{kind}-{name}", "title": name, "type": _TYPES[type_]}
                etree.SubElement(declared, _in("attribute"), attributes)
    nodes = etree.SubElement(graph, _in("nodes"))
    for id, values in node_values(findings):
        _values(etree.SubElement(nodes, _in("node"), {"id": id, "label": str(values["label"])}), "node", values)
    links = etree.SubElement(graph, _in("edges"))
    for id, source, target, values in edge_values(findings):
        attributes = {"id": id, "source": source, "target": target, "label": str(values["label"])}
        attributes |= {"weight": str(max(1.0, float(values["weight"]))), **_span(str(values["dates"]))}
        _values(etree.SubElement(links, _in("edge"), attributes), "edge", values)
    told: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return told


def _span(dates: str) -> dict[str, str]:
    """First and last day of all dates, as far as they are known."""
    known = [days for days in map(span, dates.split("; ")) if days is not None]
    firsts = [first for first, _ in known if first > OPEN_START]
    lasts = [last for _, last in known if last < OPEN_END]
    found = {}
    if firsts:
        found["start"] = date.fromordinal(min(firsts)).isoformat()
    if lasts:
        found["end"] = date.fromordinal(max(lasts)).isoformat()
    return found


def _values(element: etree._Element, kind: str, values: Values) -> None:
    held = etree.SubElement(element, _in("attvalues"))
    for name, value in values.items():
        if name not in {"label", "weight"} and value != "":
            etree.SubElement(held, _in("attvalue"), {"for": f"{kind}-{name}", "value": str(value)})


def _in(tag: str) -> str:
    """A tag in the name space of the format."""
    return f"{{{_SPACE}}}{tag}"
