"""Take out of a web page what it states about itself: in its head, its linked data and its marked elements."""

import json
import re
from collections.abc import Mapping
from typing import Any

from lxml.html import HtmlElement

from clew.read.dates import to_edtf
from clew.read.metadata import load_wordings
from clew.records import Given

_SAVED_FROM = re.compile(r"(?:saved from url=\(\d+\)|url:\s{0,5})\s{0,5}(https?://\S{3,500})")


def page_data(root: HtmlElement) -> Given:
    """What the page states about itself in its head, its linked data and its marked elements."""
    meta: dict[str, str] = {}
    for element in root.iter("meta"):
        name = (element.get("property") or element.get("name") or element.get("itemprop") or "").strip().lower()
        if name and element.get("content", "").strip():
            meta.setdefault(name, " ".join(element.get("content", "").split()))
    linked = _linked_data(root)
    names = load_wordings()
    times = [one.get("datetime") for one in root.iter("time") if _is_publication(one)]
    dates = (linked.get("datePublished"), *(meta.get(name) for name in names.meta_published), *times)
    links = (one.get("href") for one in root.iter("link") if (one.get("rel") or "").lower() == "canonical")
    titles = (meta.get(name) for name in names.meta_title)
    written = (_text(one.text_content()) for tag in ("h1", "title") for one in root.iter(tag))
    site, *publishers = (meta.get(name) for name in names.meta_publisher)
    return Given(
        published=next((edtf for one in dates if isinstance(one, str) and (edtf := to_edtf(one[:40]))), None),
        publisher=site or _name(linked.get("publisher")) or next(filter(None, publishers), None),
        url=_address(next(links, None)) or _address(meta.get("og:url")) or _saved_from(root),
        title=next(filter(None, (*titles, _text(linked.get("headline")), *written)), None),
    )


def _is_publication(element: HtmlElement) -> bool:
    """Whether a <time> element is marked as the date of publication."""
    return element.get("pubdate") is not None or element.get("itemprop") == "datePublished"


def _linked_data(root: HtmlElement) -> Mapping[str, Any]:
    """The JSON-LD object that dates the page, an empty one where there is none."""
    for element in root.iter("script"):
        if (element.get("type") or "").strip().lower() != "application/ld+json" or len(element.text or "") > 500_000:
            continue
        try:
            data = json.loads(element.text or "")
        except (ValueError, RecursionError):
            continue
        graph = data.get("@graph", data) if isinstance(data, dict) else data
        for one in graph if isinstance(graph, list) else (graph,):
            if isinstance(one, dict) and ("datePublished" in one or "headline" in one):
                return one
    return {}


def _name(party: object) -> str | None:
    if isinstance(party, list) and party:
        party = party[0]
    return _text(party.get("name")) if isinstance(party, dict) else _text(party)


def _text(value: object) -> str | None:
    return " ".join(value.split()) or None if isinstance(value, str) else None


def _address(value: str | None) -> str | None:
    return value.strip() if value and value.strip().lower().startswith(("http://", "https://")) else None


def _saved_from(root: HtmlElement) -> str | None:
    """The address in the comment that browsers write into a page that they save."""
    tree = root.getroottree()
    places = ("/comment()", "/html/comment()", "/html/head/comment()")
    comments = tree.xpath(" | ".join(f"{place}[position() < 5]" for place in places))
    for comment in comments if isinstance(comments, list) else ():
        match = _SAVED_FROM.search(str(getattr(comment, "text", "") or "")[:2000])
        if match is not None:
            return match.group(1)
    return None
