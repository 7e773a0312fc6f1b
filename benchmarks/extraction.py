"""How much extraction costs beside the bare parser, on the same words, and whether memory stays flat.

    python benchmarks/extraction.py [--words N] [--runs N] [--documents N]

The text is that of gold/passages and the sample case in English, taken over and over until it has N words. The parser
alone is `nlp.pipe` with the components and the batch size that Clew uses, the models alone are the parser and the
linker's encoder on the same words; all run in this process, turn by turn, and the ratios of the medians are printed
(goal: at most 1.6). `--documents` runs that many short documents through the
extractor and prints the memory in use at each tenth.
"""

import argparse
import hashlib
import resource
import statistics
import time
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

from clew.extract import Extractor, extract_claims, load_extractor
from clew.extract.linker.features import features_of
from clew.extract.linker.network import network_of
from clew.extract.linker.windows import LETTERS, Window
from clew.extract.parse.cleaning import clean, pieces
from clew.extract.parse.english import BATCH
from clew.read import read_document
from clew.records import Document, Given

ROOT = Path(__file__).parent.parent


def texts() -> list[Document]:
    """The English documents that the repository ships."""
    found = []
    for folder in (ROOT / "gold/passages/texts", ROOT / "gold/sample/texts"):
        for path in sorted(folder.glob("*.txt")):
            found += [d for d in read_document(path, path.name, Given()).documents if d.language == "en"]
    return found


def up_to(words: int, documents: list[Document]) -> list[Document]:
    """The documents over and over, under names of their own, until they have so many words."""
    found: list[Document] = []
    count = 0
    for number, document in enumerate(cycle(documents)):
        if count >= words:
            return found
        found.append(renamed(document, number))
        count += len(document.text.split())
    return found


def renamed(document: Document, number: int) -> Document:
    """A document of the same words under another name and id."""
    digest = hashlib.sha256(f"{number} {document.id}".encode()).hexdigest()
    return Document(
        digest,
        f"{number}-{document.name}",
        document.media_type,
        document.language,
        document.text,
        document.prose,
        published=document.published,
    )


def parse_alone(documents: list[Document], extractor: Extractor) -> float:
    """Seconds of the bare parser over the same pieces of text."""
    pieces_of = [clean(document.text)[span.start : span.end] for document in documents for span, _ in pieces(document)]
    start = time.perf_counter()
    for parsed in extractor.parsers.english.nlp.pipe(pieces_of, batch_size=BATCH):
        len(parsed)
    return time.perf_counter() - start


def encode_alone(documents: list[Document]) -> float:
    """Seconds of the linker's encoder over the same texts, in windows as long as the linker's."""
    encoder = network_of("en").encoder
    windows = [
        features_of(Window(start, start + LETTERS, (), ()), document.text, encoder.cut)[0]
        for document in documents
        for start in range(0, len(document.text), LETTERS)
    ]
    start = time.perf_counter()
    for window in windows:
        encoder.read(window)
    return time.perf_counter() - start


def extract(documents: list[Document], extractor: Extractor) -> tuple[float, int]:
    """Seconds of the whole extraction, and how many claims it gives."""
    start = time.perf_counter()
    claims = sum(len(extraction.claims) for extraction in extract_claims(documents, extractor))
    return time.perf_counter() - start, claims


def megabytes() -> float:
    """The most memory that this process has held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def flat(documents: list[Document], count: int, extractor: Extractor) -> Iterator[tuple[int, float]]:
    """How many documents are through and the memory held, at each tenth of them."""
    endless = (renamed(document, number) for number, document in enumerate(islice(cycle(documents), count)))
    for number, _ in enumerate(extract_claims(endless, extractor), 1):
        if number % max(1, count // 10) == 0:
            yield number, megabytes()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--words", type=int, default=200_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--documents", type=int, default=0, help="measure memory over so many documents instead")
    options = parser.parse_args()
    extractor = load_extractor()
    shipped = texts()
    if options.documents:
        for number, held in flat(shipped, options.documents, extractor):
            print(f"{number:8} documents  {held:6.0f} MB")
        return
    documents = up_to(options.words, shipped)
    words = sum(len(document.text.split()) for document in documents)
    print(f"{len(documents)} documents, {words} words, {options.runs} runs each")
    alone, encoder, whole, claims = [], [], [], 0
    for _ in range(options.runs):
        alone.append(parse_alone(documents, extractor))
        encoder.append(encode_alone(documents))
        seconds, claims = extract(documents, extractor)
        whole.append(seconds)
    bare, full = statistics.median(alone), statistics.median(whole)
    print(f"parser alone     {bare:7.1f} s  {words / bare:7.0f} words/s")
    models = bare + statistics.median(encoder)
    print(f"models alone     {models:7.1f} s  {words / models:7.0f} words/s")
    print(f"whole extraction {full:7.1f} s  {words / full:7.0f} words/s  {claims} claims")
    print(f"ratio to models  {full / models:7.2f}  (goal 1.6)    memory {megabytes():.0f} MB")
    print(f"ratio to parser  {full / bare:7.2f}")


if __name__ == "__main__":
    main()
