"""Cells that leave Clew in a table: none of them is run by a spreadsheet."""

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\0")
"""A spreadsheet would run a cell that starts so (OWASP ASVS 5.0, 1.2.10)."""


def inert(text: str) -> str:
    """The text of a cell, with an apostrophe before what a spreadsheet would take for a formula."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
