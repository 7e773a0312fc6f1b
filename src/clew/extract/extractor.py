"""The extractor: parser, tables and rules put together, with one version for all of them."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import groupby
from pathlib import Path

from clew.extract.build import claims_of
from clew.extract.finder.finding import with_spotted
from clew.extract.frames import FrameTable, load_frames
from clew.extract.gate import hold_to_text
from clew.extract.languages import Bridged, Parsers, in_latin, names_of
from clew.extract.merge import merge
from clew.extract.named import chinese_named, named_in
from clew.extract.overlay import laid_over
from clew.extract.parse.chinese import SegmentedText
from clew.extract.parse.english import EnglishParser, Parsed
from clew.extract.patterns.linking import chinese_claims
from clew.extract.sentence import ParsedText
from clew.extract.structured import FtmMapping, Mapping, is_table, load_mappings, table_claims
from clew.records import Claim, Document, Extraction, Problem
from clew.vocabulary import ProblemKind


@dataclass(frozen=True)
class ExtractorOptions:
    """What a user may set.

    Frame files and mappings beside the shipped ones, the least confidence to keep, and whether linker and finder read
    beside the frames.
    """

    frames: tuple[Path, ...] = ()
    mappings: tuple[Path, ...] = ()
    least_confidence: float = 0.0
    linker: bool = True


@dataclass(frozen=True)
class Extractor:
    """A loaded extractor; `version` is the hash of code, tables, models and the user's frames."""

    parsers: Parsers
    frames: FrameTable
    mappings: tuple[Mapping | FtmMapping, ...]
    version: str
    options: ExtractorOptions = ExtractorOptions()


def load_extractor(options: ExtractorOptions = ExtractorOptions()) -> Extractor:
    """Load parser and tables.

    Raises `ModelMissing` where the English model is not installed, `BadFrame` or `BadMapping` where a user's
    file cannot be used.
    """
    parsers = Parsers(EnglishParser())
    frames, mappings = load_frames(options.frames), load_mappings(options.mappings)
    return Extractor(parsers, frames, mappings, _version(parsers.version, options), options)


def extract_claims(documents: Iterable[Document], extractor: Extractor) -> Iterator[Extraction]:
    """The claims and problems of each document, in the order of the documents; memory does not grow with them."""
    for by_rows, run in groupby(documents, key=is_table):
        if by_rows:
            yield from (table_claims(document, extractor.mappings, extractor.version) for document in run)
            continue
        for document, parsed in extractor.parsers.parse(run):
            if parsed is None:
                yield Extraction((), (_not_covered(document),))
            elif isinstance(parsed, Bridged):
                yield _led_back(_extract(parsed.bridge.russian, parsed.parsed, extractor), parsed)
            else:
                yield _extract(document, parsed, extractor)


def _led_back(found: Extraction, bridged: Bridged) -> Extraction:
    """What was found in a translation, in the document's own words."""
    own = bridged.bridge.back(found)
    return replace(own, claims=tuple(map(in_latin, own.claims)))


def _not_covered(document: Document) -> Problem:
    return Problem(
        ProblemKind.LANGUAGE,
        f"the text is in a language that no claims are drawn from yet ({document.language})",
        "nothing is guessed from it; read it yourself, or add a translation as a document of its own",
        document.name,
    )


def _extract(document: Document, parsed: Parsed | SegmentedText, extractor: Extractor) -> Extraction:
    if isinstance(parsed, SegmentedText):
        by_linker = extractor.options.linker
        if by_linker:
            parsed = with_spotted(document.text, parsed)
        found = chinese_claims(document, parsed, extractor.version, by_linker=by_linker)
        named = chinese_named(document, parsed)
    else:
        names, lexicon = names_of(document, parsed)
        text = laid_over(ParsedText(document, parsed.sentences, names.names), lexicon)
        named = named_in(text, lexicon)
        table = extractor.frames
        by_linker = extractor.options.linker
        found = claims_of(text, names.aliases, table, lexicon, extractor.version, by_linker=by_linker)
        if not lexicon.articles:
            found = [in_latin(claim) for claim in found]
    claims: list[Claim] = []
    problems: list[Problem] = []
    for each in hold_to_text(merge(found), document):
        if isinstance(each, Problem):
            problems.append(each)
        elif each.confidence >= extractor.options.least_confidence:
            claims.append(each)
    return Extraction(tuple(claims), tuple(problems), tuple(named))


def _version(model: str, options: ExtractorOptions) -> str:
    digest = hashlib.sha256(model.encode())
    if not options.linker:
        digest.update(b"without the linker")
    for name, content in sorted([*_sources(files("clew.extract"), ""), *_sources(files("clew.measures"), "measures/")]):
        digest.update(name.encode() + b"\0" + content + b"\0")
    for path in (*options.frames, *options.mappings):
        digest.update(path.read_bytes() + b"\0")
    return digest.hexdigest()


def _sources(folder: Traversable, prefix: str) -> Iterator[tuple[str, bytes]]:
    for entry in folder.iterdir():
        if entry.is_dir() and entry.name != "__pycache__":
            yield from _sources(entry, f"{prefix}{entry.name}/")
        elif entry.name.endswith((".py", ".yaml", ".csv", ".txt", ".npz", ".onnx")):
            yield prefix + entry.name, entry.read_bytes()
