"""Keep the findings of an open case for as long as nothing that they rest on has changed."""

import threading
from collections.abc import Callable
from pathlib import Path

from clew.ledger import Case, open_case
from clew.pipeline.deriving import DeriveOptions, derive
from clew.records import Findings
from clew.screen import Library

Clock = Callable[[], str]
"""Gives the present day, ISO 8601."""


class KeptFindings:
    """The findings of one case for a server: derived when asked for, kept until the ledger or the day changes.

    Several threads may ask at once; one derives, the others wait for it. A case that was deleted or moved under
    a running server raises what opening it raises.
    """

    def __init__(self, folder: Path, library: Library, today: Clock, ledger: str | None = None) -> None:
        self.folder = folder
        self.library = library
        self._today = today
        self._ledger = ledger
        self._lock = threading.Lock()
        self._case: Case | None = None
        self._kept: tuple[tuple[str, str], Findings] | None = None

    def case(self) -> Case:
        """The open case. Raises `NotACase` where its folder is gone."""
        with self._lock:
            return self._opened()

    def get(self) -> Findings:
        """The findings as the ledger stands now."""
        with self._lock:
            case = self._opened()
            head = case.head.read_text(encoding="utf-8") if case.head.is_file() else ""
            state = (head, self._today())
            if self._kept is None or self._kept[0] != state:
                self._kept = (state, derive(case, self.library, DeriveOptions(state[1])))
            return self._kept[1]

    def _opened(self) -> Case:
        if self._case is None or not self._case.head.is_file():  # opening says what is missing
            self._case = open_case(self.folder, self._ledger)
        return self._case
