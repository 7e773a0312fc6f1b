"""Recognise files that hold the same text: byte for byte, word for word, or all but for a few words."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rensa import RMinHash, RMinHashLSH

from clew.names import fold
from clew.records import Document

NEAR = 0.8
"""Two texts that share so much of all their word runs are near-duplicates."""

_RUN = 4
_PERMUTATIONS = 128
_BANDS = 32
_LEAST = 20


class Likeness(StrEnum):
    """How alike two files are."""

    SAME_BYTES = "same bytes"
    SAME_WORDS = "same words"
    NEAR = "nearly the same words"


@dataclass(frozen=True, slots=True)
class Twins:
    """Two documents by name that hold the same text, how alike they are, and the share of word runs in common."""

    left: str
    right: str
    likeness: Likeness
    share: float


def find_twins(documents: Sequence[Document]) -> Iterator[Twins]:
    """Pairs of documents that hold the same text, each later one with the first that it is like.

    Words count, not their spelling in capitals, spaces or signs, so that a letter is known again as PDF and as
    Word file. Candidates for near-duplicates come from MinHash, so that the cost grows with the documents.
    """
    by_bytes: dict[str, str] = {}
    by_words: dict[tuple[str, ...], str] = {}
    runs: dict[str, frozenset[tuple[str, ...]]] = {}
    order: list[str] = []
    for document in documents:
        words = tuple(fold(document.text).split())
        if document.id in by_bytes:
            yield Twins(by_bytes[document.id], document.name, Likeness.SAME_BYTES, 1.0)
        elif words and words in by_words:
            yield Twins(by_words[words], document.name, Likeness.SAME_WORDS, 1.0)
        else:
            by_words[words] = document.name
            runs[document.name] = frozenset(words[at : at + _RUN] for at in range(len(words) - _RUN + 1))
            order.append(document.name)
        by_bytes.setdefault(document.id, document.name)
    yield from _near([(name, runs[name]) for name in order if len(runs[name]) >= _LEAST])


def _near(texts: Sequence[tuple[str, frozenset[tuple[str, ...]]]]) -> Iterator[Twins]:
    """Pairs of texts that share most of their word runs."""
    index = RMinHashLSH(threshold=NEAR, num_perm=_PERMUTATIONS, num_bands=_BANDS)
    hashes = []
    for number, (_, runs) in enumerate(texts):
        minhash = RMinHash(num_perm=_PERMUTATIONS, seed=11)
        minhash.update(sorted(" ".join(run) for run in runs))
        index.insert(number, minhash)
        hashes.append(minhash)
    taken: defaultdict[int, bool] = defaultdict(bool)
    for number, minhash in enumerate(hashes):
        if taken[number]:
            continue
        for other in sorted(index.query(minhash)):
            if other > number and not taken[other]:
                share = len(texts[number][1] & texts[other][1]) / len(texts[number][1] | texts[other][1])
                if share >= NEAR:
                    taken[other] = True
                    yield Twins(texts[number][0], texts[other][0], Likeness.NEAR, round(share, 4))
