"""Read web pages: the whole text in document order, which stretches are the article, and what nobody sees apart."""

import logging
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html import unescape

import trafilatura
from lxml import etree
from lxml.html import HtmlComment, HtmlElement, HtmlEntity, HTMLParser, HtmlProcessingInstruction, document_fromstring

from clew.read.body import Body, Fault, Limits, Oddity, TextBuilder
from clew.read.decode import decode
from clew.read.formats.page_data import page_data
from clew.read.furniture import furniture_in, is_furniture
from clew.read.kinds import name_binary
from clew.read.prose import find_prose
from clew.records import Given, Place, Span
from clew.vocabulary import DocumentState

_DECLARED = re.compile(rb"<meta[^>]{0,200}charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n\f\v]{2,}|[\t\r\n\f\v]")
"""Blanks that a browser shows as one: those that are not one already."""
_BLANKS = " \t\r\n\f\v"
_LONG_SPACE = ("\n", "  ", "\t", "\r", "\f", "\v")
"""What `_SPACE` begins with: without any of it there is nothing to replace."""
_UNSEEN = ("script", "style", "head", "template", "title")
_KEY = re.compile(r"\W+")
_NO_KEY = bytes(code for code in range(128) if not (chr(code).isalnum() or chr(code) == "_"))
_WORD = re.compile(r"[^\W\d_]{2,}")
_HIDING = re.compile(
    r"display:none|visibility:hidden|opacity:0(?:\.0+)?(?:;|$)|font-size:[01](?:\.\d+)?(?:px|pt|em|%)?(?:;|$)"
    r"|(?:^|;)color:(?:#fff(?:fff)?|white|transparent)(?:;|!|$)|text-indent:-\d{4,}|(?:left|top):-\d{4,}"
)
_SKIPPED = frozenset(
    "script style noscript template head svg math iframe object select textarea canvas".split()  # noqa: SIM905 (a list to read)
)
_BLOCKS = frozenset(
    "address article aside blockquote body br button center dd details dialog div dl dt fieldset figcaption figure "  # noqa: SIM905
    "footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol option p pre section summary table tbody td tfoot th thead "
    "title tr ul".split()
)
_NAMED = {"p": "paragraph", "li": "list item", "td": "cell", "th": "cell"}
_NAMED |= {f"h{level}": "heading" for level in range(1, 7)}
_MOST_BLOCKS = 5_000
"""Blocks of a page beyond which the line scorer tells the article: trafilatura's time grows with their square."""
_ASIDE_WORDS = 6
"""Words that a comment or a picture's text has at least to be kept: shorter ones are code and labels."""

_ALIKE = etree.ElementDefaultClassLookup(
    element=HtmlElement, comment=HtmlComment, pi=HtmlProcessingInstruction, entity=HtmlEntity
)
"""All elements are of one class: to look for one of forms and their fields takes as long as to walk the page."""

logging.getLogger("trafilatura").addHandler(logging.NullHandler())  # a page without an article is no error here


def read_page(content: bytes, limits: Limits, declared: str | None = None) -> Body | Fault:
    """Read a web page from its bytes; `declared` is the encoding that its envelope states.

    The text is that of all elements in their order, one line a block, white space joined as browsers do; then
    comments and picture texts. A place is a block. No script runs, nothing but characters is resolved, nothing
    is fetched.
    """
    found = _DECLARED.search(content[:4096])
    decoded = decode(content, found.group(1).decode("ascii") if found else declared)
    if decoded is None:
        says = f"it is no web page but {name_binary(content, 'page.html')}"
        return Fault(DocumentState.UNSUPPORTED, says, "give the file its right ending and add it again")
    root = _parse(decoded.text)
    if root is None:
        return Fault(DocumentState.BROKEN, "the web page holds no element", "look for a whole copy of it")
    oddities: tuple[Oddity, ...] = ()
    if decoded.broken:
        says = f"{decoded.broken} bytes are no {decoded.encoding} text and stand in it as \\xNN"
        oddities = (Oddity(says, "look for a whole copy of it"),)
    text = ""
    stated = Given()
    prose: tuple[Span, ...] | None = None
    places: tuple[Place, ...] = ()
    builder = page_text(root)
    if builder.text.strip():
        _add_asides(builder, root)
        text, places = builder.text.removesuffix("\n"), tuple(builder.places)
        stated = page_data(root)
        prose = builder.without_hidden(_article(root, text, builder.blocks))
        oddities += builder.oddities()
    else:
        text, stated = _without_tags(decoded.text), page_data(root)
    if not text.strip():
        says = "the web page holds no text (it may be drawn by a script)"
        return Fault(DocumentState.EMPTY, says, "save it from the browser once it is shown, or print it to PDF")
    if len(text) > limits.characters:
        return Fault(DocumentState.MEMORY, "it holds more text than one document may", "split it")
    return Body(text, places, prose, stated, oddities)


def _parse(source: str) -> HtmlElement | None:
    parser = HTMLParser(encoding="utf-8", no_network=True, huge_tree=True, remove_pis=True)
    parser.set_element_class_lookup(_ALIKE)
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


@dataclass(slots=True)
class PageBuilder(TextBuilder):
    """The text of a page being put together, with the blocks that are seen: their span and the kind of element."""

    blocks: list[tuple[Span, str]] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)

    def add_block(self, words: str, tag: str, hidden: str | None) -> None:
        """Append one block, named for people by the kind of its element and its number among its kind."""
        name = _NAMED.get(tag, "block")
        self.counts[name] = self.counts.get(name, 0) + 1
        span = self.add(words, f"{name} {self.counts[name]}", hidden=hidden)
        if hidden is None:
            self.blocks.append((span, tag))


def page_text(root: HtmlElement) -> PageBuilder:
    """The text of a page in document order, one line a block."""
    builder = PageBuilder()
    line: list[str] = []
    unseen = _hidden_in(root)
    open_elements = [(root, iter(root), "body", True)]
    hiding: list[str | None] = [unseen.get(root)]

    def end_block() -> None:
        words = "".join(line).strip(_BLANKS)
        line.clear()
        if words:
            if any(sign in words for sign in _LONG_SPACE):
                words = _SPACE.sub(" ", words)
            named = (tag for _, _, tag, _ in reversed(open_elements[-20:]) if tag in _NAMED)
            builder.add_block(words, next(named, ""), hiding[-1])

    if root.text:
        line.append(root.text)
    while open_elements:
        element, children, _, parted = open_elements[-1]
        child = next(children, None)
        if child is None:
            if parted and line:
                end_block()
            open_elements.pop()
            hiding.pop()
            if open_elements and element.tail:
                line.append(element.tail)
            continue
        tag = child.tag
        if not isinstance(tag, str) or tag in _SKIPPED:
            if child.tail:
                line.append(child.tail)
            continue
        hidden = hiding[-1] or (unseen.get(child) if unseen else None)
        parts = tag in _BLOCKS or hidden != hiding[-1]
        if parts and line:
            end_block()
        open_elements.append((child, iter(child), tag, parts))
        hiding.append(hidden)
        if child.text:
            line.append(child.text)
    return builder


def _hidden_in(root: HtmlElement) -> Mapping[HtmlElement, str]:
    """The elements of a page that are not seen by their own attributes, and why: few are looked at one by one."""
    styled = root.xpath("descendant-or-self::*[@hidden or @style]")
    found = (one for one in styled if isinstance(one, HtmlElement)) if isinstance(styled, list) else ()
    return {element: why for element in found if (why := _why_hidden(element))}


def _why_hidden(element: HtmlElement) -> str | None:
    """Why what an element holds is not seen, by its own attributes; None where it is."""
    if element.get("hidden") is not None:
        return "hidden on the page"
    style = element.get("style")
    if style and _HIDING.search("".join(style[:2000].split()).lower()):
        return "hidden by its style"
    return None


def _add_asides(builder: PageBuilder, root: HtmlElement) -> None:
    """Append comments and picture texts that are sentences rather than code or labels."""
    for comment in root.iter(etree.Comment):
        words = _SPACE.sub(" ", comment.text or "").strip()
        if len(_WORD.findall(words[:5000])) >= _ASIDE_WORDS and not any(sign in words for sign in "<>{};="):
            builder.add(words, "comment", hidden="comment")
    for picture in root.iter("img"):
        words = _SPACE.sub(" ", picture.get("alt") or "").strip()
        if len(_WORD.findall(words[:5000])) >= _ASIDE_WORDS:
            builder.add(words, "picture", hidden="picture text")


def _article(root: HtmlElement, text: str, blocks: list[tuple[Span, str]]) -> tuple[Span, ...]:
    """The blocks that trafilatura takes for the article, with the headline; else what the line scorer does."""
    if len(blocks) > _MOST_BLOCKS:
        return find_prose(text)
    main = trafilatura.extract(root, include_comments=False, include_tables=True)
    wanted = {key for line in (main or "").splitlines() for part in line.split("|") if (key := _key(part))}
    kept = [place for place, (span, _) in enumerate(blocks) if _key(text[span.start : span.end]) in wanted]
    if not kept:
        return find_prose(text)
    headline = next((place for place in range(kept[0], -1, -1) if blocks[place][1] == "h1"), None)
    if headline is not None:
        kept = sorted({headline, *kept})
    spans = [span for span, _ in blocks]
    wordings = furniture_in(text)
    return _joined(spans, [at for at in kept if not is_furniture(text[spans[at].start : spans[at].end], wordings)])


def _joined(spans: list[Span], kept: Iterable[int]) -> tuple[Span, ...]:
    """The kept blocks, those that follow one another as one span."""
    joined: list[Span] = []
    last = -2
    for place in kept:
        if place == last + 1:
            joined[-1] = Span(joined[-1].start, spans[place].end)
        else:
            joined.append(spans[place])
        last = place
    return tuple(joined)


def _key(words: str) -> str:
    """What is compared of a line: its letters and digits."""
    if words.isascii():
        return words.encode("ascii").translate(None, _NO_KEY).lower().decode("ascii")
    return _KEY.sub("", words).casefold()
