"""The records of an XML document with their places, flattened to cells as JSON records are."""

import re
from collections.abc import Iterator

from lxml import etree

XML_TYPE = "application/xml"
"""The media type of documents whose records are XML elements."""

_OPENS = re.compile(r"<((?:[\w.-]+:)?RelationshipRecord)[\s>]")
_DEEPEST = 20


def xml_records(text: str) -> Iterator[tuple[int, int, dict[str, str], str | None]]:
    """Start, end, cells and fault of each relationship record; an element's name is its path, without prefixes.

    Elements of one name beside one another are numbered from 1. A record without an end goes on to the text's end.
    """
    at = 0
    while (opens := _OPENS.search(text, at)) is not None:
        closing = f"</{opens[1]}>"
        found = text.find(closing, opens.end())
        at = len(text) if found < 0 else found + len(closing)
        if found < 0:
            yield opens.start(), at, {}, "the record breaks off; the file is not whole"
            return
        yield opens.start(), at, *_cells(text[opens.start() : at])


def _cells(record: str) -> tuple[dict[str, str], str | None]:
    try:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, remove_comments=True)
        root = etree.fromstring(record.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        return {}, f"it is no XML ({error})"
    if root is None:
        return {}, "it is no XML"
    cells: dict[str, str] = {}
    _flatten(root, "", 0, cells)
    return cells, None


def _flatten(element: etree._Element, path: str, depth: int, cells: dict[str, str]) -> None:
    children = [child for child in element if isinstance(child.tag, str)]
    if not children or depth == _DEEPEST:
        cells[path] = (element.text or "").strip()
        return
    names = [_plain(child) for child in children]
    count: dict[str, int] = {}
    for child, name in zip(children, names, strict=True):
        count[name] = count.get(name, 0) + 1
        numbered = f"{name}.{count[name]}" if names.count(name) > 1 else name
        _flatten(child, f"{path}.{numbered}" if path else numbered, depth + 1, cells)


def _plain(element: etree._Element) -> str:
    """An element's name without namespace or prefix."""
    return re.split(r"[}:]", str(element.tag))[-1]
