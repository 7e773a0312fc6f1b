"""Find documents that share copied text: near-duplicates by MinHash over runs of words or characters."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from rensa import RMinHash, RMinHashLSH

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
    if len(_HAN.findall(folded)) * 2 > len(folded):
        packed = folded.replace(" ", "")
        return frozenset(packed[at : at + 8] for at in range(len(packed) - 7))
    words = folded.split()
    return frozenset(" ".join(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1))


def copied_pairs(texts: Mapping[str, frozenset[str]]) -> Iterator[tuple[str, str, float]]:
    """Yield pairs of documents with copied text and the share of the shorter one that the longer one has.

    `texts` are the shingles of each document. Candidates come from locality-sensitive hashing, so that the cost grows
    with the documents and not with their pairs; each candidate is then measured exactly.
    """
    names = [name for name, runs in texts.items() if len(runs) >= _LEAST]
    index = RMinHashLSH(threshold=SHARED, num_perm=_PERMUTATIONS, num_bands=_BANDS)
    hashes = {}
    for number, name in enumerate(names):
        minhash = RMinHash(num_perm=_PERMUTATIONS, seed=7)
        minhash.update(sorted(texts[name]))
        index.insert(number, minhash)
        hashes[number] = minhash
    for number, name in enumerate(names):
        for other in sorted(index.query(hashes[number])):
            if other > number:
                share = shared_share(texts[name], texts[names[other]])
                if share >= SHARED:
                    yield name, names[other], round(share, 4)


def shared_share(left: frozenset[str], right: frozenset[str]) -> float:
    """The share of the shorter text's runs that the longer text has."""
    least = min(len(left), len(right))
    return len(left & right) / least if least else 0.0


def content_words(document: Document, skip: Sequence[tuple[int, int]] = ()) -> frozenset[str]:
    """The stems of a document's longer words, of single ones and of pairs; `skip` are stretches left out."""
    text = document.text
    for start, end in skip:
        text = text[:start] + " " * (end - start) + text[end:]
    spans = [(span.start, span.end) for span in document.prose] or [(0, len(text))]
    words = [word[:7] for start, end in spans for word in fold(text[start:end]).split()]
    whole = fold(" ".join(text[start:end] for start, end in spans)) if _HAN.search(text) else ""
    han = {run[at : at + 2] for run in _HAN_RUN.findall(whole) for at in range(len(run) - 1)}
    single = {word for word in words if (len(word) > 3 or word.isdigit()) and not _HAN.search(word)}
    pairs = {f"{left} {right}" for left, right in pairwise(words) if len(left) > 3 or len(right) > 3}
    return frozenset(single | pairs | han)
