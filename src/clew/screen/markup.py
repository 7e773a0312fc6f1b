"""XML lists, read entry by entry: never the whole tree at once, no entity resolved, no network, no oversized node."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from lxml import etree

from clew.errors import BrokenList


def entries(path: Path, content: bytes, wanted: str, *more: str) -> Iterator[etree._Element]:
    """Yield each outermost element of one of these names, in order, without namespaces; it is emptied afterwards.

    An element inside another of these names belongs to that one. Raises `BrokenList` where the file is cut off or not
    well formed, is not in the encoding that it says, or declares a document type (no list needs one; bombs do).
    """
    names = {wanted, *more}
    parser = etree.iterparse(
        BytesIO(content), events=("start", "end"), resolve_entities=False, no_network=True, huge_tree=False
    )
    open_entries = 0
    try:
        for event, element in parser:
            if not isinstance(element.tag, str):
                continue
            if element.getparent() is None and event == "start" and element.getroottree().docinfo.doctype:
                raise BrokenList(path, "it declares a document type, which no publisher's list does")
            element.tag = element.tag.rpartition("}")[2]
            if element.tag not in names:
                continue
            open_entries += 1 if event == "start" else -1
            if event == "end" and open_entries == 0:
                yield element
                _forget(element)
    except etree.XMLSyntaxError as fault:
        raise BrokenList(path, f"its XML breaks off or is not well formed ({fault.msg})") from fault


def _forget(element: etree._Element) -> None:
    """Let go of an entry and of what stood before it."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def text(element: etree._Element | None, path: str = ".") -> str:
    """The words of the first element at a path below this one, blanks joined; "" where there is none."""
    if element is None:
        return ""
    found = element if path == "." else element.find(path)
    return "" if found is None else " ".join("".join(str(part) for part in found.itertext()).split())


def texts(element: etree._Element, path: str) -> tuple[str, ...]:
    """The words of every element at a path below this one, without empty ones."""
    return tuple(words for found in element.iterfind(path) if (words := text(found)))
