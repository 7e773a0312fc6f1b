"""Shares in the cells of a table, where a small number without a sign may be a part of one or a per cent."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from clew.extract.structured.cells import BadCell
from clew.extract.structured.forms.make import note
from clew.extract.structured.rows import rows_of
from clew.measures.shares import share_of
from clew.records import Document, Problem

_SMALL = re.compile(r"0*[.,]\d+|0+|0*1(?:[.,]0*)?|0+[.,]\d*")


@dataclass
class Shares:
    """The shares of one table; `fit` leads from a mapping's key to the column of the table.

    "0.5" is half a per cent in a column that also holds "25" or "50 %". Where a column holds nothing but bare numbers
    up to 1, nobody can tell, and each is the range from the one to the other.
    """

    document: Document
    fit: Mapping[str, str]
    unsure: dict[str, bool] = field(default_factory=dict)

    def bounds(self, key: str, said: str) -> str:
        """The bounds of a share in per cent ("25", "0.5..50"). Raises `BadCell`."""
        share = share_of(said)
        if share is None:
            raise BadCell(key, f"“{said}” is no share between 0 and 100 per cent")
        if _SMALL.fullmatch(said) and Decimal(share) and self._may_be_parts(self.fit[key]):
            return f"{share}..{(Decimal(share) * 100).normalize():f}"
        return share

    def _may_be_parts(self, column: str) -> bool:
        if column not in self.unsure:
            cells = (row.cells.get(column, "").strip() for row in rows_of(self.document)[1] if not row.fault)
            self.unsure[column] = all(not cell or _SMALL.fullmatch(cell) for cell in cells)
        return self.unsure[column]

    def problems(self) -> list[Problem]:
        """A problem for each column of which nobody can tell."""
        says = "the column {} holds only numbers up to 1 without a sign, which may be parts of one or per cents"
        fix = "each is kept as a range from the one to the other; write 50 % or 0.5 % and add the file again"
        return [note(self.document, says.format(column), fix) for column, unsure in self.unsure.items() if unsure]
