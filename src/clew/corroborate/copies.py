"""Find documents that share copied text: near-duplicates by MinHash over runs of words or characters."""

import re
import zlib
from collections.abc import Iterator, Sequence
from itertools import pairwise

from rensa import RMinHash, RMinHashLSH

from clew.corroborate.matter import Details, as_details
from clew.names import fold
from clew.records import Document

SHARED = 0.5
"""Documents whose shorter text shares so much of its word runs with the other are copies."""

_RUN = 5
_PERMUTATIONS = 64
_BANDS = 32
_LEAST = 30
_HAN = re.compile(r"[\u3400-\u9fff]")
_HAN_RUN = re.compile(r"[\u3400-\u9fff]{2,}")


def prose(document: Document) -> str:
    """The running prose of a document, all of its text where none is marked."""
    if not document.prose:
        return document.text
    return "\n".join(document.text[span.start : span.end] for span in document.prose)


def shingles(text: str) -> frozenset[str]:
    """Runs of five words (of eight characters in Chinese) of the folded text."""
    folded = fold(text)
    if not folded.isascii() and len(_HAN.findall(folded)) * 2 > len(folded):
        packed = folded.replace(" ", "")
        return frozenset(packed[at : at + 8] for at in range(len(packed) - 7))
    words = folded.split()
    return frozenset(map(" ".join, zip(*(words[at:] for at in range(_RUN)), strict=False)))


def copied_pairs(documents: Sequence[Document]) -> Iterator[tuple[str, str, float]]:
    """Yield pairs of documents with copied text and the share of the shorter one that the longer one has.

    Candidates come from locality-sensitive hashing, so that the cost grows with the documents and not with their pairs;
    each candidate is then measured exactly. Only the hashes of all documents are held at once.
    """
    index = RMinHashLSH(threshold=SHARED, num_perm=_PERMUTATIONS, num_bands=_BANDS)
    hashes: dict[int, RMinHash] = {}
    for number, document in enumerate(documents):
        runs = shingles(prose(document))
        if len(runs) >= _LEAST:
            hashes[number] = RMinHash(num_perm=_PERMUTATIONS, seed=7)
            hashes[number].update(list(runs))
            index.insert(number, hashes[number])
    for number, minhash in hashes.items():
        later = sorted(other for other in index.query(minhash) if other > number)
        ours = shingles(prose(documents[number])) if later else frozenset()
        for other in later:
            share = shared_share(ours, shingles(prose(documents[other])))
            if share >= SHARED:
                yield documents[number].name, documents[other].name, round(share, 4)


def shared_share(left: frozenset[str], right: frozenset[str]) -> float:
    """The share of the shorter text's runs that the longer text has."""
    least = min(len(left), len(right))
    return len(left & right) / least if least else 0.0


def content_words(document: Document, skip: Sequence[tuple[int, int]] = (), sample: int = 1) -> Details:
    """The stems of a document's longer words, of single ones and of pairs; `skip` are stretches left out.

    With `sample` above 1 one word in so many is kept, the same ones in every document.
    """
    text = document.text
    for start, end in skip:
        text = text[:start] + " " * (end - start) + text[end:]
    spans = [(span.start, span.end) for span in document.prose] or [(0, len(text))]
    words = [word[:7] for start, end in spans for word in fold(text[start:end]).split()]
    found = {word for word in words if len(word) > 3 or word.isdigit()}
    if _HAN.search(text):
        whole = fold(" ".join(text[start:end] for start, end in spans))
        found = {word for word in found if not _HAN.search(word)}
        found |= {run[at : at + 2] for run in _HAN_RUN.findall(whole) for at in range(len(run) - 1)}
    found.update([f"{left} {right}" for left, right in pairwise(words) if len(left) > 3 or len(right) > 3])
    if sample > 1:
        found = {word for word in found if zlib.crc32(word.encode()) % sample == 0}
    return as_details(found)
