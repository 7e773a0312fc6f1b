"""Names that cannot be looked for, or not as they stand, and why: what a user reads in place of strange hits."""

import re

from clew.names import fold, strip_legal_form
from clew.names.prepare import LONGEST_NAME

_LETTER = re.compile(r"[^\W\d_]")


def cannot_ask(name: str) -> str:
    """Why a name names nobody, so that nothing is looked for; "" for one that can be looked for."""
    folded = fold(name[:LONGEST_NAME])
    if not folded:
        return "it holds no letter or number" if name.strip() else "it is empty"
    if len(folded.replace(" ", "")) == 1 and folded.isascii():
        return "it is one letter or number"
    rest, form = strip_legal_form(name[:LONGEST_NAME])
    if form and not fold(rest):
        return "it is only a legal form"
    return ""


def note_on(name: str) -> str:
    """What to tell the user of a name: why it cannot be looked for, or how it is; "" where there is nothing to tell."""
    why = cannot_ask(name)
    if why:
        return f"nothing is looked for: {why}"
    if len(name) > LONGEST_NAME:
        return f"it has {len(name):,} characters; the first {LONGEST_NAME} are looked for"
    if not _LETTER.search(name):
        return "it holds numbers only: only an entry with the same ones is near to it"
    return ""
