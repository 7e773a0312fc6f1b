"""Count what a run of adding has brought into the ledger, file by file."""

import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from clew.pipeline.adding import Added
from clew.vocabulary import DocumentState


def _once() -> bool:
    """Read nothing a second time."""
    return False


@dataclass(slots=True)
class Tally:
    """Counts the files of a run that are in the ledger, those that failed by kind, and those still open.

    `names` are the files in their order; what is packed in them is counted as it comes up, so the whole grows with it.
    `twice` says whether pages that wait for OCR are read once more in this run: their files stay open until then.
    `at_hand` is the document worked on last, `sign` when that was, in seconds of the epoch.
    """

    names: Sequence[str]
    twice: Callable[[], bool] = _once
    at_hand: str = ""
    sign: float = field(default_factory=time.time)
    _failed: dict[str, DocumentState] = field(default_factory=dict)
    _known: set[str] = field(init=False)
    _open: set[str] = field(init=False)
    _waiting: set[str] = field(default_factory=set)
    _place: dict[str, int] = field(init=False)
    _passed: int = 0

    def __post_init__(self) -> None:
        self._known, self._open = set(self.names), set(self.names)
        self._place = {name: place for place, name in enumerate(self.names)}

    @property
    def total(self) -> int:
        """How many files, and documents packed in files, are known of."""
        return len(self._known)

    @property
    def done(self) -> int:
        """How many of them are in the ledger, with nothing more to do."""
        return len(self._known) - len(self._open) - len(self._waiting)

    @property
    def failed(self) -> Mapping[DocumentState, int]:
        """How many could not be read, by kind."""
        return dict(Counter(tuple(self._failed.values())))

    def at(self, name: str) -> None:
        """Note which file is worked on."""
        self.at_hand, self.sign = name, time.time()

    def count(self, one: Added) -> None:
        """Note what became of a document."""
        self.at(one.doc)
        self._known.add(one.doc)
        self._open.discard(one.doc)
        if one.state is not DocumentState.READ:
            self._failed[one.doc] = one.state
            if one.state is DocumentState.NEEDS_OCR and self.twice():
                self._waiting.add(one.doc)
        elif one.new:
            self._pass_by(one.doc)

    def once_more(self) -> None:
        """Begin to read again what waits for OCR; all else is in the ledger."""
        self._open, self._waiting, self.twice = self._waiting, set(), _once
        for name in self._open:
            self._failed.pop(name, None)

    def _pass_by(self, doc: str) -> None:
        """Settle the files before that of a new document: copies of others, and those that others came out of."""
        while doc not in self._place and "/" in doc:
            doc = doc.rpartition("/")[0]
        place = self._place.get(doc, 0)
        self._open.difference_update(self.names[self._passed : place])
        self._passed = max(self._passed, place)
