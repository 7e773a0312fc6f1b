"""Keep the findings of an open case for as long as nothing that they rest on has changed."""

import threading
from collections.abc import Callable
from pathlib import Path

from clew.ledger import Case, newest_hash, open_case
from clew.pipeline.deriving import DeriveOptions, derive
from clew.records import Findings
from clew.resolve import GrowingResolution
from clew.screen import Library


class KeptFindings:
    """The findings of one case for a server: derived when asked for, kept until the ledger or the options change.

    What the case was resolved with is kept as well, so that documents that were added are resolved alone.
    `options` gives what findings are wanted at the moment, the day among it. Several threads may ask at once; one
    derives, and those that want findings wait for it, while the case and the ledger's state can be had. A case that
    was deleted or moved under a running server raises what opening it raises; where another was put in its place,
    that one is opened.
    """

    def __init__(
        self, folder: Path, library: Library, options: Callable[[], DeriveOptions], ledger: str | None = None
    ) -> None:
        self.folder = folder
        self.library = library
        self.options = options
        self._ledger = ledger
        self._opening, self._deriving = threading.Lock(), threading.Lock()
        self._case: Case | None = None
        self._resolving = GrowingResolution()
        self._kept: tuple[tuple[str, DeriveOptions], Findings] | None = None

    def case(self) -> Case:
        """The open case. Raises `NotACase` where its folder is gone."""
        with self._opening:
            if self._case is None or not self._case.is_there():  # opening says what is missing
                opened = open_case(self.folder, self._ledger)
                if self._case is not None:  # another one stands in its place
                    self._case.close()
                self._case = opened
            return self._case

    def head(self) -> str:
        """The hash of the ledger's newest entry. Raises `NotACase` where the case is gone."""
        return newest_hash(self.case())

    def get(self) -> Findings:
        """The findings as the ledger stands now."""
        with self._deriving:
            state = (self.head(), self.options())
            if self._kept is None or self._kept[0] != state:
                self._kept = (state, derive(self.case(), self.library, state[1], resolving=self._resolving))
            return self._kept[1]
