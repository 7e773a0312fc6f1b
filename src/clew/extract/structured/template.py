"""Texts with keys of columns in braces ("{goods} (HS {code})"), read once and filled for each row."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

_FIELD = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Template:
    """A text with keys: words and keys by turns, words first; `keys` are the keys alone."""

    pieces: tuple[str, ...]
    keys: tuple[str, ...]

    @classmethod
    def read(cls, text: str) -> Self:
        """Read a text with keys in braces."""
        pieces = _FIELD.split(text)
        return cls(tuple(pieces), tuple(pieces[1::2]))

    def fill(self, cells: Mapping[str, str]) -> str | None:
        """The text with the cells in place of their keys, None where all of them are empty."""
        if len(self.pieces) == 3 and not self.pieces[0] and not self.pieces[2]:
            return cells.get(self.keys[0], "").strip(" ,;/") or None
        if not any(map(cells.get, self.keys)):
            return None
        filled = [cells.get(piece, "") if place % 2 else piece for place, piece in enumerate(self.pieces)]
        return "".join(filled).strip(" ,;/")
