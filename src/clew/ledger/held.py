"""What a ledger holds about single documents, asked for some at a time while others are added."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from clew.ledger.case import Case
from clew.ledger.entries import document_of
from clew.ledger.schema import entries
from clew.records import Document
from clew.vocabulary import DocumentState, EntryKind

_PORTION = 500


@dataclass(frozen=True, slots=True)
class Held:
    """A document as the ledger holds it: its newest entry, and the SHA-256 of the text that it was first read as.

    `whole` says that no page of it waits for OCR.
    """

    told: Mapping[str, Any]
    first: str
    whole: bool

    @property
    def text(self) -> str:
        """The SHA-256 of the text that counts."""
        return str(self.told["text"])

    def document(self, case: Case) -> Document:
        """The document with its text. Raises `LedgerDamaged` where that is not the one that was kept."""
        return document_of(self.told, case.blobs.get_text(self.text))


def held_documents(case: Case, ids: Iterable[str]) -> dict[str, Held]:
    """What the ledger holds about documents, by id; those that it does not hold, or not any longer, are left out."""
    wanted = list(dict.fromkeys(ids))
    kinds = [str(kind) for kind in (EntryKind.DOCUMENT, EntryKind.FAILURE)]
    found: dict[str, Held] = {}
    with case.engine.connect() as connection:
        for start in range(0, len(wanted), _PORTION):
            about = entries.c.about.in_(wanted[start : start + _PORTION]) & entries.c.kind.in_(kinds)
            query = select(entries.c.about, entries.c.kind, entries.c.body).where(about & (entries.c.body != ""))
            for row in connection.execute(query.order_by(entries.c.seq)):
                told, before = json.loads(row.body), found.get(row.about)
                if row.kind == EntryKind.DOCUMENT:
                    found[row.about] = Held(told, before.first if before else told["text"], whole=True)
                elif before is not None and told["state"] == DocumentState.NEEDS_OCR:
                    found[row.about] = Held(before.told, before.first, whole=False)
    return found
