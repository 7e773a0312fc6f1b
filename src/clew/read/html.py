"""Read web pages: the whole text in document order, and which stretches of it are the article."""

import json
import logging
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from typing import Any

import trafilatura
from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from clew.read.dates import to_edtf
from clew.read.decode import Decoded, decode
from clew.read.metadata import load_wordings
from clew.read.prose import FURNITURE, classify, find_prose
from clew.records import Given, Place, Span

_DECLARED = re.compile(rb"<meta[^>]{0,200}charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n\f\v]+")
_UNSEEN = ("script", "style", "head", "template", "title")
_KEY = re.compile(r"\W+")
_SAVED_FROM = re.compile(r"(?:saved from url=\(\d+\)|url:\s{0,5})\s{0,5}(https?://\S{3,500})")
_SKIPPED = frozenset(
    {
        "script",
        "style",
        "noscript",
        "template",
        "head",
        "svg",
        "math",
        "iframe",
        "object",
        "select",
        "textarea",
        "canvas",
    }
)
_BLOCKS = frozenset(
    {
        *(
            "address",
            "article",
            "aside",
            "blockquote",
            "body",
            "br",
            "button",
            "center",
            "dd",
            "details",
            "dialog",
            "div",
        ),
        *(
            "dl",
            "dt",
            "fieldset",
            "figcaption",
            "figure",
            "footer",
            "form",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "header",
        ),
        *("hr", "li", "main", "nav", "ol", "option", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot"),
        *("th", "thead", "title", "tr", "ul"),
    }
)
_NAMED = {"p": "paragraph", "li": "list item", "td": "cell", "th": "cell"}
_NAMED |= {f"h{level}": "heading" for level in range(1, 7)}


logging.getLogger("trafilatura").addHandler(logging.NullHandler())  # a page without an article is no error here


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a page's text: where it stands, and the kind of its element."""

    start: int
    end: int
    tag: str


@dataclass(frozen=True, slots=True)
class Page:
    """A web page as read: its text, prose, places, and what it states about itself."""

    text: str
    prose: tuple[Span, ...]
    places: tuple[Place, ...]
    stated: Given
    decoded: Decoded


def read_html(content: bytes) -> Page | None:
    """Read a web page from its bytes, None where they are no text or hold no element.

    The text is that of all elements in their order, one line a block, white space joined as browsers do. No
    script runs, no entity but characters is resolved and nothing is fetched.
    """
    declared = _DECLARED.search(content[:4096])
    decoded = decode(content, declared.group(1).decode("ascii") if declared else None)
    if decoded is None or not decoded.text.strip():
        return None
    root = _parse(decoded.text)
    if root is None:
        return None
    text, blocks = page_text(root)
    if not text:
        text = _without_tags(decoded.text)
        return Page(text, find_prose(text), (), _metadata(root), decoded)
    places = tuple(Place(block.start, block.end, part) for block, part in _numbered(blocks))
    return Page(text, _article(decoded.text, text, blocks), places, _metadata(root), decoded)


def _parse(source: str) -> HtmlElement | None:
    parser = HTMLParser(encoding="utf-8", no_network=True, huge_tree=True, remove_pis=True)
    try:
        root: HtmlElement = document_fromstring(source.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, ValueError):
        return None
    return root


def _without_tags(source: str) -> str:
    """The text of a page that is nested too deep for the parser: what stands between its tags."""
    folded = source.lower() if len(source.lower()) == len(source) else source
    pieces: list[str] = []
    place = 0
    while (opening := source.find("<", place)) >= 0:
        pieces.append(source[place:opening])
        hidden = next((f"</{tag}" for tag in _UNSEEN if folded.startswith(tag, opening + 1)), None)
        start = folded.find(hidden, opening) if hidden else opening
        closing = source.find("-->" if source.startswith("<!--", opening) else ">", start) if start >= 0 else -1
        if closing < 0:
            place = len(source)
            break
        place = source.index(">", closing) + 1
    pieces.append(source[place:])
    return unescape("\n".join(words for piece in pieces if (words := piece.strip())))


def page_text(root: HtmlElement) -> tuple[str, tuple[Block, ...]]:
    """The text of a page in document order, one line a block, and the blocks."""
    pieces: list[str] = []
    blocks: list[Block] = []
    line: list[str] = []
    place = 0
    open_tags = ["body"]

    def end_block() -> None:
        nonlocal place
        words = _SPACE.sub(" ", "".join(line)).strip(" ")
        line.clear()
        if words:
            pieces.append(words)
            tag = next((tag for tag in reversed(open_tags) if tag in _NAMED), "")
            blocks.append(Block(place, place + len(words), tag))
            place += len(words) + 1

    for event, element in _events(root):
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            if tag in _BLOCKS:
                end_block()
            open_tags.append(tag)
            line.append(element.text or "")
        else:
            if tag in _BLOCKS:
                end_block()
            if event == "end":
                open_tags.pop()
            line.append(element.tail or "")
    end_block()
    return "\n".join(pieces), tuple(blocks)


def _events(root: HtmlElement) -> Iterator[tuple[str, HtmlElement]]:
    """Start and end of each element in document order, without recursion; "skip" for what is passed over."""
    stack: list[tuple[HtmlElement, Iterator[HtmlElement]]] = [(root, iter(root))]
    yield "start", root
    while stack:
        element, children = stack[-1]
        child = next(children, None)
        if child is None:
            stack.pop()
            if stack:
                yield "end", element
        elif not isinstance(child.tag, str) or child.tag in _SKIPPED:
            yield "skip", child
        else:
            yield "start", child
            stack.append((child, iter(child)))


def _numbered(blocks: tuple[Block, ...]) -> Iterator[tuple[Block, str]]:
    """Each block with its name for people: the kind of its element and its number among its kind."""
    counts: dict[str, int] = {}
    for block in blocks:
        name = _NAMED.get(block.tag, "block")
        counts[name] = counts.get(name, 0) + 1
        yield block, f"{name} {counts[name]}"


def _article(source: str, text: str, blocks: tuple[Block, ...]) -> tuple[Span, ...]:
    """The blocks that trafilatura takes for the article, with the headline; the line scorer where it finds none."""
    main = trafilatura.extract(source, include_comments=False, include_tables=True)
    wanted = {key for line in (main or "").splitlines() for part in line.split("|") if (key := _key(part))}
    kept = [place for place, block in enumerate(blocks) if _key(text[block.start : block.end]) in wanted]
    if not kept:
        return find_prose(text)
    headline = next((place for place in range(kept[0], -1, -1) if blocks[place].tag == "h1"), None)
    if headline is not None:
        kept = sorted({headline, *kept})
    unwanted = {line.start for line in classify(text) if line.kind in FURNITURE}
    return _joined(blocks, [place for place in kept if blocks[place].start not in unwanted])


def _joined(blocks: tuple[Block, ...], kept: list[int]) -> tuple[Span, ...]:
    spans: list[Span] = []
    last = -2
    for place in kept:
        if place == last + 1:
            spans[-1] = Span(spans[-1].start, blocks[place].end)
        else:
            spans.append(Span(blocks[place].start, blocks[place].end))
        last = place
    return tuple(spans)


def _key(words: str) -> str:
    return _KEY.sub("", words).casefold()


def _metadata(root: HtmlElement) -> Given:
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
