"""Read Word, PowerPoint and OpenDocument files: paragraphs, cells, notes and comments, hidden words apart."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from clew.read.body import Body, Fault, Limits, TextBuilder
from clew.read.formats.container import Archive, Budget, open_zip, read_member
from clew.read.prose import find_prose
from clew.records import Given
from clew.vocabulary import DocumentState

_MAIN = re.compile(r"word/document\d*\.xml|ppt/slides/slide\d+\.xml|content\.xml")
_BESIDE = re.compile(
    r"word/(?:header|footer)\d*\.xml|word/(?:footnotes|endnotes|comments)\.xml"
    r"|ppt/notesSlides/notesSlide\d+\.xml|ppt/comments/.{1,100}\.xml"
)
_NUMBER = re.compile(r"\d+")
_PARAGRAPHS = frozenset({"p", "h"})
_COMMENTS = frozenset({"comment", "annotation", "cm"})
_DELETED = frozenset({"del", "moveFrom", "tracked-changes"})
_TINY_HALF_POINTS = 4
_TINY_HUNDREDTHS = 200


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as a run of pieces: words, and why they are not to be seen (None: they are)."""

    pieces: tuple[tuple[str, str | None], ...]
    cell: bool


def read_office(content: bytes, limits: Limits) -> Body | Fault:
    """Read a DOCX, PPTX, ODT or ODP file from its bytes; a place is a paragraph, a cell, a slide's line or a note.

    No macro runs, no link is followed, no entity is resolved. Comments, deleted and hidden words stand in the
    text but outside its prose.
    """
    opened = open_zip(content, limits)
    if isinstance(opened, Fault):
        return opened
    budget = Budget(limits.unpacked, limits.members)
    builder = TextBuilder()
    for name in _parts(opened):
        member = next(one for one in opened.members if one.filename == name)
        xml = read_member(opened, member, limits, budget)
        if isinstance(xml, Fault):
            return xml
        root = parse_xml(xml)
        if isinstance(root, Fault):
            if _MAIN.fullmatch(name):
                return root
            continue
        _add(builder, root, name)
        if builder.length > limits.characters:
            return Fault(DocumentState.MEMORY, "it holds more text than one document may", "split it")
    text = builder.text
    if not text.strip():
        return Fault(
            DocumentState.EMPTY, "it holds no text", "if it holds pictures of text, print it to PDF and add that"
        )
    prose = builder.without_hidden(find_prose(text))
    return Body(text, tuple(builder.places), prose, _properties(opened, limits, budget), builder.oddities())


def parse_xml(content: bytes) -> etree._Element | Fault:
    """Parse XML without entities, document type, network or unbounded depth."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        return Fault(DocumentState.BROKEN, f"its XML is not whole ({error})", "look for a whole copy of it")
    if root.getroottree().docinfo.internalDTD is not None:
        return Fault(
            DocumentState.BOMB, "its XML declares entities, which no honest office file does", "do not open it"
        )
    return root


def _parts(opened: Archive) -> list[str]:
    """The parts that hold text: main ones by their number, then what stands beside them."""
    names = [member.filename for member in opened.members]

    def by_number(name: str) -> tuple[int, str]:
        number = _NUMBER.search(name)
        return (int(number.group()[:9]) if number else 0, name)

    main = sorted((name for name in names if _MAIN.fullmatch(name)), key=by_number)
    beside = sorted((name for name in names if _BESIDE.fullmatch(name)), key=by_number)
    return list(dict.fromkeys((*main, *beside)))


def _add(builder: TextBuilder, root: etree._Element, name: str) -> None:
    """Append the paragraphs of one part to the text."""
    kind = next(
        (word for word in ("header", "footer", "footnote", "endnote", "comment", "notesSlide") if word in name), ""
    )
    slide = _NUMBER.search(name) if name.startswith("ppt/") else None
    base = {"notesSlide": "speaker notes", "": f"slide {slide.group()}" if slide else ""}.get(kind, kind)
    counts = {"paragraph": 0, "cell": 0}
    for paragraph in _paragraphs(root, comments=kind == "comment"):
        what = "cell" if paragraph.cell else "paragraph"
        counts[what] += 1
        part = ", ".join(filter(None, (base, f"{what} {counts[what]}")))
        last = len(paragraph.pieces) - 1
        for at, (words, hidden) in enumerate(paragraph.pieces):
            builder.add(words, part, after="\n" if at == last else "", hidden=hidden)


def _paragraphs(root: etree._Element, *, comments: bool) -> Iterator[Paragraph]:
    """Yield the paragraphs of a part in document order, each with its visible and hidden pieces."""
    pieces: list[tuple[str, str | None]] = []
    open_paragraphs = cells = 0
    states: list[str | None] = ["comment" if comments else None]
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = _local(element)
        if event == "start":
            states.append(states[-1] or _why_hidden(element, tag))
            cells += tag in ("tc", "table-cell")
            if tag in _PARAGRAPHS:
                open_paragraphs += 1
                if open_paragraphs > 1 and pieces:
                    yield Paragraph(tuple(_joined(pieces)), cells > 0)
                    pieces = []
            _take(pieces, _own_text(element, tag, open_paragraphs > 0), states[-1])
        else:
            states.pop()
            cells -= tag in ("tc", "table-cell")
            if tag in _PARAGRAPHS:
                open_paragraphs -= 1
                if pieces:
                    yield Paragraph(tuple(_joined(pieces)), cells > 0)
                    pieces = []
            if element.tail and open_paragraphs and _is_odf(element):
                _take(pieces, element.tail, states[-1])


def _take(pieces: list[tuple[str, str | None]], words: str, hidden: str | None) -> None:
    if words:
        pieces.append((words, hidden))


def _joined(pieces: list[tuple[str, str | None]]) -> Iterator[tuple[str, str | None]]:
    """Join neighbours of the same state, line breaks inside a paragraph as blanks of the same length."""
    run: list[str] = []
    state: str | None = None
    for words, hidden in pieces:
        if run and hidden != state:
            yield "".join(run), state
            run = []
        run.append(words)
        state = hidden
    if run:
        yield "".join(run), state


def _own_text(element: etree._Element, tag: str, inside: bool) -> str:
    """The words that stand directly in an element."""
    if tag in ("t", "delText"):
        return element.text or ""
    if tag in ("tab", "br", "cr", "line-break", "s"):
        return (" " if tag != "tab" else "\t") if inside else ""
    if _is_odf(element) and inside:
        return element.text or ""
    return ""


def _why_hidden(element: etree._Element, tag: str) -> str | None:
    """Why the words below an element are not to be seen, None where they are."""
    if tag in _COMMENTS:
        return "comment"
    if tag in _DELETED:
        return "deleted"
    if tag != "r":
        return None
    for child in element:
        if _local(child) != "rPr":
            continue
        size = child.get("sz")
        if size is not None and size.isdigit() and int(size) < _TINY_HUNDREDTHS:
            return "tiny"
        for setting in child.iter():
            why = _setting(setting)
            if why is not None:
                return why
    return None


def _setting(setting: etree._Element) -> str | None:
    """Why one setting of a run hides its words."""
    name = _local(setting)
    value = next((value for key, value in setting.attrib.items() if str(key).endswith("val")), "")
    if name == "vanish" and value not in ("0", "false", "off"):
        return "hidden by its style"
    if name == "color" and str(value).upper() == "FFFFFF":
        return "white"
    if name == "srgbClr" and str(value).upper() == "FFFFFF":
        return "white"
    if name == "sz" and str(value).isdigit() and int(value) < _TINY_HALF_POINTS:
        return "tiny"
    return None


def _properties(opened: Archive, limits: Limits, budget: Budget) -> Given:
    """The title that the file carries; its other dates are those of the file, not of publication."""
    for name in ("docProps/core.xml", "meta.xml"):
        member = next((one for one in opened.members if one.filename == name), None)
        if member is None:
            continue
        xml = read_member(opened, member, limits, budget)
        root = parse_xml(xml) if isinstance(xml, bytes) else xml
        if isinstance(root, Fault):
            continue
        title = next((one.text for one in root.iter() if _local(one) == "title" and one.text), None)
        if title and title.strip():
            return Given(title=" ".join(title.split())[:300])
    return Given()


def _local(element: etree._Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _is_odf(element: etree._Element) -> bool:
    return isinstance(element.tag, str) and "opendocument" in element.tag
